import { describe, expect, it } from 'vitest';
import type { Parked } from './api';
import { orderOf, queuesOf } from './queues';

const parked = (service: string, subject: string, appended_at_ms: number, behind = false): Parked => ({
  service,
  subject,
  topic: 'ordering.commands.v1',
  partition: 0,
  offset: appended_at_ms,
  type: null,
  appended_at_ms,
  reason: 'it cannot be decoded',
  code_version: '1',
  behind,
});

describe('what is parked', () => {
  it('is one queue a service and subject, the longest wait first', () => {
    const queues = queuesOf([
      parked('ordering', 'order/b', 20),
      parked('ordering', 'order/b', 30, true),
      parked('dispatch', 'order/b', 10),
    ]);
    expect(queues.map(({ service, subject, behind }) => [service, subject, behind])).toEqual([
      ['dispatch', 'order/b', 0],
      ['ordering', 'order/b', 1],
    ]);
    expect(queues[1]?.oldest.appended_at_ms).toBe(20);
  });

  it('leads to an order when its subject is one', () => {
    expect(orderOf('order/o-1')).toBe('o-1');
    expect(orderOf('citizen/c-1')).toBeUndefined();
  });
});
