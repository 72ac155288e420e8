// A kitchen table on a bad network: taps, orders and drafts on two iPads, through pages that are closed at any moment.
import { Refused, Unreachable, type Answer, type Asking } from '@kit/http';
import { Outbox, type Letter } from '@kit/offline/outbox';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inMemory } from '../../../../common/web/kit/tests/in-memory';
import { Random } from '../../../../common/web/kit/tests/random';
import type { DraftRow, OrderingApi, Product } from './api';
import { basketOf, type Draft, type Tap } from './basket';
import { draftFrom, DraftCopies } from './draft-copies';
import { Table, type Keeping } from './table';

const citizen = 'z-1';
const area_id = '3024-vest';
const window = { window_id: 'morning', delivery_day: '2026-12-08', can_order: true };

interface SentOrder {
  order_id: string;
  lines: { gtin: string; quantity: number }[];
}

/** What lies with the services: orders, each taken once, and copies of drafts by device. */
class Services {
  readonly orders = new Map<string, SentOrder>();
  readonly copies = new Map<string, { text: string; keptAt: number }>();
  private moment = 0;
  private readonly answers = new Map<string, Answer<unknown> | Refused>();

  keep(device: string, text: string): void {
    this.copies.set(device, { text, keptAt: ++this.moment });
  }
  giveUp(device: string, keptAt?: number): void {
    if (keptAt === undefined || this.copies.get(device)?.keptAt === keptAt) this.copies.delete(device);
  }

  place(commandId: string, order: SentOrder): Answer<unknown> {
    let answer = this.answers.get(commandId);
    if (!answer) {
      const taken = this.orders.has(order.order_id);
      answer = taken
        ? new Refused({ status: 409, title: '', detail: '', code: 'order_id_taken' })
        : { status: 201, body: {} };
      if (!taken) this.orders.set(order.order_id, order);
      this.answers.set(commandId, answer);
    }
    if (answer instanceof Refused) throw answer;
    return answer;
  }
}

/** One visit to the page, over a net that is slow and drops requests on their way there and back. After it is closed
 *  nothing of it leaves any more; what was under way may still arrive. */
class Visit {
  table!: Table;
  outbox!: Outbox;
  copies!: DraftCopies;
  private closed = false;

  private constructor(
    private readonly services: Services,
    private readonly ipad: Ipad,
    private readonly random: Random,
  ) {}

  static async to(services: Services, ipad: Ipad, random: Random): Promise<Visit> {
    const visit = new Visit(services, ipad, random);
    const api = visit.api();
    const post = {
      ask: (_: string, { id, body }: Asking) => visit.over(() => services.place(id ?? '', body as SentOrder)),
    };
    visit.outbox = await Outbox.open(ipad.outbox, post, () => undefined);
    visit.outbox.send();
    visit.copies = new DraftCopies(api, ipad.name);
    const keeping: Keeping = { drafts: ipad.drafts, seen: ipad.seen, copies: visit.copies };
    visit.table = new Table(citizen, api, visit.outbox, keeping);
    void visit.table.open().catch(() => undefined);
    return visit;
  }

  close(): void {
    this.closed = true;
  }

  private async over<T>(work: () => T): Promise<T> {
    const never = new Promise<never>(() => undefined);
    if (this.closed) return never;
    const drops = () => !this.ipad.online || (this.ipad.bad && this.random.oneIn(4));
    const underWay = () => new Promise<void>((resolve) => setTimeout(resolve, this.random.below(3_000)));
    if (drops()) throw new Unreachable('lost on the way there');
    await underWay();
    const answer = work();
    const lost = drops();
    await underWay();
    if (this.closed) return never;
    if (lost) throw new Unreachable('lost on the way back');
    return answer;
  }

  private api(): OrderingApi {
    const { services } = this;
    const rows = () =>
      [...services.copies].map(([device_id, { text, keptAt }]): DraftRow => ({ device_id, text, kept_at_ms: keptAt }));
    const product = (gtin: string) =>
      ({ gtin, name: gtin, price_ore: 1_000, deposit_ore: 0, allergens: [] }) as unknown as Product;
    const answers = {
      citizen: () => ({ citizen_id: citizen, area_id, diet: null }),
      proposal: () => ({ last_order_id: null, last_delivery_day: null, lines: [], usual: [] }),
      windows: () => [window],
      spending: () => ({ ordered_ore: 0, budget_month_ore: null }),
      product: (_: string, gtin: string) => product(gtin),
      orders: () => [...services.orders.keys()].map((order_id) => ({ order_id, step: 'placed' })),
      drafts: rows,
      keepDraft: (_: string, device: string, text: string) => services.keep(device, text),
      giveUpDraft: (_: string, device: string, keptAt?: number) => services.giveUp(device, keptAt),
    };
    return Object.fromEntries(
      Object.entries(answers).map(([name, answer]) => [
        name,
        (...asked: unknown[]) => this.over(() => (answer as (...all: unknown[]) => unknown)(...asked)),
      ]),
    ) as unknown as OrderingApi;
  }
}

/** A device, and what a person at it knows to have done. */
class Ipad {
  readonly outbox = inMemory<Letter>();
  readonly drafts = inMemory<Draft>();
  readonly seen: Keeping['seen'] = inMemory();
  online = true;
  bad = true;
  visit!: Visit;
  /** What lies on the table. */
  basket = new Map<string, number>();
  sent: Map<string, number>[] = [];
  constructor(readonly name: string) {}

  async put(gtin: string, quantity: number): Promise<void> {
    if (quantity > 0) this.basket.set(gtin, quantity);
    else this.basket.delete(gtin);
    await this.visit.table.tap({ kind: 'quantity', gtin, quantity, soldByWeight: false });
  }
  async send(): Promise<void> {
    await this.visit.table.tap({ kind: 'slot', windowId: window.window_id, day: window.delivery_day });
    if (!this.visit.table.canSend()) return;
    this.sent.push(this.basket);
    this.basket = new Map();
    await this.visit.table.send();
  }
  async giveUp(): Promise<void> {
    this.basket = new Map();
    await this.visit.table.discard(this.visit.table.draft.value);
  }
  backOnline(): void {
    this.online = true;
    this.visit.outbox.send();
    void this.visit.copies.resync();
  }
}

const goodsOf = (taps: readonly Tap[]) => new Map(basketOf(taps).lines.map(({ gtin, quantity }) => [gtin, quantity]));
const sorted = (basket: Map<string, number>) => JSON.stringify([...basket].sort());
const passes = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

async function doesSomething(ipad: Ipad, services: Services, random: Random): Promise<void> {
  switch (random.below(10)) {
    case 0:
      ipad.online = false;
      return;
    case 1:
      return ipad.backOnline();
    case 2:
      ipad.visit.close();
      ipad.visit = await Visit.to(services, ipad, random);
      await passes(0); // what the device has kept is on the table before anybody can tap
      return;
    case 3:
      return ipad.send();
    case 4:
      return ipad.giveUp();
    default:
      return ipad.put(`good-${random.below(4)}`, random.below(4));
  }
}

describe('a thousand visits with drafts on a network that comes and goes', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('lose no tap, double no order, and leave on the server what lies on the devices', { timeout: 240_000 }, async () => {
    for (let seed = 1; seed <= 1000; ++seed) {
      const random = new Random(seed);
      const services = new Services();
      const ipads = [new Ipad('ipad-1'), new Ipad('ipad-2')];
      for (const ipad of ipads) ipad.visit = await Visit.to(services, ipad, random);
      const deeds = 4 + random.below(24);
      for (let deed = 0; deed < deeds; ++deed) {
        await doesSomething(ipads[random.below(2)] as Ipad, services, random);
        await passes(random.below(2_500));
      }
      for (const ipad of ipads) {
        ipad.bad = false;
        ipad.backOnline();
      }
      await passes(60_000);
      for (const ipad of ipads) {
        ipad.visit.close();
        ipad.visit = await Visit.to(services, ipad, random);
      }
      await passes(60_000);

      const where = `seed ${seed}`;
      const placed = [...services.orders.values()].map(({ lines }) =>
        sorted(new Map(lines.map(({ gtin, quantity }) => [gtin, quantity]))),
      );
      expect(placed.sort(), where).toEqual(ipads.flatMap(({ sent }) => sent.map(sorted)).sort());
      for (const ipad of ipads) {
        expect(sorted(goodsOf(ipad.visit.table.draft.value.taps)), where).toBe(sorted(ipad.basket));
        const copy = draftFrom(services.copies.get(ipad.name)?.text ?? null, citizen);
        expect(sorted(goodsOf(copy?.taps ?? [])), `${where}: the copy of ${ipad.name}`).toBe(sorted(ipad.basket));
        expect(await ipad.outbox.all(), where).toEqual([]);
      }
    }
  });
});
