// What a citizen must not get, and what nobody has said: three states, and never a fourth that says "safe". The services
// decide by the same rule (Regulation (EU) No 1169/2011; unknown is not free from); here it is shown before they are asked.
import type { Citizen, OrderLine, Product } from './api';

export type WarningState = 'contains' | 'may_contain' | 'unknown';
export interface Warning {
  allergen: string;
  state: WarningState;
}

/** What of the citizen's diet this product speaks against; worst first. Empty: nothing to warn of. */
export function warningsOf(diet: Citizen['diet'], product: Pick<Product, 'allergens'>): Warning[] {
  const order: WarningState[] = ['contains', 'may_contain', 'unknown'];
  const found: Warning[] = [];
  for (const allergen of diet?.avoids ?? []) {
    const fact = product.allergens.find((one) => one.allergen === allergen);
    if (fact?.state === 'free_from') continue;
    found.push({ allergen, state: fact?.state ?? 'unknown' });
  }
  return found.sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
}

/** What takes an ordered line out at the cut-off: too little known is no reason, since most goods are such. */
export function forbidden({ warning }: Pick<OrderLine, 'warning'>): Warning[] {
  const found: Warning[] = [];
  for (const { allergen, state } of warning?.groups ?? []) {
    if (state === 'contains' || state === 'may_contain') found.push({ allergen, state });
  }
  return found;
}
