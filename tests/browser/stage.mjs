// Where the stories of the pages are played: a demo of our own, and Debian's Chromium in front of it.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';

export const program = process.env.MATBUD ?? 'build/dev/bin/matbud';
const axeSource = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// Chromium asks the whole internet for small things at its start; these tests ask nobody.
const quietly = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const languages = ['nb', 'nn', 'se', 'en'];

/** An iPad on the table, a phone in a van, and a desk. */
export const screens = {
  ipad: { viewport: { width: 1180, height: 820 }, hasTouch: true },
  ipadUpright: { viewport: { width: 820, height: 1180 }, hasTouch: true },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
  desk: { viewport: { width: 1440, height: 900 } },
};

/** What somebody at this address was told by mail, of the mailbox of an installation. */
export async function mailsIn(data, to) {
  const { stdout } = await promisify(execFile)(program, ['mailbox', 'list', '--to', to, '--json', '--data', data]);
  return stdout.split('\n').filter(Boolean).map((line) => JSON.parse(line));
}

/** A town that lives one minute a second, so that nothing is past its cut-off while a story is told. */
export class Town {
  /** `words`: more for `matbud demo`. */
  static async start({ speed = 60, words: more = [] } = {}) {
    const town = new Town();
    town.directory = await mkdtemp(join(tmpdir(), 'matbud-browser-'));
    await town.#begin(['demo', '--port', '0', '--speed', `${speed}`, '--json', ...more]);
    return town;
  }

  /** A town that has lived some days to their end and is served as it stands. `replayed`: its benefits out of the log. */
  static async afterDays(days) {
    const town = new Town();
    town.directory = await mkdtemp(join(tmpdir(), 'matbud-browser-'));
    const run = (words) => promisify(execFile)(program, [...words, ...town.#data()], { maxBuffer: 64 << 20 });
    await run(['demo', '--headless', '--days', `${days}`, '--citizens', '12']);
    town.replayed = (await run(['benefits', '--json', '--municipality', '3024'])).stdout;
    await town.#begin(['serve', '--port', '0', '--json']);
    return town;
  }

  #data() {
    return ['--data', join(this.directory, 'data')];
  }

  async #begin(words) {
    this.process = spawn(program, [...words, ...this.#data()], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.said = '';
    this.process.stderr.on('data', (text) => (this.said += text));
    this.address = await Promise.race([
      this.#addressSaid(),
      once(this.process, 'exit').then(() => {
        throw new Error(`the town ended before it began: ${this.said}`);
      }),
    ]);
  }

  async #addressSaid() {
    for await (const line of createInterface({ input: this.process.stdout })) {
      /** Each page's address, as the demo names it. */
      this.pages = JSON.parse(line);
      if (this.pages.status) return new URL(this.pages.status).origin;
    }
    throw new Error(`the demo says no address: ${this.said}`);
  }

  /** What somebody at this address was told by mail. */
  async mails(to) {
    return mailsIn(join(this.directory, 'data'), to);
  }

  async end() {
    if (this.process.exitCode === null) {
      const ended = once(this.process, 'exit');
      this.process.kill('SIGKILL'); // the demo's own end is another test's story
      await ended;
    }
    await rm(this.directory, { recursive: true, force: true });
  }
}

/** A small town of four goods, one of them by weight, whose first citizen must not get milk; it is half past ten there for ever. */
export class SmallTown {
  static async start() {
    const town = new SmallTown();
    town.process = spawn(process.env.SMALL_TOWN ?? 'build/dev/bin/serve_town', [], { stdio: ['pipe', 'pipe', 'inherit'] });
    for await (const line of createInterface({ input: town.process.stdout })) {
      town.address = new URL(line).origin;
      return town;
    }
    throw new Error('the small town says no address');
  }
  /** It takes its folder with it. */
  async end() {
    const ended = once(this.process, 'exit');
    this.process.stdin.end();
    await ended;
  }
}

/** Asks until the answer is as it should be. */
export async function until(what, isSo) {
  const end = Date.now() + 30_000;
  let last;
  do {
    last = await what();
    if (isSo(last)) return last;
    await new Promise((resolve) => setTimeout(resolve, 100));
  } while (Date.now() < end);
  return assert.fail(`it never was: ${JSON.stringify(last).slice(0, 2_000)}`);
}

/** Asks a town's services as somebody would. */
export async function ask(town, caller, path, body) {
  const [role, user, municipality, unit] = caller.split('/');
  const headers = {
    'matbud-role': role,
    'matbud-user': user,
    ...(municipality && { 'matbud-municipality': municipality }),
    ...(unit && { 'matbud-unit': unit }),
  };
  const sending = body && { method: 'POST', body: JSON.stringify(body) };
  const writing = body && { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
  const answer = await fetch(`${town.address}${path}`, { ...sending, headers: { ...headers, ...writing } });
  const said = await answer.json();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${JSON.stringify(said)}`);
  return said;
}

/** A browser in somebody's hands. */
export class Hands {
  static async take(town, screen, options = {}) {
    const hands = new Hands();
    hands.town = town;
    hands.browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: quietly });
    hands.context = await hands.browser.newContext({ ...screen, locale: 'nb-NO', timezoneId: 'Europe/Oslo', ...options });
    hands.page = await hands.context.newPage();
    hands.page.setDefaultTimeout(30_000);
    hands.complaints = [];
    hands.meant = [[401, /\/api\/me$/]]; // asked before anybody has signed in
    hands.page.on('pageerror', (error) => hands.complaints.push(error.message));
    hands.page.on('console', (message) => {
      // A request that finds no network is told by the browser, and so is each refusal that a story means to get.
      const { url } = message.location();
      const isRefusal = hands.meant.some(([status, address]) => message.text().includes(`status of ${status}`) && address.test(url));
      const isMeant = isRefusal || message.text().includes('net::ERR');
      if (message.type() === 'error' && !isMeant) hands.complaints.push(`${message.text()} ${message.location().url}`);
    });
    return hands;
  }

  /** This story is refused so, and that is no fault of the page; any other refusal is. */
  means(status, address) {
    this.meant.push([status, address]);
  }

  async goTo(path) {
    await this.page.goto(`${this.town.address}${path}`);
  }
  /** Puts the browser away; whatever it complained of fails the story. */
  async put() {
    await this.browser.close();
    assert.deepEqual(this.complaints, []);
  }

  /** When what moves has come to rest, as a dialog that opens. */
  async #still() {
    await this.page.evaluate(async () => {
      const ending = document.getAnimations().filter((one) => one.effect?.getComputedTiming().iterations !== Infinity);
      await Promise.allSettled(ending.map((one) => one.finished));
    });
  }

  /** What axe finds wrong with the page as it is (WCAG 2.1 A and AA, and good practice). */
  async barriers() {
    await this.#still();
    await this.page.evaluate(await axeSource);
    const { violations } = await this.page.evaluate(() => globalThis.axe.run());
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
  }

  /** What makes the page wider than the screen, so that somebody would have to scroll sideways (WCAG 1.4.10). */
  async beyondTheEdge() {
    await this.#still();
    return this.page.evaluate(() => {
      const { clientWidth, scrollWidth } = document.documentElement;
      if (scrollWidth <= clientWidth) return [];
      const beyond = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > clientWidth);
      return [`${scrollWidth - clientWidth} px`, ...beyond.map((one) => one.outerHTML.slice(0, 160))];
    });
  }

  /** What can be tapped in the page's main part or in a dialog and is lower than the 64 px that pages for a hand in work
   *  promise. A box to tick is as high as its label. */
  async smallTargets() {
    await this.#still();
    return this.page.evaluate((heightMin) => {
      const root = document.querySelector('dialog[open]') ?? document.querySelector('main');
      const targets = [...root.querySelectorAll('button, a[href], input, select, textarea, summary')];
      const high = (target) => (target.closest('label') ?? target).getBoundingClientRect().height;
      return targets
        .filter((target) => target.checkVisibility() && high(target) < heightMin)
        .map((target) => `${high(target)} px: ${target.ariaLabel ?? (target.textContent || target.id || target.className)}`);
    }, 63.5);
  }

  /** A state that a story has come to, in every language: a picture, nobody has to climb over anything.
   *  Afterwards the page speaks as before. */
  async seen(name, isWell = () => undefined) {
    const look = async (what) => {
      await this.picture(what);
      assert.deepEqual(await this.barriers(), [], what);
      await isWell(what);
    };
    await look(name);
    const before = await this.#language();
    for (const language of languages.filter((one) => before && one !== before)) {
      await this.#speak(language);
      await look(`${name}-${language}`);
    }
    if (before) await this.#speak(before);
  }

  /** What the page speaks, where it can be chosen. */
  #language() {
    return this.page.evaluate(() => document.querySelector('header select')?.value);
  }
  /** Also behind an open dialog, where nobody could tap the choice. */
  async #speak(language) {
    await this.page.evaluate((to) => {
      const choice = document.querySelector('header select');
      choice.value = to;
      choice.dispatchEvent(new Event('change', { bubbles: true }));
    }, language);
    await this.page.waitForFunction((to) => document.documentElement.lang === to, language);
  }

  /** The same of a page for a hand in work: nothing to tap is small. */
  seenByAHandInWork(name) {
    return this.seen(name, async (what) => assert.deepEqual(await this.smallTargets(), [], what));
  }

  /** Keeps a picture for those who want to look: MATBUD_PICTURES names the folder. */
  async picture(name) {
    const folder = process.env.MATBUD_PICTURES;
    if (!folder) return;
    await this.#still();
    await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }
}
