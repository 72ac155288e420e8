// What lies on the table: every tap is kept with its own id, and the basket is their fold.

export type Wish = 'similar' | 'ask' | 'never';

/** One thing that was done with a finger or a keyboard. */
export type Tap = { id: string; at: number } & (
  | { kind: 'quantity'; gtin: string; quantity: number; soldByWeight: boolean }
  | { kind: 'wish'; gtin: string; wish: Wish }
  | { kind: 'reason'; gtin: string; reason: string }
  | { kind: 'alternative'; gtin: string; alternative: string }
  | { kind: 'slot'; windowId: string; day: string }
  | { kind: 'note'; to: 'driver' | 'home_care'; words: string }
);
/** A tap before it has an id and a time. */
export type Deed = Tap extends infer One ? (One extends Tap ? Omit<One, 'id' | 'at'> : never) : never;

/** A draft as the device and the server keep it. */
export interface Draft {
  citizenId: string;
  /** The order it will be, or the one it changes; chosen before the first tap, so that sending twice is one order. */
  orderId: string;
  /** The version of the order that it changes; nothing for a new one. */
  amends?: number;
  /** What the order that it changes came to. */
  amendsOre?: number;
  /** Somebody else changed the order meanwhile: what was being changed is gone, and this began with the order as it stood then. */
  begunAnew?: true;
  taps: readonly Tap[];
}

export const isAmendment = ({ amends }: Draft): boolean => amends !== undefined;

export interface BasketLine {
  gtin: string;
  /** Pieces, or grams of what is sold by weight. */
  quantity: number;
  soldByWeight: boolean;
  /** What to do if the shop is out; nothing until somebody has said so, and then nothing is swapped unasked. */
  wish: Wish | undefined;
  /** What the citizen would have instead; empty when nobody has said. */
  alternative: string;
  /** Why the citizen wants it all the same; empty when nobody has asked. */
  reason: string;
}

export interface Basket {
  lines: readonly BasketLine[];
  slot: { windowId: string; day: string } | undefined;
  noteToDriver: string;
  noteToHomeCare: string;
}

export const emptyBasket: Basket = { lines: [], slot: undefined, noteToDriver: '', noteToHomeCare: '' };

/** Pieces or grams at most of one line, as ordering has it. */
export const quantityMax = 100_000;

function changed(basket: Basket, gtin: string, change: Partial<BasketLine>): Basket {
  return { ...basket, lines: basket.lines.map((line) => (line.gtin === gtin ? { ...line, ...change } : line)) };
}

/** The basket after one more tap. A tap about goods that are not in it changes nothing. */
export function after(basket: Basket, tap: Tap): Basket {
  switch (tap.kind) {
    case 'quantity': {
      const quantity = Math.min(Math.max(0, Math.round(tap.quantity)), quantityMax);
      if (quantity === 0) return { ...basket, lines: basket.lines.filter(({ gtin }) => gtin !== tap.gtin) };
      if (basket.lines.some(({ gtin }) => gtin === tap.gtin)) return changed(basket, tap.gtin, { quantity });
      const line: BasketLine = { gtin: tap.gtin, quantity, soldByWeight: tap.soldByWeight, wish: undefined, alternative: '', reason: '' };
      return { ...basket, lines: [...basket.lines, line] };
    }
    case 'wish':
      return changed(basket, tap.gtin, tap.wish === 'never' ? { wish: tap.wish, alternative: '' } : { wish: tap.wish });
    case 'alternative':
      return changed(basket, tap.gtin, { alternative: tap.alternative });
    case 'reason':
      return changed(basket, tap.gtin, { reason: tap.reason });
    case 'slot':
      return { ...basket, slot: { windowId: tap.windowId, day: tap.day } };
    case 'note':
      return tap.to === 'driver' ? { ...basket, noteToDriver: tap.words } : { ...basket, noteToHomeCare: tap.words };
  }
}

/** The fold of all taps; one that came twice counts once. */
export function basketOf(taps: readonly Tap[]): Basket {
  const seen = new Set<string>();
  return taps.reduce((basket, tap) => {
    if (seen.has(tap.id)) return basket;
    seen.add(tap.id);
    return after(basket, tap);
  }, emptyBasket);
}

/** The shortest taps whose fold is this basket. */
export function tapsOf(basket: Basket): Tap[] {
  const deeds: Deed[] = basket.lines.flatMap(({ gtin, quantity, soldByWeight, wish, alternative, reason }): Deed[] => [
    { kind: 'quantity', gtin, quantity, soldByWeight },
    ...(wish === undefined ? [] : [{ kind: 'wish', gtin, wish } as const]),
    ...(alternative === '' ? [] : [{ kind: 'alternative', gtin, alternative } as const]),
    ...(reason === '' ? [] : [{ kind: 'reason', gtin, reason } as const]),
  ]);
  if (basket.slot) deeds.push({ kind: 'slot', ...basket.slot });
  if (basket.noteToDriver !== '') deeds.push({ kind: 'note', to: 'driver', words: basket.noteToDriver });
  if (basket.noteToHomeCare !== '') deeds.push({ kind: 'note', to: 'home_care', words: basket.noteToHomeCare });
  return deeds.map((deed) => ({ ...deed, id: crypto.randomUUID(), at: Date.now() }) as Tap);
}

/** How many pieces or grams one press of + adds. */
export function stepOf(soldByWeight: boolean): number {
  return soldByWeight ? 100 : 1;
}
