// What is written on a bad network: kept, sent once, in order; through a page that is closed at any moment.
import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { Refused, Unreachable, type Answer, type Asking } from '@kit/http';
import { openShelves } from '@kit/offline/shelf';
import { Outbox, type Letter, type Outcome } from '@kit/offline/outbox';
import { Random } from './random';

/** Takes each id once and answers a repeat like the first time, as the services do; between it and the page the net
 *  drops before or after the request arrived. */
class Server {
  readonly taken: string[] = [];
  private readonly answers = new Map<string, Answer<unknown> | Refused>();
  constructor(private readonly dropsNow: () => boolean = () => false) {}

  async ask(path: string, asking: Asking): Promise<Answer<unknown>> {
    if (this.dropsNow()) throw new Unreachable('lost on the way there');
    const id = asking.id ?? '';
    let answer = this.answers.get(id);
    if (!answer) {
      answer = path.includes('no-such')
        ? new Refused({ status: 422, title: 'Unprocessable Content', detail: 'unknown product' })
        : { status: 201, body: { id } };
      this.answers.set(id, answer);
      if (!(answer instanceof Refused)) this.taken.push(id);
    }
    if (this.dropsNow()) throw new Unreachable('lost on the way back');
    if (answer instanceof Refused) throw answer;
    return answer;
  }
}

const letter = (id: string, subject = 'kari', path = '/orders'): Omit<Letter, 'number'> => ({
  id,
  subject,
  method: 'POST',
  path,
  body: { tap: id },
  writtenAt: 0,
});
let devices = 0;
const shelfOf = async (device: string) => (await openShelves(device))<Letter>('outbox');
const anewDevice = () => `device-${++devices}`;
// Lets everything else have its turn, and no time pass.
const atOnce = () => new Promise<void>((resolve) => setTimeout(resolve));

describe('a letter', () => {
  it('is sent and forgotten when the server has taken it', async () => {
    const server = new Server();
    const outcomes: Outcome[] = [];
    const shelf = await shelfOf(anewDevice());
    const outbox = await Outbox.open(shelf, server, (outcome) => outcomes.push(outcome), atOnce);
    await outbox.put(letter('a'));
    await outbox.settled();
    expect(server.taken).toEqual(['a']);
    expect(await shelf.all()).toEqual([]);
    expect(outcomes).toHaveLength(1);
  });

  it('that is refused waits for a person, and only its own subject waits behind it', async () => {
    const server = new Server();
    const outcomes: Outcome[] = [];
    const outbox = await Outbox.open(await shelfOf(anewDevice()), server, (o) => outcomes.push(o), atOnce);
    await outbox.put(letter('bad', 'kari', '/no-such'));
    await outbox.put(letter('behind', 'kari'));
    await outbox.put(letter('other', 'ola'));
    await outbox.settled();
    expect(server.taken).toEqual(['other']);
    expect(outbox.waiting.value.map(({ id }) => id)).toEqual(['bad', 'behind']);
    expect(outbox.waiting.value[0]?.refused?.detail).toBe('unknown product');
    await outbox.drop('bad');
    await outbox.settled();
    expect(server.taken).toEqual(['other', 'behind']);
    expect(outbox.waiting.value).toEqual([]);
  });

  it('that is not decided yet is asked for again', async () => {
    let asked = 0;
    const server = { ask: async () => ({ status: ++asked < 3 ? 202 : 201, body: {} }) };
    const outbox = await Outbox.open(await shelfOf(anewDevice()), server, () => undefined, atOnce);
    await outbox.put(letter('slow'));
    await outbox.settled();
    expect(asked).toBe(3);
    expect(outbox.waiting.value).toEqual([]);
  });

  it('waits for the net and leaves at once when it is back', async () => {
    let up = false;
    const server = new Server(() => !up);
    let pausing: (() => void) | undefined;
    const asleep = new Promise<void>((resolve) => (pausing = resolve));
    const never = () => {
      pausing?.();
      return new Promise<void>(() => undefined);
    };
    const outbox = await Outbox.open(await shelfOf(anewDevice()), server, () => undefined, never);
    await outbox.put(letter('a'));
    await asleep;
    expect(outbox.waiting.value).toHaveLength(1);
    up = true;
    outbox.send();
    await outbox.settled();
    expect(server.taken).toEqual(['a']);
  });
});

/** A page that can be closed: from then on nothing of it reaches the server any more. */
class Page {
  private open = true;
  private constructor(private readonly server: Server) {}
  outbox!: Outbox;

  static async on(device: string, server: Server): Promise<Page> {
    const page = new Page(server);
    page.outbox = await Outbox.open(await shelfOf(device), page, () => undefined, atOnce);
    page.outbox.send();
    return page;
  }
  close(): void {
    this.open = false;
  }
  async ask(path: string, asking: Asking): Promise<Answer<unknown>> {
    const never = new Promise<never>(() => undefined);
    if (!this.open) return never;
    const answer = await this.server.ask(path, asking);
    return this.open ? answer : never;
  }
}

describe('a thousand visits on a network that comes and goes', () => {
  it('lose nothing, double nothing, and keep each citizen in order', { timeout: 120_000 }, async () => {
    for (let seed = 1; seed <= 1000; ++seed) {
      const random = new Random(seed);
      let online = true;
      const server = new Server(() => !online || random.oneIn(3));
      const device = anewDevice();
      const kept: { id: string; subject: string }[] = [];
      let page = await Page.on(device, server);
      const taps = 1 + random.below(8);
      for (let tap = 0; tap < taps; ++tap) {
        online = !random.oneIn(3);
        const one = { id: `${seed}-${tap}`, subject: random.oneIn(2) ? 'kari' : 'ola' };
        await page.outbox.put(letter(one.id, one.subject));
        kept.push(one);
        if (random.oneIn(3)) {
          page.close();
          page = await Page.on(device, server);
        }
      }
      online = true;
      await page.outbox.settled();
      const where = `seed ${seed}`;
      expect([...server.taken].sort(), where).toEqual(kept.map(({ id }) => id).sort());
      for (const subject of ['kari', 'ola']) {
        const mine = kept.filter((one) => one.subject === subject).map(({ id }) => id);
        expect(server.taken.filter((id) => mine.includes(id)), where).toEqual(mine);
      }
      expect(await (await shelfOf(device)).all(), where).toEqual([]);
    }
  });
});
