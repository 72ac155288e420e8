import { describe, expect, it } from 'vitest';
import type { Delivery, Run, Shift, Stop } from '../api';
import { letterOf, type Deed } from './deeds';
import {
  answerMs,
  canUndo,
  countdown,
  currentRun,
  fulfilled,
  inDrivingOrder,
  isUnderWay,
  nextStop,
  runNow,
  shiftNow,
  strayRefusals,
  undoMs,
  withTheDriver,
  type Tap,
} from './sheet';

const delivery = (order: string, said: Partial<Delivery> = {}): Delivery => ({
  order_id: order,
  citizen_id: `citizen-${order}`,
  window: null,
  boxes: 2,
  weight_grams: 9000,
  cold: false,
  packed: true,
  hand_over: null,
  phase: 'assigned',
  run_id: 'run',
  driver_id: 'd',
  arrived_at_ms: null,
  resolved_at_ms: null,
  failure: null,
  kept_back: [],
  alert: null,
  alert_raised_at_ms: null,
  waits_because: null,
  ...said,
});
const stop = (order: string, said: Partial<Delivery> = {}): Stop => ({
  order_id: order,
  citizen_id: `citizen-${order}`,
  eta_ms: null,
  delivery: delivery(order, said),
  doorstep: null,
});
const run = (stops: Stop[], said: Partial<Run> = {}): Run => ({
  run_id: 'run',
  driver_id: 'd',
  shift_id: 's',
  window: null,
  stops,
  departs_at_ms: 100,
  returns_at_ms: 900,
  distance_metres: 0,
  started_at_ms: 100,
  ...said,
});

let number = 0;
const tap = (deed: Deed, more: Partial<Tap> = {}): Tap => ({ ...letterOf(deed, 'area', 0), number: ++number, ...more });
const complete = (order: string): Deed => ({
  kind: 'complete',
  order,
  citizen: `citizen-${order}`,
  handOver: { receivedBy: 'Nabo', ageChecked: false, alcoholKeptBack: false, keptBack: [{ gtin: null, quantity: 1, reason: 'damaged' }] },
});
const refusal = { status: 409, title: '', detail: '', code: 'other_driver' };

describe('a stop', () => {
  it('is what was tapped, before the services have heard of it', () => {
    const now = runNow(run([stop('a')]), [tap(complete('a'))]).stops[0]!;
    expect(now).toMatchObject({ mark: 'delivered', receivedBy: 'Nabo', unsent: 1, sinceMs: null });
    expect(now.keptBack).toEqual([{ gtin: null, quantity: 1, reason: 'damaged' }]);
  });

  it('stays as tapped between the answer and the next look', () => {
    const now = runNow(run([stop('a')]), [tap({ kind: 'fail', order: 'a', reason: 'not_opened' }, { takenAtMs: 500 })]).stops[0]!;
    expect(now).toMatchObject({ mark: 'failed', failure: 'not_opened', unsent: 0, sinceMs: 500, alert: 'open' });
  });

  it('has told nobody that nobody opened, until it is sent', () => {
    const now = runNow(run([stop('a')]), [tap({ kind: 'fail', order: 'a', reason: 'not_opened' })]).stops[0]!;
    expect(now.alert).toBeNull();
  });

  it('is to do again when it was taken back', () => {
    const now = runNow(run([stop('a')]), [tap(complete('a')), tap({ kind: 'undo', order: 'a' })]).stops[0]!;
    expect(now).toMatchObject({ mark: 'to_do', receivedBy: null, keptBack: [], unsent: 2 });
  });

  it('is as the services say when a tap was refused, and what waits behind it has not happened', () => {
    const taps = [tap(complete('a'), { refused: refusal }), tap({ kind: 'undo', order: 'a' })];
    const now = runNow(run([stop('a')]), taps).stops[0]!;
    expect(now).toMatchObject({ mark: 'to_do', unsent: 0 });
    expect(now.refused?.id).toBe(taps[0]!.id);
  });

  it('is still to do for who stands at its door', () => {
    const at = tap({ kind: 'arrive', order: 'a' });
    expect(runNow(run([stop('a')]), [at]).stops[0]).toMatchObject({ mark: 'to_do', arrivedMs: 0, unsent: 1 });
    expect(runNow(run([stop('a', { arrived_at_ms: 300 })]), []).stops[0]).toMatchObject({ mark: 'to_do', arrivedMs: 300 });
  });

  it('minds no tap about another one', () => {
    expect(runNow(run([stop('a'), stop('b')]), [tap(complete('b'))]).stops.map(({ mark }) => mark)).toEqual(['to_do', 'delivered']);
  });

  it('can be taken back for ten minutes, and always before it was sent', () => {
    const at = (said: Partial<Delivery>, taps: Tap[] = []) => runNow(run([stop('a', said)]), taps).stops[0]!;
    const done = at({ phase: 'delivered', resolved_at_ms: 1000 });
    expect(canUndo(done, 1000 + undoMs)).toBe(true);
    expect(canUndo(done, 1001 + undoMs)).toBe(false);
    expect(canUndo(at({}, [tap(complete('a'))]), 1e12)).toBe(true);
    expect(canUndo(at({}), 0)).toBe(false);
    expect(canUndo(at({ phase: 'returned', resolved_at_ms: 1000 }), 1000)).toBe(false);
  });
});

describe('a run', () => {
  it('has left when that was tapped, and has not when it was refused', () => {
    const waiting = run([stop('a')], { started_at_ms: null });
    expect(runNow(waiting, [])).toMatchObject({ started: false, over: false });
    expect(runNow(waiting, [tap({ kind: 'start', run: 'run' })])).toMatchObject({ started: true, startUnsent: true });
    expect(runNow(waiting, [tap({ kind: 'start', run: 'run' }, { refused: refusal })])).toMatchObject({ started: false });
    expect(runNow(waiting, [tap({ kind: 'start', run: 'another' })])).toMatchObject({ started: false });
  });

  it('is over when nothing is left to do, and its failed goods are still in the car', () => {
    const now = runNow(run([stop('a', { phase: 'delivered' }), stop('b', { phase: 'failed' })]), []);
    expect(now.over).toBe(true);
    expect(withTheDriver([now]).map(({ number }) => number)).toEqual([2]);
    expect(withTheDriver([runNow(now.run, [tap({ kind: 'return', order: 'b' })])])).toEqual([]);
  });

  it('goes on with the first door that is left', () => {
    expect(nextStop(runNow(run([stop('a', { phase: 'delivered' }), stop('b'), stop('c')]), []))?.number).toBe(2);
  });

  it('on the road comes before one that waits', () => {
    const over = run([stop('a', { phase: 'delivered' })], { run_id: '1', started_at_ms: 1 });
    const later = run([stop('c')], { run_id: '3', started_at_ms: null, departs_at_ms: 50 });
    const onTheRoad = run([stop('b')], { run_id: '2', started_at_ms: 60 });
    const shown = (runs: Run[]) => currentRun(inDrivingOrder(runs).map((one) => runNow(one, [])))?.run.run_id;
    expect(shown([later, onTheRoad, over])).toBe('2');
    expect(shown([later, over])).toBe('3');
    expect(shown([over])).toBe('1');
    expect(shown([])).toBeUndefined();
  });
});

describe('a shift', () => {
  const shift = (from: number, to: number, ended = false) => ({ starts_at_ms: from, ends_at_ms: to, ended }) as Shift;

  const no = () => false;

  it('lasts, comes, or is none', () => {
    const shifts = [shift(300, 400), shift(100, 200)];
    expect(shiftNow(shifts, 150, no)).toEqual({ on: shifts[1] });
    expect(shiftNow(shifts, 50, no)).toEqual({ next: shifts[1] });
    expect(shiftNow(shifts, 250, no)).toEqual({ next: shifts[0] });
    expect(shiftNow(shifts, 400, no)).toBe('none');
    expect(shiftNow([shift(100, 200, true)], 150, no)).toBe('none');
  });

  it('lasts beyond its hour while something of it is under way, and not when it was ended', () => {
    const shifts = [shift(300, 400), shift(100, 200)];
    expect(shiftNow(shifts, 350, (one) => one === shifts[1])).toEqual({ on: shifts[1] });
    expect(shiftNow([shift(100, 200, true)], 350, () => true)).toBe('none');
  });

  it('is under way with a door to find, goods in the car, or a tap that nobody has taken', () => {
    const s = { shift_id: 's' } as Shift;
    const of = (one: Run, taps: Tap[] = []) => isUnderWay(s, [runNow(one, taps)]);
    expect(of(run([stop('a')]))).toBe(true);
    expect(of(run([stop('a', { phase: 'failed' })]))).toBe(true);
    expect(of(run([stop('a', { phase: 'delivered' }), stop('b', { phase: 'returned' })]))).toBe(false);
    expect(of(run([stop('a')]), [tap(complete('a'))])).toBe(true);
    expect(of(run([stop('a')]), [tap(complete('a'), { takenAtMs: 1 })])).toBe(false);
    expect(of(run([stop('a', { phase: 'delivered' })]), [tap({ kind: 'undo', order: 'a' }, { refused: refusal })])).toBe(true);
    expect(of(run([stop('a')], { started_at_ms: null }))).toBe(false);
    expect(of(run([stop('a')], { started_at_ms: null }), [tap({ kind: 'start', run: 'run' })])).toBe(true);
    expect(of(run([stop('a')], { shift_id: 'another' }))).toBe(false);
  });
});

describe('a tap that was refused', () => {
  it('is told somewhere, also when it is about no stop of the run that is shown', () => {
    const ofStop = tap(complete('a'), { refused: refusal });
    const ofGoneStop = tap(complete('gone'), { refused: refusal });
    const home = tap({ kind: 'end_shift', shift: 's' }, { refused: { ...refusal, code: 'run_not_over' } });
    const letters = [ofStop, ofGoneStop, home, tap({ kind: 'end_shift', shift: 's' })];
    expect(strayRefusals(letters, runNow(run([stop('a')]), letters))).toEqual([ofGoneStop, home]);
    expect(strayRefusals(letters, undefined)).toEqual([ofStop, ofGoneStop, home]);
  });
});

describe('a countdown', () => {
  it.each([
    [0, '15:00'],
    [1, '15:00'],
    [answerMs - 60_000, '1:00'],
    [answerMs - 9_001, '0:10'],
    [answerMs - 9_000, '0:09'],
    [answerMs, undefined],
  ])('after %i ms shows %s', (passed, shown) => {
    expect(countdown(answerMs, passed)).toBe(shown);
  });
});

describe('a tap that came true another way', () => {
  const long = 60_000;
  const old = (deed: Deed) => tap(deed, { writtenAt: 0 });
  const of = (letters: Tap[], runs: Run[], shifts: Shift[] = []) => fulfilled(letters, runs, shifts, long);

  it('is given up, and what is not so is sent on', () => {
    const start = old({ kind: 'start', run: 'run' });
    expect(of([start], [run([stop('a')])])).toEqual([start.id]);
    expect(of([start], [run([stop('a')], { started_at_ms: null })])).toEqual([]);
    const done = old(complete('a'));
    expect(of([done], [run([stop('a', { phase: 'delivered' })])])).toEqual([done.id]);
    expect(of([done], [run([stop('a', { phase: 'failed' })])])).toEqual([]);
    const end = old({ kind: 'end_shift', shift: 's' });
    expect(of([end], [], [{ shift_id: 's', ended: true } as Shift])).toEqual([end.id]);
  });

  it('is not one that stands behind another, was refused, or was just written', () => {
    const delivered = [run([stop('a', { phase: 'delivered' })])];
    expect(of([old({ kind: 'undo', order: 'a' }), old(complete('a'))], delivered)).toEqual([]);
    expect(of([{ ...old(complete('a')), refused: refusal }], delivered)).toEqual([]);
    expect(of([tap(complete('a'), { writtenAt: long - 1 })], delivered)).toEqual([]);
  });
});
