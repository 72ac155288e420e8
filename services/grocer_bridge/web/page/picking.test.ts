// Picking as the fold of its taps, and an order as it will be once the outbox is empty.
import { describe, expect, it } from 'vitest';
import type { Letter } from '@kit/offline/outbox';
import type { Goods, Line, Order } from './api';
import { groupsOf } from './groups';
import { orderWith, pathOf, rowWith, type What } from './pending';
import { boxesOf, costOf, packedBody, pickingOf, progressOf, stateOf, keyOfReturn, type Deed, type Tap } from './picking';
import { slipLines, vatWithin } from './slip-lines';

const milk = '7038010000010';
const oats = '5700002010407';
const apples = '2000000000015';

function goods(gtin: string, of: Partial<Goods> & { storage?: 'ambient' | 'chilled' } = {}): Goods {
  const { storage = 'ambient', ...rest } = of;
  const made = { quantity: 1, price_ore: 2_000, deposit_ore: 0, sold_by_weight: false, ...rest };
  const cost = made.sold_by_weight
    ? Math.floor((made.price_ore * made.quantity + 500) / 1000)
    : (made.price_ore + made.deposit_ore) * made.quantity;
  return {
    ...made,
    cost_ore: cost,
    product: {
      gtin,
      name: `goods ${gtin}`,
      brand: null,
      storage,
      weight_grams: 500,
      age_limit_years: 0,
      vat_basis_points: 1_500,
      allergens: [],
    },
  };
}
function line(of: Goods, more: Partial<Line> = {}): Line {
  return { ordered: of, comes: of, outcome: 'accepted', wish: 'similar', alternative: null, reason: null, returned: [], packed: null, ...more };
}
const window = { area_id: '3024-sandvika', window_id: 'morning', delivery_day: '2026-11-24', opens_at_ms: 10, closes_at_ms: 20, same_day: false };
function order(lines: Line[], more: Partial<Order> = {}): Order {
  return {
    order_id: 'o1',
    alias: 'K7F3QX',
    area_name: 'Sandvika',
    window,
    state: 'accepted',
    lines: lines.length,
    kept: { ambient: lines.length, chilled: 0, frozen: 0 },
    total_ore: lines.reduce((sum, { comes }) => sum + (comes?.cost_ore ?? 0), 0),
    due_at_ms: null,
    late: false,
    boxes: 0,
    take_out: 0,
    line_list: lines,
    box_list: [],
    take_out_list: [],
    refused_reason: null,
    age_limit_years: 0,
    packed_at_ms: null,
    stop: null,
    ...more,
  };
}
let ids = 0;
const taps = (...deeds: Deed[]): Tap[] => deeds.map((deed) => ({ ...deed, id: `t${++ids}`, at: ids }));
function letter(what: What, body: unknown = {}, more: Partial<Letter> = {}): Letter {
  const number = ++ids;
  return { id: `l${number}`, number, subject: 'order/o1', method: 'POST', path: pathOf('o1', what), body, writtenAt: 0, ...more };
}
const refusal = { status: 422, title: '', detail: '', code: 'sent_back' };

describe('picking', () => {
  it('is done when every line lies in the basket or is known to be gone', () => {
    const two = order([line(goods(oats)), line(goods(milk))]);
    expect(progressOf(two, pickingOf([]))).toEqual({ done: 0, all: 2 });
    const picked = taps({ kind: 'picked', gtin: oats, picked: true }, { kind: 'picked', gtin: milk, picked: true });
    expect(progressOf(two, pickingOf(picked))).toEqual({ done: 2, all: 2 });
    const undone = [...picked, ...taps({ kind: 'picked', gtin: milk, picked: false })];
    expect(progressOf(two, pickingOf(undone))).toEqual({ done: 1, all: 2 });
    const short = order([line(goods(oats)), line(goods(milk), { comes: null, outcome: 'short' })]);
    expect(progressOf(short, pickingOf(taps({ kind: 'picked', gtin: oats, picked: true })))).toEqual({ done: 2, all: 2 });
  });

  it('counts a tap that came twice once', () => {
    const [tap] = taps({ kind: 'box', box: 1, kept: 'ambient', grams: 100 });
    const gone = taps({ kind: 'box_gone', box: 1 });
    expect(pickingOf([tap!, ...gone, tap!]).boxes).toEqual([]);
  });

  it('asks for another product anew, and for each refusal anew', () => {
    const substituted = line(goods(oats), { comes: goods(milk), outcome: 'substituted' });
    const picked = pickingOf(taps({ kind: 'picked', gtin: oats, picked: true }));
    expect(stateOf(substituted, picked)).toBe('open');
    const back = line(goods(oats), { comes: null, outcome: 'short', returned: [{ gtin: milk, name: null }] });
    expect(stateOf(back, picked)).toBe('sent_back');
    const leftOut = pickingOf(taps({ kind: 'left_out', gtin: keyOfReturn(back) }));
    expect(stateOf(back, leftOut)).toBe('gone');
    const again = { ...back, returned: [...back.returned, { gtin: apples, name: null }] };
    expect(stateOf(again, leftOut)).toBe('sent_back');
  });

  it('prices goods by what the scales say', () => {
    const bag = goods(apples, { sold_by_weight: true, quantity: 700, price_ore: 3_000 });
    expect(costOf(bag, pickingOf([]))).toBe(2_100);
    expect(costOf(bag, pickingOf(taps({ kind: 'weighed', gtin: apples, grams: 333 })))).toBe(999);
  });

  it('proposes a box for each class with its weight, until somebody says otherwise', () => {
    const both = order([line(goods(oats, { quantity: 2 })), line(goods(milk, { storage: 'chilled' }))]);
    expect(boxesOf(both, pickingOf([]))).toEqual([
      { number: 1, kept: 'ambient', grams: 1_000 },
      { number: 2, kept: 'chilled', grams: 500 },
    ]);
    const own = pickingOf(taps({ kind: 'box', box: 1, kept: 'chilled', grams: 4_200 }));
    expect(boxesOf(both, own)).toEqual([{ number: 1, kept: 'chilled', grams: 4_200 }]);
  });

  it('leaves as an answer with everything that comes', () => {
    const bag = goods(apples, { sold_by_weight: true, quantity: 700 });
    const three = order([line(goods(oats, { quantity: 2 })), line(bag), line(goods(milk), { comes: null, outcome: 'short' })]);
    const picking = pickingOf(
      taps(
        { kind: 'weighed', gtin: apples, grams: 712 },
        { kind: 'lot', gtin: oats, lot: 'L7', bestBefore: '2027-01-31' },
        { kind: 'box', box: 4, kept: 'ambient', grams: 1_700 },
      ),
    );
    expect(packedBody(three, picking)).toEqual({
      boxes: [{ box_id: 'K7F3QX-1', storage: 'ambient', weight_grams: 1_700 }],
      lines: [
        { gtin: oats, quantity: 2, lot: 'L7', best_before_day: '2027-01-31' },
        { gtin: apples, quantity: 712 },
      ],
    });
  });
});

describe('what waits in the outbox', () => {
  it('is shown as if it were taken', () => {
    const sent = order([line(goods(oats, { quantity: 2 })), line(goods(milk))], { state: 'sent' });
    const short = { lines: [{ ordered_gtin: milk, outcome: 'short' }] };
    const fewer = { lines: [{ ordered_gtin: oats, outcome: 'changed', quantity: 1 }] };
    const shown = orderWith(sent, [letter('accept'), letter('lines', short), letter('lines', fewer)]);
    expect(shown.state).toBe('accepted');
    expect(shown.line_list.map(({ comes }) => comes?.quantity)).toEqual([1, undefined]);
    expect(shown.total_ore).toBe(2_000);
    const found = orderWith(shown, [letter('lines', { lines: [{ ordered_gtin: milk, outcome: 'accepted' }] })]);
    expect(found.line_list[1]?.comes?.product.gtin).toBe(milk);
    expect(rowWith(sent, [letter('accept'), letter('packed')]).state).toBe('packed');
  });

  it('shows a substitute by what the tablet saw of it', () => {
    const one = order([line(goods(oats, { quantity: 2 }))]);
    const swap = letter('lines', { lines: [{ ordered_gtin: oats, outcome: 'substituted', gtin: milk, quantity: 2 }] });
    const { product, price_ore, deposit_ore, sold_by_weight } = goods(milk, { price_ore: 2_500 });
    const shown = orderWith(one, [swap], new Map([[milk, { product, price_ore, deposit_ore, sold_by_weight }]]));
    expect(shown.line_list[0]?.comes?.product.gtin).toBe(milk);
    expect(shown.total_ore).toBe(5_000);
    expect(orderWith(one, [swap]).line_list[0]?.comes?.product.gtin).toBe(oats);
  });

  it('changes nothing where it was refused, nor behind that', () => {
    const one = order([line(goods(oats))]);
    const refused = letter('lines', { lines: [{ ordered_gtin: oats, outcome: 'short' }] }, { refused: refusal });
    expect(orderWith(one, [refused, letter('packed')])).toEqual(one);
    expect(orderWith(one, [letter('packed', {}, { subject: 'order/o2' })])).toEqual(one);
  });

  it('has its boxes and weights on labels and slip before the services have heard of them', () => {
    const chilled = line(goods(milk, { storage: 'chilled', quantity: 2 }));
    const weighed = line(goods(apples, { sold_by_weight: true, quantity: 1_000, price_ore: 3_000 }));
    const gone = line(goods(oats), { comes: null, outcome: 'short' });
    const one = order([chilled, weighed, gone]);
    const picking = pickingOf([{ kind: 'weighed', gtin: apples, grams: 1_200, id: 't1', at: 0 }]);
    const shown = orderWith(one, [letter('packed', packedBody(one, picking))]);
    expect(shown).toMatchObject({ state: 'packed', boxes: 2 });
    expect(shown.box_list.map(({ box_id, storage }) => [box_id, storage])).toEqual([
      ['K7F3QX-1', 'ambient'],
      ['K7F3QX-2', 'chilled'],
    ]);
    expect(slipLines(shown).map(({ quantity, sumOre }) => [quantity, sumOre])).toEqual([
      [2, 4_000],
      [1_200, 3_600],
      [0, 0],
    ]);
    expect(shown.total_ore).toBe(7_600);
  });
});

describe('the list', () => {
  it('holds together what leaves together, the next first', () => {
    const row = (id: string, opens: number, alias: string) => order([], { order_id: id, alias, window: { ...window, opens_at_ms: opens, window_id: `${opens}` } });
    const groups = groupsOf([row('c', 30, 'C'), row('b', 10, 'B'), row('a', 10, 'A')]);
    expect(groups.map(({ rows }) => rows.map(({ order_id }) => order_id))).toEqual([['a', 'b'], ['c']]);
  });
});

describe('the packing slip', () => {
  it('has every line of the order, what came and what it costs', () => {
    const bag = goods(apples, { sold_by_weight: true, quantity: 700, price_ore: 3_000 });
    const packedBag = { quantity: 712, price_ore: 3_000, lot: null, best_before_day: null, outstanding_quantity: 0, outstanding_reason: null };
    const bottle = goods(oats, { quantity: 2, deposit_ore: 200 });
    const lines = slipLines(
      order([
        line(bottle),
        line(bag, { packed: packedBag }),
        line(goods(milk), { comes: null, outcome: 'short' }),
      ]),
    );
    expect(lines.map(({ number, quantity, sumOre, depositOre }) => [number, quantity, sumOre, depositOre])).toEqual([
      [1, 2, 4_000, 400],
      [2, 712, 2_136, 0],
      [3, 0, 0, 0],
    ]);
    expect(vatWithin(lines)).toEqual([{ basisPoints: 1_500, vatOre: 800 }]);
  });
});
