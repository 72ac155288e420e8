// What the law wants seen to at a door, as dispatch decides it (services/dispatch/domain/driving.cpp).
import type { Delivery, KeptBack } from '../api';
import type { HandOver } from './deeds';

export interface Rules {
  /** Of what may be handed over now. */
  ageYears: number;
  /** The driver must say whether they have seen to the receiver's age. */
  asksAge: boolean;
  /** The alcohol in it goes back in the car: its hours have not begun, or are over. */
  alcoholTooEarly: boolean;
  alcoholTooLate: boolean;
  alcoholFromMs: number;
  alcoholUntilMs: number;
}

/** `kept_back`: what has an age limit goes back in the car. */
export type AgeAnswer = 'seen' | 'kept_back';

export function rulesAt(handOver: Delivery['hand_over'], now: number): Rules {
  const alcoholFromMs = handOver?.alcohol_from_ms ?? 0;
  const alcoholUntilMs = handOver?.alcohol_until_ms ?? 0;
  const alcoholTooEarly = alcoholUntilMs !== 0 && now < alcoholFromMs;
  const alcoholTooLate = alcoholUntilMs !== 0 && now >= alcoholUntilMs;
  const withoutAlcohol = alcoholTooEarly || alcoholTooLate;
  const ageYears = (withoutAlcohol ? handOver?.age_limit_without_alcohol_years : handOver?.age_limit_years) ?? 0;
  return { ageYears, asksAge: ageYears > 0, alcoholTooEarly, alcoholTooLate, alcoholFromMs, alcoholUntilMs };
}

export function handOverOf(rules: Rules, age: AgeAnswer | undefined, receivedBy: string, keptBack: readonly KeptBack[]): HandOver {
  const notNow = rules.alcoholTooEarly || rules.alcoholTooLate;
  const notToThem = rules.asksAge && age === 'kept_back';
  const all = (reason: 'hours' | 'age') => ({ gtin: null, quantity: 0, reason });
  return {
    receivedBy,
    ageChecked: rules.asksAge && age === 'seen',
    alcoholKeptBack: notNow || notToThem,
    keptBack: [...keptBack, ...(notNow ? [all('hours')] : []), ...(notToThem ? [all('age')] : [])],
  };
}
