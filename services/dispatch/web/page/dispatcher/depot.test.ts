import { describe, expect, it } from 'vitest';
import { depotFrom } from './depot';

describe('a depot that is typed', () => {
  it.each([
    ['59.8901', '10.5203', { latitude_e7: 598_901_000, longitude_e7: 105_203_000 }],
    [' 59,8901° ', '10,5203', { latitude_e7: 598_901_000, longitude_e7: 105_203_000 }],
    ['10.5203', '59.8901', undefined],
    ['59.8901', '', undefined],
    ['59.8901 N', '10.5203', undefined],
    ['1e2', '10', undefined],
  ])('%s, %s', (latitude, longitude, point) => {
    expect(depotFrom(latitude, longitude)).toEqual(point);
  });
});
