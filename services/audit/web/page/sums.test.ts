import { describe, expect, it } from 'vitest';
import type { Benefits, Row } from './api';
import { linesOf, scaleEnd } from './chart';
import { byUnit, monthsOf, shownIn, sumOf, unitsOf } from './sums';
import { fromShown, toShown } from './words';

const row = (unit: string | null, delivered: number): Row =>
  ({ unit, others: unit === null, figures: { delivered }, reckoned: { seconds_before: delivered * 10 } }) as unknown as Row;

const benefits: Benefits = {
  people_min: 5,
  months: [
    { municipality: '3024', month: '2026-10', assumed_from: null, assumptions: [], units: [row('vest', 7), row(null, 5)], total: row('', 12) },
    { municipality: '3024', month: '2026-11', assumed_from: null, assumptions: [], units: [row('aust', 6), row('vest', 8)], total: row('', 14) },
    { municipality: '3024', month: '2026-12', assumed_from: null, assumptions: [], units: [], total: null },
    { municipality: '0301', month: '2026-11', assumed_from: null, assumptions: [], units: [row('sør', 9)], total: row('', 9) },
  ],
};
const all = { municipality: '3024', month: '', unit: '' };

describe('what is chosen of the benefits', () => {
  it('is one municipality, and one month or all of them', () => {
    expect(monthsOf(benefits, all).map(({ month }) => month)).toEqual(['2026-10', '2026-11', '2026-12']);
    expect(monthsOf(benefits, { ...all, month: '2026-11' })).toHaveLength(1);
    expect(unitsOf(benefits, '3024')).toEqual(['aust', 'vest']);
  });

  it('is summed from what is shown, and shows nothing of a month with too few people', () => {
    const shown = monthsOf(benefits, all).map((month) => shownIn(month, ''));
    expect(shown[2]).toBeUndefined();
    const sum = sumOf(shown.filter((one) => one !== undefined));
    expect(sum?.figures.delivered).toBe(26);
    expect(sum?.reckoned.seconds_before).toBe(260);
    expect(sumOf([])).toBeUndefined();
  });

  it('is summed for each unit, those put together last', () => {
    const units = byUnit(monthsOf(benefits, all));
    expect(units.map(({ unit, sum }) => [unit, sum.figures.delivered])).toEqual([
      ['aust', 6],
      ['vest', 15],
      [null, 5],
    ]);
  });
});

describe('a plot', () => {
  it('ends its scale at a round number that holds all values', () => {
    for (const largest of [0.3, 1, 7, 12, 99, 100, 1234]) {
      const end = scaleEnd([largest / 2, largest]);
      expect(end).toBeGreaterThanOrEqual(largest);
      expect(end).toBeLessThanOrEqual(largest * 2.5);
    }
    expect(scaleEnd([0])).toBe(1);
  });

  it('tells units apart that begin alike', () => {
    expect(linesOf('Hjemmetjenesten vest', 16)).toEqual(['Hjemmetjenesten', 'vest']);
    expect(linesOf('okt. 2026', 16)).toEqual(['okt. 2026']);
    expect(linesOf('Hjemmetjenesten i den store skogen', 12)).toEqual(['Hjemmetjene…', 'i den store…']);
  });
});

describe('an assumption', () => {
  it('is typed as people say it and kept as a whole number', () => {
    expect(toShown('trip_seconds', 2700)).toBe('45');
    expect(fromShown('trip_seconds', '45')).toBe(2700);
    expect(fromShown('trip_metres', '6,5')).toBe(6500);
    expect(fromShown('hour_ore', '1 450,50')).toBe(145050);
    expect(fromShown('hour_ore', 'mange')).toBeNaN();
    expect(fromShown('hour_ore', '')).toBeNaN();
  });
});
