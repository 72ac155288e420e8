// The run sheet as the driver sees it: what the services have said, and on top of it what was tapped since.
import type { Letter } from '@kit/offline/outbox';
import type { Delivery, Failure, KeptBack, Run, Shift, Stop } from '../api';
import { deedAbout, starts } from './deeds';

/** How long dispatch lets a driver take back what they said (`time_to_undo` in services/dispatch/domain). */
export const undoMs = 10 * 60_000;
/** How long home care has to answer when nobody opened (`time_to_confirm` there). */
export const answerMs = 15 * 60_000;
/** So long a letter may wait for its own answer. */
const fulfilledAfterMs = 10_000;

/** A tap that the services have not taken yet, or took so lately that what they say does not show it. */
export interface Tap extends Letter {
  /** When it was taken, on the services' clock. */
  takenAtMs?: number;
}

export type Mark = 'to_do' | 'delivered' | 'failed' | 'returned' | 'withdrawn';

/** A stop as it stands for the driver. */
export interface StopNow {
  stop: Stop;
  /** Its place in the run, from 1. */
  number: number;
  mark: Mark;
  /** Why it failed. */
  failure: Failure | null;
  receivedBy: string | null;
  keptBack: readonly KeptBack[];
  /** When the driver stood at the door, on the services' clock; null: has not said so. */
  arrivedMs: number | null;
  /** Since when it has this mark, on the services' clock; null while it has none or was not sent. */
  sinceMs: number | null;
  alert: Delivery['alert'];
  /** Taps about it that the services have not taken yet. */
  unsent: number;
  /** The tap that was refused, which holds back all later ones about this stop. */
  refused: Letter | undefined;
}

export interface RunNow {
  run: Run;
  stops: readonly StopNow[];
  started: boolean;
  /** The start was tapped and not taken yet. */
  startUnsent: boolean;
  startRefused: Letter | undefined;
  /** Nothing is left to do at any door. */
  over: boolean;
  boxes: number;
  cold: boolean;
}

const markOf: Record<NonNullable<Delivery['phase']>, Mark> = {
  waiting: 'to_do',
  assigned: 'to_do',
  delivered: 'delivered',
  failed: 'failed',
  returned: 'returned',
  withdrawn: 'withdrawn',
};

interface Said {
  said_at_ms?: number;
  reason?: Failure;
  received_by?: string;
  kept_back?: { gtin?: string; quantity?: number; reason: KeptBack['reason'] }[];
}

/** The stop after one more tap. */
function tapped(now: StopNow, letter: Tap): StopNow {
  const said = (letter.body ?? {}) as Said;
  const unsent = now.unsent + (letter.takenAtMs === undefined ? 1 : 0);
  const fresh = { ...now, unsent, sinceMs: letter.takenAtMs ?? null, alert: null };
  switch (deedAbout(letter, now.stop.order_id)) {
    case 'arrive':
      return { ...now, arrivedMs: said.said_at_ms ?? null, unsent };
    case 'complete':
      return {
        ...fresh,
        mark: 'delivered',
        receivedBy: said.received_by ?? null,
        keptBack: (said.kept_back ?? []).map((kept) => ({ gtin: kept.gtin ?? null, quantity: kept.quantity ?? 0, reason: kept.reason })),
      };
    case 'fail':
      return {
        ...fresh,
        mark: 'failed',
        failure: said.reason ?? null,
        alert: said.reason === 'not_opened' && letter.takenAtMs !== undefined ? 'open' : null,
      };
    case 'return':
      return { ...now, mark: 'returned', unsent };
    case 'undo':
      return { ...fresh, mark: 'to_do', failure: null, receivedBy: null, keptBack: [] };
    case undefined:
      return now;
  }
}

export function stopNow(stop: Stop, number: number, letters: readonly Tap[]): StopNow {
  const { delivery } = stop;
  const asSaid: StopNow = {
    stop,
    number,
    mark: markOf[delivery?.phase ?? 'assigned'],
    failure: delivery?.failure ?? null,
    receivedBy: delivery?.received_by ?? null,
    keptBack: delivery?.kept_back ?? [],
    arrivedMs: delivery?.arrived_at_ms ?? null,
    sinceMs: delivery?.resolved_at_ms ?? null,
    alert: delivery?.alert ?? null,
    unsent: 0,
    refused: undefined,
  };
  const about = letters.filter((letter) => deedAbout(letter, stop.order_id) !== undefined);
  const refused = about.find((letter) => letter.refused);
  // What was refused has not happened, nor has what waits behind it.
  if (refused) return { ...asSaid, refused };
  return about.reduce(tapped, asSaid);
}

export function runNow(run: Run, letters: readonly Tap[]): RunNow {
  const stops = run.stops.map((stop, index) => stopNow(stop, index + 1, letters));
  const start = letters.find((letter) => starts(letter, run.run_id));
  const started = run.started_at_ms !== null || (start !== undefined && !start.refused);
  return {
    run,
    stops,
    started,
    startUnsent: start !== undefined && !start.refused && start.takenAtMs === undefined && run.started_at_ms === null,
    startRefused: start?.refused ? start : undefined,
    over: started && stops.every(({ mark }) => mark !== 'to_do'),
    boxes: stops.reduce((sum, { stop }) => sum + (stop.delivery?.boxes ?? 0), 0),
    cold: stops.some(({ stop }) => stop.delivery?.cold === true),
  };
}

/** Runs in the order in which they are driven. */
export function inDrivingOrder(runs: readonly Run[]): Run[] {
  return [...runs].sort((a, b) => (a.started_at_ms ?? a.departs_at_ms ?? 0) - (b.started_at_ms ?? b.departs_at_ms ?? 0));
}

/** The run to show: the one on the road, else the first that is not over, else the last. */
export function currentRun(runs: readonly RunNow[]): RunNow | undefined {
  return runs.find(({ started, over }) => started && !over) ?? runs.find(({ over }) => !over) ?? runs.at(-1);
}

/** The stop that comes next. */
export function nextStop({ stops }: RunNow): StopNow | undefined {
  return stops.find(({ mark }) => mark === 'to_do');
}

/** Goods that are in the car and belong at the depot. */
export function withTheDriver(runs: readonly RunNow[]): StopNow[] {
  return runs.flatMap(({ stops }) => stops.filter(({ mark }) => mark === 'failed'));
}

/** Whether the driver can still take back what they said of this stop. */
export function canUndo({ mark, sinceMs, unsent, refused }: StopNow, now: number): boolean {
  if (refused || (mark !== 'delivered' && mark !== 'failed')) return false;
  return unsent > 0 || (sinceMs !== null && now <= sinceMs + undoMs);
}

export type ShiftNow = { on: Shift } | { next: Shift } | 'none';

/** Whether something of this shift is not over: a door that is left on the road, goods in the car, a tap that waits. */
export function isUnderWay({ shift_id }: Shift, runs: readonly RunNow[]): boolean {
  return runs.some(
    ({ run, started, startUnsent, startRefused, stops }) =>
      run.shift_id === shift_id &&
      (startUnsent ||
        startRefused !== undefined ||
        stops.some(({ mark, unsent, refused }) => unsent > 0 || refused || (started && (mark === 'to_do' || mark === 'failed')))),
  );
}

/** The shift that lasts, else the one that comes. One lasts beyond its hour while something of it is under way. */
export function shiftNow(shifts: readonly Shift[], now: number, underWay: (shift: Shift) => boolean): ShiftNow {
  const open = shifts
    .filter((shift) => !shift.ended && (shift.ends_at_ms > now || underWay(shift)))
    .sort((a, b) => a.starts_at_ms - b.starts_at_ms);
  const on = open.find(({ starts_at_ms }) => starts_at_ms <= now);
  if (on) return { on };
  return open[0] ? { next: open[0] } : 'none';
}

/** Refused taps that nothing on the page shows: they would hold back others for ever, unseen. */
export function strayRefusals(letters: readonly Tap[], shown: RunNow | undefined): Tap[] {
  const isShown = (letter: Tap) =>
    letter.id === shown?.startRefused?.id || shown?.stops.some(({ refused }) => refused?.id === letter.id) === true;
  return letters.filter((letter) => letter.refused && !isShown(letter));
}

/** What is left of a time, as `14:05`; nothing when it is over. */
export function countdown(untilMs: number, now: number): string | undefined {
  if (now >= untilMs) return undefined;
  const seconds = Math.ceil((untilMs - now) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Whether what this letter asks for is so already, by what the services say. */
function isSo(letter: Letter, runs: readonly Run[], shifts: readonly Shift[]): boolean {
  const run = runs.find(({ run_id }) => starts(letter, run_id));
  if (run) return run.started_at_ms !== null;
  const shift = shifts.find(({ shift_id }) => letter.subject === `shift/${shift_id}`);
  if (shift) return shift.ended;
  const stop = runs.flatMap(({ stops }) => stops).find(({ order_id }) => deedAbout(letter, order_id) !== undefined);
  const phase = stop?.delivery?.phase;
  switch (stop && deedAbout(letter, stop.order_id)) {
    case 'complete':
      return phase === 'delivered';
    case 'fail':
      return phase === 'failed';
    case 'return':
      return phase === 'returned';
    default:
      return false;
  }
}

/**
 * Letters whose wish came true another way, as when somebody else has started the run: dispatch has nothing to answer to
 * those, and they would be sent for ever. Only the first one of each subject, and none that was just written.
 */
export function fulfilled(letters: readonly Letter[], runs: readonly Run[], shifts: readonly Shift[], now: number): string[] {
  const seen = new Set<string>();
  return letters
    .filter(({ subject }) => !seen.has(subject) && seen.add(subject))
    .filter((letter) => !letter.refused && letter.writtenAt + fulfilledAfterMs < now && isSo(letter, runs, shifts))
    .map(({ id }) => id);
}
