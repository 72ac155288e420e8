// The run sheet: a driver's morning on a phone, with and without a net.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { Hands, languages, screens, Town } from './stage.mjs';

// Tuesday at eight: the morning's runs are planned and packed.
const tuesday = { words: ['--skip-hours', '26', '--you-drive', '--citizens', '90'] };

const area = '3024-sandvika';

let town;
let hands;
let page;
/** The address of the driver with the longest run. */
let home;

const driver = () => home.searchParams.get('as').split('/')[1];
const button = (name) => page.getByRole('button', { name, exact: true });
const stops = () => page.locator('.driver-stop');
const marked = (mark) => page.locator(`.driver-stop[data-mark=${mark}]`);
const next = () => page.locator('.driver-stop[data-next]');

const asks = async (role, user, path, options = {}) => {
  const headers = { 'matbud-role': role, 'matbud-user': user, 'matbud-municipality': '3024', ...options.headers };
  return fetch(`${town.address}/api/dispatch/v1${path}`, { ...options, headers });
};
async function runs() {
  const { shifts } = await (await asks('dispatcher', 'b', `/shifts?area=${area}`)).json();
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Oslo' }).format(shifts[0].starts_at_ms);
  return (await (await asks('dispatcher', 'b', `/runs?area=${area}&day=${day}`)).json()).runs;
}
/** What the services say of the driver's deliveries. */
async function deliveries() {
  const mine = (await runs()).filter(({ driver_id }) => driver_id === driver());
  return mine.flatMap(({ stops: all }) => all.map(({ delivery }) => delivery));
}
async function driverWithMostStops() {
  const [longest] = (await runs()).sort((a, b) => b.stops.length - a.stops.length);
  const address = Object.values(town.pages).find((one) => one.includes(longest.driver_id));
  return new URL(address);
}

const seen = (name) => hands.seen(name);

async function deliver(receiver) {
  await page.getByRole('button', { name: /^Levert, stopp/ }).click();
  const ageLimit = page.getByLabel(/Jeg har sett at den som tar imot/);
  if (await ageLimit.count()) await ageLimit.check();
  await page.locator('dialog').getByRole('button', { name: receiver, exact: true }).click();
}

describe('the run sheet', { timeout: 600_000 }, () => {
  before(async () => {
    town = await Town.start(tuesday);
    home = await driverWithMostStops();
  });
  after(() => town.end());
  beforeEach(async () => {
    hands = await Hands.take(town, screens.phone);
    page = hands.page;
    await hands.goTo(`${home.pathname}${home.search}`);
    await stops().first().waitFor();
  });
  afterEach(() => hands.put());

  it('shows the run in its order, with the way in, and asks nobody else', async () => {
    const foreign = [];
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== town.address) foreign.push(request.url());
    });
    await page.reload();
    await stops().first().waitFor();
    const sheet = await deliveries();
    assert.ok(sheet.length >= 5, `${sheet.length} stops`);
    assert.equal(await stops().count(), sheet.length);
    const way = page.getByRole('link', { name: 'Vis vei' });
    assert.match(await way.getAttribute('href'), /^(https:\/\/|geo:)/);
    await seen('driver-before');
    assert.deepEqual(foreign, []);
  });

  it('starts, hands over, and takes back what was too quick', async () => {
    await button('Start turen').click();
    await next().waitFor();
    await seen('driver-started');
    const first = await next().locator('.driver-address').textContent();
    await page.getByRole('button', { name: /^Framme, stopp/ }).click();
    await page.getByText(/^Framme kl\. /).waitFor();
    await page.getByRole('button', { name: /^Levert, stopp/ }).click();
    await page.locator('dialog').waitFor();
    await seen('driver-hand-over');
    await page.keyboard.press('Escape');
    await deliver('Pårørende');
    await marked('delivered').waitFor();
    await marked('delivered').locator('button').first().click();
    await page.getByText('Mottatt av: Pårørende').waitFor();
    await seen('driver-delivered');
    await page.getByRole('button', { name: /^Angre stopp/ }).click();
    await next().getByText(first).waitFor();
    assert.equal(await marked('delivered').count(), 0);
  });

  it('tells home care at once when nobody opens, and says who answers until when', async () => {
    await page.getByRole('button', { name: /^Ikke levert, stopp/ }).click();
    await page.locator('dialog').waitFor();
    await seen('driver-why-not');
    await page.locator('dialog').getByRole('button', { name: 'Ingen åpner' }).click();
    await marked('failed').locator('button').first().click();
    await page.getByText('Hjemmetjenesten er varslet').waitFor();
    await page.getByRole('timer').waitFor();
    await seen('driver-not-opened');
    const alerts = await asks('dispatcher', 'b', `/alerts?area=${area}`);
    assert.equal((await alerts.json()).alerts.filter(({ driver_id }) => driver_id === driver()).length, 1);
    // Home care answers, or is called; the page hears of it by itself.
    await page.getByText(/Hjemmetjenesten har svart|nå blir hjemmetjenesten ringt opp/).waitFor({ timeout: 60_000 });
    await seen('driver-answered');
  });

  it('hands over some of it, and takes the rest back', async () => {
    await page.getByRole('button', { name: /^Levert, stopp/ }).click();
    const dialog = page.locator('dialog');
    await dialog.getByText('Noe blir med tilbake').click();
    await dialog.getByRole('button', { name: 'Mangler' }).click();
    const oneProduct = dialog.getByRole('button', { name: 'Enkeltvare', exact: true });
    if (await oneProduct.count()) await oneProduct.click();
    await dialog.getByLabel('Strekkoden på varen').fill('7038010000011');
    await dialog.getByText('Strekkoden stemmer ikke.').waitFor();
    assert.equal(await dialog.getByRole('button', { name: 'Legg til' }).getAttribute('aria-disabled'), 'true');
    await seen('driver-mistyped');
    await dialog.getByLabel('Strekkoden på varen').fill('7038010000010');
    await dialog.getByRole('button', { name: 'Legg til' }).click();
    await dialog.getByText('Mangler: 1 av vare 7038010000010').waitFor();
    await seen('driver-partly');
    const ageLimit = dialog.getByLabel(/Jeg har sett at den som tar imot/);
    if (await ageLimit.count()) await ageLimit.check();
    await dialog.getByLabel('Noen andre').fill('Vaktmesteren');
    await dialog.getByRole('button', { name: 'Levert', exact: true }).click();
    await page.locator('.driver-stop').getByText('Delvis levert').waitFor();
    await page.locator('.driver-stop', { hasText: 'Delvis levert' }).locator('button').first().click();
    await page.getByText('Mottatt av: Vaktmesteren').waitFor();
    await page.locator('header').getByText('På nett').waitFor();
    const partly = (await deliveries()).find(({ received_by }) => received_by === 'Vaktmesteren');
    assert.deepEqual(partly.kept_back.map(({ gtin, quantity, reason }) => [gtin, quantity, reason]), [['7038010000010', 1, 'missing']]);
  });

  it('keeps each tap without a net, also when the page is closed, and sends it once when there is one', async () => {
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    const before = (await deliveries()).filter(({ phase }) => phase === 'delivered').length;
    await hands.context.setOffline(true);
    await deliver('Nabo');
    await page.locator('.driver-stop').getByText('Ikke sendt ennå').waitFor();
    await page.reload();
    await page.locator('.driver-stop').getByText('Ikke sendt ennå').waitFor();
    await page.getByText('Uten nett: dette er kjørelisten slik den var sist').waitFor();
    await seen('driver-offline');
    await hands.context.setOffline(false);
    await page.locator('.driver-stop').getByText('Ikke sendt ennå').waitFor({ state: 'detached' });
    const delivered = (await deliveries()).filter(({ phase }) => phase === 'delivered');
    assert.equal(delivered.length, before + 1);
    assert.equal(delivered.filter(({ received_by }) => received_by === 'Nabo').length, 1);
  });

  it('says why something was not accepted, and goes on', async () => {
    // Somebody else has said it meanwhile: what the phone says next comes too late.
    await page.getByRole('button', { name: /^Levert, stopp/ }).click();
    await page.locator('dialog').waitFor();
    const address = await next().locator('.driver-address').textContent();
    const [order] = (await deliveries()).filter(({ phase }) => phase === 'assigned').map(({ order_id }) => order_id);
    const failed = await asks('dispatcher', 'b', `/deliveries/${order}/fail`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': `fail-${order}` },
      body: JSON.stringify({ area_id: area, driver_id: driver(), reason: 'no_access' }),
    });
    assert.equal(failed.status, 200);
    hands.means(409, new RegExp(`/deliveries/${order}/complete`));
    // The page has heard of it, and still asks about the door where it was asked.
    await page.locator('.driver-stop', { hasText: address }).getByText('Ikke levert').waitFor();
    await page.locator('dialog').getByText(address).waitFor();
    const ageLimit = page.getByLabel(/Jeg har sett at den som tar imot/);
    if (await ageLimit.count()) await ageLimit.check();
    await page.locator('dialog').getByRole('button', { name: 'Hjemmetjenesten', exact: true }).click();
    await page.getByText('Ble ikke godtatt.').waitFor();
    await seen('driver-refused');
    await button('Forkast').click();
    await page.getByText('Ble ikke godtatt.').waitFor({ state: 'detached' });
  });

  it('stays when its hour is past and doors are left', async () => {
    await page.route('**/api/dispatch/v1/shifts?*', async (route) => {
      const said = await (await route.fetch()).json();
      for (const shift of said.shifts) Object.assign(shift, { ends_at_ms: said.now_ms - 60_000, on_shift: false });
      await route.fulfill({ json: said });
    });
    const asked = page.waitForResponse((answer) => answer.url().includes('/runs?'));
    await page.reload();
    await asked;
    await next().waitFor();
    await page.getByRole('button', { name: /^Levert, stopp/ }).waitFor();
    await seen('driver-overtime');
  });

  it('tells why one cannot go off shift, and lets that be dropped', async () => {
    const { shifts } = await (await asks('dispatcher', 'b', `/shifts?area=${area}`)).json();
    const other = shifts.find(({ driver_id, on_shift }) => on_shift && driver_id !== driver());
    await page.route('**/api/dispatch/v1/shifts/*/end', (route) =>
      route.fulfill({ status: 409, contentType: 'application/problem+json', json: { status: 409, title: 'Conflict', code: 'run_not_over' } }),
    );
    hands.means(409, /\/shifts\/.*\/end$/);
    await hands.goTo(`/driver/?as=driver/${other.driver_id}/3024`);
    await button('Gå av vakt').click();
    await page.locator('dialog').getByRole('button', { name: 'Gå av vakt' }).click();
    await page.getByText('Gå av vakt: Ble ikke godtatt.').waitFor();
    await page.getByText('Du har en tur som ikke er ferdig.').waitFor();
    assert.equal(await button('Gå av vakt').count(), 0, 'a second one would wait behind it');
    await seen('driver-not-off');
    await button('Forkast').click();
    await button('Gå av vakt').waitFor();
  });

  it('can be worked by keyboard alone', async () => {
    const focusOn = async (selector) => {
      for (let tabs = 0; tabs < 80; ++tabs) {
        if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
        await page.keyboard.press('Tab');
      }
      assert.fail(`no way to ${selector} by Tab`);
    };
    const before = await marked('delivered').count();
    await focusOn('.driver-thumb button');
    await page.keyboard.press('Enter');
    await page.locator('dialog').waitFor();
    const age = page.locator('dialog input[type=radio]').first();
    if (await age.count()) {
      await focusOn('dialog input[type=radio]');
      await page.keyboard.press('Space');
    }
    await focusOn('dialog .driver-choices button');
    await page.keyboard.press('Enter');
    await marked('delivered').nth(before).waitFor();
  });

  for (const language of languages) {
    it(`has no barrier in ${language}, by day and by night, and at twice the size`, async () => {
      await page.locator('header select').selectOption(language);
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        await seen(`driver-${language}-${colorScheme}`);
      }
      for (const [name, screen] of Object.entries({ phone: screens.phone, ipad: screens.ipadUpright })) {
        await page.setViewportSize(screen.viewport);
        assert.deepEqual(await hands.beyondTheEdge(), [], name);
      }
      await page.setViewportSize({ width: 320, height: 420 });
      assert.deepEqual(await hands.barriers(), [], 'at 200 %');
    });
  }

  it('has nothing to show to who is not on shift, and says so', async () => {
    await hands.goTo('/driver/?as=driver/nobody/3024');
    await page.getByText('Du har ingen vakt nå').waitFor();
    await seen('driver-no-shift');
    const evening = new URL(town.pages['driver, evening 1']);
    await hands.goTo(`${evening.pathname}${evening.search}`);
    await page.getByText('Vakten har ikke begynt').waitFor();
    await seen('driver-next-shift');
  });
});
