import { describe, expect, it } from 'vitest';
import type { ReckonedRuns } from '../api';
import { differenceOf, moved, wantedOf, type Arrangement } from './moves';

const row = (driver: string, ...orders: string[]) => ({ key: `${driver}/1`, shift: driver, orders });
const morning: Arrangement = [row('anne', 'a', 'b', 'c'), row('bo', 'd'), { key: 'new:cato', shift: 'cato', orders: [] }];
const rowsOf = (arrangement: Arrangement) => Object.fromEntries(arrangement.map(({ shift, orders }) => [shift, orders]));

const reckoned = (runs: Record<string, string[]>, metres = 0): ReckonedRuns => ({
  runs: Object.entries(runs).map(([shift_id, orders]) => ({
    shift_id,
    driver_id: shift_id,
    stops: orders.map((order_id, index) => ({ order_id, eta_ms: index * 60_000 })),
    departs_at_ms: 0,
    returns_at_ms: 0,
    distance_metres: 0,
  })),
  distance_metres: metres,
  minutes: 0,
});

describe('a stop that is moved', () => {
  it.each([
    ['to another run', 'a', 'bo', 0, { anne: ['b', 'c'], bo: ['a', 'd'], cato: [] }],
    ['to the end of it', 'a', 'bo', 99, { anne: ['b', 'c'], bo: ['d', 'a'], cato: [] }],
    ['within its own', 'a', 'anne', 2, { anne: ['b', 'c', 'a'], bo: ['d'], cato: [] }],
    ['to who had nothing', 'd', 'cato', 0, { anne: ['a', 'b', 'c'], bo: [], cato: ['d'] }],
    ['out of the waiting', 'x', 'bo', 1, { anne: ['a', 'b', 'c'], bo: ['d', 'x'], cato: [] }],
  ])('goes %s', (_, order, shift, place, rows) => {
    expect(rowsOf(moved(morning, order, shift === 'cato' ? 'new:cato' : `${shift}/1`, place))).toEqual(rows);
  });

  it('leaves no empty run behind', () => {
    expect(wantedOf(moved(morning, 'd', 'anne/1', 0))).toEqual([{ shift_id: 'anne', order_ids: ['d', 'a', 'b', 'c'] }]);
  });
});

describe('a driver with two runs', () => {
  const both: Arrangement = [row('anne', 'a', 'b'), { key: 'anne/2', shift: 'anne', orders: ['c'] }];

  it('has each of them by itself', () => {
    expect(wantedOf(moved(both, 'b', 'anne/2', 0))).toEqual([
      { shift_id: 'anne', order_ids: ['a'] },
      { shift_id: 'anne', order_ids: ['b', 'c'] },
    ]);
  });

  it('sees which of them a stop goes to', () => {
    const runs = (first: string[], second: string[]): ReckonedRuns => ({
      ...reckoned({}),
      runs: [first, second].map((orders, index) => ({ ...reckoned({ anne: orders }).runs[0]!, departs_at_ms: index })),
    });
    const { changes } = differenceOf(runs(['a', 'b'], ['c']), runs(['a'], ['b', 'c']));
    expect(changes.map(({ order, from, to }) => [order, from?.run, to?.run])).toEqual([['b', 0, 1]]);
  });
});

describe('a difference', () => {
  it('names who gets another driver, and nobody who only moves up', () => {
    const difference = differenceOf(reckoned({ anne: ['a', 'b', 'c'], bo: ['d'] }, 9000), reckoned({ anne: ['b', 'c'], bo: ['a', 'd'] }, 8000));
    expect(difference.changes.map(({ order, from, to }) => [order, from?.shift, from?.place, to?.shift, to?.place])).toEqual([
      ['a', 'anne', 1, 'bo', 1],
    ]);
    expect(difference.metres).toEqual({ before: 9000, after: 8000 });
    expect(difference.laterMinutes).toBe(1);
  });

  it('names the one that changed places, not the row around it', () => {
    const difference = differenceOf(reckoned({ anne: ['a', 'b', 'c', 'd'] }), reckoned({ anne: ['b', 'c', 'd', 'a'] }));
    expect(difference.changes.map(({ order }) => order)).toEqual(['a']);
  });

  it('names who waited, and who has to wait now', () => {
    const difference = differenceOf(reckoned({ anne: ['a'] }), reckoned({ anne: ['x'] }));
    expect(difference.changes.map(({ order, from, to }) => [order, from === undefined, to === undefined])).toEqual([
      ['a', false, true],
      ['x', true, false],
    ]);
  });

  it('is nothing when nothing changed', () => {
    expect(differenceOf(reckoned({ anne: ['a', 'b'] }), reckoned({ anne: ['a', 'b'] })).changes).toEqual([]);
  });
});
