import { describe, expect, it } from 'vitest';
import { isGtin } from '@kit/gtin';

describe('a bar code', () => {
  it.each([
    ['7038010000010', true],
    ['7038010000011', false],
    ['96385074', true],
    ['036000291452', true],
    ['10012345678902', true],
    ['703801000002', false],
    ['70380100000', false],
    ['00000000', false],
    ['', false],
  ])('%s: %s', (typed, is) => {
    expect(isGtin(typed)).toBe(is);
  });
});
