// Packing in the back room of a shop: a tablet, gloves, noise, and a net that comes and goes.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { ask, Hands, languages, screens, SmallTown, Town, until } from './stage.mjs';

const picker = 'picker/picker-1/3024/dagros';
const home = `/packing/?as=${picker}`;
const tablet = screens.ipadUpright;

let town;
let hands;
let page;
let orders = 0;

const row = (id) => page.locator(`a[href="#/order/${id}"]`);
const button = (name) => page.getByRole('button', { name, exact: typeof name === 'string' });
const pickAll = async () => {
  await page.locator('button.pack-line-tap').first().waitFor();
  const open = page.locator('button.pack-line-tap[aria-pressed=false]');
  for (let left = await open.count(); left > 0; --left) {
    await open.first().click();
    await page.waitForFunction((now) => document.querySelectorAll('button.pack-line-tap[aria-pressed=false]').length < now, left);
  }
};

const orderingSees = (id, step) =>
  until(
    () => ask(town, 'operator/local//', `/api/ordering/v1/orders/${id}`),
    (order) => order.step === step,
  );
const packingSays = (id) => ask(town, picker, `/api/packing/v1/orders/${id}`);
async function packingHas(id) {
  await until(
    () => ask(town, picker, '/api/packing/v1/orders'),
    ({ orders: rows }) => rows.some(({ order_id }) => order_id === id),
  );
  return id;
}

/** The first citizen who is so, and a worker of their unit. */
async function somebody(isSo) {
  for (const unit of ['hjemmetjenesten-vest', 'hjemmetjenesten-ost', 'hjemmetjenesten-midt']) {
    const worker = `care_worker/worker-1/3024/${unit}`;
    const { citizens } = await ask(town, worker, '/api/ordering/v1/citizens?limit=200');
    const citizen = citizens.find((one) => one.name && isSo(one));
    if (citizen) return { worker, citizen };
  }
  throw new Error('nobody is so');
}

/** An order for today in the place that packs by this page. */
async function orderIsPlaced(goods) {
  const area = '3024-kolsas';
  const { worker, citizen } = await somebody(({ area_id, diet }) => area_id === area && diet.avoids.length === 0);
  const found = [];
  for (const words of goods) {
    const path = `/api/ordering/v1/products?area=${area}&limit=10&q=${encodeURIComponent(words)}`;
    const { products } = await ask(town, worker, path);
    found.push(products.find(({ age_limit_years, price_ore, gtin }) => age_limit_years === 0 && price_ore && !found.includes(gtin)).gtin);
  }
  const lines = found.map((gtin) => ({ gtin, quantity: 2, wish: 'similar' }));
  return orderIsPlacedFor(`o-packing-${++orders}`, worker, citizen, lines);
}

/** Places an order for today, and waits until the shop has it. Returns its id. */
async function orderIsPlacedFor(order_id, worker, { area_id, citizen_id }, lines) {
  const { windows } = await ask(town, worker, `/api/ordering/v1/areas/${area_id}/windows?days=2`);
  const { window_id, delivery_day } = windows.find(({ same_day, can_order }) => same_day && can_order);
  await ask(town, worker, '/api/ordering/v1/orders', { order_id, area_id, citizen_id, window_id, delivery_day, lines });
  return packingHas(order_id);
}

const seen = (name) => hands.seenByAHandInWork(`packing-${name}`);
async function takeTablet(of) {
  town = of;
  hands = await Hands.take(town, tablet);
  page = hands.page;
}
async function putTablet() {
  await hands.put();
}

describe('packing', { timeout: 600_000 }, () => {
  let demo;
  before(async () => {
    demo = await Town.start();
  });
  after(() => demo.end());
  beforeEach(async () => {
    await takeTablet(demo);
  });
  afterEach(putTablet);

  it('takes an order on, picks it shelf by shelf and packs it, and ordering sees it', async () => {
    await hands.goTo(home);
    await page.getByText('Ingenting å pakke nå').waitFor();
    await seen('empty');
    const id = await orderIsPlaced(['havregryn', 'yoghurt', 'pizza']);
    await row(id).waitFor();
    await seen('list');
    await row(id).click();
    await button('Ta imot bestillingen').waitFor();
    await seen('new');
    await button('Ta imot bestillingen').click();
    await page.locator('.pack-foot').waitFor();
    assert.deepEqual(await page.locator('.pack-shelf h2').allInnerTexts(), ['Tørrvarer (1)', 'Kjøl (1)', 'Frys (1)']);
    await page.locator('button.pack-line-tap').first().click();
    await page.getByText('1 av 3').waitFor();
    await seen('picking');
    await pickAll();
    await page.getByText('3 av 3').waitFor();
    await page.getByRole('link', { name: 'Til kassene' }).click();
    await page.getByText('Kasse 3 av 3').waitFor();
    await page.getByLabel('Vekt på kasse 2 i kg').fill('4,2');
    await seen('boxes');
    await button('Pakket').click();
    await page.getByText('Bestillingen er pakket.').waitFor();
    await seen('packed');
    await orderingSees(id, 'packed');
    const { box_list, alias } = await packingSays(id);
    assert.deepEqual(box_list.map(({ box_id }) => box_id), [`${alias}-1`, `${alias}-2`, `${alias}-3`]);
    assert.equal(box_list[1].weight_grams, 4_200);

    await page.getByRole('link', { name: 'Pakkseddel' }).click();
    await page.locator('.pack-slip tbody tr').first().waitFor();
    assert.equal(await page.locator('.pack-slip tbody tr').count(), 3);
    await seen('slip');
    await page.getByRole('link', { name: 'Til bestillingen' }).click();
    await page.getByRole('link', { name: 'Etiketter' }).click();
    await page.getByText('Kasse 3 av 3').waitFor();
    await seen('labels');
  });

  it('leaves out what is not there, sends fewer, and takes it back', async () => {
    const id = await orderIsPlaced(['kaffe', 'banan']);
    await hands.goTo(`${home}#/order/${id}`);
    await button('Ta imot bestillingen').click();
    await button(/^Mangler: /).first().click();
    await button('Tomt – ta den ut').click();
    await page.getByText('Tatt ut: tomt').waitFor();
    await button(/^Mangler: /).first().click();
    await button('Send 1 stk.').click();
    await page.getByText('Bestilt: 2 stk.').waitFor();
    await seen('short');
    await button('Angre').click();
    await page.getByText('Tatt ut: tomt').waitFor({ state: 'detached' });
    const counts = ({ line_list }) => line_list.map(({ comes }) => comes?.quantity ?? 0).sort();
    await until(() => packingSays(id), (order) => `${counts(order)}` === '1,2');
  });

  it('goes on without a net, through a page that is closed, and reports when the net is back', async () => {
    const id = await orderIsPlaced(['te']);
    await hands.goTo(home);
    await row(id).click();
    await button('Ta imot bestillingen').waitFor();
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await hands.context.setOffline(true);
    await button('Ta imot bestillingen').click();
    await pickAll();
    await page.reload();
    await page.getByText('1 av 1').waitFor();
    await seen('offline');
    await page.getByRole('link', { name: 'Til kassene' }).click();
    await button('Pakket').click();
    await page.getByText('Lagret her – meldes som pakket når nettet er tilbake.').waitFor();
    await seen('kept');
    await page.getByRole('link', { name: 'Etiketter' }).click();
    await page.getByText('Kasse 1 av 1').waitFor();
    await seen('labels-kept');
    await page.goBack();
    await page.getByRole('link', { name: 'Pakkseddel' }).click();
    await page.getByText(/1 kasse\./).waitFor();
    await page.goBack();
    await hands.context.setOffline(false);
    await page.getByText('Bestillingen er pakket.').waitFor();
    await orderingSees(id, 'packed');
  });

  it('says no for the shop, with a reason', async () => {
    const id = await orderIsPlaced(['brød']);
    await hands.goTo(`${home}#/order/${id}`);
    await button('Kan ikke levere').click();
    await page.getByLabel('Grunn').fill('Strømbrudd i butikken');
    await seen('refuse');
    await button('Si fra at vi ikke kan levere').click();
    await page.getByText('Butikken har sagt fra at den ikke leverer.').waitFor();
    await orderingSees(id, 'refused_by_grocer');
  });

  it('says no for the shop when nothing of an accepted order is there after all', async () => {
    const id = await orderIsPlaced(['brød']);
    await hands.goTo(`${home}#/order/${id}`);
    await button('Ta imot bestillingen').click();
    await button(/^Mangler: /).click();
    await button('Tomt – ta den ut').click();
    await page.getByRole('link', { name: 'Til kassene' }).click();
    await page.getByText('Ingenting er igjen å pakke.').waitFor();
    assert.equal(await button('Pakket').count(), 0);
    await seen('nothing-left');
    await button('Kan ikke levere').click();
    await page.getByLabel('Grunn').fill('Utsolgt');
    await button('Si fra at vi ikke kan levere').click();
    await page.getByText('Butikken har sagt fra at den ikke leverer.').waitFor();
    await orderingSees(id, 'refused_by_grocer');
  });

  it('shows nothing to another grocer', async () => {
    const id = await orderIsPlaced(['ost']);
    hands.means(404, new RegExp(`/orders/${id}`));
    await hands.goTo(`/packing/?as=picker/picker-2/3024/fjordmat#/order/${id}`);
    await page.getByText('Bestillingen finnes ikke her.').waitFor();
    await seen('not-there');
  });

  for (const language of languages) {
    it(`has no barrier in ${language}, upright, lying and at twice the size`, async () => {
      const id = await orderIsPlaced(['kaffe', 'yoghurt', 'pizza']);
      await hands.goTo(home);
      await page.locator('header select').selectOption(language);
      await row(id).waitFor();
      const views = ['list', 'order', 'missing'];
      for (const view of views) {
        if (view === 'order') {
          await row(id).click();
          await page.locator('.mb-main .ds-button').first().click();
          await page.locator('.pack-foot').waitFor();
          await page.locator('button.pack-line-tap').first().click();
        }
        if (view === 'missing') {
          await page.locator('.pack-line-more > :first-child').nth(1).click();
          await page.locator('.pack-swap, dialog p').first().waitFor();
        }
        for (const [name, viewport] of Object.entries({
          upright: tablet.viewport,
          ...(language === 'nb' && { lying: screens.ipad.viewport }),
          twice: { width: 410, height: 590 },
        })) {
          await page.setViewportSize(viewport);
          await hands.picture(`packing-${view}-${language}-${name}`);
          assert.deepEqual(await hands.barriers(), [], `${view} ${name}`);
          assert.deepEqual(await hands.beyondTheEdge(), [], `${view} ${name}`);
        }
        await page.setViewportSize(tablet.viewport);
      }
    });
  }
});

describe('packing in a town of four goods', { timeout: 120_000 }, () => {
  const [oats, milk, bread, bananas] = ['5700002010407', '7038010000010', '7310865004703', '7310865004710'];
  let small;
  before(async () => {
    small = await SmallTown.start();
  });
  after(() => small.end());
  beforeEach(() => takeTablet(small));
  afterEach(putTablet);

  it('weighs what is sold by weight, and the price follows the scales', async () => {
    const { worker, citizen } = await somebody(({ diet }) => diet.avoids.length === 0);
    await orderIsPlacedFor('o-weighed', worker, citizen, [{ gtin: bananas, quantity: 1_000, wish: 'similar' }]);
    await hands.goTo(`${home}#/order/o-weighed`);
    const line = page.locator('button.pack-line-tap');
    await line.getByText('24,90 kr per kg').waitFor();
    await line.click(); // a tap alone does not pick it
    const dialog = page.locator('dialog');
    await dialog.getByText('Bestilt: 1 kg').waitFor();
    assert.equal(await button('Lagre').getAttribute('aria-disabled'), 'true');
    await dialog.getByLabel('Gram på vekten').fill('11840');
    await dialog.getByText('Pris: 294,82 kr').waitFor();
    await dialog.getByText('Det er langt fra det som er bestilt.').waitFor();
    await seen('weighing-far');
    await dialog.getByLabel('Gram på vekten').fill('910');
    await dialog.getByText('Pris: 22,66 kr').waitFor();
    assert.equal(await dialog.getByText('Det er langt fra det som er bestilt.').count(), 0);
    await seen('weighing');
    await page.keyboard.press('Enter');
    await page.getByText('1 av 1').waitFor();
    await line.getByText('910 g').waitFor();
    await page.locator('.pack-foot').getByText('22,66 kr').waitFor();
    await seen('weighed');
    // Weighed once more: who takes it out of the basket and taps it again is asked again.
    await line.click();
    await page.getByText('0 av 1').waitFor();
    await line.click();
    await dialog.getByLabel('Gram på vekten').fill('1184');
    await button('Lagre').click();
    await page.locator('.pack-foot').getByText('29,48 kr').waitFor();
    await page.getByRole('link', { name: 'Til kassene' }).click();
    assert.equal(await page.getByLabel('Vekt på kasse 1 i kg').inputValue(), '1,18');
    await button('Pakket').click();
    await page.getByText('Bestillingen er pakket.').waitFor();
    const { line_list, box_list, total_ore } = await packingSays('o-weighed');
    assert.deepEqual([line_list[0].packed.quantity, line_list[0].packed.price_ore, total_ore, box_list[0].weight_grams], [1_184, 2_490, 2_948, 1_184]);
    await page.getByRole('link', { name: 'Pakkseddel' }).click();
    const slip = page.locator('.pack-slip');
    await slip.getByRole('row', { name: /Bananer i løs vekt.* 1,184 kg .*24,90 kr.*29,48 kr/ }).waitFor();
    await seen('weighed-slip');
    const { packed_ore } = await orderingSees('o-weighed', 'packed');
    assert.equal(packed_ore, 2_948);
  });

  it('gets a substitute back that the check has stopped, and takes another', async () => {
    const { worker, citizen } = await somebody(({ diet }) => diet.avoids.includes('milk'));
    await orderIsPlacedFor('o-1', worker, citizen, [{ gtin: oats, quantity: 2, wish: 'similar' }]);
    await hands.goTo(`${home}#/order/o-1`);
    const swapFor = async (words, name) => {
      await page.getByLabel('Søk etter en annen vare').fill(words);
      await page.getByText('Inneholder melk').waitFor({ state: words === 'melk' ? 'visible' : 'detached' });
      await seen(`swap-${words}`);
      await button(new RegExp(`^Bytt med ${name}`)).click();
    };
    await button(/^Mangler: /).click();
    await swapFor('melk', 'Melk lett 1 L');
    await page.getByText('ble stoppet av kontrollen').waitFor();
    await seen('sent-back');
    await button('Velg en annen').click();
    await page.getByLabel('Søk etter en annen vare').fill('melk');
    await page.getByText('Fant ingenting som ligner.').waitFor();
    await swapFor('knäcke', 'Knäckebröd råg');
    await page.getByText('I stedet for Havregryn 500 g').waitFor();
    await pickAll();
    await page.getByText('1 av 1').waitFor();
    await page.getByRole('link', { name: 'Til kassene' }).click();
    await button('Pakket').click();
    await page.getByText('Bestillingen er pakket.').waitFor();
    const { line_list } = await packingSays('o-1');
    assert.equal(line_list[0].comes.product.gtin, bread);
    assert.deepEqual(line_list[0].returned.map(({ gtin }) => gtin), [milk]);
  });
});
