// The runs of a day at a dispatcher's desk: seen, planned anew, and without a driver who is ill.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { Hands, screens, Town } from './stage.mjs';

const languages = ['nb', 'nn', 'se', 'en'];
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
async function seen(name) {
  await hands.picture(name);
  assert.deepEqual(await hands.barriers(), [], name);
}

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
  afterEach(async () => {
    const { complaints } = hands;
    await hands.put();
    assert.deepEqual(complaints, []);
  });

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
    await page.getByLabel('Kart under').click();
    await page.getByText('Anlegget har ikke noe kart å vise.').waitFor();
    hands.complaints.length = 0; // the browser tells of the tiles that are not there
  });

  it('are planned anew when the dispatcher wants it', async () => {
    const before = (await runs()).map(({ run_id }) => run_id);
    await page.getByRole('button', { name: /^Planlegg .* på nytt$/ }).first().click();
    await dialog().waitFor();
    await seen('dispatcher-replan');
    await dialog().getByRole('button', { name: 'Planlegg på nytt' }).click();
    await dialog().waitFor({ state: 'detached' });
    await page.locator('article.fleet-card').first().waitFor();
    while ((await runs()).some(({ run_id }) => before.includes(run_id))) await page.evaluate(() => new Promise(requestAnimationFrame));
  });

  it('go around a road that is closed', async () => {
    await page.locator('.fleet-chip').last().click();
    await page.getByLabel('Så mange meter rundt').fill('150');
    await button('Planlegg utenom').click();
    await page.getByText('Ny plan er bestilt').last().waitFor();
  });

  it('move by themselves as things happen', async () => {
    const run = (await runs()).find(({ started_at_ms }) => started_at_ms === null);
    const left = await says('driver', run.driver_id, '/runs/start', 'left-1', { run_id: run.run_id });
    assert.equal(left.status, 200, await left.text());
    await page.locator('article.fleet-card').getByText('På veien').waitFor();
    const [{ order_id }] = run.stops;
    const done = await says('driver', run.driver_id, `/deliveries/${order_id}/complete`, `done-${order_id}`, {});
    assert.equal(done.status, 200, await done.text());
    await page.locator('.fleet-stop[data-state=delivered]').waitFor();
    await page.locator('.fleet-chip[data-state=delivered]').waitFor();
  });

  it('go to the others when a driver is ill', async () => {
    const { shifts } = await (await asks('dispatcher', 'b', `/shifts?area=${area}`)).json();
    const onTheRoad = (await runs()).filter(({ started_at_ms }) => started_at_ms !== null).map(({ driver_id }) => driver_id);
    const waits = shifts.find(({ driver_id, ended }) => !ended && !onTheRoad.includes(driver_id));
    const name = `Sjåfør ${waits.driver_id.slice(2, 6).toUpperCase()}`;
    await page.getByRole('button', { name: `${name} er syk eller borte` }).click();
    await dialog().waitFor();
    await seen('dispatcher-ill');
    await dialog().getByRole('button', { name: 'Ta av vakt' }).click();
    await dialog().waitFor({ state: 'detached' });
    await page.getByRole('row', { name: new RegExp(name) }).getByText('Gått av').waitFor();
    assert.ok(!(await runs()).some(({ driver_id }) => driver_id === waits.driver_id));
  });

  it('get another driver put on', async () => {
    await button('Sett opp vakt').click();
    await dialog().getByLabel('Sjåfør').fill('vikar-1');
    await seen('dispatcher-put-shift');
    await dialog().getByRole('button', { name: 'Sett opp' }).click();
    await page.getByRole('row', { name: /vikar-1/ }).waitFor();
  });

  it('are for dispatchers alone', async () => {
    await hands.goTo('/dispatcher/?as=care_worker/worker-1/3024/hjemmetjenesten-vest');
    await page.getByText('Denne siden er for vaktledere.').waitFor();
    await seen('dispatcher-forbidden');
    hands.complaints.length = 0; // the browser tells of the refusal
  });

  for (const language of languages) {
    it(`have no barrier in ${language}, on a desk and an iPad, and at twice the size`, async () => {
      await page.locator('header select').selectOption(language);
      for (const [name, screen] of Object.entries({ desk: screens.desk, ipad: screens.ipad, upright: screens.ipadUpright })) {
        await page.setViewportSize(screen.viewport);
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(wider <= 0, `${name}: ${wider} px must be scrolled for`);
      }
      await seen(`dispatcher-${language}`);
      await page.setViewportSize({ width: 720, height: 450 });
      assert.deepEqual(await hands.barriers(), [], 'at 200 %');
    });
  }
});
