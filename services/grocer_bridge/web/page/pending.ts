// An order as it will be once everything that waits in the outbox is taken.
import type { Letter } from '@kit/offline/outbox';
import { base, type Box, type Goods, type Line, type Order, type OrderRow, type OrderState, type Outcome } from './api';
import { weighedCost } from './picking';

/** What is said of a line. */
export interface LineChange {
  ordered_gtin: string;
  outcome: Outcome;
  gtin?: string;
  quantity?: number;
}
/** The body of a change, and what is shown of a substitute before the services have looked at it. */
export interface LinesBody {
  lines: LineChange[];
}

/** The body that says what was packed, as far as the papers show it. */
export interface PackedBody {
  boxes: Box[];
  lines?: { gtin: string; quantity: number; lot?: string; best_before_day?: string }[];
}

export type What = 'accept' | 'refuse' | 'lines' | 'packed';

export function pathOf(order: string, what: What): string {
  return `${base}/orders/${order}/${what}`;
}
export function whatOf(letter: Pick<Letter, 'path'>): What {
  return letter.path.slice(letter.path.lastIndexOf('/') + 1) as What;
}
export function lettersOf(letters: readonly Letter[], order: string): Letter[] {
  return letters.filter(({ subject }) => subject === `order/${order}`);
}

/** What a substitute looks like on this tablet until the services answer. */
export type KnownGoods = ReadonlyMap<string, Omit<Goods, 'quantity' | 'cost_ore'>>;

function costed(goods: Omit<Goods, 'quantity' | 'cost_ore'>, quantity: number): Goods {
  const cost_ore = goods.sold_by_weight
    ? weighedCost(goods.price_ore, quantity)
    : (goods.price_ore + goods.deposit_ore) * quantity;
  return { ...goods, quantity, cost_ore };
}

function changed(line: Line, change: LineChange, known: KnownGoods): Line {
  switch (change.outcome) {
    case 'short':
      return { ...line, outcome: 'short', comes: null };
    case 'accepted':
      return { ...line, outcome: 'accepted', comes: line.ordered };
    case 'changed':
      return { ...line, outcome: 'changed', comes: costed(line.ordered, change.quantity ?? line.ordered.quantity) };
    case 'substituted': {
      const goods = known.get(change.gtin ?? '');
      if (!goods) return line;
      return { ...line, outcome: 'substituted', comes: costed(goods, change.quantity ?? line.ordered.quantity) };
    }
  }
}

/** The line as it lies in its box; what was not packed has nothing to show. */
function packedLine(line: Line, packed: NonNullable<PackedBody['lines']>): Line {
  const { comes } = line;
  const inBox = comes && packed.find(({ gtin }) => gtin === comes.product.gtin);
  if (!inBox) return line;
  return {
    ...line,
    comes: costed(comes, inBox.quantity),
    packed: {
      quantity: inBox.quantity,
      price_ore: comes.price_ore,
      lot: inBox.lot ?? null,
      best_before_day: inBox.best_before_day ?? null,
      outstanding_quantity: 0,
      outstanding_reason: null,
    },
  };
}

/** The order with other lines, and the sum that comes of them. */
function withLines(order: Order, line_list: Line[]): Order {
  const cost = (list: readonly Line[]) => list.reduce((sum, { comes }) => sum + (comes?.cost_ore ?? 0), 0);
  return { ...order, line_list, total_ore: order.total_ore - cost(order.line_list) + cost(line_list) };
}

/** Labels and slip are printed before the services have heard of the boxes. */
function packed(order: Order, { boxes, lines = [] }: PackedBody): Order {
  const inBoxes = withLines(order, order.line_list.map((line) => packedLine(line, lines)));
  return { ...inBoxes, box_list: boxes, boxes: boxes.length };
}

/** The state after this letter. */
function stateAfter(state: OrderState, what: What): OrderState {
  if (what === 'accept' && state === 'sent') return 'accepted';
  if (what === 'packed') return 'packed';
  if (what === 'refuse') return 'refused';
  return state;
}

export function rowWith(row: OrderRow, letters: readonly Letter[]): OrderRow {
  const state = lettersOf(letters, row.order_id)
    .filter(({ refused }) => !refused)
    .reduce((before, letter) => stateAfter(before, whatOf(letter)), row.state);
  return { ...row, state };
}

/** A refused letter changes nothing, and neither does what waits behind it. */
export function orderWith(order: Order, letters: readonly Letter[], known: KnownGoods = new Map()): Order {
  let shown = order;
  for (const letter of lettersOf(letters, order.order_id)) {
    if (letter.refused) break;
    const what = whatOf(letter);
    if (what === 'lines') {
      const { lines } = letter.body as LinesBody;
      const line_list = shown.line_list.map((line) => {
        const change = lines.find(({ ordered_gtin }) => ordered_gtin === line.ordered.product.gtin);
        return change ? changed(line, change, known) : line;
      });
      shown = withLines(shown, line_list);
    }
    if (what === 'packed') shown = packed(shown, letter.body as PackedBody);
    shown = { ...shown, state: stateAfter(shown.state, what) };
  }
  return shown;
}
