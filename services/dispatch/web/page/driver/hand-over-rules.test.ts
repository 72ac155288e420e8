import { describe, expect, it } from 'vitest';
import { handOverOf, rulesAt } from './hand-over-rules';

const wine = { age_limit_years: 18, age_limit_without_alcohol_years: 0, alcohol_from_ms: 500, alcohol_until_ms: 1000, at_unit: '' };
const knife = { age_limit_years: 18, age_limit_without_alcohol_years: 18, alcohol_from_ms: null, alcohol_until_ms: null, at_unit: '' };
const wineAndKnife = { ...wine, age_limit_without_alcohol_years: 18 };

describe('at the door', () => {
  it('nothing is asked of goods for everybody', () => {
    expect(rulesAt(null, 0)).toMatchObject({ asksAge: false, alcoholTooLate: false });
    expect(handOverOf(rulesAt(null, 0), undefined, 'Nabo', [])).toEqual({
      receivedBy: 'Nabo',
      ageChecked: false,
      alcoholKeptBack: false,
      keptBack: [],
    });
  });

  it('goods with an age limit are handed over to who is old enough', () => {
    expect(handOverOf(rulesAt(wine, 999), 'seen', 'Nabo', [])).toMatchObject({ ageChecked: true, alcoholKeptBack: false, keptBack: [] });
  });

  it('or go back, and the rest is handed over', () => {
    expect(handOverOf(rulesAt(knife, 0), 'kept_back', 'Nabo', [])).toMatchObject({
      ageChecked: false,
      alcoholKeptBack: true,
      keptBack: [{ gtin: null, quantity: 0, reason: 'age' }],
    });
  });

  it('alcohol goes back from its last moment on, and nobody is asked', () => {
    const rules = rulesAt(wine, 1000);
    expect(rules).toMatchObject({ asksAge: false, alcoholTooLate: true });
    expect(handOverOf(rules, undefined, 'Nabo', [{ gtin: null, quantity: 1, reason: 'damaged' }]).keptBack).toEqual([
      { gtin: null, quantity: 1, reason: 'damaged' },
      { gtin: null, quantity: 0, reason: 'hours' },
    ]);
  });

  it('and before its first moment', () => {
    const rules = rulesAt(wine, 499);
    expect(rules).toMatchObject({ asksAge: false, alcoholTooEarly: true, alcoholTooLate: false });
    expect(handOverOf(rules, undefined, 'Nabo', []).keptBack).toEqual([{ gtin: null, quantity: 0, reason: 'hours' }]);
    expect(rulesAt(wine, 500)).toMatchObject({ asksAge: true, alcoholTooEarly: false });
  });

  it('what else has an age limit is asked about when the alcohol goes back', () => {
    const rules = rulesAt(wineAndKnife, 1000);
    expect(rules).toMatchObject({ asksAge: true, ageYears: 18, alcoholTooLate: true });
    expect(handOverOf(rules, 'seen', 'Nabo', [])).toMatchObject({ ageChecked: true, alcoholKeptBack: true });
    expect(handOverOf(rules, 'kept_back', 'Nabo', []).keptBack.map(({ reason }) => reason)).toEqual(['hours', 'age']);
  });
});
