// The driver's duty: shifts and runs as they were seen last, the taps on top of them, and the services' clock.
import { computed, signal } from '@preact/signals';
import { todayInNorway } from '@kit/format';
import type { Outbox, Outcome } from '@kit/offline/outbox';
import type { Shelf } from '@kit/offline/shelf';
import type { DispatchApi, Run, Shift } from '../api';
import { ends, letterOf, type Deed } from './deeds';
import { currentRun, fulfilled, inDrivingOrder, isUnderWay, runNow, shiftNow, strayRefusals, type RunNow, type ShiftNow, type Tap } from './sheet';

/** What was seen when the net was there last. */
export interface Seen {
  /** Where the driver works. */
  area: string;
  shifts: Shift[];
  runs: Run[];
  /** The services' clock beyond the device's. */
  aheadMs: number;
}

/** What the services say of the driver's shifts; one that they still name when its hour is past is under way. */
const dutyIn = ({ shifts, aheadMs }: Pick<Seen, 'shifts' | 'aheadMs'>): ShiftNow => shiftNow(shifts, Date.now() + aheadMs, () => true);

export class Duty {
  readonly seen = signal<Seen | undefined>(undefined);
  /** Whether what is shown was fetched now, kept from before, or could not be had at all. */
  readonly freshness = signal<'loading' | 'fresh' | 'kept' | 'none'>('loading');
  /** Moves once a second. */
  readonly deviceNow = signal(Date.now());
  readonly now = computed(() => this.deviceNow.value + (this.seen.value?.aheadMs ?? 0));
  private readonly taken = signal<readonly Tap[]>([]);

  readonly runs = computed<readonly RunNow[]>(() => {
    const taps = [...this.taken.value, ...this.outbox.waiting.value];
    return inDrivingOrder(this.seen.value?.runs ?? []).map((run) => runNow(run, taps));
  });

  readonly shift = computed<ShiftNow>(() =>
    shiftNow(this.seen.value?.shifts ?? [], this.now.value, (shift) => isUnderWay(shift, this.runs.value)),
  );
  /** Refused taps that the run on the page does not show. */
  readonly stray = computed(() => {
    const isOn = this.shift.value !== 'none' && 'on' in this.shift.value;
    return strayRefusals(this.outbox.waiting.value, isOn ? currentRun(this.runs.value) : undefined);
  });

  private refreshing: Promise<void> | undefined;
  private again = false;

  constructor(
    private readonly api: DispatchApi,
    private readonly outbox: Outbox,
    private readonly kept: Shelf<Seen>,
  ) {}

  /** Shows what is kept, then what is true now. */
  async open(): Promise<void> {
    const before = await this.kept.get('duty');
    if (before && !this.seen.value) {
      this.seen.value = before;
      this.freshness.value = 'kept';
    }
    await this.refresh();
  }

  /** Asks anew; whoever asks meanwhile is served by one more round. */
  refresh(): Promise<void> {
    this.again = this.refreshing !== undefined;
    this.refreshing ??= this.rounds().finally(() => (this.refreshing = undefined));
    return this.refreshing;
  }

  /** The end of this shift, as long as the services have not taken it. */
  endOf(shift: Shift): Tap | undefined {
    return this.outbox.waiting.value.find((letter) => ends(letter, shift.shift_id));
  }

  /** Keeps what was done, and sends it as soon as there is a way. */
  async tap(deed: Deed): Promise<void> {
    const servicesNow = Date.now() + (this.seen.value?.aheadMs ?? 0);
    await this.outbox.put(letterOf(deed, this.seen.value?.area ?? '', servicesNow));
  }

  /** Sends what was refused once more, and what waited behind it after it. */
  async tryAgain(refused: Tap): Promise<void> {
    const behind = this.outbox.waiting.value.filter(({ subject, number }) => subject === refused.subject && number >= refused.number);
    for (const { id } of behind) await this.outbox.drop(id);
    for (const { refused: _problem, number: _number, ...letter } of behind)
      await this.outbox.put({ ...letter, id: crypto.randomUUID(), writtenAt: Date.now() });
  }

  /** Gives up what was refused, and what waited behind it. */
  async giveUp(refused: Tap): Promise<void> {
    const behind = this.outbox.waiting.value.filter(({ subject, number }) => subject === refused.subject && number >= refused.number);
    for (const { id } of behind.reverse()) await this.outbox.drop(id);
  }

  /** What became of a tap: it is shown until the services' own word shows it. */
  hear(outcome: Outcome): void {
    // Somebody has said it before: what was wanted is so.
    if ('problem' in outcome && outcome.problem.code === 'already') void this.outbox.drop(outcome.letter.id);
    if ('answer' in outcome) this.taken.value = [...this.taken.value, { ...outcome.letter, takenAtMs: this.now.value }];
    void this.refresh().catch(() => undefined);
  }

  private async rounds(): Promise<void> {
    do {
      this.again = false;
      await this.round();
    } while (this.again);
  }

  private async round(): Promise<void> {
    const shown = new Set(this.taken.value.map(({ id }) => id));
    try {
      const seen = await this.look();
      this.seen.value = seen;
      this.taken.value = this.taken.value.filter(({ id }) => !shown.has(id));
      this.freshness.value = 'fresh';
      for (const id of fulfilled(this.outbox.waiting.value, seen.runs, seen.shifts, Date.now())) await this.outbox.drop(id);
      await this.kept.put('duty', seen);
    } catch (error) {
      this.freshness.value = this.seen.value ? 'kept' : 'none';
      throw error;
    }
  }

  private async look(): Promise<Seen> {
    const known = this.seen.value?.area;
    if (known) {
      const seen = await this.lookAt(known);
      if (dutyIn(seen) !== 'none') return seen;
    }
    // Nothing there, or never here before: a driver may be wanted in another area of the municipality.
    let best: Seen | undefined;
    for (const { area_id } of await this.api.areas()) {
      const seen = await this.lookAt(area_id);
      const shift = dutyIn(seen);
      if (shift !== 'none' && 'on' in shift) return seen;
      if (!best || (shift !== 'none' && dutyIn(best) === 'none')) best = seen;
    }
    return best ?? { area: '', shifts: [], runs: [], aheadMs: 0 };
  }

  private async lookAt(area: string): Promise<Seen> {
    const { shifts, now_ms } = await this.api.shifts(area);
    const aheadMs = now_ms - Date.now();
    const shift = dutyIn({ shifts, aheadMs });
    // Runs are shown while the shift lasts, and asked for no sooner.
    const runs = shift !== 'none' && 'on' in shift ? await this.runsOf(shift.on) : [];
    return { area, shifts, runs, aheadMs };
  }

  private async runsOf(shift: Shift): Promise<Run[]> {
    const runs = await this.api.runs(shift.area_id, todayInNorway(new Date(shift.starts_at_ms)));
    return runs.filter(({ shift_id }) => shift_id === shift.shift_id);
  }
}
