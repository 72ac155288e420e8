// Moving stops about: what is wanted, and how what comes of it differs from what stands.
import type { ReckonedRuns, WantedRun } from '../api';

/** A run that may still be changed, or one that a driver who has none could get. */
export interface Row {
  /** The run's id; `new:` and the shift's for one that is not there yet. */
  key: string;
  shift: string;
  orders: readonly string[];
}
export type Arrangement = readonly Row[];

/** The arrangement with this order at `place` (from 0) of this row, and nowhere else. */
export function moved(arrangement: Arrangement, order: string, key: string, place: number): Arrangement {
  return arrangement.map((row) => {
    const orders = row.orders.filter((one) => one !== order);
    if (row.key === key) orders.splice(Math.min(Math.max(0, place), orders.length), 0, order);
    return { ...row, orders };
  });
}

/** What is asked of the services: runs without a stop are none. */
export function wantedOf(arrangement: Arrangement): WantedRun[] {
  return arrangement.filter(({ orders }) => orders.length > 0).map(({ shift, orders }) => ({ shift_id: shift, order_ids: [...orders] }));
}

/** Where a stop is. */
export interface Spot {
  shift: string;
  /** Which of the driver's runs, from 0. */
  run: number;
  /** From 1. */
  place: number;
  etaMs: number;
}
export interface Change {
  order: string;
  /** Nothing: it waited for a run. */
  from: Spot | undefined;
  /** Nothing: it is in no run any more. */
  to: Spot | undefined;
}

export interface Difference {
  /** Stops that get another driver or another place in the row. */
  changes: readonly Change[];
  /** Stops that stay where they are, but not when. */
  laterMinutes: number;
  metres: { before: number; after: number };
  minutes: { before: number; after: number };
}

/** Where each stop is, and each run's orders by `shift#run`. */
function laidOut({ runs }: ReckonedRuns): { spots: Map<string, Spot>; rows: Map<string, string[]> } {
  const spots = new Map<string, Spot>();
  const rows = new Map<string, string[]>();
  const runsOf = new Map<string, number>();
  for (const { shift_id: shift, stops } of [...runs].sort((a, b) => a.departs_at_ms - b.departs_at_ms)) {
    const run = runsOf.get(shift) ?? 0;
    runsOf.set(shift, run + 1);
    rows.set(`${shift}#${run}`, stops.map(({ order_id }) => order_id));
    stops.forEach(({ order_id, eta_ms }, index) => spots.set(order_id, { shift, run, place: index + 1, etaMs: eta_ms }));
  }
  return { spots, rows };
}

/** The longest row of orders that both have in the same order: those have stayed. */
function stayed(before: readonly string[], after: readonly string[]): Set<string> {
  const length = before.map(() => after.map(() => 0));
  const at = (i: number, j: number) => length[i]?.[j] ?? 0;
  for (let i = before.length - 1; i >= 0; --i)
    for (let j = after.length - 1; j >= 0; --j)
      length[i]![j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const same = new Set<string>();
  for (let i = 0, j = 0; i < before.length && j < after.length; ) {
    if (before[i] === after[j]) {
      same.add(before[i]!);
      ++i;
      ++j;
    } else if (at(i + 1, j) >= at(i, j + 1)) ++i;
    else ++j;
  }
  return same;
}

export function differenceOf(before: ReckonedRuns, after: ReckonedRuns): Difference {
  const from = laidOut(before);
  const to = laidOut(after);
  const same = new Set([...from.rows].flatMap(([key, orders]) => [...stayed(orders, to.rows.get(key) ?? [])]));
  const orders = [...new Set([...from.spots.keys(), ...to.spots.keys()])];
  const later = [...same].map((order) => (to.spots.get(order)?.etaMs ?? 0) - (from.spots.get(order)?.etaMs ?? 0));
  return {
    changes: orders.filter((order) => !same.has(order)).map((order) => ({ order, from: from.spots.get(order), to: to.spots.get(order) })),
    laterMinutes: Math.round(Math.max(0, ...later) / 60_000),
    metres: { before: before.distance_metres, after: after.distance_metres },
    minutes: { before: before.minutes, after: after.minutes },
  };
}
