// The day's runs as the dispatcher sees them: where each is, when its next doors are reached, and who is late.
import type { Delivery, Run, Shift, Stop } from '../api';

/** A run that reaches a door so soon before its window closes may well miss it. */
export const riskMs = 15 * 60_000;

export type StopState = 'planned' | 'at_the_door' | 'delivered' | 'failed' | 'returned' | 'withdrawn';

export interface StopOnBoard {
  stop: Stop;
  /** `A3`: the run's letter and its place in the run. */
  label: string;
  state: StopState;
  plannedMs: number | null;
  /** What happened at the door, or when it is expected by now. */
  actualMs: number | null;
  expectedMs: number | null;
  /** The window closes before, or soon after, the door is reached. */
  late: { how: 'late' | 'at_risk'; minutes: number } | undefined;
}

export interface RunOnBoard {
  run: Run;
  /** `A`, `B` ...: runs are told apart by letters first, and by colours beside. */
  letter: string;
  /** Which of the colours, from 0. */
  colour: number;
  state: 'planned' | 'on_the_road' | 'over';
  stops: readonly StopOnBoard[];
  /** How far it is behind its plan; 0 when it is not. */
  behindMs: number;
}

export const colours = 8;

const isDone = ({ state }: StopOnBoard): boolean => state !== 'planned' && state !== 'at_the_door';

const stateOf: Record<NonNullable<Delivery['phase']>, StopState> = {
  waiting: 'planned',
  assigned: 'planned',
  delivered: 'delivered',
  failed: 'failed',
  returned: 'returned',
  withdrawn: 'withdrawn',
};

function letterOf(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : `${letter}${Math.floor(index / 26) + 1}`;
}

/** How far a run is behind: by its last door, or by not having left. */
function behind(run: Run, now: number): number {
  const reached = ({ delivery }: Stop) => delivery?.arrived_at_ms ?? delivery?.resolved_at_ms ?? null;
  const last = run.stops.filter((stop) => reached(stop) !== null).at(-1);
  const when = last && reached(last);
  if (when && last?.eta_ms) return Math.max(0, when - last.eta_ms);
  if (run.departs_at_ms === null) return 0;
  return Math.max(0, (run.started_at_ms ?? now) - run.departs_at_ms);
}

function lateness(expectedMs: number, closesMs: number): StopOnBoard['late'] {
  if (expectedMs > closesMs) return { how: 'late', minutes: Math.ceil((expectedMs - closesMs) / 60_000) };
  if (expectedMs > closesMs - riskMs) return { how: 'at_risk', minutes: Math.floor((closesMs - expectedMs) / 60_000) };
  return undefined;
}

export function runOnBoard(run: Run, index: number, now: number): RunOnBoard {
  const letter = letterOf(index);
  const behindMs = behind(run, now);
  let before: { planned: number; expected: number } | undefined;
  const stops = run.stops.map((stop, at): StopOnBoard => {
    const { delivery, eta_ms } = stop;
    const state = stateOf[delivery?.phase ?? 'assigned'];
    const shown = { stop, label: `${letter}${at + 1}`, state, plannedMs: eta_ms };
    if (state === 'planned' && delivery?.arrived_at_ms && eta_ms !== null) {
      before = { planned: eta_ms, expected: Math.max(now, delivery.arrived_at_ms) };
      return { ...shown, state: 'at_the_door', actualMs: delivery.arrived_at_ms, expectedMs: null, late: undefined };
    }
    if (state !== 'planned' || eta_ms === null)
      return { ...shown, actualMs: delivery?.resolved_at_ms ?? null, expectedMs: null, late: undefined };
    // Nobody has been there yet, and the way from the door before takes as long as it was planned to.
    const onTheWay = before ? before.expected + (eta_ms - before.planned) : now;
    const expectedMs = Math.max(eta_ms + behindMs, onTheWay);
    before = { planned: eta_ms, expected: expectedMs };
    const closes = run.window?.closes_at_ms;
    return { ...shown, actualMs: null, expectedMs, late: closes === undefined ? undefined : lateness(expectedMs, closes) };
  });
  const isOver = run.started_at_ms !== null && stops.every((one) => isDone(one));
  const state = isOver ? 'over' : run.started_at_ms === null ? 'planned' : 'on_the_road';
  return { run, letter, colour: index % colours, state, stops, behindMs: isOver ? 0 : behindMs };
}

/** All runs of a day in the order in which they leave; letters do not change while they stand. */
export function boardOf(runs: readonly Run[], now: number): RunOnBoard[] {
  return [...runs]
    .sort((a, b) => (a.departs_at_ms ?? 0) - (b.departs_at_ms ?? 0) || a.run_id.localeCompare(b.run_id))
    .map((run, index) => runOnBoard(run, index, now));
}

export interface Counts {
  runs: number;
  stops: number;
  done: number;
  late: number;
  atRisk: number;
  /** Packed orders that no run has. */
  without: number;
}

export function countsOf(board: readonly RunOnBoard[], deliveries: readonly Delivery[]): Counts {
  const stops = board.flatMap((run) => run.stops);
  return {
    runs: board.length,
    stops: stops.length,
    done: stops.filter(isDone).length,
    late: stops.filter(({ late }) => late?.how === 'late').length,
    atRisk: stops.filter(({ late }) => late?.how === 'at_risk').length,
    without: waitingOf(deliveries).length,
  };
}

/** Whether a dispatcher may still move its stops. */
export function isMovable({ started_at_ms, window }: Run): boolean {
  return started_at_ms === null && !window?.same_day;
}

/** Packed orders that wait for a run. */
export function waitingOf(deliveries: readonly Delivery[]): Delivery[] {
  return deliveries.filter(({ phase, packed }) => phase === 'waiting' && packed);
}

/** The hours that a timeline of these runs and windows must show, whole hours around them. */
export function hoursOf(runs: readonly Run[], shifts: readonly Shift[]): { from: number; to: number } | undefined {
  const moments = [
    ...runs.flatMap(({ departs_at_ms, returns_at_ms, window }) => [departs_at_ms, returns_at_ms, window?.opens_at_ms, window?.closes_at_ms]),
    ...(runs.length === 0 ? shifts.flatMap(({ starts_at_ms, ends_at_ms }) => [starts_at_ms, ends_at_ms]) : []),
  ].filter((moment): moment is number => typeof moment === 'number');
  if (moments.length === 0) return undefined;
  const hour = 3_600_000;
  return { from: Math.floor(Math.min(...moments) / hour) * hour, to: Math.ceil(Math.max(...moments) / hour) * hour };
}

/** Rows, from 0, on which marks at these moments do not cover each other; a mark covers `gapMs`. */
export function stacked(moments: readonly number[], gapMs: number): number[] {
  const endOfRow: number[] = [];
  return moments.map((moment) => {
    const free = endOfRow.findIndex((end) => end <= moment);
    const row = free < 0 ? endOfRow.length : free;
    endOfRow[row] = moment + gapMs;
    return row;
  });
}
