// Vehicles as shifts tell of them: there is no register, so what was driven lately is what there is to drive.
import type { Shift } from '../api';
import { crewTexts } from './crew-texts';
import { skillWord } from './skills';
import { boardTexts } from './texts';

type Vehicle = Pick<Shift, 'capacity_boxes' | 'capacity_grams' | 'cooled' | 'skills'>;

/** `40 kasser, 400 kg, Kjølebil, Bil med løfter`. */
export function vehicleWords({ capacity_boxes, capacity_grams, cooled, skills }: Vehicle): string {
  const weight = capacity_grams > 0 ? [`${Math.round(capacity_grams / 1000)} kg`] : [];
  const cold = cooled ? [crewTexts().cooled] : [];
  return [boardTexts().boxes(capacity_boxes), ...weight, ...cold, ...skills.map(skillWord)].join(', ');
}

/** One shift for each kind of vehicle that is driven, the largest first. */
export function vehiclesOf(shifts: readonly Shift[]): Shift[] {
  const kinds = new Map(shifts.map((shift) => [vehicleWords(shift), shift]));
  return [...kinds.values()].sort((a, b) => b.capacity_boxes - a.capacity_boxes || b.capacity_grams - a.capacity_grams);
}
