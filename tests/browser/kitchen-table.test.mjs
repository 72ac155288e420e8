// The kitchen table: a care worker and a citizen order on an iPad, with and without a net.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { Guest, home } from './at-the-table.mjs';
import { Hands, languages, screens, Town } from './stage.mjs';


let town;
let hands;
let page;
/** Whose hands are on the iPad. */
let guest;

describe('the kitchen table', { timeout: 600_000 }, () => {
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

  it('goes on with a basket that was begun on another iPad', async () => {
    const citizen = await guest.citizenWithoutDiet(5);
    await guest.tapCitizen(citizen);
    await guest.searchFor('banan');
    const copied = page.waitForResponse((answer) => answer.url().includes('/drafts/') && answer.request().method() === 'PUT');
    await guest.addFirst();
    assert.equal((await copied).status(), 200);

    const first = hands;
    hands = await Hands.take(town, screens.ipad);
    page = hands.page;
    guest = new Guest(town, page);
    await hands.goTo(home);
    await guest.tapCitizen(citizen);
    await page.getByText('begynt på en annen iPad').waitFor();
    await hands.picture('left-draft');
    assert.deepEqual(await hands.barriers(), []);
    await page.getByRole('button', { name: 'Fortsett med den' }).click();
    await page.locator('#basket').getByText(/banan/i).first().waitFor();
    await guest.chooseFirstSlot();
    await guest.send();
    await guest.isSent();
    await first.put();
  });

  it('takes an order from the first tap to the receipt, without a barrier on the way', async () => {
    const seen = (name) => hands.seenByAHandInWork(name);
    await seen('citizens');
    await guest.tapCitizen(await guest.citizenWithoutDiet(0));
    await guest.searchFor('melk');
    await seen('search');
    await guest.addFirst();
    await guest.chooseFirstSlot();
    await page.locator('#basket summary', { hasText: 'Beskjed til sjåføren' }).click();
    const note = page.getByLabel('Beskjed til sjåføren', { exact: true });
    await note.fill('Ring på to ganger');
    await seen('basket');
    assert.equal(await note.inputValue(), 'Ring på to ganger', 'what is typed outlasts what the page hears meanwhile');
    await guest.send();
    await guest.isSent();
    await seen('receipt');
    await page.getByRole('link', { name: 'Bestillinger' }).click();
    await page.locator('.table-order summary').first().click();
    await page.getByRole('button', { name: 'Avbestill' }).waitFor();
    await seen('orders');
  });

  it('repeats the last order in three taps', async () => {
    const citizen = await guest.citizenWithoutDiet(1);
    await guest.orderSomething(citizen);
    await page.locator('.table-receipt').getByRole('link', { name: 'Til listen' }).click();
    await guest.tapCitizen(citizen); // one
    await page.getByRole('button', { name: 'Legg alt i kurven' }).click(); // two
    await guest.send(); // three
    await guest.isSent();
  });

  it('says what a citizen must not get, and orders it only with a reason', async () => {
    await guest.tapCitizen(await guest.citizenWithDiet());
    await guest.searchFor('sjokolade');
    await guest.addFirst();
    await guest.chooseFirstSlot();
    const sending = page.getByRole('button', { name: 'Send bestillingen' });
    const reason = page.locator('.table-line').getByRole('button', { name: /Skal den bestilles likevel/ });
    await reason.waitFor();
    assert.equal(await sending.getAttribute('aria-disabled'), 'true');
    await reason.click();
    await hands.picture('reason');
    assert.deepEqual(await hands.barriers(), []);
    await page.locator('#reason').fill('Til barnebarnet');
    await page.getByRole('button', { name: 'Bestill likevel' }).click();
    await page.getByText('Bestilles likevel: Til barnebarnet').waitFor();
    await guest.send();
    await guest.isSent();
  });

  it('keeps an order on the iPad while there is no net, and sends it when there is', async () => {
    await guest.tapCitizen(await guest.citizenWithoutDiet(2));
    await guest.searchFor('brød');
    await hands.context.setOffline(true);
    await guest.addFirst();
    await guest.chooseFirstSlot();
    await guest.send();
    await page.getByText('Lagret på iPaden – sendes når nettet er tilbake').waitFor();
    await hands.picture('kept');
    assert.deepEqual(await hands.barriers(), []);
    await hands.context.setOffline(false);
    await guest.isSent();
    // The services have one order of it, and not two.
    await page.getByRole('link', { name: 'Bestillinger' }).click();
    await page.locator('.table-order').first().waitFor();
    assert.equal(await page.locator('.table-order').count(), 1);
  });

  it('forgets nothing when the page is closed in the middle', async () => {
    const citizen = await guest.citizenWithoutDiet(3);
    await guest.tapCitizen(citizen);
    await guest.searchFor('banan');
    await guest.addFirst();
    await page.locator('.table-line').waitFor();
    await page.reload();
    await page.locator('.table-line').waitFor();
    await page.getByRole('link', { name: 'Til listen' }).click();
    await page.locator(`a[href="#/table/${citizen}"]`).getByText('Utkast').waitFor();
  });

  it('opens in flight mode once it has been there', async () => {
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
    });
    await hands.context.setOffline(true);
    await page.reload();
    await page.getByText('Får ikke kontakt med Matbud').waitFor();
    await page.locator('.table-citizens a').first().waitFor();
    await hands.picture('offline');
    assert.deepEqual(await hands.barriers(), []);
    await hands.context.setOffline(false);
  });

  it('can be put on a home screen', async () => {
    const fetched = async (path) => {
      const answer = await fetch(new URL(path, town.address));
      assert.equal(answer.status, 200, path);
      return answer;
    };
    const at = (relation) => page.locator(`link[rel="${relation}"]`).getAttribute('href');
    const manifest = await (await fetched(await at('manifest'))).json();
    assert.equal(manifest.start_url, '/kitchen-table/');
    const pictures = [await at('apple-touch-icon'), ...manifest.icons.map(({ src }) => src)];
    assert.equal(pictures.length, 3);
    for (const path of pictures) assert.equal((await fetched(path)).headers.get('content-type'), 'image/png');
  });

  it('says that home care looks after a door that nobody opened', async () => {
    const [{ citizen_id: citizen, area_id: area, name }] = await guest.citizens();
    let open = [{ order_id: 'o-7f3a52c1', citizen_id: citizen, driver_id: 'd-1', raised_at_ms: Date.UTC(2026, 11, 7, 9, 2), state: 'open' }];
    let hear;
    const heard = new Promise((resolve) => (hear = resolve));
    await page.route('**/api/dispatch/v1/alerts?area=*', (route) =>
      route.fulfill({ json: { alerts: route.request().url().endsWith(`=${area}`) ? open : [] } }),
    );
    await page.route('**/api/dispatch/v1/deliveries/*/confirm-alert', async (route) => {
      const { words } = route.request().postDataJSON();
      const { detail } = await (await route.fetch()).json();
      hear([new URL(route.request().url()).pathname, words, detail]);
      open = [];
      return route.fulfill({ json: { outcome: 'alert_confirmed' } });
    });
    await page.reload();
    const notice = page.locator('.ds-alert', { hasText: 'o-7f3a52c1' });
    for (const language of languages) {
      await page.locator('header select').selectOption(language);
      await notice.getByText('10:02').waitFor();
      await hands.picture(`shut-door-${language}`);
      assert.deepEqual(await hands.barriers(), [], language);
    }
    await page.locator('header select').selectOption('nb');
    await notice.getByLabel(/^Hva vet dere/).fill('Sov tungt, er oppe nå.');
    await page.getByRole('button', { name: `Vi tar oss av det: ${name}` }).click();
    await notice.waitFor({ state: 'detached' });
    await page.getByText('Notert at dere tar dere av det.').waitFor();
    assert.deepEqual(await heard, [
      '/api/dispatch/v1/deliveries/o-7f3a52c1/confirm-alert',
      'Sov tungt, er oppe nå.',
      'no alert is open for that order: order o-7f3a52c1', // dispatch itself has understood it
    ]);
  });

  it('hears of a shut door as it happens, and keeps what is being written of it while dispatch is out of reach', async () => {
    const [{ citizen_id: citizen, area_id: area }] = await guest.citizens();
    const door = { order_id: 'o-7f3a52c1', citizen_id: citizen, driver_id: 'd-1', raised_at_ms: Date.UTC(2026, 11, 7, 9, 2), state: 'open' };
    let open = [];
    let isOut = false;
    await page.route('**/api/dispatch/v1/alerts?area=*', (route) => {
      if (isOut) return route.abort();
      return route.fulfill({ json: { alerts: route.request().url().endsWith(`=${area}`) ? open : [] } });
    });
    // Each time it is asked for, the stream tells of one thing and ends.
    await page.route('**/api/dispatch/v1/events', (route) =>
      route.fulfill({ contentType: 'text/event-stream', body: 'event: delivery_failed\ndata: {}\n\n' }),
    );
    const looksAgain = () => page.waitForEvent('request', (request) => request.url().includes('/alerts?'));
    await page.reload();
    await looksAgain();
    open = [door];
    const words = page.getByLabel(/^Hva vet dere/);
    await words.fill('Sov tungt,', { timeout: 10_000 });
    isOut = true;
    await looksAgain();
    await looksAgain();
    assert.equal(await words.inputValue(), 'Sov tungt,');
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });

  it('can be worked by keyboard alone', async () => {
    const press = (key) => page.keyboard.press(key);
    const focusOn = async (selector) => {
      for (let tabs = 0; tabs < 80; ++tabs) {
        if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
        await press('Tab');
      }
      assert.fail(`no way to ${selector} by Tab`);
    };
    await focusOn('.table-citizens a');
    await press('Enter');
    await page.getByRole('button', { name: 'Søk', exact: true }).waitFor();
    await focusOn('#find-goods');
    await page.keyboard.type('banan');
    await page.locator('.table-product').first().waitFor();
    await focusOn('.table-product button');
    await press('Enter');
    await page.locator('.table-line').waitFor();
    await focusOn('.table-slot input');
    await press('Space');
    await page.locator('.table-slot input:checked').waitFor();
  });

  for (const language of languages) {
    it(`has no barrier in ${language}, at twice the size, upright and on a phone`, async () => {
      await page.locator('header select').selectOption(language);
      assert.equal(await page.locator('html').getAttribute('lang'), language);
      await guest.tapCitizen(await guest.citizenWithDiet());
      await page.locator('.table-basket').waitFor();
      for (const [name, screen] of Object.entries(screens)) {
        await page.setViewportSize(screen.viewport);
        await page.locator('.table-basket').waitFor();
        await hands.picture(`table-${language}-${name}`);
        assert.deepEqual(await hands.barriers(), [], name);
        assert.deepEqual(await hands.beyondTheEdge(), [], name);
      }
      // 200 % of an iPad leaves half its width.
      await page.setViewportSize({ width: 590, height: 410 });
      assert.deepEqual(await hands.barriers(), [], 'at 200 %');
    });
  }
});
