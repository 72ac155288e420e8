// The runs of a day at a dispatcher's desk: seen, moved by hand, planned anew, and without a driver who is ill.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { Hands, languages, screens, Town } from './stage.mjs';

// Tuesday at half past seven: the morning's runs are planned, nobody has left. Five seconds are a minute.
const tuesday = { speed: 12, words: ['--skip-hours', '25', '--you-drive', '--citizens', '60'] };
const area = '3024-sandvika';

let town;
let hands;
let page;

const home = () => new URL(town.pages.dispatcher);
const cards = () => page.locator('article.fleet-card:has(.fleet-letter)');
const stopsOf = (letter) => page.locator('article.fleet-card', { has: page.locator('.fleet-letter', { hasText: letter }) }).locator('.fleet-stop');
const dialog = () => page.locator('dialog');
const button = (name) => page.getByRole('button', { name, exact: true });

const asks = async (role, user, path, options = {}) => {
  const headers = { 'matbud-role': role, 'matbud-user': user, 'matbud-municipality': '3024', ...options.headers };
  return fetch(`${town.address}/api/dispatch/v1${path}`, { ...options, headers });
};
const says = (role, user, path, id, body) =>
  asks(role, user, path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': id },
    body: JSON.stringify({ area_id: area, ...body }),
  });
async function runs() {
  const { shifts } = await (await asks('dispatcher', 'b', `/shifts?area=${area}`)).json();
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Oslo' }).format(shifts[0].starts_at_ms);
  return (await (await asks('dispatcher', 'b', `/runs?area=${area}&day=${day}`)).json()).runs;
}
const byLeaving = (all) => all.sort((one, other) => one.departs_at_ms - other.departs_at_ms || one.run_id.localeCompare(other.run_id));
const seen = (name) => hands.seen(name);

describe('the runs', { timeout: 600_000 }, () => {
  before(async () => {
    town = await Town.start(tuesday);
  });
  after(() => town.end());
  beforeEach(async () => {
    hands = await Hands.take(town, screens.desk);
    page = hands.page;
    await hands.goTo(`${home().pathname}${home().search}`);
    await page.getByLabel('Område').selectOption(area);
    await cards().first().waitFor();
  });
  afterEach(() => hands.put());

  it('are on a map and a timeline, and nobody else is asked', async () => {
    const foreign = [];
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== town.address) foreign.push(request.url());
    });
    await page.reload();
    await cards().first().waitFor();
    const all = await runs();
    const stops = all.reduce((sum, { stops: some }) => sum + some.length, 0);
    assert.ok(stops >= 5, `${stops} stops`);
    assert.equal(await cards().count(), all.length);
    assert.equal(await page.locator('.fleet-pin').count(), stops);
    assert.equal(await page.locator('.fleet-chip').count(), stops);
    assert.equal(await page.locator('.fleet-line').count(), all.length);
    await page.locator('.fleet-chip').first().click();
    await page.locator('.fleet-pin.fleet-chosen').waitFor();
    await page.locator('.fleet-stop[data-chosen]').waitFor();
    await seen('dispatcher');
    assert.deepEqual(foreign, []);
  });

  it('show a map below only when there is one here', async () => {
    hands.means(404, /\/tiles\//);
    await page.getByLabel('Kart under').click();
    await page.getByText('Anlegget har ikke noe kart å vise.').waitFor();
  });

  it('are changed by moving a stop, once its difference was seen', async () => {
    const before = byLeaving(await runs());
    const [a] = before;
    const first = a.stops[0].order_id;
    const seeTheDifference = async () => {
      await button('Flytt A1').click();
      await dialog().getByLabel('Som stopp nummer').selectOption(String(a.stops.length - 1));
      await seen('dispatcher-move');
      await dialog().getByRole('button', { name: 'Se forskjellen' }).click();
      await dialog().getByText('1 stopp flyttes').waitFor();
      await dialog().getByText('Kjørelengde').waitFor();
    };
    await seeTheDifference();
    await seen('dispatcher-difference');
    await dialog().getByRole('button', { name: 'Forkast' }).click();
    await dialog().waitFor({ state: 'detached' });
    assert.deepEqual(byLeaving(await runs()), before, 'looking changes nothing');
    await seeTheDifference();
    await dialog().getByRole('button', { name: 'Godta' }).click();
    await dialog().waitFor({ state: 'detached' });
    const after = await runs();
    const changed = after.find(({ stops }) => stops.some(({ order_id }) => order_id === first));
    assert.equal(changed.stops.at(-1).order_id, first);
    assert.notEqual(changed.run_id, a.run_id);
    for (const other of before.slice(1))
      assert.deepEqual(
        after.find(({ run_id }) => run_id === other.run_id)?.stops.map(({ order_id, eta_ms }) => [order_id, eta_ms]),
        other.stops.map(({ order_id, eta_ms }) => [order_id, eta_ms]),
        'nothing else moves',
      );
  });

  it('are changed by the keyboard alone', async () => {
    const [a] = byLeaving(await runs());
    const last = a.stops.at(-1).order_id;
    await button(`Flytt A${a.stops.length}`).press('Enter');
    const place = dialog().getByLabel('Som stopp nummer');
    await place.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Se forskjellen');
    await page.keyboard.press('Enter');
    await dialog().getByRole('button', { name: 'Godta' }).press('Enter');
    await dialog().waitFor({ state: 'detached' });
    const changed = (await runs()).find(({ stops }) => stops.some(({ order_id }) => order_id === last));
    assert.equal(changed.stops[0].order_id, last);
  });

  it('are more when a driver who has none gets a stop', async () => {
    const before = await cards().count();
    await button('Flytt A1').click();
    const newRun = await dialog().getByRole('option', { name: /^Ny tur for/ }).first().getAttribute('value');
    await dialog().getByLabel('Til tur').selectOption(newRun);
    await dialog().getByRole('button', { name: 'Se forskjellen' }).click();
    await dialog().getByText('1 stopp flyttes').waitFor();
    await seen('dispatcher-new-run');
    await dialog().getByRole('button', { name: 'Godta' }).click();
    await cards().nth(before).waitFor();
  });

  it('are changed by dragging a stop from one run to another', async () => {
    const [from, to] = (await stopsOf('A').count()) > (await stopsOf('B').count()) ? ['A', 'B'] : ['B', 'A'];
    const count = await stopsOf(to).count();
    await stopsOf(from).first().dragTo(stopsOf(to).first());
    await dialog().getByText('1 stopp flyttes').waitFor();
    await seen('dispatcher-dragged');
    await dialog().getByRole('button', { name: 'Godta' }).click();
    await dialog().waitFor({ state: 'detached' });
    await page.waitForFunction((stops) => [...document.querySelectorAll('article.fleet-card:has(.fleet-letter)')].some((card) => card.querySelectorAll('.fleet-stop').length === stops), count + 1);
  });

  it('are planned anew by a solver, and nothing is accepted that has changed meanwhile', async () => {
    await page.getByRole('button', { name: /^Planlegg .* på nytt$/ }).click();
    await dialog().getByText('Kjørelengde').waitFor();
    await seen('dispatcher-replan');
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    // Somebody leaves while the dispatcher looks.
    const [a] = byLeaving(await runs());
    await button('Flytt A1').click();
    await dialog().getByLabel('Som stopp nummer').selectOption(String(a.stops.length - 1));
    await dialog().getByRole('button', { name: 'Se forskjellen' }).click();
    await dialog().getByText('1 stopp flyttes').waitFor();
    const left = await says('driver', a.driver_id, '/runs/start', 'left-1', { run_id: a.run_id });
    assert.equal(left.status, 200, await left.text());
    hands.means(409, /\/plans\/arrange/);
    await dialog().getByRole('button', { name: 'Godta' }).click();
    await dialog().getByText('Turene er endret siden du så på dem').waitFor();
    await seen('dispatcher-refused');
  });

  it('move by themselves as things happen', async () => {
    const run = (await runs()).find(({ started_at_ms }) => started_at_ms !== null);
    const [{ order_id }] = run.stops;
    const done = await says('driver', run.driver_id, `/deliveries/${order_id}/complete`, `done-${order_id}`, {});
    assert.equal(done.status, 200, await done.text());
    await page.locator('.fleet-stop[data-state=delivered]').waitFor();
    await page.locator('.fleet-chip[data-state=delivered]').waitFor();
  });

  it('have a door that nobody opened, which is answered here by who has reached somebody', async () => {
    const run = (await runs()).find(({ started_at_ms }) => started_at_ms !== null);
    const { order_id } = run.stops.find(({ delivery }) => delivery.phase === 'assigned');
    const failed = await says('driver', run.driver_id, `/deliveries/${order_id}/fail`, `shut-${order_id}`, { reason: 'not_opened' });
    assert.equal(failed.status, 200, await failed.text());
    await page.getByRole('button', { name: /^Svar på varselet: / }).click();
    await page.getByLabel('Hva vet dere?').fill('Datteren er på vei og låser opp om ti minutter.');
    await seen('dispatcher-alert');
    await page.getByRole('button', { name: /^Vi tar oss av det: / }).click();
    await page.getByRole('heading', { name: 'Ingen åpnet' }).waitFor({ state: 'detached' });
    const { alert } = await (await asks('dispatcher', 'b', `/deliveries/${order_id}`)).json();
    assert.equal(alert, 'confirmed');
  });

  it('go to the others when a driver is ill', async () => {
    const waits = byLeaving(await runs()).find(({ started_at_ms }) => started_at_ms === null);
    const name = `Sjåfør ${waits.driver_id.slice(2, 6).toUpperCase()}`;
    await page.getByRole('button', { name: `${name} er syk eller borte` }).click();
    await dialog().waitFor();
    await seen('dispatcher-ill');
    // Nothing is kept for later here, and the page does not say so.
    await hands.context.setOffline(true);
    await dialog().getByRole('button', { name: 'Ta av vakt' }).click();
    await dialog().getByText('det er ikke sikkert at det ble gjort').waitFor();
    await seen('dispatcher-not-heard');
    await hands.context.setOffline(false);
    await dialog().getByRole('button', { name: 'Ta av vakt' }).click();
    await dialog().waitFor({ state: 'detached' });
    await page.getByRole('row', { name: new RegExp(name) }).getByText('Gått av').waitFor();
    assert.ok(!(await runs()).some(({ driver_id, started_at_ms }) => driver_id === waits.driver_id && started_at_ms === null));
  });

  it('get another driver put on, and the wish for fewer vehicles', async () => {
    await button('Sett opp vakt').click();
    await dialog().getByLabel('Sjåfør').fill('vikar-1');
    await dialog().getByLabel('Nøkkel til e-lås').check();
    await seen('dispatcher-put-shift');
    await dialog().getByRole('button', { name: 'Sett opp' }).click();
    await page.getByRole('row', { name: /vikar-1.*Nøkkel til e-lås/ }).waitFor();
    await page.getByLabel('Færrest biler').check();
    await button('Lagre').click();
    await page.locator('form').getByText('Lagret').waitFor();
    const settings = await (await asks('dispatcher', 'b', `/plan-settings?area=${area}`)).json();
    assert.equal(settings.objective, 'fewest_vehicles');
  });

  it('go on with another driver when theirs falls ill on the road', async () => {
    const isUnderWay = ({ started_at_ms, stops }) => started_at_ms !== null && stops.some(({ delivery }) => delivery.phase === 'assigned');
    if (!(await runs()).some(isUnderWay)) {
      const waits = byLeaving(await runs()).find(({ started_at_ms }) => started_at_ms === null);
      const left = await says('driver', waits.driver_id, '/runs/start', 'left-2', { run_id: waits.run_id });
      assert.equal(left.status, 200, await left.text());
    }
    const run = (await runs()).find(isUnderWay);
    const { now_ms: now, depot } = await (await asks('dispatcher', 'b', `/shifts?area=${area}`)).json();
    const called = await says('dispatcher', 'b', '/shifts', 'called-in', {
      shift_id: 's-vikar-3',
      driver_id: 'vikar-3',
      starts_at_ms: now - 60_000,
      ends_at_ms: now + 4 * 3_600_000,
      capacity_boxes: 40,
      depot_latitude_e7: depot.latitude_e7,
      depot_longitude_e7: depot.longitude_e7,
      skills: ['e_lock'],
    });
    assert.equal(called.status, 200, await called.text());
    await page.getByRole('row', { name: /vikar-3/ }).waitFor();
    const code = run.driver_id.startsWith('vikar') ? run.driver_id : run.driver_id.slice(2, 6).toUpperCase();
    await page.getByRole('button', { name: `Sjåfør ${code} er syk eller borte` }).click();
    await dialog().getByText('Turen på veien må først gis til en annen.').waitFor();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    const card = page.locator('article.fleet-card', { hasText: `Sjåfør ${code}` }).filter({ hasText: 'På veien' });
    await card.getByRole('button', { name: /^Gi turen til en annen: / }).click();
    await dialog().getByLabel('Sjåfør').selectOption('s-vikar-3');
    await seen('dispatcher-take-over');
    await dialog().getByRole('button', { name: 'Gi turen til en annen' }).click();
    await dialog().waitFor({ state: 'detached' });
    const after = (await runs()).find(({ run_id }) => run_id === run.run_id);
    assert.equal(after.driver_id, 'vikar-3');
    for (const { delivery } of after.stops.filter(({ delivery: { phase } }) => phase === 'assigned')) assert.equal(delivery.driver_id, 'vikar-3');
    await page.getByRole('heading', { name: /vikar-3/ }).waitFor();
  });

  it('can begin in an area where nobody has driven yet', async () => {
    await page.route('**/api/dispatch/v1/shifts?*', async (route) => {
      const said = await (await route.fetch()).json();
      const shifts = said.shifts.filter(({ driver_id }) => driver_id === 'vikar-2');
      await route.fulfill({ json: { ...said, shifts, depot: null } });
    });
    await page.reload();
    await button('Sett opp vakt').click();
    await dialog().getByLabel('Sjåfør').fill('vikar-2');
    await dialog().getByLabel('Breddegrad').fill('10,5203');
    await dialog().getByLabel('Lengdegrad').fill('59,8901');
    await dialog().getByText('Det er ikke noe sted i Norge.').waitFor();
    await seen('dispatcher-misplaced');
    await dialog().getByLabel('Breddegrad').fill('59,8901');
    await dialog().getByLabel('Lengdegrad').fill('10,5203');
    await seen('dispatcher-first-shift');
    await dialog().getByRole('button', { name: 'Sett opp' }).click();
    await page.getByRole('row', { name: /vikar-2/ }).waitFor();
  });

  it('are for dispatchers alone', async () => {
    hands.means(403, /\/api\/dispatch\/v1\//);
    await hands.goTo('/dispatcher/?as=care_worker/worker-1/3024/hjemmetjenesten-vest');
    await page.getByText('Denne siden er for kjøreledere.').waitFor();
    await seen('dispatcher-forbidden');
  });

  for (const language of languages) {
    it(`have no barrier in ${language}, on a desk and an iPad, and at twice the size`, async () => {
      await page.locator('header select').selectOption(language);
      for (const [name, screen] of Object.entries({ desk: screens.desk, ipad: screens.ipad, upright: screens.ipadUpright })) {
        await page.setViewportSize(screen.viewport);
        assert.deepEqual(await hands.beyondTheEdge(), [], name);
      }
      await seen(`dispatcher-${language}`);
      await page.setViewportSize({ width: 720, height: 450 });
      assert.deepEqual(await hands.barriers(), [], 'at 200 %');
    });
  }
});
