// matbud serve and a real OpenID Connect server: people sign in and out, programs come with tokens, keys change.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, beforeEach, describe, it } from 'node:test';
import { calculateJwkThumbprint } from 'jose';
import { Browser } from './browser.mjs';
import { Issuer } from './issuer.mjs';

const program = process.env.MATBUD ?? 'build/dev/bin/matbud';

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** `matbud serve` with a sign-in of its own, from a file as an installation has it. */
class Matbud {
  static async start(directory, issuer, port) {
    const matbud = new Matbud();
    const config = join(directory, 'matbud.toml');
    await writeFile(
      config,
      `port = ${port}
[sign_in]
issuer = "${issuer}"
client_id = "matbud"
key_file = "${join(directory, 'key.pem')}"
scope = "openid"
roles = ["hjemmepleier=care_worker", "leder=manager"]
machine_audience = "urn:matbud:api"
machine_scopes = ["matbud:orders=auditor"]
`,
    );
    const words = ['--data', join(directory, 'data'), '--json', 'serve', '--config', config];
    matbud.process = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] });
    matbud.said = '';
    matbud.process.stderr.on('data', (text) => (matbud.said += text));
    for await (const line of createInterface({ input: matbud.process.stdout })) {
      matbud.address = new URL(JSON.parse(line).live).origin;
      return matbud;
    }
    throw new Error(matbud.said);
  }
  async end() {
    if (this.process.exitCode !== null) return;
    const ended = once(this.process, 'exit');
    this.process.kill('SIGTERM');
    await ended;
  }
}

describe('signing in at a real issuer', { timeout: 240_000 }, () => {
  let directory;
  let issuer;
  let matbud;
  let browser;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'matbud-sign-in-'));
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    await writeFile(join(directory, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    const publicKey = createPublicKey(privateKey).export({ format: 'jwk' });
    const clientKey = { ...publicKey, kid: await calculateJwkThumbprint(publicKey), use: 'sig', alg: 'ES256' };
    issuer = await Issuer.start({
      clientKey,
      redirects: [`${origin}/sign-in/callback`],
      farewell: [`${origin}/sign-out/done`],
    });
    execFileSync(program, ['--data', join(directory, 'data'), 'demo', '--headless', '--days', '1', '--citizens', '1'], {
      stdio: 'ignore',
    });
    matbud = await Matbud.start(directory, issuer.address, port);
  });
  after(async () => {
    await matbud?.end();
    await issuer?.end();
    await rm(directory, { recursive: true, force: true });
  });
  beforeEach(() => {
    browser = new Browser();
  });

  const me = async () => {
    const answer = await browser.ask(`${matbud.address}/api/me`);
    return { status: answer.status, ...(await answer.json()) };
  };
  /** To the issuer, its two pages, and back. */
  async function signInAs(name, back = '/api/me') {
    const login = await browser.follow(`${matbud.address}/sign-in?back=${encodeURIComponent(back)}`);
    assert.ok(login.address.startsWith(issuer.address), login.text);
    const consent = await browser.submit(login, { login: name, password: 'any' });
    if (!consent.address.startsWith(issuer.address)) return consent;
    return browser.submit(consent);
  }

  it('lets a care worker in with their own unit, and back to where they were', async () => {
    assert.equal((await me()).status, 401);
    const { address, way } = await signInAs('worker-1', '/kitchen-table/?a=1#/table/c-1');
    assert.equal(address, `${matbud.address}/kitchen-table/?a=1#/table/c-1`);
    assert.ok(way.every((step) => !step.includes('eyJ')), 'no token passes through the browser');
    const { status, role, municipality, unit, subject } = await me();
    assert.deepEqual([status, role, municipality, unit, subject], [200, 'care_worker', '3024', 'hjemmetjenesten-vest', 'worker-1']);
    const list = await browser.ask(`${matbud.address}/api/ordering/v1/citizens`);
    assert.equal(list.status, 200);
    const units = new Set((await list.json()).citizens.map(({ service_unit }) => service_unit));
    assert.ok([...units].every((one) => one === 'hjemmetjenesten-vest'));
    const health = await browser.ask(`${matbud.address}/api/operations/v1/health`);
    assert.equal(health.status, 403, 'and nowhere else');
  });

  it('asks the issuer by a pushed question, so that the browser carries nothing to change', async () => {
    const answer = await browser.ask(`${matbud.address}/sign-in`);
    const names = [...new URL(answer.headers.get('location')).searchParams.keys()];
    assert.deepEqual(names.sort(), ['client_id', 'request_uri']);
  });

  it('takes the first role that it knows of several, and nobody without one', async () => {
    await signInAs('leader-1');
    assert.equal((await me()).role, 'manager');
    for (const name of ['guest-1', 'nowhere-1']) {
      browser = new Browser();
      const { answer, text } = await signInAs(name);
      assert.equal(answer.status, 403);
      assert.match(text, /ingen rolle i Matbud/);
      assert.equal((await me()).status, 401);
    }
  });

  it('takes an answer once', async () => {
    const { way } = await signInAs('worker-1');
    const callback = way.find((step) => step.startsWith(`${matbud.address}/sign-in/callback`));
    assert.equal((await browser.ask(callback)).status, 400);
    assert.equal((await new Browser().ask(callback)).status, 400, 'nor in another browser');
  });

  it('does not ask again while the issuer knows who it is', async () => {
    await signInAs('worker-1');
    browser.cookies.delete(new URL(matbud.address).host);
    assert.equal((await me()).status, 401);
    const { answer } = await browser.follow(`${matbud.address}/sign-in?back=/api/me`);
    assert.equal(answer.status, 200, 'straight through');
  });

  it('signs out here and there', async () => {
    await signInAs('worker-1');
    const left = await browser.ask(`${matbud.address}/sign-out`, { method: 'POST', headers: { origin: matbud.address } });
    const { next } = await left.json();
    assert.equal((await me()).status, 401);
    const asks = await browser.follow(next);
    const { address } = await browser.submit(asks, { logout: 'yes' });
    assert.equal(address.split('?')[0], `${matbud.address}/sign-out/done`);
    const again = await browser.follow(`${matbud.address}/sign-in`);
    assert.ok(again.address.startsWith(issuer.address), 'who comes next is asked');
  });

  it('lets a program do what its scope says', async () => {
    const ask = async (token, path) => {
      for (;;) {
        const answer = await fetch(`${matbud.address}${path}`, { headers: { authorization: `Bearer ${token}` } });
        if (answer.status !== 503) return answer.status;
      }
    };
    const token = await issuer.programToken('matbud:orders');
    assert.equal(await ask(token, '/api/operations/v1/health'), 200);
    assert.equal(await ask(token, '/api/ordering/v1/citizens'), 403);
    assert.equal(await ask(await issuer.programToken('matbud:other'), '/api/me'), 403);
    assert.equal(await ask(token.slice(0, -4), '/api/me'), 401);
  });

  it('believes no header', async () => {
    const answer = await fetch(`${matbud.address}/api/me`, { headers: { 'matbud-role': 'administrator', 'matbud-user': 'x' } });
    assert.equal(answer.status, 401);
    assert.equal((await fetch(`${matbud.address}/development-issuer/authorize`)).status, 404);
  });
});
