// Signing in by one click, leaving, and a session that ends in the middle of the work.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { Hands, screens, Town } from './stage.mjs';

let town;
let hands;
let page;

const isAsked = () => page.getByRole('heading', { name: 'Hvem er du i dag?' }).waitFor();
const isAtTheTable = () => page.locator('.table-citizens a').first().waitFor();
const clickAs = (role) => page.getByRole('link', { name: new RegExp(`^${role}`) }).click();

describe('signing in', { timeout: 300_000 }, () => {
  before(async () => {
    town = await Town.start();
  });
  after(() => town.end());
  beforeEach(async () => {
    hands = await Hands.take(town, screens.ipad);
    page = hands.page;
  });
  afterEach(() => hands.put());

  it('takes one click, and leads back to where one wanted to be', async () => {
    await hands.goTo('/kitchen-table/#/');
    await isAsked();
    await hands.picture('sign-in');
    await clickAs('Hjemmepleier');
    await isAtTheTable();
    assert.equal(new URL(page.url()).pathname, '/kitchen-table/');
    await page.getByText('Logget inn som hjemmepleier').waitFor();
    assert.deepEqual(await hands.barriers(), []);
  });

  const sees = (words) => () => page.getByText(words).first().waitFor();
  for (const [choice, role, path, isAtWork] of [
    ['Hjemmepleier', 'hjemmepleier', '/kitchen-table/', isAtTheTable],
    ['Plukker', 'plukker', '/packing/', sees('Ingenting å pakke nå')],
    ['Sjåfør', 'sjåfør', '/driver/', sees('Vakten har ikke begynt')],
    ['Kjøreleder', 'kjøreleder', '/dispatcher/', () => page.getByLabel('Område').waitFor()],
    ['Driftsansvarlig', 'driftsansvarlig', '/operator/', sees('Alt virker')],
    ['Leder', 'leder', '/manager/', sees('Hva kommunen har igjen for matleveringen')],
    // Two who have no page of their own look at others'.
    ['Revisor', 'revisor', '/manager/', sees('Hva kommunen har igjen for matleveringen')],
    ['Administrator', 'administrator', '/operator/', sees('Alt virker')],
  ]) {
    it(`as ${role} leads to their work by one click`, async () => {
      await hands.goTo(path);
      await isAsked();
      await clickAs(choice);
      await isAtWork();
      assert.equal(new URL(page.url()).pathname, path);
      await page.getByText(`Logget inn som ${role}`).waitFor();
    });
  }

  for (const [language, heading] of Object.entries({
    nb: 'Hvem er du i dag?',
    nn: 'Kven er du i dag?',
    se: 'Gii don leat odne?',
    en: 'Who are you today?',
  })) {
    it(`has no barrier in ${language}, at twice the size and on a phone, and can be done by keyboard`, async () => {
      await hands.goTo(`/sign-in?lang=${language}`);
      await page.getByRole('heading', { name: heading }).waitFor();
      assert.equal(await page.locator('html').getAttribute('lang'), language);
      for (const viewport of [screens.ipad.viewport, screens.phone.viewport, { width: 590, height: 410 }]) {
        await page.setViewportSize(viewport);
        assert.deepEqual(await hands.barriers(), []);
        assert.deepEqual(await hands.beyondTheEdge(), []);
      }
      await hands.picture(`sign-in-${language}`);
      await page.keyboard.press('Tab');
      assert.match(await page.evaluate(() => document.activeElement.href), /login_hint=care_worker/);
    });
  }

  it('ends when one leaves, for whoever has the iPad next', async () => {
    await hands.goTo('/kitchen-table/');
    await clickAs('Hjemmepleier');
    await isAtTheTable();
    hands.means(401, /\/api\//); // what the page was asking just then
    await page.getByRole('button', { name: 'Logg ut' }).click();
    await page.getByRole('heading', { name: 'Du er logget ut' }).waitFor();
    await hands.picture('signed-out');
    assert.deepEqual(await hands.barriers(), []);
    assert.deepEqual(await hands.context.cookies().then((all) => all.filter(({ name }) => name.includes('session'))), []);
    await hands.goTo('/kitchen-table/');
    await isAsked();
  });

  it('that has ended in the middle loses nothing of what was done', async () => {
    await hands.goTo('/kitchen-table/');
    await clickAs('Hjemmepleier');
    await page.locator('.table-citizens a').last().click();
    await page.getByRole('button', { name: 'Søk', exact: true }).click();
    await page.locator('#find-goods').fill('banan');
    await page.getByRole('button', { name: /^Legg til / }).first().click();
    await page.locator('.table-slot').first().click();
    hands.means(401, /\/api\//);
    await hands.context.clearCookies();
    await page.getByRole('button', { name: 'Send bestillingen' }).click();
    const again = page.getByRole('button', { name: 'Logg inn igjen' });
    await again.waitFor();
    await hands.picture('session-ended');
    assert.deepEqual(await hands.barriers(), []);
    await again.click();
    await clickAs('Hjemmepleier');
    await page.locator('.ds-alert[data-color=success]').getByText('Sendt').waitFor();
  });

  it('as somebody else shows nothing of who was there before', async () => {
    await hands.goTo('/kitchen-table/?as=care_worker/worker-1/3024/hjemmetjenesten-vest');
    await isAtTheTable();
    assert.ok(!page.url().includes('as='), 'the wish is granted and gone');
    await hands.goTo('/kitchen-table/?as=care_worker/worker-2/3024/hjemmetjenesten-ost');
    await isAtTheTable();
    const who = await page.evaluate(async () => (await fetch('/api/me')).json());
    assert.deepEqual([who.subject, who.unit], ['worker-2', 'hjemmetjenesten-ost']);
  });

  it('shows another unit only for a reason, and says so before', async () => {
    const caller = { 'matbud-role': 'care_worker', 'matbud-user': 'worker-2', 'matbud-municipality': '3024', 'matbud-unit': 'hjemmetjenesten-ost' };
    const answer = await fetch(`${town.address}/api/ordering/v1/citizens?limit=200`, { headers: caller });
    const { citizens } = await answer.json();
    const other = citizens.find(({ service_unit }) => service_unit === 'hjemmetjenesten-ost');
    await hands.goTo('/kitchen-table/?as=care_worker/worker-1/3024/hjemmetjenesten-vest');
    await isAtTheTable();
    hands.means(404, new RegExp(`/citizens/${other.citizen_id}`));
    await page.getByText('En innbygger i en annen enhet').click();
    await page.getByLabel('Innbyggerens nummer i Matbud').fill(other.citizen_id);
    assert.deepEqual(await hands.barriers(), []);
    await page.getByRole('button', { name: 'Finn', exact: true }).click();
    await page.getByRole('heading', { name: 'Du ser ikke denne innbyggeren' }).waitFor();
    await hands.picture('glass');
    assert.deepEqual(await hands.barriers(), []);
    assert.equal(await page.getByRole('button', { name: 'Åpne likevel' }).getAttribute('aria-disabled'), 'true');
    await page.getByText('Det haster').click();
    await page.getByRole('button', { name: 'Åpne likevel' }).click();
    await page.getByRole('heading', { name: other.name }).waitFor();
  });

  it('is refused to a role of nobody', async () => {
    await hands.goTo('/kitchen-table/?as=king/k-1/3024/');
    await isAsked();
  });
});
