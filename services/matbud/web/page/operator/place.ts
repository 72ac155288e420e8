// Where on this page one is. The address holds random ids and no names.
import { signal } from '@preact/signals';

export type Place = { view: 'health' } | { view: 'parked' } | { view: 'orders' } | { view: 'order'; order: string } | { view: 'verify' };

export function fromAddress(hash: string): Place {
  const [view, order] = hash.replace(/^#\/?/, '').split('/');
  if (view === 'order' && order) return { view, order: decodeURIComponent(order) };
  if (view === 'parked' || view === 'orders' || view === 'verify') return { view };
  return { view: 'health' };
}

export const place = signal<Place>(fromAddress(location.hash));
addEventListener('hashchange', () => (place.value = fromAddress(location.hash)));

export function addressOf(to: Place): string {
  return to.view === 'order' ? `#/order/${encodeURIComponent(to.order)}` : `#/${to.view}`;
}
