// Where on this page one is. The address holds random ids and no names.
import { signal } from '@preact/signals';

export type Place =
  | { view: 'list' }
  | { view: 'order'; order: string }
  | { view: 'boxes'; order: string }
  | { view: 'slip'; order: string }
  | { view: 'labels'; order: string };

function fromAddress(hash: string): Place {
  const [view, order] = hash.replace(/^#\/?/, '').split('/');
  if (order && (view === 'order' || view === 'boxes' || view === 'slip' || view === 'labels')) return { view, order };
  return { view: 'list' };
}

export const place = signal<Place>(fromAddress(location.hash));
addEventListener('hashchange', () => {
  place.value = fromAddress(location.hash);
  scrollTo(0, 0);
});

export function addressOf(to: Place): string {
  return to.view === 'list' ? '#/' : `#/${to.view}/${to.order}`;
}
export function go(to: Place): void {
  location.hash = addressOf(to);
}
