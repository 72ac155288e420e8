// What a letter of this page's outbox would have done, and for whom: by its address and body alone, so that one written
// by an earlier visit is told, too.
import type { Letter } from '@kit/offline/outbox';

type OfOrder = 'change' | 'cancellation' | 'feedback' | 'shutDoor';
export type WriteKind = 'order' | 'standing' | 'standingEnd' | OfOrder;

export interface Write {
  kind: WriteKind;
  citizen: string;
  /** Empty for a standing order. */
  order: string;
}

const kinds: Record<string, OfOrder> = {
  amend: 'change',
  cancel: 'cancellation',
  feedback: 'feedback',
  'confirm-alert': 'shutDoor',
};

export function writeOf({ path, body }: Pick<Letter, 'path' | 'body'>): Write {
  const said = (body ?? {}) as { citizen_id?: string; order_id?: string; ended?: boolean };
  const citizen = said.citizen_id ?? '';
  const [deed = '', order = ''] = path.split('/').reverse();
  const kind = kinds[deed];
  if (kind) return { kind, citizen, order };
  if (deed === 'standing-orders') return { kind: said.ended ? 'standingEnd' : 'standing', citizen, order: '' };
  return { kind: 'order', citizen, order: said.order_id ?? '' };
}
