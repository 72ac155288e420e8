// Numbers and months as people in Norway write them.
import { describe, expect, it } from 'vitest';
import { monthName, weight } from '../src/format';

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

describe('a month', () => {
  it.each([
    ['2026-12', 'desember'],
    ['2027-01', 'januar'],
  ])('%s is said by its name', (month, name) => {
    expect(monthName(month)).toBe(name);
  });
});
