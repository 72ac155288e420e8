// The months and units that are looked at, and their sums. What the services have left out is in no sum.
import type { Benefits, Figures, Month, Reckoned, Row } from './api';

export interface Choice {
  municipality: string;
  /** `2026-11`; empty = every month. */
  month: string;
  /** A unit's name; empty = all of them together. */
  unit: string;
}

/** Figures and what they come to. */
export interface Sum {
  figures: Figures;
  reckoned: Reckoned;
}

function addUp<T extends object>(parts: readonly T[]): T | undefined {
  const [first, ...rest] = parts;
  if (!first) return undefined;
  const sum = { ...first } as Record<string, number>;
  for (const part of rest) {
    for (const [name, value] of Object.entries(part)) sum[name] = (sum[name] ?? 0) + (value as number);
  }
  return sum as T;
}

export function sumOf(rows: readonly Sum[]): Sum | undefined {
  const figures = addUp(rows.map((row) => row.figures));
  const reckoned = addUp(rows.map((row) => row.reckoned));
  return figures && reckoned && { figures, reckoned };
}

/** The months of the choice, oldest first. */
export function monthsOf({ months }: Benefits, choice: Choice): Month[] {
  return months.filter(
    ({ municipality, month }) => municipality === choice.municipality && (choice.month === '' || month === choice.month),
  );
}

/** What one month shows of the choice; nothing when too few people are in it. */
export function shownIn(month: Month, unit: string): Sum | undefined {
  if (unit === '') return month.total ?? undefined;
  return month.units.find((row) => row.unit === unit);
}

/** Each unit's sum over these months, the others last. */
export function byUnit(months: readonly Month[]): { unit: string | null; sum: Sum }[] {
  const rows = new Map<string | null, Row[]>();
  for (const month of months) {
    for (const row of month.units) rows.set(row.unit, [...(rows.get(row.unit) ?? []), row]);
  }
  return [...rows]
    .map(([unit, some]) => ({ unit, sum: sumOf(some) as Sum }))
    .sort((a, b) => Number(a.unit === null) - Number(b.unit === null) || (a.unit ?? '').localeCompare(b.unit ?? ''));
}

/** Names of all units that are ever shown by themselves. */
export function unitsOf({ months }: Benefits, municipality: string): string[] {
  const names = months
    .filter((month) => month.municipality === municipality)
    .flatMap(({ units }) => units.map(({ unit }) => unit))
    .filter((unit): unit is string => unit !== null);
  return [...new Set(names)].sort();
}

/** A part of a whole, from 0 to 1; nothing of nothing. */
export function share(part: number, whole: number): number | undefined {
  return whole > 0 ? part / whole : undefined;
}
