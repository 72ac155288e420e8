import { describe, expect, it } from 'vitest';
import type { AllergenState } from './api';
import { forbidden, warningsOf } from './warnings';

const milk = (state: AllergenState) => ({ allergens: [{ allergen: 'milk', state }] });
const avoids = (...allergens: string[]) => ({ avoids: allergens, words: '' });

describe('a warning', () => {
  it.each([
    ['contains', [{ allergen: 'milk', state: 'contains' }]],
    ['may_contain', [{ allergen: 'milk', state: 'may_contain' }]],
    ['free_from', []],
  ] as const)('of goods whose producer says %s', (state, warned) => {
    expect(warningsOf(avoids('milk'), milk(state))).toEqual(warned);
  });

  it('is given where nobody has said anything: unknown is not free from', () => {
    expect(warningsOf(avoids('milk'), { allergens: [] })).toEqual([{ allergen: 'milk', state: 'unknown' }]);
  });

  it('is not given for what the citizen may have', () => {
    expect(warningsOf(avoids('eggs'), { allergens: [...milk('contains').allergens, { allergen: 'eggs', state: 'free_from' }] })).toEqual([]);
    expect(warningsOf(null, milk('contains'))).toEqual([]);
  });

  it('tells the worst first', () => {
    const product = { allergens: [{ allergen: 'fish', state: 'may_contain' as const }, { allergen: 'nuts', state: 'contains' as const }] };
    expect(warningsOf(avoids('milk', 'fish', 'nuts'), product).map(({ allergen }) => allergen)).toEqual(['nuts', 'fish', 'milk']);
  });

  it('takes an ordered line out when it is worse than unknown', () => {
    const group = (allergen: string, state: 'contains' | 'may_contain' | 'unknown' | 'none') => ({ allergen, state });
    const groups = [group('milk', 'contains'), group('nuts', 'may_contain'), group('fish', 'unknown'), group('eggs', 'none')];
    expect(forbidden({ warning: { groups } }).map(({ allergen }) => allergen)).toEqual(['milk', 'nuts']);
    expect(forbidden({ warning: null })).toEqual([]);
  });
});
