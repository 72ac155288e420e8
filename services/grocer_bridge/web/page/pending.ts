// An order as it will be once everything that waits in the outbox is taken.
import type { Letter } from '@kit/offline/outbox';
import { base, type Goods, type Line, type Order, type OrderRow, type OrderState, type Outcome } from './api';

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
    ? Math.floor((goods.price_ore * quantity + 500) / 1000)
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
      const cost = (list: readonly Line[]) => list.reduce((sum, { comes }) => sum + (comes?.cost_ore ?? 0), 0);
      shown = { ...shown, line_list, total_ore: shown.total_ore - cost(shown.line_list) + cost(line_list) };
    }
    shown = { ...shown, state: stateAfter(shown.state, what) };
  }
  return shown;
}
