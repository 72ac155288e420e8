// The status page: a day as it goes, for whoever stands before the screen on the wall.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { Hands, screens, Town } from './stage.mjs';

// Tuesday at eight: the morning's runs set out, two minutes a second.
const tuesday = { speed: 120, words: ['--skip-hours', '26', '--citizens', '90'] };
const headings = {
  nb: ['Alarmer', 'Bestillinger', 'Dagens turer', 'Lagt til side', 'Tjenestene', 'Sidene'],
  nn: ['Alarmar', 'Bestillingar', 'Turane i dag', 'Lagt til side', 'Tenestene', 'Sidene'],
  se: ['Alármmat', 'Diŋgojumit', 'Odne mátkkit', 'Bidjon siidui', 'Bálvalusat', 'Siiddut'],
  en: ['Alarms', 'Orders', "The day's runs", 'Set aside', 'The services', 'The pages'],
};

let town;
let hands;
let page;

const clock = () => page.locator('#clock').textContent();
const moved = async (before) => page.waitForFunction((then) => document.getElementById('clock').textContent !== then, before);
/** By the town's own clock, whatever the page shows. */
async function minutesPass(count) {
  const minutes = async () => {
    const [, hours, rest] = (await (await fetch(`${town.address}/`)).text()).match(/id="clock"[^>]*>[^<]* (\d\d):(\d\d)/);
    return Number(hours) * 60 + Number(rest);
  };
  const began = await minutes();
  const passed = async () => ((await minutes()) - began + 24 * 60) % (24 * 60);
  while ((await passed()) < count) await new Promise((resolve) => setTimeout(resolve, 200));
}
const seen = (name) => hands.seen(name);

describe('the status page', { timeout: 300_000 }, () => {
  before(async () => {
    town = await Town.start(tuesday);
  });
  after(() => town.end());
  beforeEach(async () => {
    hands = await Hands.take(town, screens.desk);
    page = hands.page;
  });
  afterEach(() => hands.put());

  it('follows the day by itself: orders, and runs along their stops', async () => {
    await hands.goTo('/');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.locator('.runs li').first().waitFor();
    const before = await clock();
    const done = () => page.locator('.run .delivered').count();
    const doneBefore = await done();
    await moved(before);
    await page.waitForFunction((then) => document.querySelectorAll('.run .delivered').length > then, doneBefore);
    assert.match(await page.locator('.runs li').first().textContent(), /^3024-\S+ \d\d:\d\d–\d\d:\d\d, tur 1: /);
    await page.getByRole('rowheader', { name: 'Levert' }).waitFor();
    await seen('status-day');
  });

  it('tells nothing of anybody: no address, no name, no id', async () => {
    const words = await (await fetch(`${town.address}/`)).text();
    const { stops } = await (async () => {
      const headers = { 'matbud-role': 'dispatcher', 'matbud-user': 'b', 'matbud-municipality': '3024' };
      const told = async (path) => (await fetch(`${town.address}/api/dispatch/v1${path}`, { headers })).json();
      const { shifts } = await told('/shifts?area=3024-sandvika');
      const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Oslo' }).format(shifts[0].starts_at_ms);
      const { runs } = await told(`/runs?area=3024-sandvika&day=${day}`);
      return runs.find((run) => run.stops.length > 0);
    })();
    for (const { order_id, citizen_id, delivery, doorstep } of stops)
      for (const secret of [order_id, citizen_id, delivery.driver_id, doorstep?.address].filter(Boolean))
        assert.ok(!words.includes(secret), secret);
  });

  it('stands still when it is told to, and goes on when it is told to', async () => {
    await hands.goTo('/');
    await moved(await clock());
    await page.getByRole('button', { name: 'La siden stå stille' }).click();
    const stands = await clock();
    await minutesPass(14); // the page asks every third second, which is six minutes here
    assert.equal(await clock(), stands);
    await page.getByRole('button', { name: 'La siden følge med' }).click();
    await moved(stands);
  });

  it('keeps the place of who stands in it with a keyboard', async () => {
    await hands.goTo('/');
    await page.locator('#services-table').focus();
    await moved(await clock());
    await moved(await clock());
    assert.equal(await page.evaluate(() => document.activeElement.id), 'services-table');
  });

  it('says so when nobody answers', async () => {
    await hands.goTo('/');
    await moved(await clock());
    await hands.context.setOffline(true);
    await page.getByText('Får ikke kontakt. Dette er slik det var sist.').waitFor();
    await seen('status-silent');
    await hands.context.setOffline(false);
    await page.getByText('Får ikke kontakt. Dette er slik det var sist.').waitFor({ state: 'hidden' });
  });

  it('is whole without scripts', async () => {
    await hands.put();
    hands = await Hands.take(town, screens.desk, { javaScriptEnabled: false });
    page = hands.page;
    await hands.goTo('/');
    await page.locator('.runs li').first().waitFor();
    assert.equal(await page.getByRole('button').count(), 0);
    await page.getByRole('link', { name: 'Oppdater' }).click();
    await page.locator('.runs li').first().waitFor();
    await hands.picture('status-without-scripts');
  });

  it('speaks four languages, and has no barriers on a desk at 200 % or a phone', async () => {
    // 200 % on a desk of 1440 is a page of 720.
    const views = { 'twice-as-large': { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 }, phone: screens.phone };
    for (const [name, view] of Object.entries(views)) {
      await hands.put();
      hands = await Hands.take(town, view);
      page = hands.page;
      for (const [language, words] of Object.entries(headings)) {
        await hands.goTo(`/?lang=${language}`);
        assert.deepEqual(await page.getByRole('heading', { level: 2 }).allTextContents(), words);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, 'nothing beside the page');
        await page.locator('#runs').scrollIntoViewIfNeeded();
        await seen(`status-${language}-${name}`);
      }
    }
  });

  it('leads to what is set aside', async () => {
    await page.route(`${town.address}/`, async (route) => {
      const answer = await route.fetch();
      const body = (await answer.text()).replace(
        /<div id="parked" data-live>[^]*?<\/div>/,
        '<div id="parked" data-live><p class="parked"><a id="look-at-parked" href="/operator/?as=operator/operator-1#/parked">Se på det</a></p></div>',
      );
      await route.fulfill({ response: answer, body });
    });
    await hands.goTo('/');
    await page.getByRole('link', { name: 'Se på det' }).click();
    await page.getByText('Ingenting er lagt til side.').waitFor();
  });
});
