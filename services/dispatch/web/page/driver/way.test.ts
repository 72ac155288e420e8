import { describe, expect, it } from 'vitest';
import { wayTo } from './way';

const door = { latitude_e7: 598_900_000, longitude_e7: 105_200_000 };

describe('the way to a door', () => {
  it.each([
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)', 'https://maps.apple.com/?daddr=59.890000,10.520000&dirflg=d'],
    ['Mozilla/5.0 (Linux; Android 15; Pixel 8)', 'geo:59.890000,10.520000?q=59.890000,10.520000'],
    ['Mozilla/5.0 (X11; Linux x86_64)', 'https://www.openstreetmap.org/directions?to=59.890000%2C10.520000'],
  ])('on %s', (agent, link) => {
    expect(wayTo(door, agent)).toBe(link);
  });
});
