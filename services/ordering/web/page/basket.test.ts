import { describe, expect, it } from 'vitest';
import { basketOf, quantityMax, type Deed, type Tap } from './basket';

let taps = 0;
const tap = (deed: Deed): Tap => ({ ...deed, id: `tap-${++taps}`, at: taps }) as Tap;
const put = (gtin: string, quantity: number) => tap({ kind: 'quantity', gtin, quantity, soldByWeight: false });

describe('a basket', () => {
  it('holds what was put in last, in the order it came', () => {
    const basket = basketOf([put('milk', 1), put('bread', 2), put('milk', 3)]);
    expect(basket.lines.map(({ gtin, quantity }) => [gtin, quantity])).toEqual([
      ['milk', 3],
      ['bread', 2],
    ]);
  });

  it('wishes nothing that nobody has said', () => {
    const milk = put('milk', 1);
    expect(basketOf([milk]).lines[0]?.wish).toBeUndefined();
    expect(basketOf([milk, tap({ kind: 'wish', gtin: 'milk', wish: 'never' })]).lines[0]?.wish).toBe('never');
  });

  it('gives up what would come instead when nothing may be swapped', () => {
    const taps = [put('milk', 1), tap({ kind: 'alternative', gtin: 'milk', alternative: 'oat milk' })];
    expect(basketOf(taps).lines[0]?.alternative).toBe('oat milk');
    expect(basketOf([...taps, tap({ kind: 'wish', gtin: 'milk', wish: 'never' })]).lines[0]?.alternative).toBe('');
  });

  it('forgets wish and reason of what was taken out', () => {
    const basket = basketOf([
      put('milk', 1),
      tap({ kind: 'reason', gtin: 'milk', reason: 'for the guest' }),
      put('milk', 0),
      put('milk', 1),
    ]);
    expect(basket.lines[0]?.reason).toBe('');
  });

  it('counts a tap once that came twice, as from device and server', () => {
    const first = put('milk', 1);
    const second = put('milk', 2);
    expect(basketOf([first, second, first]).lines[0]?.quantity).toBe(2);
  });

  it('takes no more than ordering does, and nothing below nothing', () => {
    expect(basketOf([put('milk', quantityMax + 1)]).lines[0]?.quantity).toBe(quantityMax);
    expect(basketOf([put('milk', -1)]).lines).toEqual([]);
  });

  it('leaves alone what is said of goods that are not in it', () => {
    expect(basketOf([tap({ kind: 'wish', gtin: 'milk', wish: 'similar' })]).lines).toEqual([]);
  });
});
