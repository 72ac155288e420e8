// From the kitchen table to the door: one order through every page, each in the hands of who works there.
import assert from 'node:assert/strict';
import { ask, Hands, screens, until } from './stage.mjs';

/** Where nobody packs or drives but whoever opens the pages; it delivers the same day. */
const area = '3024-kolsas';
const picker = 'picker/picker-1/3024/dagros';
const dispatcher = 'dispatcher/dispatcher-1/3024/';
const manager = 'manager/manager-1/3024/';
const administrator = 'administrator/administrator-1/3024/';
const units = ['hjemmetjenesten-vest', 'hjemmetjenesten-ost', 'hjemmetjenesten-midt'];
/** Of fewer people the manager is shown nothing. */
const peopleMin = 5;
/** What a next of kin reads, in each of the languages they may have. */
const hasArrived = /Dagligvarene er levert\.|Daglegvarene er leverte\.|The groceries have been delivered\./;

/** Lets somebody work at a page, and looks afterwards whether the browser has complained. */
async function at(town, screen, address, work) {
  const hands = await Hands.take(town, screen);
  try {
    await hands.goTo(address);
    await work(hands.page, hands);
  } catch (error) {
    await hands.browser.close();
    throw error;
  }
  await hands.put();
}
const button = (page, name) => page.getByRole('button', { name, exact: typeof name === 'string' });

/** Services that have just started hear first what is in the log. */
async function allIsHeard(town) {
  await until(
    async () => (await fetch(`${town.address}/health/ready`)).status,
    (status) => status === 200,
  );
  await until(
    () => ask(town, 'operator/operator-1//', '/api/operations/v1/health'),
    ({ well, processors }) => well && processors.every(({ lag_records }) => lag_records === 0),
  );
}

/** Everybody who may be ordered for without a reason, with a worker of their unit. */
async function everybody(town) {
  const people = [];
  for (const unit of units) {
    const worker = `care_worker/worker-1/3024/${unit}`;
    const { citizens } = await ask(town, worker, '/api/ordering/v1/citizens?limit=200');
    for (const citizen of citizens) {
      if (citizen.service_unit === unit && citizen.active && citizen.diet.avoids.length === 0) people.push({ worker, citizen });
    }
  }
  return people;
}

const isHere = ({ citizen }) => citizen.area_id === area;
const isElsewhere = (one) => !isHere(one);

/** Others have ordered for another day: the manager is shown figures then. */
async function othersHaveOrdered(town, people) {
  const others = people.filter(isElsewhere).slice(0, peopleMin);
  for (const [number, { worker, citizen }] of others.entries()) {
    const { area_id, citizen_id } = citizen;
    const { windows } = await ask(town, worker, `/api/ordering/v1/areas/${area_id}/windows?days=14`);
    const { window_id, delivery_day } = windows.find(({ same_day, can_order }) => can_order && !same_day);
    const { products } = await ask(town, worker, `/api/ordering/v1/products?area=${area_id}&limit=10&q=havregryn`);
    const lines = [{ gtin: products.find(({ price_ore }) => price_ore).gtin, quantity: 1, wish: 'similar' }];
    await ask(town, worker, '/api/ordering/v1/orders', { order_id: `o-other-${number}`, area_id, citizen_id, window_id, delivery_day, lines });
  }
}

/** The iPad on the kitchen table: something to eat, today. Returns the order's id. */
async function order(page, citizen) {
  await page.locator(`a[href="#/table/${citizen.citizen_id}"]`).click();
  await button(page, 'Søk').click();
  for (const words of ['havregryn', 'yoghurt']) {
    await page.locator('#find-goods').fill(words);
    await page.locator('.table-product', { hasText: new RegExp(words, 'i') }).first().getByRole('button', { name: /^Legg til / }).click();
    await page.locator('.table-line', { hasText: new RegExp(words, 'i') }).waitFor();
  }
  await page.locator('.table-slot').first().click();
  await button(page, 'Send bestillingen').click();
  await page.locator('.ds-alert[data-color=success]').getByText('Sendt').waitFor();
  return new URL(page.url()).hash.split('/').pop();
}

/** The tablet in the back room. */
async function pack(page, id) {
  await page.locator(`a[href="#/order/${id}"]`).click();
  await button(page, 'Ta imot bestillingen').click();
  const open = page.locator('button.pack-line-tap[aria-pressed=false]');
  await open.first().waitFor();
  for (let left = await open.count(); left > 0; --left) {
    await open.first().click();
    await open.nth(left - 1).waitFor({ state: 'detached' });
  }
  await page.getByRole('link', { name: 'Til kassene' }).click();
  await button(page, 'Pakket').click();
  await page.getByText('Bestillingen er pakket.').waitFor();
}

/** The desk: the run stands on map and timeline by itself, since runs of the same day are nobody's to arrange. Returns who
 *  drives it. */
async function lookAtRun(town, page, id) {
  await page.getByLabel('Område').selectOption(area);
  const run = page.locator('article.fleet-card:has(.fleet-letter)', { hasText: 'Ikke kjørt ennå' });
  await run.locator('.fleet-stop').waitFor();
  await page.locator('.fleet-pin').waitFor();
  await page.locator('.fleet-chip').waitFor();
  const { window } = await ask(town, dispatcher, `/api/dispatch/v1/deliveries/${id}?area=${area}`);
  const { runs } = await ask(town, dispatcher, `/api/dispatch/v1/runs?area=${area}&day=${window.delivery_day}`);
  const { driver_id } = runs.find(({ stops }) => stops.some(({ order_id }) => order_id === id));
  await run.getByText(`Sjåfør ${driver_id.slice(2, 6).toUpperCase()}`).waitFor();
  return driver_id;
}

/** The phone in the van. */
async function drive(page) {
  await button(page, 'Start turen').click();
  await button(page, /^Levert, stopp/).click();
  await page.locator('dialog').getByRole('button', { name: 'Pårørende', exact: true }).click();
  await page.locator('.driver-stop[data-mark=delivered]').waitFor();
  await page.getByText('Ikke sendt ennå').waitFor({ state: 'detached' });
}

/** The order's story, without anybody in it. */
async function read(page, id, citizen) {
  await page.getByRole('navigation').getByRole('link', { name: 'Bestillinger' }).click();
  await page.getByLabel('Bestillingens id').fill(id);
  await button(page, 'Vis historien').click();
  await page.locator('.operator-story > li', { hasText: 'DeliveryDone' }).waitFor();
  const told = await page.locator('.operator-story').innerText();
  for (const record of ['PlaceOrder', 'OrderPlaced', 'OrderConfirmed', 'OrderPacked', 'RunsPlanned', 'RunStarted'])
    assert.ok(told.includes(record), `${record} is missing in: ${told}`);
  assert.ok(!told.includes(citizen.name), 'a name in the story');
}

/** Looks at a page anew until it shows this. */
async function showsInTheEnd(page, locator) {
  await until(
    async () => {
      if (await locator.count()) return true;
      await page.reload();
      await locator.or(page.locator('.manager-card, .table-order, .ds-alert')).first().waitFor();
      return (await locator.count()) > 0;
    },
    (isShown) => isShown,
  );
}
const deliveries = (page, count) =>
  page.locator('.manager-card', { has: page.getByText('Leveringer', { exact: true }) }).locator('strong', { hasText: new RegExp(`^${count}$`) });

/** Plays it. `delivered`: so many deliveries have been before, and no other will be. */
export async function fromKitchenTableToDoor(town, { delivered }) {
  await allIsHeard(town);
  const people = await until(
    () => everybody(town),
    (some) => some.some(isHere) && some.filter(isElsewhere).length >= peopleMin,
  );
  const { worker, citizen } = people.find(isHere);
  const { contacts } = await ask(town, administrator, `/api/notification/v1/citizens/${citizen.citizen_id}/contacts`);
  const kin = contacts.find(({ relation }) => relation === 'next_of_kin');
  await othersHaveOrdered(town, people);
  const as = (caller) => `?as=${caller.replace(/\/$/, '')}`;

  await at(town, screens.ipad, `/kitchen-table/${as(worker)}`, async (table, hands) => {
    const id = await order(table, citizen);
    await at(town, screens.ipadUpright, `/packing/${as(picker)}`, (page) => pack(page, id));
    let driver;
    await at(town, screens.desk, `/dispatcher/${as(dispatcher)}`, async (page) => {
      driver = await lookAtRun(town, page, id);
    });
    await at(town, screens.desk, `/manager/${as(manager)}`, async (page, desk) => {
      await showsInTheEnd(page, deliveries(page, delivered));
      await at(town, screens.phone, `/driver/${as(`driver/${driver}/3024`)}`, drive);
      await showsInTheEnd(page, deliveries(page, delivered + 1));
      await desk.picture('journey-manager');
    });

    await table.goto(`${town.address}/kitchen-table/#/orders/${citizen.citizen_id}`);
    await showsInTheEnd(table, table.locator('.table-order').getByText('Levert', { exact: true }));
    await hands.picture('journey-delivered');
    await until(
      () => town.mails(kin.address),
      (mails) => mails.some(({ body }) => hasArrived.test(body)),
    );
    await at(town, screens.desk, `/operator/${as('operator/operator-1')}`, (page) => read(page, id, citizen));
  });
}
