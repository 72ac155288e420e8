import { describe, expect, it } from 'vitest';
import { orderedId } from '@kit/ids';

describe('an id that is given in order', () => {
  it('is a UUID of version 7', () => {
    expect(orderedId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('begins with its moment, as in the example of RFC 9562, appendix A.6', () => {
    expect(orderedId(0x017f22e279b0).slice(0, 13)).toBe('017f22e2-79b0');
  });

  it('sorts behind what was made earlier', () => {
    const moments = [0, 1, 0xffff, 0x10000, Date.UTC(2026, 11, 8), Date.UTC(2026, 11, 8) + 1, 2 ** 48 - 1];
    const ids = moments.map((moment) => orderedId(moment));
    expect([...ids].sort()).toEqual(ids);
  });

  it('is another one each time', () => {
    expect(new Set(Array.from({ length: 1000 }, () => orderedId(0))).size).toBe(1000);
  });
});
