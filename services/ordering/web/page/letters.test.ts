import type { Letter } from '@kit/offline/outbox';
import { describe, expect, it } from 'vitest';
import { base, dispatchBase } from './api';
import { writeOf } from './letters';

const letter = (path: string, body: unknown): Letter => ({
  id: 'l-1', subject: 's', number: 1, method: 'POST', path, body, writtenAt: 1,
});

describe('a write in the outbox', () => {
  const rows: [string, unknown, ReturnType<typeof writeOf>][] = [
    [`${base}/orders`, { citizen_id: 'z-1', order_id: 'o-1' }, { kind: 'order', citizen: 'z-1', order: 'o-1' }],
    [`${base}/orders/o-1/amend`, { citizen_id: 'z-1' }, { kind: 'change', citizen: 'z-1', order: 'o-1' }],
    [`${base}/orders/o-1/cancel`, { citizen_id: 'z-1' }, { kind: 'cancellation', citizen: 'z-1', order: 'o-1' }],
    [`${base}/orders/o-1/feedback`, { citizen_id: 'z-1' }, { kind: 'feedback', citizen: 'z-1', order: 'o-1' }],
    [`${base}/standing-orders`, { citizen_id: 'z-1', ended: false }, { kind: 'standing', citizen: 'z-1', order: '' }],
    [`${base}/standing-orders`, { citizen_id: 'z-1', ended: true }, { kind: 'standingEnd', citizen: 'z-1', order: '' }],
    [`${dispatchBase}/deliveries/o-1/confirm-alert`, { citizen_id: 'z-1' }, { kind: 'shutDoor', citizen: 'z-1', order: 'o-1' }],
  ];
  it.each(rows)('to %s is told by what it would have done', (path, body, write) => {
    expect(writeOf(letter(path, body))).toEqual(write);
  });
});
