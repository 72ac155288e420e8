// Where on this page one is. The address holds random ids and no names.
import { signal } from '@preact/signals';

export type Place =
  | { view: 'citizens' }
  | { view: 'table'; citizen: string }
  | { view: 'receipt'; citizen: string; order: string }
  | { view: 'orders'; citizen: string };

function fromAddress(hash: string): Place {
  const [view, citizen, order] = hash.replace(/^#\/?/, '').split('/');
  if (view === 'table' && citizen) return { view, citizen };
  if (view === 'orders' && citizen) return { view, citizen };
  if (view === 'receipt' && citizen && order) return { view, citizen, order };
  return { view: 'citizens' };
}

export const place = signal<Place>(fromAddress(location.hash));
addEventListener('hashchange', () => (place.value = fromAddress(location.hash)));

export function addressOf(to: Place): string {
  switch (to.view) {
    case 'citizens':
      return '#/';
    case 'receipt':
      return `#/receipt/${to.citizen}/${to.order}`;
    default:
      return `#/${to.view}/${to.citizen}`;
  }
}
export function go(to: Place): void {
  location.hash = addressOf(to);
}
