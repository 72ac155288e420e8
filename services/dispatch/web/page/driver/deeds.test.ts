import { describe, expect, it } from 'vitest';
import { deedAbout, ends, kindOf, letterOf, starts, type Deed } from './deeds';

const sent = (deed: Deed) => ({ ...letterOf(deed, '3024-x', 7), number: 0 });

describe('a letter', () => {
  it('says all that was seen at the door', () => {
    const letter = sent({
      kind: 'complete',
      order: 'o',
      citizen: 'c',
      handOver: {
        receivedBy: 'Nabo',
        ageChecked: true,
        alcoholKeptBack: false,
        keptBack: [
          { gtin: '7038010000010', quantity: 2, reason: 'missing' },
          { gtin: null, quantity: 0, reason: 'age' },
        ],
      },
    });
    expect(letter).toMatchObject({ path: '/api/dispatch/v1/deliveries/o/complete', method: 'POST', subject: 'order/o' });
    expect(letter.body).toEqual({
      area_id: '3024-x',
      citizen_id: 'c',
      said_at_ms: 7,
      received_by: 'Nabo',
      age_checked: true,
      alcohol_kept_back: false,
      kept_back: [{ reason: 'missing', gtin: '7038010000010', quantity: 2 }, { reason: 'age' }],
    });
  });

  it('has an id of its own each time', () => {
    expect(sent({ kind: 'undo', order: 'o' }).id).not.toBe(sent({ kind: 'undo', order: 'o' }).id);
  });

  it('is known again by what it is about', () => {
    expect(deedAbout(sent({ kind: 'fail', order: 'o', reason: 'age' }), 'o')).toBe('fail');
    expect(deedAbout(sent({ kind: 'fail', order: 'o', reason: 'age' }), 'p')).toBeUndefined();
    expect(deedAbout(sent({ kind: 'start', run: 'a/b/1/0' }), 'o')).toBeUndefined();
    expect(starts(sent({ kind: 'start', run: 'a/b/1/0' }), 'a/b/1/0')).toBe(true);
    expect(ends(sent({ kind: 'end_shift', shift: 's' }), 's')).toBe(true);
    for (const deed of [
      { kind: 'start', run: 'a/b/1/0' },
      { kind: 'end_shift', shift: 's' },
      { kind: 'arrive', order: 'o' },
      { kind: 'return', order: 'o' },
    ] satisfies Deed[])
      expect(kindOf(sent(deed))).toBe(deed.kind);
  });
});
