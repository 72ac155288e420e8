// What a driver does, as the outbox keeps it, and read back from what it has kept.
import type { Letter } from '@kit/offline/outbox';
import { base, type Failure, type KeptBack } from '../api';

/** What was handed over, and to whom. */
export interface HandOver {
  receivedBy: string;
  ageChecked: boolean;
  alcoholKeptBack: boolean;
  keptBack: readonly Pick<KeptBack, 'gtin' | 'quantity' | 'reason'>[];
}

export type Deed =
  | { kind: 'start'; run: string }
  | { kind: 'end_shift'; shift: string }
  | { kind: 'arrive'; order: string }
  | { kind: 'complete'; order: string; citizen: string; handOver: HandOver }
  | { kind: 'fail'; order: string; reason: Failure }
  | { kind: 'return'; order: string }
  | { kind: 'undo'; order: string };

function bodyOf(deed: Deed, saidAtMs: number): Record<string, unknown> {
  switch (deed.kind) {
    case 'start':
      return { run_id: deed.run };
    case 'arrive':
      return { said_at_ms: saidAtMs };
    case 'complete': {
      const { receivedBy, ageChecked, alcoholKeptBack, keptBack } = deed.handOver;
      return {
        citizen_id: deed.citizen,
        said_at_ms: saidAtMs,
        ...(receivedBy !== '' && { received_by: receivedBy }),
        age_checked: ageChecked,
        alcohol_kept_back: alcoholKeptBack,
        ...(keptBack.length > 0 && {
          kept_back: keptBack.map(({ gtin, quantity, reason }) => ({
            reason,
            ...(gtin && { gtin }),
            ...(quantity > 0 && { quantity }),
          })),
        }),
      };
    }
    case 'fail':
      return { reason: deed.reason };
    default:
      return {};
  }
}

function addressOf(deed: Deed): { subject: string; path: string } {
  switch (deed.kind) {
    case 'start':
      return { subject: `run/${deed.run}`, path: `${base}/runs/start` };
    case 'end_shift':
      return { subject: `shift/${deed.shift}`, path: `${base}/shifts/${deed.shift}/end` };
    default:
      return { subject: `order/${deed.order}`, path: `${base}/deliveries/${deed.order}/${deed.kind}` };
  }
}

/** The deed as a letter to the services, under an id of its own; `saidAtMs` is on their clock. */
export function letterOf(deed: Deed, area: string, saidAtMs: number): Omit<Letter, 'number'> {
  return {
    id: crypto.randomUUID(),
    ...addressOf(deed),
    method: 'POST',
    body: { area_id: area, ...bodyOf(deed, Math.round(saidAtMs)) },
    writtenAt: Date.now(),
  };
}

/** What a letter about this order does; nothing for one about something else. */
export function deedAbout(letter: Letter, order: string): 'arrive' | 'complete' | 'fail' | 'return' | 'undo' | undefined {
  if (letter.subject !== `order/${order}`) return undefined;
  const verb = letter.path.slice(letter.path.lastIndexOf('/') + 1);
  return verb === 'arrive' || verb === 'complete' || verb === 'fail' || verb === 'return' || verb === 'undo' ? verb : undefined;
}

/** Whether this letter starts this run. */
export function starts(letter: Letter, run: string): boolean {
  return letter.subject === `run/${run}`;
}

/** Whether this letter ends this shift. */
export function ends(letter: Letter, shift: string): boolean {
  return letter.subject === `shift/${shift}`;
}

/** What a letter does, whatever it is about. */
export function kindOf(letter: Letter): Deed['kind'] | undefined {
  if (letter.subject.startsWith('run/')) return 'start';
  if (letter.subject.startsWith('shift/')) return 'end_shift';
  return deedAbout(letter, letter.subject.slice('order/'.length));
}
