import { Refused, Unreachable } from '@kit/http';
import { Outbox, type Letter, type Post } from '@kit/offline/outbox';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { inMemory } from '../../../../common/web/kit/tests/in-memory';
import type { Order, OrderingApi, Product } from './api';
import type { Draft } from './basket';
import { DraftCopies } from './draft-copies';
import { costOf, receiptCode, Table, type Keeping } from './table';

const citizen = 'z-1';
const citizenRow = { citizen_id: citizen, area_id: '3024-vest', name: 'Kari', diet: null, budget_month_ore: 300_000, active: true, verified_age_years: 0 };
const windowOf = (delivery_day: string) => ({ window_id: 'morning', delivery_day, can_order: true });

const order = (version: number, quantity: number): Order =>
  ({
    order_id: 'o-1',
    citizen_id: citizen,
    area_id: '3024-vest',
    window: { window_id: 'morning', delivery_day: '2026-12-08' },
    ordered_ore: 10_000,
    version,
    can_change: true,
    line_list: [
      { gtin: 'milk', quantity, sold_by_weight: false, wish: 'similar', alternative_gtin: 'oat milk', warning_passed_reason: 'For the guest' },
    ],
  }) as unknown as Order;

/** The services as a page sees them, and what it sent them. */
class Services {
  order = order(1, 2);
  sent: Letter['body'][] = [];
  refusal: string | undefined;
  readonly api = {
    citizen: async () => citizenRow,
    proposal: async () => ({ last_order_id: null, last_delivery_day: null, lines: [], usual: [] }),
    windows: async () => [windowOf('2026-11-30'), windowOf('2026-12-08')],
    spending: async (_: string, month: string) => ({ ordered_ore: month === '2026-12' ? 40_000 : 250_000, budget_month_ore: 300_000 }),
    product: async (_: string, gtin: string) => ({ gtin, name: gtin, price_ore: 5_000, deposit_ore: 0, allergens: [] }) as unknown as Product,
    order: async () => this.order,
    orders: async () => [],
    drafts: async () => [],
    keepDraft: async () => undefined,
    giveUpDraft: async () => undefined,
  } as unknown as OrderingApi;
  readonly post: Post = {
    ask: async (_, { body }) => {
      if (this.refusal === 'no net') throw new Unreachable('no net');
      this.sent.push(body);
      if (this.refusal) throw new Refused({ status: 409, title: '', detail: '', code: this.refusal });
      return { status: 200, body: {} };
    },
  };
}

describe('what a line costs', () => {
  const product = (price_ore: number, deposit_ore: number) => ({ price_ore, deposit_ore }) as unknown as Product;

  it('is price and deposit by the piece, and price by the kilogram without a deposit, as ordering counts', () => {
    expect(costOf({ quantity: 3, soldByWeight: false }, product(2_000, 200))).toBe(6_600);
    expect(costOf({ quantity: 333, soldByWeight: true }, product(3_000, 200))).toBe(999);
    expect(costOf({ quantity: 5, soldByWeight: true }, product(100, 0))).toBe(1);
  });

  it('is nothing that is known when no price is', () => {
    expect(costOf({ quantity: 1, soldByWeight: false }, undefined)).toBeNull();
  });
});

describe('a citizen’s table', () => {
  let services: Services;
  let keeping: Keeping;
  let outbox: Outbox;
  let table: Table;
  const put = (gtin: string, quantity: number) => table.tap({ kind: 'quantity', gtin, quantity, soldByWeight: false });
  const lines = () => table.basket.value.lines.map(({ gtin, quantity }) => [gtin, quantity]);
  /** The page closed and opened again. */
  const openAnew = async () => {
    table = new Table(citizen, services.api, outbox, keeping);
    await table.open();
  };

  beforeEach(async () => {
    vi.spyOn(globalThis, 'setTimeout').mockReturnValue(0 as never); // no copy is written behind a story's back
    services = new Services();
    keeping = { drafts: inMemory(), seen: inMemory(), copies: new DraftCopies(services.api, 'ipad-1') };
    outbox = await Outbox.open(inMemory(), services.post, () => undefined, () => new Promise(() => undefined));
    await openAnew();
    return () => vi.restoreAllMocks();
  });

  it('keeps the new basket beside an order that is changed', async () => {
    await put('bread', 1);
    await table.amend(services.order);
    expect(lines()).toEqual([['milk', 2]]);
    await openAnew();
    expect(lines()).toEqual([['bread', 1]]);
    expect(table.aside.value.map(({ orderId }) => orderId)).toEqual(['o-1']);
  });

  it('gives up a change, and has the new basket again', async () => {
    await put('bread', 1);
    await table.amend(services.order);
    await put('milk', 0);
    await table.discard(table.draft.value);
    expect(lines()).toEqual([['bread', 1]]);
    expect(table.draft.value.amends).toBeUndefined();
    expect(table.aside.value).toEqual([]);
    await openAnew();
    expect(table.aside.value).toEqual([]);
  });

  it('goes on with a change that was begun before', async () => {
    await table.amend(services.order);
    await put('milk', 5);
    await openAnew();
    await table.amend(services.order);
    expect(lines()).toEqual([['milk', 5]]);
    expect(table.draft.value.begunAnew).toBeUndefined();
  });

  it('begins anew with an order that somebody else has changed meanwhile, and says so', async () => {
    await table.amend(services.order);
    await put('milk', 5);
    await table.amend(order(2, 3));
    expect(lines()).toEqual([['milk', 3]]);
    expect(table.draft.value).toMatchObject({ amends: 2, begunAnew: true });
  });

  it('sends with a change what the order had of alternatives and reasons', async () => {
    await table.amend(services.order);
    await put('milk', 3);
    await table.send();
    await outbox.settled();
    expect(services.sent).toMatchObject([
      { expected_version: 1, lines: [{ gtin: 'milk', quantity: 3, wish: 'similar', alternative_gtin: 'oat milk', warning_passed_reason: 'For the guest' }] },
    ]);
  });

  it('sends no wish that nobody has tapped', async () => {
    await put('bread', 1);
    await table.send();
    await outbox.settled();
    expect(services.sent).toMatchObject([{ lines: [{ gtin: 'bread', quantity: 1 }] }]);
    expect((services.sent[0] as { lines: object[] }).lines[0]).not.toHaveProperty('wish');
  });

  it('takes a change back that came too late as the order stands now', async () => {
    await put('bread', 1);
    await table.amend(services.order);
    await put('milk', 5);
    services.refusal = 'version_changed';
    const receipt = await table.send();
    await outbox.settled();
    expect(lines()).toEqual([['bread', 1]]);
    services.order = order(2, 3);
    expect(await table.takeBack(receipt, 'version_changed')).toBe(true);
    expect(lines()).toEqual([['milk', 3]]);
    expect(table.draft.value).toMatchObject({ amends: 2, begunAnew: true });
    expect(table.aside.value).toHaveLength(1);
    expect(outbox.waiting.value).toEqual([]);
  });

  it('gives up a change of an order that can no longer be changed', async () => {
    await table.amend(services.order);
    services.refusal = 'version_changed';
    const receipt = await table.send();
    await outbox.settled();
    services.order = { ...order(2, 3), can_change: false };
    expect(await table.takeBack(receipt, 'version_changed')).toBe(false);
    expect(table.draft.value.amends).toBeUndefined();
    expect(outbox.waiting.value).toEqual([]);
  });

  it('takes a refused order back as it was, and loses no basket that was begun since', async () => {
    await put('wine', 1);
    services.refusal = 'age_limit';
    const receipt = await table.send();
    await outbox.settled();
    await put('bread', 1);
    await table.takeBack(receipt, 'age_limit');
    expect(lines()).toEqual([['wine', 1]]);
    expect(table.aside.value).toHaveLength(1);
  });

  it('takes an order back as a new one when it was sent already, as from another iPad', async () => {
    await put('bread', 1);
    services.refusal = 'order_id_taken';
    const receipt = await table.send();
    await outbox.settled();
    await table.takeBack(receipt, 'order_id_taken');
    expect(lines()).toEqual([['bread', 1]]);
    expect(table.draft.value.orderId).not.toBe(receipt.draft.orderId);
  });

  it('gives each order a code of its own, though they were begun in one minute', async () => {
    const codes = new Set<string>();
    for (let n = 0; n < 20; ++n) {
      await put('bread', 1);
      codes.add(receiptCode((await table.send()).draft.orderId));
    }
    expect(codes.size).toBe(20);
    for (const code of codes) expect(code).toMatch(/^[0-9A-F]{4}-[0-9A-F]{4}$/);
  });

  it('counts against the budget of the month of the delivery', async () => {
    await table.tap({ kind: 'slot', windowId: 'morning', day: '2026-12-08' });
    expect(table.budget()).toEqual({ month: '2026-12', spentOre: 40_000, budgetOre: 300_000 });
  });

  it('counts an order that is changed once', async () => {
    await table.amend(services.order);
    expect(table.totalOre.value).toBe(10_000);
    expect(table.budget()?.spentOre).toBe(40_000);
  });

  it('finds a basket that an earlier version of this page kept', async () => {
    const earlier: Draft = { citizenId: citizen, orderId: 'o-9', taps: [{ id: 't-1', at: 1, kind: 'quantity', gtin: 'bread', quantity: 2, soldByWeight: false }] };
    await keeping.drafts.put(citizen, earlier);
    await openAnew();
    expect(lines()).toEqual([['bread', 2]]);
    expect(await keeping.drafts.all()).toHaveLength(1);
  });
});
