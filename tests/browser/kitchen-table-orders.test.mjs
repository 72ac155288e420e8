// What becomes of orders at the kitchen table: changed, cancelled, made to come by themselves, and refused.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { Guest, home, worker } from './at-the-table.mjs';
import { ask, Hands, screens, Town } from './stage.mjs';

const base = '/api/ordering/v1';

let town;
let hands;
let page;
/** Whose hands are on the iPad. */
let guest;

const ordersOf = async (citizen) => (await ask(town, worker, `${base}/citizens/${citizen}/orders`)).orders;
const standingOrdersOf = async (citizen) => (await ask(town, worker, `${base}/citizens/${citizen}/standing-orders`)).standing_orders;

async function makeStanding(weekday) {
  await page.getByRole('button', { name: 'Gjør kurven til fast bestilling' }).click();
  const dialog = page.locator('dialog');
  await dialog.getByRole('button', { name: weekday }).click();
  assert.deepEqual(await hands.barriers(), []);
  await dialog.getByRole('button', { name: 'Gjør kurven til fast bestilling' }).click();
}
const isMade = () => page.getByText('Den faste bestillingen er lagret.').waitFor();
const toOrders = () => page.getByRole('link', { name: 'Bestillinger' }).click();
const standingOrders = () => page.locator('section', { has: page.getByRole('heading', { name: 'Fast bestilling' }) });

/** The first of the goods that are known to hold milk. */
async function somethingWithMilk(area) {
  const holdsMilk = ({ allergen, state }) => allergen === 'milk' && state === 'contains';
  for (const words of ['yoghurt', 'ost', 'sjokolade', 'kjeks']) {
    const { products } = await ask(town, worker, `${base}/products?area=${area}&q=${words}&limit=50`);
    const found = products.find(({ allergens, price_ore }) => price_ore && allergens.some(holdsMilk));
    if (found) return found;
  }
  throw new Error('nothing holds milk');
}

describe('orders at the kitchen table', { timeout: 600_000 }, () => {
  before(async () => {
    town = await Town.start();
  });
  after(() => town.end());
  beforeEach(async () => {
    hands = await Hands.take(town, screens.ipad);
    page = hands.page;
    guest = new Guest(town, page);
    await hands.goTo(home);
    await page.locator('.table-citizens a').first().waitFor();
  });
  afterEach(() => hands.put());

  it('changes an order, and cancels it', async () => {
    const citizen = await guest.citizenWithoutDiet(4);
    await guest.orderSomething(citizen);
    await guest.openFirstOrder();
    await page.getByRole('button', { name: 'Endre' }).click();
    await page.locator('.table-basket').getByRole('button', { name: /^Flere / }).first().click();
    await page.getByRole('button', { name: 'Send endringen' }).click();
    await guest.isSent();
    await guest.openFirstOrder();
    await page.getByRole('button', { name: 'Avbestill' }).click();
    await page.locator('dialog').getByRole('button', { name: 'Avbestill' }).click();
    await page.locator('.table-order').getByText('Avbestilt').waitFor();
  });

  it('keeps the new basket beside a change, and gives the change up', async () => {
    const citizen = await guest.citizenWithoutDiet(7);
    await guest.orderSomething(citizen);
    await guest.toTable(citizen);
    await guest.searchFor('melk');
    await guest.addFirst();
    await guest.openFirstOrder();
    await page.getByRole('button', { name: 'Endre' }).click();
    await page.getByRole('heading', { name: /^Endring av bestilling/ }).waitFor();
    await page.getByText('En kurv med 1 vare er ikke sendt.').waitFor();
    await hands.seen('change');
    // Closed in the middle, both are still there.
    await page.reload();
    await page.getByText(/^En endring av bestilling .* er ikke sendt/).waitFor();
    await page.locator('#basket').getByText(/melk/i).first().waitFor();
    await hands.seen('unsent-change');
    await page.getByRole('button', { name: 'Fortsett endringen' }).click();
    await page.locator('#basket').getByRole('button', { name: 'Avbryt endringen' }).click();
    await page.locator('#basket').getByText(/melk/i).first().waitFor();
    assert.equal(await page.getByText('er ikke sendt').count(), 0);
    const [{ version }] = await ordersOf(citizen);
    assert.equal(version, 1);
  });

  it('shows an order as it stands now when somebody else has changed it meanwhile', async () => {
    const citizen = await guest.citizenWithoutDiet(8);
    await guest.orderSomething(citizen);
    await guest.openFirstOrder();
    await page.getByRole('button', { name: 'Endre' }).click();
    const more = page.locator('.table-basket').getByRole('button', { name: /^Flere / }).first();
    await more.click();
    const [{ order_id: order, area_id: area }] = await ordersOf(citizen);
    const { line_list: lines } = await ask(town, worker, `${base}/orders/${order}`);
    const changed = lines.map(({ gtin }) => ({ gtin, quantity: 7 }));
    await ask(town, worker, `${base}/orders/${order}/amend`, { area_id: area, expected_version: 1, lines: changed });
    hands.means(409, new RegExp(`/orders/${order}/amend`));
    await page.getByRole('button', { name: 'Send endringen' }).click();
    await page.getByText('Bestillingen er endret av noen andre.').waitFor();
    await hands.picture('change-refused');
    await page.getByRole('button', { name: 'Endre' }).click();
    await page.getByText('Noen andre har endret bestillingen. Her er den slik den er nå.').waitFor();
    assert.equal(await page.locator('#basket output').first().textContent(), '7');
    await hands.seen('begun-anew');
    await more.click();
    await page.getByRole('button', { name: 'Send endringen' }).click();
    await guest.isSent();
    assert.equal((await ordersOf(citizen))[0].version, 3);
  });

  it('shows orders without a net as they were seen last', async () => {
    const citizen = await guest.citizenWithoutDiet(9);
    await guest.orderSomething(citizen);
    await guest.openFirstOrder();
    await page.getByRole('button', { name: 'Avbestill' }).waitFor();
    await guest.toTable(citizen);
    await hands.context.setOffline(true);
    await guest.openFirstOrder();
    await page.getByRole('button', { name: 'Avbestill' }).waitFor();
    await hands.picture('orders-offline');
    assert.deepEqual(await hands.barriers(), []);
    await hands.context.setOffline(false);
  });

  it('hears what the citizen thinks of an order once, and of its goods when they have come', async () => {
    const citizen = await guest.citizenWithoutDiet(10);
    await guest.orderSomething(citizen);
    const delivered = (one) => ({ ...one, step: 'delivered', can_change: false });
    await page.route(`**${base}/citizens/*/orders`, async (route) => {
      const response = await route.fetch();
      const { orders, ...rest } = await response.json();
      return route.fulfill({ response, json: { ...rest, orders: orders.map(delivered) } });
    });
    await page.route(`**${base}/orders/*`, async (route) => {
      const response = await route.fetch();
      return route.fulfill({ response, json: delivered(await response.json()) });
    });
    await guest.openFirstOrder();
    const order = page.locator('.table-order');
    const rate = async (stars, words) => {
      await order.getByRole('button', { name: stars }).click();
      await order.getByLabel('Med egne ord').fill(words);
      await order.getByRole('button', { name: 'Send', exact: true }).click();
    };
    await order.getByRole('button', { name: '4 stjerner' }).waitFor();
    await hands.seen('feedback');
    await rate('4 stjerner', 'Kom i tide.');
    await order.getByText('Kom i tide.').waitFor();
    await order.getByRole('button', { name: 'Si noe mer' }).click();
    const [{ order_id: id }] = await ordersOf(citizen);
    hands.means(422, new RegExp(`/orders/${id}/feedback`));
    await rate('2 stjerner', 'Bløt.');
    // Only the page has been told that it was delivered: ordering lets nobody speak of goods before they have come.
    const notice = page.locator('.table-refused');
    await notice.getByText('Varene er ikke levert ennå.').waitFor();
    await notice.getByRole('button', { name: 'Greit, fjern den' }).click();
    await notice.waitFor({ state: 'detached' });
    await page.locator('header').getByText('På nett').waitFor();
    const { feedback } = await ask(town, worker, `${base}/orders/${id}/feedback`);
    assert.deepEqual(feedback.map(({ gtin, stars, words }) => [gtin, stars, words]), [[null, 4, 'Kom i tide.']]);
    await page.reload();
    await order.locator('summary').first().click();
    await order.getByText('Kom i tide.').waitFor();
    await hands.seen('feedback-given');
    assert.equal(await order.getByRole('button', { name: 'Send', exact: true }).count(), 0);
  });

  it('warns of an allergy that was found after the order, and says what was taken out for it', async () => {
    const citizen = (await guest.citizens()).filter(({ diet }) => diet.avoids.length === 0)[11];
    const { citizen_id, area_id, name, service_unit, verified_age_years } = citizen;
    const { gtin } = await somethingWithMilk(area_id);
    const { windows } = await ask(town, worker, `${base}/areas/${area_id}/windows?days=14`);
    const { window_id, delivery_day } = windows.find(({ same_day, can_order }) => !same_day && can_order);
    await ask(town, worker, `${base}/orders`, { order_id: 'o-milk', area_id, citizen_id, window_id, delivery_day, lines: [{ gtin, quantity: 1 }] });
    const diet = { avoids: ['milk'] };
    await ask(town, 'administrator/a-1/3024', `${base}/citizens`, { citizen_id, area_id, name, service_unit, verified_age_years, diet });
    await guest.tapCitizen(citizen_id);
    await guest.openFirstOrder();
    await page.getByText('Inneholder melk').waitFor();
    await page.getByText('Tas ut når fristen er ute').waitFor();
    await hands.seen('new-allergy');

    let left_out = false;
    await page.route(`**${base}/orders/o-milk`, async (route) => {
      const response = await route.fetch();
      const { line_list: lines, ...rest } = await response.json();
      const line_list = lines.map((line) => ({ ...line, left_out }));
      return route.fulfill({ response, json: { ...rest, line_list, can_change: false } });
    });
    const again = async () => {
      await page.reload();
      await page.locator('.table-order summary').first().click();
    };
    await again();
    await page.getByText('Er hos butikken: ta den ut når varene kommer.').waitFor();
    await hands.seen('new-allergy-too-late');
    left_out = true;
    await again();
    await page.getByText('Skal ikke være med: passer ikke med kostholdet').waitFor();
    await hands.seen('left-out');
  });

  it('says that a receipt is not on this device', async () => {
    const citizen = await guest.citizenWithoutDiet(0);
    await hands.goTo(`/kitchen-table/#/receipt/${citizen}/of-another-ipad`);
    await page.getByText('Kvitteringen ligger ikke på denne enheten.').waitFor();
    await hands.picture('no-receipt');
    assert.deepEqual(await hands.barriers(), []);
  });

  it('says that a cancellation was refused, and why, until somebody has seen it', async () => {
    const citizen = await guest.citizenWithoutDiet(5);
    await guest.orderSomething(citizen);
    await guest.openFirstOrder();
    const cancel = page.getByRole('button', { name: 'Avbestill' });
    await cancel.waitFor();
    const [{ order_id: order, area_id: area }] = await ordersOf(citizen);
    // Somebody else was faster.
    await ask(town, worker, `${base}/orders/${order}/cancel`, { area_id: area, citizen_id: citizen });
    hands.means(409, new RegExp(`/orders/${order}/cancel`));
    await cancel.click();
    await page.locator('dialog').getByRole('button', { name: 'Avbestill' }).click();
    const notice = page.locator('.table-refused');
    await notice.getByText('Ikke tatt imot: avbestilling av').waitFor();
    await notice.getByText('Den er sendt til butikken eller avbestilt.').waitFor();
    await page.locator('.table-order').getByText('Avbestilt').waitFor();
    await cancel.waitFor({ state: 'detached' });
    await hands.seen('refused-cancel');
    // It is still there on the list, and after a closed page.
    await page.getByRole('link', { name: 'Til listen' }).click();
    await page.reload();
    await notice.getByRole('button', { name: 'Greit, fjern den' }).click();
    await notice.waitFor({ state: 'detached' });
    await page.locator('header').getByText('På nett').waitFor();
  });

  it('makes what lies in the basket come by itself, and ends it', async () => {
    const citizen = await guest.citizenWithoutDiet(6);
    await guest.tapCitizen(citizen);
    await guest.searchFor('banan');
    await guest.addFirst();
    await guest.chooseFirstSlot();
    await makeStanding('onsdag');
    await isMade();
    await hands.picture('standing-made');
    assert.deepEqual(await hands.barriers(), []);
    await toOrders();
    const list = standingOrders();
    await list.getByText('onsdag', { exact: true }).waitFor();
    await list.getByText(/^Neste gang onsdag/).waitFor();
    await hands.seen('standing');
    await list.getByRole('button', { name: 'Avslutt fast bestilling' }).click();
    await list.getByText('Ingen fast bestilling.').waitFor();
    assert.deepEqual((await standingOrdersOf(citizen)).filter(({ ended }) => !ended), []);
  });

  it('gives the reason with a standing order whose goods the citizen must not get', async () => {
    const citizen = await guest.citizenWithDiet();
    await guest.tapCitizen(citizen);
    await guest.searchFor('sjokolade');
    await guest.addFirst();
    await guest.chooseFirstSlot();
    await guest.giveReason('Til barnebarnet');
    await makeStanding('torsdag');
    await isMade();
    const [{ lines }] = await standingOrdersOf(citizen);
    assert.equal(lines[0].warning_passed_reason, 'Til barnebarnet');
    await toOrders();
    await standingOrders().getByText('torsdag', { exact: true }).waitFor();
  });
});
