import { describe, expect, it } from 'vitest';
import type { Delivery, Run, Stop } from '../api';
import { boardOf, countsOf, hoursOf, runOnBoard, stacked } from './board';

const minute = 60_000;
const eight = 8 * 60 * minute;
const at = (minutes: number) => eight + minutes * minute;

const stop = (order: string, eta: number, said: Partial<Delivery> = {}): Stop => ({
  order_id: order,
  citizen_id: order,
  eta_ms: at(eta),
  doorstep: null,
  delivery: { order_id: order, phase: 'assigned', packed: true, resolved_at_ms: null, ...said } as Delivery,
});
const run = (stops: Stop[], said: Partial<Run> = {}): Run => ({
  run_id: 'r',
  driver_id: 'd',
  shift_id: 's',
  window: { window_id: 'morning', area_id: 'x', delivery_day: '2026-12-08', opens_at_ms: at(0), closes_at_ms: at(120) },
  stops,
  departs_at_ms: at(-5),
  returns_at_ms: at(130),
  distance_metres: 1000,
  started_at_ms: at(-5),
  ...said,
});
const expected = (one: Run, now: number) => runOnBoard(one, 0, now).stops.map(({ expectedMs }) => expectedMs && (expectedMs - eight) / minute);

describe('a run', () => {
  it('is expected as it was planned while nothing is known', () => {
    expect(expected(run([stop('a', 10), stop('b', 20)]), at(0))).toEqual([10, 20]);
  });

  it('is as late at the next doors as it was at the last one', () => {
    const late = run([stop('a', 10, { phase: 'delivered', resolved_at_ms: at(25) }), stop('b', 20), stop('c', 40)]);
    expect(expected(late, at(26))).toEqual([null, 35, 55]);
    expect(runOnBoard(late, 0, at(26)).behindMs).toBe(15 * minute);
  });

  it('is never expected in the past, and the doors behind it move along', () => {
    expect(expected(run([stop('a', 10), stop('b', 20)]), at(30))).toEqual([30, 40]);
  });

  it('that stands at a door is there, and goes on from there', () => {
    const there = run([stop('a', 10, { arrived_at_ms: at(18) } as Partial<Delivery>), stop('b', 20)]);
    expect(runOnBoard(there, 0, at(19)).stops[0]).toMatchObject({ state: 'at_the_door', actualMs: at(18) });
    expect(expected(there, at(19))).toEqual([null, 29]);
    expect(runOnBoard(there, 0, at(19)).state).toBe('on_the_road');
  });

  it('that has not left is late by that', () => {
    expect(expected(run([stop('a', 10)], { started_at_ms: null }), at(15))).toEqual([30]);
  });

  it('that is ahead is expected as planned', () => {
    expect(expected(run([stop('a', 10, { phase: 'delivered', resolved_at_ms: at(2) }), stop('b', 20)]), at(3))).toEqual([null, 20]);
  });

  it.each([
    [104, undefined],
    [106, { how: 'at_risk', minutes: 14 }],
    [120, { how: 'at_risk', minutes: 0 }],
    [121, { how: 'late', minutes: 1 }],
  ])('at the door %i minutes after eight with a window to ten', (eta, late) => {
    expect(runOnBoard(run([stop('a', eta)]), 0, at(0)).stops[0]?.late).toEqual(late);
  });

  it('is over when every door is', () => {
    const done = run([stop('a', 10, { phase: 'delivered', resolved_at_ms: at(90) }), stop('b', 20, { phase: 'failed', resolved_at_ms: at(95) })]);
    expect(runOnBoard(done, 0, at(200))).toMatchObject({ state: 'over', behindMs: 0 });
    expect(runOnBoard(run([stop('a', 10)], { started_at_ms: null }), 0, at(0)).state).toBe('planned');
  });
});

describe('the board', () => {
  it('letters runs in the order in which they leave', () => {
    const board = boardOf([run([stop('b', 10)], { run_id: '2', departs_at_ms: at(60) }), run([stop('a', 10)], { run_id: '1' })], at(0));
    expect(board.map(({ run: { run_id }, letter, stops }) => [run_id, letter, stops[0]?.label])).toEqual([
      ['1', 'A', 'A1'],
      ['2', 'B', 'B1'],
    ]);
  });

  it('counts what a dispatcher asks about', () => {
    const board = boardOf([run([stop('a', 10, { phase: 'delivered', resolved_at_ms: at(10) }), stop('b', 110), stop('c', 130)])], at(11));
    const waiting = [
      { phase: 'waiting', packed: true },
      { phase: 'waiting', packed: false },
      { phase: 'assigned', packed: true },
    ] as Delivery[];
    expect(countsOf(board, waiting)).toEqual({ runs: 1, stops: 3, done: 1, late: 1, atRisk: 1, without: 1 });
  });

  it('shows whole hours around everything', () => {
    expect(hoursOf([run([])], [])).toEqual({ from: at(-60), to: at(180) });
    expect(hoursOf([], [])).toBeUndefined();
  });
});

describe('marks on a timeline', () => {
  it.each([
    [[0, 10, 20], [0, 0, 0]],
    [[0, 5, 10, 15], [0, 1, 0, 1]],
    [[0, 1, 2, 30], [0, 1, 2, 0]],
  ])('at %j are on rows %j', (moments, rows) => {
    expect(stacked(moments, 10)).toEqual(rows);
  });
});
