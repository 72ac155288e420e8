import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DraftRow, OrderingApi } from './api';
import { basketOf, type Draft, type Tap } from './basket';
import { draftFrom, DraftCopies, textOf } from './draft-copies';

const put = (id: string, gtin: string, quantity: number): Tap => ({ id, at: 1, kind: 'quantity', gtin, quantity, soldByWeight: false });
const draft: Draft = {
  citizenId: 'z-1',
  orderId: 'o-1',
  taps: [
    put('t-1', 'milk', 1),
    put('t-2', 'bread', 1),
    put('t-3', 'milk', 3),
    { id: 't-4', at: 1, kind: 'wish', gtin: 'bread', wish: 'never' },
    { id: 't-5', at: 1, kind: 'slot', windowId: 'morning', day: '2026-12-08' },
    { id: 't-6', at: 1, kind: 'note', to: 'driver', words: 'Ring på' },
  ],
};

/** The services as one page sees them: what was kept, by citizen and device. */
class Services {
  readonly kept = new Map<string, string>();
  fails = false;
  /** What was ordered, from whichever device. */
  placed: string[] = [];
  async orders(): Promise<{ order_id: string; step: string }[]> {
    return this.placed.map((order_id) => ({ order_id, step: 'placed' }));
  }
  private answer<T>(value: T): Promise<T> {
    return this.fails ? Promise.reject(new Error('no net')) : Promise.resolve(value);
  }
  async drafts(citizen: string): Promise<DraftRow[]> {
    const rows = [...this.kept].filter(([key]) => key.startsWith(`${citizen}/`));
    return this.answer(rows.map(([key, text], at) => ({ device_id: key.slice(citizen.length + 1), text, kept_at_ms: at })));
  }
  /** How long each copy is under way, the first one first. */
  delaysMs: number[] = [];
  async keepDraft(citizen: string, device: string, text: string): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, this.delaysMs.shift() ?? 0));
    await this.answer(undefined);
    this.kept.set(`${citizen}/${device}`, text);
  }
  async giveUpDraft(citizen: string, device: string): Promise<void> {
    await this.answer(undefined);
    this.kept.delete(`${citizen}/${device}`);
  }
}

describe('the copy of a draft', () => {
  it('holds the basket, not the way to it', () => {
    const copied = draftFrom(textOf(draft), 'z-1');
    expect(copied?.orderId).toBe('o-1');
    expect(copied?.taps).toHaveLength(5);
    expect(basketOf(copied?.taps ?? [])).toEqual(basketOf(draft.taps));
  });

  it('is nothing when it is somebody else’s, empty, erased or unreadable', () => {
    expect(draftFrom(textOf(draft), 'z-2')).toBeUndefined();
    expect(draftFrom(textOf({ ...draft, taps: [] }), 'z-1')).toBeUndefined();
    expect(draftFrom(null, 'z-1')).toBeUndefined();
    expect(draftFrom('{"citizenId":', 'z-1')).toBeUndefined();
  });
});

const noneHere = async () => [];

describe('the copies of a device', () => {
  const services = new Services();
  const copiesOf = (device: string) => new DraftCopies(services as unknown as OrderingApi, device);
  beforeEach(() => {
    vi.useFakeTimers();
    services.kept.clear();
    services.fails = false;
    services.placed = [];
  });
  afterEach(() => vi.useRealTimers());

  it('are written once when the taps pause', async () => {
    const copies = copiesOf('ipad-1');
    copies.note({ ...draft, taps: draft.taps.slice(0, 1) });
    copies.note(draft);
    expect(services.kept.size).toBe(0);
    await vi.runAllTimersAsync();
    expect([...services.kept.keys()]).toEqual(['z-1/ipad-1']);
    expect(draftFrom(services.kept.get('z-1/ipad-1') ?? '', 'z-1')?.taps).toHaveLength(5);
  });

  it('leave one after another: a slow one does not overwrite a newer one', async () => {
    services.delaysMs = [8_000, 10];
    const copies = copiesOf('ipad-1');
    copies.note({ ...draft, taps: draft.taps.slice(0, 1) });
    await vi.advanceTimersByTimeAsync(2_000);
    copies.note(draft);
    await vi.runAllTimersAsync();
    expect(draftFrom(services.kept.get('z-1/ipad-1') ?? '', 'z-1')?.taps).toHaveLength(5);
  });

  it('say what lies on the device again when the page was closed before they could', async () => {
    copiesOf('ipad-1').note({ ...draft, taps: draft.taps.slice(0, 1) });
    await vi.runAllTimersAsync();
    await copiesOf('ipad-1').left('z-1', async () => [draft]);
    await vi.runAllTimersAsync();
    expect(draftFrom(services.kept.get('z-1/ipad-1') ?? '', 'z-1')?.taps).toHaveLength(5);
    await copiesOf('ipad-1').left('z-1', noneHere);
    await vi.runAllTimersAsync();
    expect(services.kept.size).toBe(0);
  });

  it('are found by another device, and by their own one not', async () => {
    copiesOf('ipad-1').note(draft);
    await vi.runAllTimersAsync();
    expect(await copiesOf('ipad-1').left('z-1', async () => [draft])).toEqual([]);
    expect((await copiesOf('ipad-2').left('z-1', noneHere)).map(({ deviceId }) => deviceId)).toEqual(['ipad-1']);
  });

  it('are gone when the order was sent, even if the last tap was just now', async () => {
    const copies = copiesOf('ipad-1');
    copies.note(draft);
    await copies.giveUp('z-1');
    await vi.runAllTimersAsync();
    expect(services.kept.size).toBe(0);
  });

  it('trouble nobody when there is no net', async () => {
    services.fails = true;
    const copies = copiesOf('ipad-1');
    copies.note(draft);
    await vi.runAllTimersAsync();
    await copies.giveUp('z-1');
    expect(await copies.left('z-1', noneHere)).toEqual([]);
  });

  it('are written once the net is back', async () => {
    services.fails = true;
    const copies = copiesOf('ipad-1');
    copies.note(draft);
    await vi.runAllTimersAsync();
    services.fails = false;
    void copies.resync();
    await vi.runAllTimersAsync();
    expect([...services.kept.keys()]).toEqual(['z-1/ipad-1']);
  });

  it('are taken away once the net is back when the order was sent without one', async () => {
    const copies = copiesOf('ipad-1');
    copies.note(draft);
    await vi.runAllTimersAsync();
    services.fails = true;
    await copies.giveUp('z-1');
    services.fails = false;
    await copies.resync();
    expect(services.kept.size).toBe(0);
  });

  it('are not offered when their order was placed, and are cleared away', async () => {
    copiesOf('ipad-1').note(draft);
    await vi.runAllTimersAsync();
    services.placed = ['o-1'];
    expect(await copiesOf('ipad-2').left('z-1', noneHere)).toEqual([]);
    await vi.runAllTimersAsync();
    expect(services.kept.size).toBe(0);
  });
});
