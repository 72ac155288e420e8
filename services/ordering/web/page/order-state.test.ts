import { describe, expect, test } from 'vitest';
import { stateOf } from './order-state';

describe('the state of an order', () => {
  test.each([
    ['placed', 'sent'],
    ['confirmed', 'confirmed'],
    ['packed', 'confirmed'],
    ['on_the_way', 'confirmed'],
    ['delivered', 'delivered'],
    ['cancelled', 'cancelled'],
  ])('%s is %s', (step, state) => expect(stateOf(step)).toBe(state));

  test('what came back from the door is neither confirmed nor delivered', () => {
    expect([stateOf('not_delivered'), stateOf('returned')]).toEqual(['not_delivered', 'not_delivered']);
  });

  test('what others have stopped is not told as if those at the table had cancelled it', () => {
    expect(['refused', 'refused_by_grocer', 'missed'].map(stateOf)).toEqual(['not_coming', 'not_coming', 'not_coming']);
  });
});
