// One area on one day: what the services say of it, and what the dispatcher has chosen to look at.
import { batch, computed, signal } from '@preact/signals';
import { todayInNorway } from '@kit/format';
import { Refused, type Problem } from '@kit/http';
import type { Alert, Area, Delivery, DispatchApi, Point, Run, Shift, WindowOfDay } from '../api';
import { boardOf, countsOf, isMovable, waitingOf } from './board';
import type { Arrangement } from './moves';

interface Seen {
  shifts: Shift[];
  /** Where the area's shifts start from; null: nobody has driven there lately. */
  depot: Point | null;
  runs: Run[];
  deliveries: Delivery[];
  alerts: Alert[];
  /** The services' clock beyond the device's. */
  aheadMs: number;
}

const storedUnder = 'matbud.dispatch.area';

export class Day {
  readonly areas = signal<readonly Area[]>([]);
  readonly area = signal(sessionStorage.getItem(storedUnder) ?? '');
  /** `2026-12-08`; empty until the services have said what day it is. */
  readonly date = signal('');
  /** Empty: all windows. */
  readonly windowId = signal('');
  readonly seen = signal<Seen | undefined>(undefined);
  readonly freshness = signal<'loading' | 'fresh' | 'kept' | 'none' | 'forbidden'>('loading');
  readonly deviceNow = signal(Date.now());
  readonly now = computed(() => this.deviceNow.value + (this.seen.value?.aheadMs ?? 0));

  readonly windows = computed(() => {
    const all = new Map<string, { id: string; opens: number; closes: number }>();
    const { deliveries = [], runs = [] } = this.seen.value ?? {};
    for (const { window } of [...deliveries, ...runs])
      if (window) all.set(window.window_id, { id: window.window_id, opens: window.opens_at_ms, closes: window.closes_at_ms });
    return [...all.values()].sort((a, b) => a.opens - b.opens);
  });
  readonly board = computed(() => {
    const all = boardOf(this.seen.value?.runs ?? [], this.minute.value);
    return this.windowId.value ? all.filter(({ run }) => run.window?.window_id === this.windowId.value) : all;
  });
  readonly deliveries = computed(() =>
    (this.seen.value?.deliveries ?? []).filter(({ window }) => !this.windowId.value || window?.window_id === this.windowId.value),
  );
  readonly waiting = computed(() => waitingOf(this.deliveries.value));
  readonly counts = computed(() => countsOf(this.board.value, this.deliveries.value));
  /** Moves once a minute: nothing on the board changes faster by itself. */
  private readonly minute = computed(() => Math.floor(this.now.value / 60_000) * 60_000);

  private refreshing: Promise<void> | undefined;
  private again = false;

  constructor(readonly api: DispatchApi) {}

  choose(what: { area?: string; date?: string; window?: string }): void {
    batch(() => {
      if (what.area !== undefined && what.area !== this.area.value) {
        this.area.value = what.area;
        this.seen.value = undefined;
        this.freshness.value = 'loading';
        sessionStorage.setItem(storedUnder, what.area);
      }
      if (what.date) this.date.value = what.date;
      if (what.window !== undefined) this.windowId.value = what.window;
    });
    void this.refresh().catch(() => undefined);
  }

  /** Asks anew; whoever asks meanwhile is served by one more round. */
  refresh(): Promise<void> {
    this.again = this.refreshing !== undefined;
    this.refreshing ??= this.rounds().finally(() => (this.refreshing = undefined));
    return this.refreshing;
  }

  /** Says it, looks at what came of it, and returns why it was refused. */
  async say(path: string, id: string, body: object): Promise<Problem | undefined> {
    try {
      await this.api.say(path, id, { area_id: this.area.value, ...body });
    } catch (error) {
      if (error instanceof Refused) {
        await this.refresh().catch(() => undefined);
        return error.problem;
      }
      throw error;
    }
    await this.refresh().catch(() => undefined);
    return undefined;
  }

  /** The runs of a window that have not left, as they leave; who has none then has an empty row. */
  arrangement(windowId: string): Arrangement {
    const runs = this.movable(windowId);
    const rows = runs.map(({ run_id, shift_id, stops }) => ({ key: run_id, shift: shift_id, orders: stops.map(({ order_id }) => order_id) }));
    const window = this.windows.value.find(({ id }) => id === windowId);
    const drivesThen = ({ starts_at_ms, ends_at_ms }: Shift) =>
      window !== undefined && starts_at_ms < Math.max(window.closes, this.now.value) && ends_at_ms > Math.max(window.opens, this.now.value);
    const free = (this.seen.value?.shifts ?? []).filter(
      (shift) => !shift.ended && drivesThen(shift) && !runs.some(({ shift_id }) => shift_id === shift.shift_id),
    );
    return [...rows, ...free.map(({ shift_id }) => ({ key: `new:${shift_id}`, shift: shift_id, orders: [] }))];
  }
  movable(windowId: string): Run[] {
    return (this.seen.value?.runs ?? [])
      .filter((run) => run.window?.window_id === windowId && isMovable(run))
      .sort((a, b) => (a.departs_at_ms ?? 0) - (b.departs_at_ms ?? 0));
  }
  /** Those on shift who could go on with a run on the road: its driver cannot, and who has one on the road has enough. */
  freeToTakeOver(run: Run): Shift[] {
    const { runs = [], shifts = [] } = this.seen.value ?? {};
    const drives = (driver: string) => boardOf(runs, this.now.value).some((one) => one.state === 'on_the_road' && one.run.driver_id === driver);
    return shifts.filter(
      (shift) => shift.on_shift && !shift.ended && shift.ends_at_ms > this.now.value && shift.driver_id !== run.driver_id && !drives(shift.driver_id),
    );
  }
  window(windowId: string): WindowOfDay {
    return { area_id: this.area.value, window_id: windowId, delivery_day: this.date.value };
  }

  private async rounds(): Promise<void> {
    do {
      this.again = false;
      await this.round();
    } while (this.again);
  }

  private async round(): Promise<void> {
    try {
      if (this.areas.value.length === 0) this.areas.value = await this.api.areas();
      if (!this.areas.value.some(({ area_id }) => area_id === this.area.value)) this.area.value = this.areas.value[0]?.area_id ?? '';
      const area = this.area.value;
      const { shifts, depot, now_ms } = await this.api.shifts(area);
      this.date.value ||= todayInNorway(new Date(now_ms));
      const date = this.date.value;
      const [runs, deliveries, alerts] = await Promise.all([
        this.api.runs(area, date),
        this.api.deliveries(area, date),
        this.api.alerts(area),
      ]);
      if (area !== this.area.value || date !== this.date.value) {
        this.again = true; // somebody has turned the page meanwhile
        return;
      }
      this.seen.value = { shifts, depot, runs, deliveries, alerts, aheadMs: now_ms - Date.now() };
      this.freshness.value = 'fresh';
    } catch (error) {
      const isForbidden = error instanceof Refused && error.problem.status === 403;
      this.freshness.value = isForbidden ? 'forbidden' : this.seen.value ? 'kept' : 'none';
      throw error;
    }
  }
}
