// The manager's page: what the municipality has from the service, and by which assumptions.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { Hands, languages, screens, Town } from './stage.mjs';

const home = '/manager/?as=manager/manager-1/3024';

let town;
let hands;
let page;

const seen = (name) => hands.seen(`manager-${name}`);
async function servedFigures() {
  const caller = { 'matbud-role': 'manager', 'matbud-user': 'manager-1', 'matbud-municipality': '3024' };
  return (await (await fetch(`${town.address}/api/benefits/v1/figures`, { headers: caller })).text()).trim();
}
/** The number on the card of this name. */
const card = (name) => page.locator('.manager-card', { has: page.getByText(name, { exact: true }) }).locator('strong');

describe('the manager', { timeout: 600_000 }, () => {
  before(async () => {
    town = await Town.afterDays(3);
    // What is served has read the log once it knows as much of it as the replay.
    while ((await servedFigures()) !== town.replayed.trim());
  });
  after(() => town.end());
  beforeEach(async () => {
    hands = await Hands.take(town, screens.desk);
    page = hands.page;
    await hands.goTo(home);
    await page.locator('.manager-card').first().waitFor();
  });
  afterEach(() => hands.put());

  it('sees what the deliveries save, in plots with a table beside each', async () => {
    assert.match(await card('Spart tid').textContent(), /^\d+,?\d* t(imer)?$/);
    assert.notEqual(await card('Leveringer').textContent(), '0');
    const plots = page.locator('.manager-chart');
    assert.equal(await plots.count(), await page.locator('.manager-chart svg[role=img]').count());
    assert.equal(await plots.count(), await page.locator('.manager-chart table').count());
    await seen('all');
    await page.emulateMedia({ media: 'print' });
    await hands.picture('manager-print');
    assert.equal(await page.getByRole('button', { name: 'Skriv ut' }).isVisible(), false);
  });

  it('says the same as the log does when it is replayed', async () => {
    assert.equal(await servedFigures(), town.replayed.trim());
  });

  it('looks at one unit, and sums only what is shown', async () => {
    const everything = Number((await card('Leveringer').textContent()).replace(/\s/g, ''));
    const units = await page.locator('#unit option').evaluateAll((options) => options.map(({ value }) => value).filter(Boolean));
    let sum = 0;
    for (const unit of units) {
      await page.locator('#unit').selectOption(unit);
      sum += Number((await card('Leveringer').textContent()).replace(/\s/g, ''));
    }
    assert.ok(sum > 0 && sum <= everything, `${sum} of ${everything}`);
    await seen('unit');
  });

  it('says by better assumptions what it comes to, and where they come from', async () => {
    const before = await card('Spart tid').textContent();
    await page.getByText('12 forutsetninger er ikke satt av kommunen.').waitFor();
    await page.getByRole('button', { name: 'Endre forutsetningene' }).click();
    await seen('assume');
    const trip = page.locator('fieldset', { hasText: 'Tid til én handletur' });
    await page.getByLabel('Gjelder fra måned').fill('2026-01');
    await trip.getByLabel('Minutter').fill('20,5');
    await trip.getByLabel('Kilde').fill('tidsstudie, oktober 2026');
    await page.getByRole('button', { name: 'Lagre' }).click();
    await page.getByRole('row', { name: /Tid til én handletur.*20,5 min.*tidsstudie, oktober 2026/ }).waitFor();
    assert.notEqual(await card('Spart tid').textContent(), before);
    await seen('assumed');
  });

  it('is told what cannot be, and nothing of it sticks when it is put right', async () => {
    await page.getByRole('button', { name: 'Endre forutsetningene' }).click();
    const hour = page.locator('fieldset', { hasText: 'Én time av en ansatt' });
    await hour.getByLabel('Kilde').fill('æ'.repeat(200));
    await hour.getByLabel('Kroner').fill('99999999');
    await page.getByRole('button', { name: 'Lagre' }).click();
    await page.getByText(/«Én time av en ansatt»: høyst /).waitFor();
    await seen('too-much');
    await hour.getByLabel('Kroner').fill('455');
    await page.getByLabel('Gjelder fra måned').fill('9999-12');
    hands.means(422, /\/assumptions$/);
    await page.getByRole('button', { name: 'Lagre' }).click();
    await page.getByText('Noe kan ikke stemme: se etter måneden og tallene.').waitFor();
    await seen('not-taken');
    await page.getByLabel('Gjelder fra måned').fill('2026-02');
    await page.getByRole('button', { name: 'Lagre' }).click();
    await page.getByRole('row', { name: /Én time av en ansatt.*455.*æææ/ }).waitFor();
  });

  it('is looked at by an auditor, who changes nothing', async () => {
    await hands.goTo('/manager/?as=auditor/auditor-1/3024');
    await page.getByRole('row', { name: /Tid til én handletur/ }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Endre forutsetningene' }).count(), 0);
    await seen('auditor');
  });

  it('takes the figures along as CSV and as SQLite', async () => {
    const download = async (name) => {
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
      return readFile(await file.path());
    };
    const csv = (await download('Last ned CSV')).toString();
    assert.match(csv, /^municipality,month,unit,others,orders,/);
    assert.match(csv, /\r\n3024,2026-12,/);
    assert.equal((await download('Last ned SQLite')).subarray(0, 15).toString(), 'SQLite format 3');
  });

  it('is ready before the first order', async () => {
    await page.route('**/api/benefits/v1/figures', (route) => route.fulfill({ json: { people_min: 5, months: [] } }));
    await page.reload();
    await page.getByRole('heading', { name: 'Ingen bestillinger ennå' }).waitFor();
    await page.getByRole('row', { name: /Tid til én handletur/ }).waitFor();
    await seen('empty');
  });

  it('shows nothing of too few people', async () => {
    await page.route('**/api/benefits/v1/figures', async (route) => {
      const benefits = await (await route.fetch()).json();
      for (const month of benefits.months) Object.assign(month, { units: [], total: null });
      await route.fulfill({ json: benefits });
    });
    await page.reload();
    await page.getByText('Her er det bestilt for færre enn 5 personer. Derfor vises ingenting.').waitFor();
    await seen('too-few');
  });

  it('is not for everybody, and says so when nobody is there', async () => {
    hands.means(403, /\/api\/benefits\/v1\//);
    await hands.goTo('/manager/?as=care_worker/worker-1/3024/hjemmetjenesten-vest');
    await page.getByText('Du har ikke tilgang til dette.').waitFor();
    await seen('refused');
    await page.route('**/api/benefits/**', (route) => route.abort());
    await hands.goTo(home);
    await page.getByText('Får ikke kontakt med Matbud.').waitFor();
    await seen('nobody');
  });

  it('can be worked by keyboard alone', async () => {
    const focusOn = async (selector) => {
      for (let tabs = 0; tabs < 60; ++tabs) {
        if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
        await page.keyboard.press('Tab');
      }
      assert.fail(`no way to ${selector} by Tab`);
    };
    await focusOn('#unit');
    await page.keyboard.press('ArrowDown');
    await page.locator('.manager-card').first().waitFor();
    await focusOn('section > .mb-no-print > button');
    await page.keyboard.press('Enter');
    await page.locator('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
  });

  for (const language of languages) {
    it(`has no barrier in ${language}, on every screen and at twice the size`, async () => {
      await page.locator('header select').selectOption(language);
      assert.equal(await page.locator('html').getAttribute('lang'), language);
      for (const [name, screen] of [...Object.entries(screens), ['twice', { viewport: { width: 590, height: 410 } }]]) {
        await page.setViewportSize(screen.viewport);
        await hands.picture(`manager-${language}-${name}`);
        assert.deepEqual(await hands.beyondTheEdge(), [], name);
      }
      // The longest words are looked at where there is least room, the others where there is most.
      if (language !== 'se') await page.setViewportSize(screens.desk.viewport);
      assert.deepEqual(await hands.barriers(), []);
    });
  }
});
