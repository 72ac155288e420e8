// The operator's page: how the services are, what was set aside, an order's story, and proof that nothing was lost.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { Hands, languages, screens, Town } from './stage.mjs';

const home = '/operator/?as=operator/operator-1';

let town;
let hands;
let page;
let order;

/** An order, placed as another program would. */
async function placeAnOrder() {
  const unit = 'hjemmetjenesten-vest';
  const caller = { 'matbud-role': 'care_worker', 'matbud-user': 'worker-1', 'matbud-municipality': '3024', 'matbud-unit': unit };
  const ask = async (path, init = {}) => {
    const answer = await fetch(`${town.address}/api/ordering/v1/${path}`, { ...init, headers: { ...caller, ...init.headers } });
    assert.ok(answer.ok, `${path}: ${answer.status}`);
    return answer.json();
  };
  const { citizens } = await ask('citizens?limit=200');
  const citizen = citizens.find(({ name, active, diet }) => name && active && diet.avoids.length === 0);
  const { windows } = await ask(`areas/${citizen.area_id}/windows?days=14`);
  const window = windows.find(({ can_order }) => can_order);
  const { products } = await ask(`products?area=${citizen.area_id}&q=banan`);
  const order_id = `o-${randomUUID()}`;
  await ask('orders', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': order_id },
    body: JSON.stringify({
      order_id,
      area_id: citizen.area_id,
      citizen_id: citizen.citizen_id,
      window_id: window.window_id,
      delivery_day: window.delivery_day,
      lines: [{ gtin: products.find(({ sold_by_weight }) => !sold_by_weight).gtin, quantity: 2, wish: 'similar' }],
    }),
  });
  return order_id;
}

const parked = (more = {}) => ({
  service: 'ordering',
  subject: 'order/o-9',
  topic: 'ordering.commands.v1',
  partition: 3,
  offset: 17,
  type: 'matbud.ordering.v1.PlaceOrder',
  appended_at_ms: Date.now() - 60_000,
  reason: 'the bytes are no OrderingCommand',
  code_version: '0.1.0',
  behind: false,
  ...more,
});

/** The demo's people send nothing that cannot be read: this is told in the services' place, as their document has it. */
async function somethingIsParked(queue) {
  const asked = [];
  await page.route('**/api/operations/v1/parked', (route) => route.fulfill({ json: { parked: queue } }));
  await page.route('**/api/operations/v1/parked/redrive', async (route) => {
    const body = route.request().postDataJSON();
    const understood = (await route.fetch()).status() !== 400; // they know of no such record, but read the question
    asked.push({ ...body, key: route.request().headers()['idempotency-key'], understood });
    const moved = body.discard ? 1 : 0;
    if (moved) queue.shift();
    return route.fulfill({
      json: { service: body.service, subject: body.subject, discarded: body.discard ?? false, moved, still_parked: queue.length },
    });
  });
  return asked;
}

const to = (name) => page.getByRole('navigation').getByRole('link', { name }).click();
const seen = (name) => hands.seen(`operator-${name}`);

describe('the operator', { timeout: 600_000 }, () => {
  before(async () => {
    town = await Town.start();
    order = await placeAnOrder();
  });
  after(() => town.end());
  beforeEach(async () => {
    hands = await Hands.take(town, screens.desk);
    page = hands.page;
    await hands.goTo(home);
    await page.getByRole('heading', { name: 'Alt virker' }).waitFor();
  });
  afterEach(() => hands.put());

  it('sees how each service is, and what each hears', async () => {
    await page.getByRole('row', { name: /^Bestilling Virker/ }).waitFor();
    await page.getByText('Hva hver tjeneste hører på').click();
    await page.getByRole('row', { name: /ordering\.commands\.v1/ }).first().waitFor();
    await seen('health');
  });

  it('sees it change without asking again', async () => {
    await page.route('**/api/operations/v1/health', (route) => route.abort());
    const handled = () => page.getByRole('row', { name: /^Bestilling Virker/ }).locator('td').nth(1).textContent();
    const before = await handled();
    await placeAnOrder();
    await page.waitForFunction(
      (text) => document.querySelector('tbody tr td:nth-of-type(2)').textContent !== text,
      before,
    );
    assert.notEqual(await handled(), before);
  });

  it('reads an order from the first wish on, each record with its cause', async () => {
    await to('Bestillinger');
    await page.locator('tbody tr').first().waitFor();
    await seen('orders');
    await page.getByLabel('Bestillingens id').fill(order);
    await page.getByRole('button', { name: 'Vis historien' }).click();
    const lines = page.locator('.operator-story > li');
    await lines.getByText('Bestillingen er tatt imot').waitFor();
    await lines.nth(1).waitFor();
    await seen('story');
    const cause = lines.nth(1).getByRole('link', { name: /^Kommer av ordering\.commands\.v1/ });
    await cause.click();
    assert.equal(await page.evaluate(() => document.activeElement.dataset.kind), 'command');
    await page.getByRole('link', { name: 'Alle bestillinger' }).click();
    hands.means(404, /\/o-404/);
    await page.getByLabel('Bestillingens id').fill('o-404');
    await page.getByRole('button', { name: 'Vis historien' }).click();
    await page.getByText('nothing in the log speaks of this order').waitFor();
    await seen('no-story');
  });

  it('sees whose order it is only for a reason', async () => {
    await page.evaluate((id) => (location.hash = `#/order/${id}`), order);
    await page.getByRole('button', { name: 'Vis hvem det gjelder' }).click();
    const show = page.locator('dialog').getByRole('button', { name: 'Vis hvem det gjelder' });
    assert.equal(await show.getAttribute('aria-disabled'), 'true');
    await page.getByLabel('Varer kom til feil sted').check();
    await seen('whose-order');
    await show.click();
    await page.getByText('At du har sett det, står i loggen.').waitFor();
    await seen('whose-order-seen');
  });

  it('has the whole log verified while the services run', async () => {
    await to('Kontroll');
    await page.getByText('Ingen kontroll siden programmet startet.').waitFor();
    await seen('not-verified');
    await page.getByRole('button', { name: 'Kontroller nå' }).click();
    await page.getByText('Ingenting er tapt, doblet, byttet om eller endret.').waitFor();
    await page.getByRole('row', { name: /^ordering\.events\.v1 .* Hel/ }).waitFor();
    await seen('verified');
  });

  it('tries again what was set aside, and gives it up only with a reason', async () => {
    await to('Lagt til side');
    await page.getByText('Ingenting er lagt til side.').waitFor();
    await seen('nothing-parked');
    const asked = await somethingIsParked([parked(), parked({ offset: 18, behind: true })]);
    await to('Helse');
    await to('Lagt til side');
    await seen('parked');
    await page.getByRole('button', { name: 'Prøv på nytt: order/o-9' }).click();
    await page.locator('dialog').getByRole('button', { name: 'Prøv på nytt' }).click();
    await page.getByText('order/o-9 ligger der fortsatt: den kan ikke avgjøres i dag heller.').waitFor();
    await page.getByRole('button', { name: 'Gi opp: order/o-9' }).click();
    const giveUp = page.locator('dialog').getByRole('button', { name: 'Gi opp' });
    assert.equal(await giveUp.getAttribute('aria-disabled'), 'true');
    await seen('give-up');
    await page.getByLabel('Hvorfor?').fill('kommer ikke fra oss');
    await giveUp.click();
    await page.getByText('Posten for order/o-9 er gitt opp. 1 post venter fortsatt.').waitFor();
    await seen('given-up');
    assert.ok(asked.every(({ understood }) => understood));
    assert.deepEqual(asked.map(({ discard, reason }) => [discard, reason]), [
      [undefined, undefined],
      [true, 'kommer ikke fra oss'],
    ]);
    assert.notEqual(asked[0].key, asked[1].key);
  });

  it('keeps what was seen last when nobody answers, and says so', async () => {
    await to('Bestillinger');
    await page.locator('tbody tr').first().waitFor();
    await hands.context.setOffline(true);
    await page.getByLabel('Har kommet til').selectOption('placed');
    await page.getByText(/^Får ikke kontakt med Matbud\. Det du ser, er fra/).waitFor();
    await page.locator('tbody tr').first().waitFor();
    await seen('offline');
    await hands.context.setOffline(false);
    await page.getByRole('button', { name: 'Prøv igjen' }).click();
    await page.getByText(/^Får ikke kontakt/).waitFor({ state: 'detached' });
  });

  it('is not for everybody', async () => {
    hands.means(403, /\/api\//);
    await hands.goTo('/operator/?as=driver/driver-1');
    await page.getByText('Du har ikke tilgang til dette.').first().waitFor();
    await seen('refused');
  });

  it('can be worked by keyboard alone', async () => {
    const focusOn = async (selector) => {
      for (let tabs = 0; tabs < 60; ++tabs) {
        if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
        await page.keyboard.press('Tab');
      }
      assert.fail(`no way to ${selector} by Tab`);
    };
    await focusOn('a[href="#/orders"]');
    await page.keyboard.press('Enter');
    await focusOn('#order-id');
    await page.keyboard.type(order);
    await page.keyboard.press('Enter');
    await page.locator('.operator-story > li').first().waitFor();
    await focusOn('.operator-place a');
    await page.keyboard.press('Enter');
    await page.locator('.operator-story > li:focus').waitFor();
  });

  for (const language of languages) {
    it(`has no barrier in ${language}, on every screen and at twice the size`, async () => {
      await page.locator('header select').selectOption(language);
      assert.equal(await page.locator('html').getAttribute('lang'), language);
      await page.locator('.operator-inputs summary').click();
      const views = { health: 'table', orders: 'tbody tr', [`order/${order}`]: '.operator-story > li', verify: 'code' };
      for (const [view, sign] of Object.entries(views)) {
        await page.evaluate((to) => (location.hash = `#/${to}`), view);
        await page.locator(sign).first().waitFor();
        for (const [name, screen] of [...Object.entries(screens), ['twice', { viewport: { width: 590, height: 410 } }]]) {
          await page.setViewportSize(screen.viewport);
          await hands.picture(`operator-${view.split('/')[0]}-${language}-${name}`);
          assert.deepEqual(await hands.beyondTheEdge(), [], `${view} on ${name}`);
        }
        // The longest words are looked at where there is least room, the others where there is most.
        if (language !== 'se') await page.setViewportSize(screens.desk.viewport);
        assert.deepEqual(await hands.barriers(), [], view);
      }
    });
  }
});
