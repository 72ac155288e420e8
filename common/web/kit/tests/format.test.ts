// Numbers and months as people in Norway write them.
import { afterEach, describe, expect, it } from 'vitest';
import { day, moment, monthName, monthOfYear, span, time, weekdayName, weight } from '../src/format';
import { language } from '../src/language';
import { counted } from '../src/texts';

describe('a weight', () => {
  it.each([
    [1, '1 g'],
    [999, '999 g'],
    [1_000, '1 kg'],
    [1_184, '1,184 kg'],
    [1_750, '1,75 kg'],
    [12_000, '12 kg'],
  ])('of %i grams is said to the gram', (grams, words) => {
    expect(weight(grams).replaceAll('\u00a0', ' ')).toBe(words);
  });
});

describe('a time span', () => {
  afterEach(() => (language.value = 'nb'));

  it.each([
    [40_000, '40 sek', '40 s'],
    [12 * 60_000 + 59_999, '12 min', '12 min'],
    [3 * 3_600_000, '3 t', '3 h'],
    [50 * 3_600_000, '2 d', '2 d'],
  ])('of %i ms is said in its largest whole unit', (ms, nb, se) => {
    expect(span(ms).replaceAll('\u00a0', ' ').replace(/\.$/, '')).toBe(nb);
    language.value = 'se';
    expect(span(ms).replaceAll('\u00a0', ' ').replace(/\.$/, '')).toBe(se);
    expect(time(12.5, 'hour', 1)).toBe('12,5\u00a0h');
  });
});

describe('a month', () => {
  it.each([
    ['2026-12', 'desember'],
    ['2027-01', 'januar'],
  ])('%s is said by its name', (month, name) => {
    expect(monthName(month)).toBe(name);
  });
});

describe('dates in Northern Sámi, which browsers do not have', () => {
  afterEach(() => {
    language.value = 'nb';
  });

  it('are said in its own words', () => {
    language.value = 'se';
    expect(day('2026-12-07')).toBe('vuossárga juovlamánu 7. b.');
    expect(day('2026-11-29', 'short')).toBe('sotn skáb 29. b.');
    expect(monthName('2026-12')).toBe('juovlamánnu');
    expect(monthOfYear('2027-01')).toBe('ođđj 2027');
    expect(weekdayName(2)).toBe('gaskavahkku');
  });

  it('stand on Norway’s clocks', () => {
    language.value = 'se';
    expect(moment(Date.UTC(2026, 11, 31, 23, 30))).toBe('ođđajagemánu 1. b. dii. 00:30');
  });
});

describe('a number of things', () => {
  it('has a dual in Northern Sámi alone', () => {
    const forms = { one: 'gálvu', two: 'gálvvu', other: 'gálvvut' };
    expect([0, 1, 2, 3].map((count) => counted(count, forms, 'se'))).toEqual(['0 gálvvut', '1 gálvu', '2 gálvvu', '3 gálvvut']);
    expect(counted(2, forms, 'nb')).toBe('2 gálvvut');
  });
});
