// What the law wants seen to at a door, as dispatch decides it (services/dispatch/domain/driving.cpp).
import type { Delivery, KeptBack } from '../api';
import type { HandOver } from './deeds';

export interface Rules {
  ageYears: number;
  /** The driver must say whether they have seen to the receiver's age. */
  asksAge: boolean;
  /** The alcohol in it goes back in the car. */
  alcoholTooLate: boolean;
  alcoholUntilMs: number;
}

/** `kept_back`: what has an age limit goes back in the car. */
export type AgeAnswer = 'seen' | 'kept_back';

export function rulesAt(handOver: Delivery['hand_over'], now: number): Rules {
  const ageYears = handOver?.age_limit_years ?? 0;
  const alcoholUntilMs = handOver?.alcohol_until_ms ?? 0;
  const alcoholTooLate = alcoholUntilMs !== 0 && now >= alcoholUntilMs;
  return { ageYears, asksAge: ageYears > 0 && !alcoholTooLate, alcoholTooLate, alcoholUntilMs };
}

export function handOverOf(rules: Rules, age: AgeAnswer | undefined, receivedBy: string, keptBack: readonly KeptBack[]): HandOver {
  const alcoholKeptBack = rules.alcoholTooLate || (rules.asksAge && age === 'kept_back');
  const reason = rules.alcoholTooLate ? ('hours' as const) : ('age' as const);
  return {
    receivedBy,
    ageChecked: rules.asksAge && age === 'seen',
    alcoholKeptBack,
    keptBack: alcoholKeptBack ? [...keptBack, { gtin: null, quantity: 0, reason }] : keptBack,
  };
}
