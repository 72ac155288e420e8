// What a record of an order's story says, in the reader's language.
import { asked } from './asked';
import { happened } from './happened';

/** Of `matbud.ordering.v1.OrderPlaced`; undefined for a type that this page does not know. */
export function deedWords(type: string): string | undefined {
  const words: Record<string, string> = { ...asked(), ...happened() };
  return words[type.slice(type.lastIndexOf('.') + 1)];
}
