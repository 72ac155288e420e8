import { describe, expect, it } from 'vitest';
import { momentOf, shiftTimes } from './shift-times';

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
