import { describe, expect, it } from 'vitest';
import { isOn, momentOf, pauseTimes, shiftTimes } from './shift-times';

describe('a shift', () => {
  const at = (date: string, hour: string) => momentOf(date, hour)!;
  it.each([
    ['of that day', '2026-03-02', '07:00', '2026-03-02', '15:00', true],
    ['that ends that night', '2026-03-01', '22:00', '2026-03-02', '06:00', true],
    ['of the day before', '2026-03-01', '07:00', '2026-03-01', '15:00', false],
    ['that ended at midnight', '2026-03-01', '16:00', '2026-03-02', '00:00', false],
    ['of the day after', '2026-03-03', '00:00', '2026-03-03', '08:00', false],
  ])('%s', (_, fromDay, from, untilDay, until, expected) => {
    expect(isOn('2026-03-02', { starts_at_ms: at(fromDay, from), ends_at_ms: at(untilDay, until) })).toBe(expected);
  });
});

describe('an hour in Norway', () => {
  it.each([
    ['2026-12-08', '07:30', '2026-12-08T06:30:00Z'],
    ['2026-07-01', '07:30', '2026-07-01T05:30:00Z'],
    // The clocks go forward at two on 29 March 2026, and back at three on 25 October.
    ['2026-03-29', '01:30', '2026-03-29T00:30:00Z'],
    ['2026-03-29', '03:30', '2026-03-29T01:30:00Z'],
    ['2026-10-25', '07:00', '2026-10-25T06:00:00Z'],
  ])('%s %s is %s', (date, hour, moment) => {
    expect(new Date(momentOf(date, hour)!).toISOString()).toBe(moment.replace('Z', '.000Z'));
  });

  it('that is none is nothing', () => {
    expect(momentOf('2026-12-08', '')).toBeUndefined();
  });
});

describe('a shift', () => {
  it('may end after midnight', () => {
    expect(shiftTimes('2026-12-08', '16:00', '01:00')).toEqual({
      from: Date.parse('2026-12-08T15:00:00Z'),
      until: Date.parse('2026-12-09T00:00:00Z'),
    });
  });
  it('lasts some time', () => {
    expect(shiftTimes('2026-12-08', '16:00', '16:00')).toBeUndefined();
  });
});

describe('a break', () => {
  const at = (hour: string, date = '2026-03-02') => momentOf(date, hour)!;
  it('is none when nobody asked for it', () => expect(pauseTimes(at('07:00'), '', '', '2026-03-02')).toBeUndefined());
  it('has an end', () => expect(pauseTimes(at('07:00'), '11:00', '', '2026-03-02')).toBe('impossible'));
  it('lies in the day', () =>
    expect(pauseTimes(at('07:00'), '11:00', '11:30', '2026-03-02')).toEqual({ from: at('11:00'), until: at('11:30') }));
  it('of a night shift lies after midnight', () =>
    expect(pauseTimes(at('22:00'), '02:00', '02:30', '2026-03-02')).toEqual({
      from: at('02:00', '2026-03-03'),
      until: at('02:30', '2026-03-03'),
    }));
});
