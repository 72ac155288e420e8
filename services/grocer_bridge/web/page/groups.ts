// Orders that leave together: one place, one round.
import type { OrderRow } from './api';

export interface Group {
  key: string;
  rows: readonly OrderRow[];
}

/** In the order in which they are fetched; within a group what waits for an answer first, then by label. */
export function groupsOf(rows: readonly OrderRow[]): readonly Group[] {
  const groups = new Map<string, OrderRow[]>();
  const byTime = [...rows].sort((a, b) => a.window.opens_at_ms - b.window.opens_at_ms || a.alias.localeCompare(b.alias, 'nb'));
  for (const row of byTime) {
    const key = `${row.window.delivery_day}/${row.window.window_id}/${row.window.area_id}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups].map(([key, group]) => ({ key, rows: group }));
}
