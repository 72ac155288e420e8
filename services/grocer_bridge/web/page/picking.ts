// How far a picker has come with an order: every tap is kept with its own id, and the picking is their fold. It leaves the
// tablet as the answer that the order is packed.
import { keptInOrder, type Goods, type Kept, type Line, type Order } from './api';
import type { PackedBody } from './pending';

export type Tap = { id: string; at: number } & (
  | { kind: 'picked'; gtin: string; picked: boolean }
  /** What the scales said, in grams. */
  | { kind: 'weighed'; gtin: string; grams: number }
  /** A substitute came back, and nothing else shall come. */
  | { kind: 'left_out'; gtin: string }
  | { kind: 'lot'; gtin: string; lot: string; bestBefore: string }
  | { kind: 'box'; box: number; kept: Kept; grams: number }
  | { kind: 'box_gone'; box: number }
);
/** A tap before it has an id and a time. */
export type Deed = Tap extends infer One ? (One extends Tap ? Omit<One, 'id' | 'at'> : never) : never;

export interface PickingDraft {
  orderId: string;
  taps: readonly Tap[];
}

export interface PickedBox {
  number: number;
  kept: Kept;
  /** 0 = nobody has weighed it. */
  grams: number;
}

/** Lines are known by the product that lies in the basket, so that another product has to be picked anew. */
export interface Picking {
  picked: ReadonlySet<string>;
  leftOut: ReadonlySet<string>;
  grams: ReadonlyMap<string, number>;
  lots: ReadonlyMap<string, { lot: string; bestBefore: string }>;
  boxes: readonly PickedBox[];
}

const nothing: Picking = { picked: new Set(), leftOut: new Set(), grams: new Map(), lots: new Map(), boxes: [] };

function toggled(set: ReadonlySet<string>, member: string, isIn: boolean): ReadonlySet<string> {
  const next = new Set(set);
  if (isIn) next.add(member);
  else next.delete(member);
  return next;
}

function after(picking: Picking, tap: Tap): Picking {
  switch (tap.kind) {
    case 'picked':
      return { ...picking, picked: toggled(picking.picked, tap.gtin, tap.picked) };
    case 'weighed':
      return {
        ...picking,
        picked: toggled(picking.picked, tap.gtin, true),
        grams: new Map(picking.grams).set(tap.gtin, tap.grams),
      };
    case 'left_out':
      return { ...picking, leftOut: toggled(picking.leftOut, tap.gtin, true) };
    case 'lot':
      return { ...picking, lots: new Map(picking.lots).set(tap.gtin, { lot: tap.lot, bestBefore: tap.bestBefore }) };
    case 'box': {
      const box = { number: tap.box, kept: tap.kept, grams: tap.grams };
      const others = picking.boxes.filter(({ number }) => number !== tap.box);
      return { ...picking, boxes: [...others, box].sort((a, b) => a.number - b.number) };
    }
    case 'box_gone':
      return { ...picking, boxes: picking.boxes.filter(({ number }) => number !== tap.box) };
  }
}

/** The fold of all taps; one that came twice counts once. */
export function pickingOf(taps: readonly Tap[]): Picking {
  const seen = new Set<string>();
  return taps.reduce((picking, tap) => {
    if (seen.has(tap.id)) return picking;
    seen.add(tap.id);
    return after(picking, tap);
  }, nothing);
}

/** What a picker has to do with a line. */
export type LineState =
  /** To be found. */
  | 'open'
  | 'picked'
  /** Nothing comes, and everybody knows. */
  | 'gone'
  /** The substitute came back: another one, or nothing. */
  | 'sent_back';

export function stateOf(line: Line, picking: Picking): LineState {
  if (line.comes) return picking.picked.has(line.comes.product.gtin) ? 'picked' : 'open';
  if (line.returned.length > 0 && !picking.leftOut.has(keyOfReturn(line))) return 'sent_back';
  return 'gone';
}

/** Whoever leaves a line out after one refusal is asked again after the next. */
export function keyOfReturn(line: Line): string {
  return `${line.ordered.product.gtin}/${line.returned.length}`;
}

/** Where a line's goods lie in the shop; unknown is dry. */
export function keptOf(line: Line): Kept {
  return (line.comes ?? line.ordered).product.storage ?? 'ambient';
}

export function progressOf(order: Order, picking: Picking): { done: number; all: number } {
  const states = order.line_list.map((line) => stateOf(line, picking));
  return { done: states.filter((state) => state === 'picked' || state === 'gone').length, all: states.length };
}

/** What a line costs as it lies in the basket. */
export function costOf(goods: Goods, picking: Picking): number {
  const grams = picking.grams.get(goods.product.gtin);
  if (!goods.sold_by_weight || grams === undefined) return goods.cost_ore;
  return weighedCost(goods.price_ore, grams);
}

/** Price of a kilogram times weight; half an øre is rounded up, as the bridge does. */
export function weighedCost(priceOre: number, grams: number): number {
  return Math.floor((priceOre * grams + 500) / 1000);
}

/** What the goods of a class weigh by their packages, in grams. */
export function estimatedGrams(order: Order, picking: Picking, kept: Kept): number {
  return order.line_list.reduce((sum, line) => {
    if (!line.comes || keptOf(line) !== kept) return sum;
    const { product, quantity, sold_by_weight } = line.comes;
    if (sold_by_weight) return sum + (picking.grams.get(product.gtin) ?? quantity);
    return sum + (product.weight_grams ?? 0) * quantity;
  }, 0);
}

/** One box for each class that something is kept in, until somebody has said otherwise; one for the slip alone when nothing
 *  comes. */
export function boxesOf(order: Order, picking: Picking): readonly PickedBox[] {
  if (picking.boxes.length > 0) return picking.boxes;
  const classes = keptInOrder.filter((kept) => order.line_list.some((line) => line.comes && keptOf(line) === kept));
  return (classes.length > 0 ? classes : (['ambient'] as const)).map((kept, index) => ({ number: index + 1, kept, grams: estimatedGrams(order, picking, kept) }));
}

/** The body that says that the order is packed. */
export function packedBody(order: Order, picking: Picking): PackedBody {
  const lines = order.line_list.flatMap(({ comes }) => {
    if (!comes) return [];
    const { gtin } = comes.product;
    const { lot = '', bestBefore = '' } = picking.lots.get(gtin) ?? {};
    return [
      {
        gtin,
        quantity: (comes.sold_by_weight && picking.grams.get(gtin)) || comes.quantity,
        ...(lot !== '' && { lot }),
        ...(bestBefore !== '' && { best_before_day: bestBefore }),
      },
    ];
  });
  return {
    boxes: boxesOf(order, picking).map(({ kept, grams }, index) => ({
      box_id: `${order.alias}-${index + 1}`,
      storage: kept,
      weight_grams: grams,
    })),
    ...(lines.length > 0 && { lines }),
  };
}
