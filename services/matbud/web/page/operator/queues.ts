// Parked inputs as queues: only the oldest of a subject can be taken up, the others wait behind it.
import type { Parked } from './api';

export interface Queue {
  service: string;
  subject: string;
  oldest: Parked;
  behind: number;
}

/** One queue for each service and subject, those that have waited longest first. */
export function queuesOf(parked: readonly Parked[]): Queue[] {
  const queues = new Map<string, Queue>();
  for (const input of parked) {
    const key = `${input.service} ${input.subject}`;
    const queue = queues.get(key);
    if (queue) ++queue.behind;
    else queues.set(key, { service: input.service, subject: input.subject, oldest: input, behind: 0 });
  }
  return [...queues.values()].sort((a, b) => a.oldest.appended_at_ms - b.oldest.appended_at_ms);
}

/** `7f3a` of `order/7f3a`; nothing for a subject that is no order. */
export function orderOf(subject: string): string | undefined {
  return subject.startsWith('order/') ? subject.slice('order/'.length) : undefined;
}
