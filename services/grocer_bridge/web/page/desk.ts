// What the page knows: the list, the order in hand, and how far it is picked; what was seen is kept for when the net is gone.
import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Letter, Outbox, Outcome } from '@kit/offline/outbox';
import type { Shelf } from '@kit/offline/shelf';
import type { Goods, Order, OrderRow, PackingApi, Substitute } from './api';
import { orderWith, pathOf, rowWith, type LineChange, type What } from './pending';
import { packedBody, pickingOf, type Deed, type Picking, type PickingDraft } from './picking';

/** What was seen when the net was there last. */
export type Seen = { rows: OrderRow[] } | { order: Order } | { goods: [string, Omit<Goods, 'quantity' | 'cost_ore'>][] };

export interface Keeping {
  drafts: Shelf<PickingDraft>;
  seen: Shelf<Seen>;
}

export type Freshness = 'loading' | 'fresh' | 'kept' | 'none';

const gatheredForMs = 150;
const newId = () => crypto.randomUUID();

export class Desk {
  private readonly listed = signal<OrderRow[] | undefined>(undefined);
  readonly listFreshness = signal<Freshness>('loading');
  readonly rows: ReadonlySignal<OrderRow[] | undefined>;
  /** Letters that were taken, as long as nobody has looked since: without them the page would show for a moment what was. */
  private readonly taken = signal<readonly Letter[]>([]);
  /** What changes orders beyond what was fetched. */
  readonly letters: ReadonlySignal<readonly Letter[]>;
  /** Grows with what happens elsewhere. */
  readonly changes = signal(0);
  /** Orders that are being picked on this tablet, and how far. */
  readonly drafts = signal<ReadonlyMap<string, PickingDraft>>(new Map());

  constructor(
    readonly api: PackingApi,
    readonly outbox: Outbox,
    readonly keeping: Keeping,
  ) {
    this.letters = computed(() => [...this.taken.value, ...outbox.waiting.value]);
    this.rows = computed(() => this.listed.value?.map((row) => rowWith(row, this.letters.value)));
  }

  /** What the services said of a letter. */
  heard(outcome: Outcome): void {
    if ('answer' in outcome) this.taken.value = [...this.taken.value, outcome.letter];
  }

  /** Fetches, and shows what came in place of what was taken before; of one subject, or of all. */
  async fetched<T>(fetching: () => Promise<T>, show: (found: T) => void, subject?: string): Promise<T> {
    const before = new Set(this.taken.value.filter((letter) => subject === undefined || letter.subject === subject));
    const found = await fetching();
    batch(() => {
      show(found);
      this.taken.value = this.taken.value.filter((letter) => !before.has(letter));
    });
    return found;
  }

  async open(): Promise<void> {
    const drafts = await this.keeping.drafts.all();
    this.drafts.value = new Map(drafts.map((draft) => [draft.orderId, draft]));
    const kept = await this.keeping.seen.get('rows');
    if (kept && 'rows' in kept && !this.listed.value) {
      this.listed.value = kept.rows;
      this.listFreshness.value = 'kept';
    }
    await this.refreshList();
  }

  /** Hears what happens elsewhere, until the answer is called; what comes close together is one change. */
  follow(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = this.api.live(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        ++this.changes.value;
      }, gatheredForMs);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }

  async refreshList(): Promise<void> {
    try {
      const rows = await this.fetched(
        () => this.api.orders(),
        (found) => (this.listed.value = found),
      );
      this.listFreshness.value = 'fresh';
      await this.keeping.seen.put('rows', { rows });
      await this.forgetOthers(rows);
    } catch {
      this.listFreshness.value = this.listed.value ? 'kept' : 'none';
    }
  }

  /** Takes on every order of a run at once. */
  async acceptAll(rows: readonly OrderRow[]): Promise<void> {
    for (const row of rows) if (row.state === 'sent') await this.say(row.order_id, 'accept', {});
  }

  say(orderId: string, what: What, body: unknown): Promise<void> {
    return this.outbox.put({
      id: newId(),
      subject: `order/${orderId}`,
      method: 'POST',
      path: pathOf(orderId, what),
      body,
      writtenAt: Date.now(),
    });
  }

  async keepDraft(draft: PickingDraft): Promise<void> {
    this.drafts.value = new Map(this.drafts.value).set(draft.orderId, draft);
    await this.keeping.drafts.put(draft.orderId, draft);
  }

  /** What belongs to orders that are past is forgotten, so that the tablet does not fill up. */
  private async forgetOthers(rows: readonly OrderRow[]): Promise<void> {
    const there = new Set(rows.map(({ order_id }) => order_id));
    for (const { orderId } of await this.keeping.drafts.all()) {
      if (there.has(orderId)) continue;
      await this.keeping.drafts.remove(orderId);
      await this.keeping.seen.remove(`order/${orderId}`);
      await this.keeping.seen.remove(`goods/${orderId}`);
    }
  }
}

/** One order in hand. */
export class OrderInHand {
  private readonly fetched = signal<Order | undefined>(undefined);
  private readonly known = signal<ReadonlyMap<string, Omit<Goods, 'quantity' | 'cost_ore'>>>(new Map());
  readonly freshness = signal<Freshness>('loading');
  readonly order: ReadonlySignal<Order | undefined>;
  readonly picking: ReadonlySignal<Picking>;

  constructor(
    readonly id: string,
    private readonly desk: Desk,
  ) {
    this.order = computed(() => {
      const order = this.fetched.value;
      return order && orderWith(order, desk.letters.value, this.known.value);
    });
    this.picking = computed(() => pickingOf(desk.drafts.value.get(id)?.taps ?? []));
  }

  async open(): Promise<void> {
    const seen = await this.desk.keeping.seen.get(`order/${this.id}`);
    if (seen && 'order' in seen && !this.fetched.value) {
      this.fetched.value = seen.order;
      this.freshness.value = 'kept';
    }
    const goods = await this.desk.keeping.seen.get(`goods/${this.id}`);
    if (goods && 'goods' in goods) this.known.value = new Map(goods.goods);
    await this.refresh();
  }

  /** Rejected when the order is none of this grocer's. */
  async refresh(): Promise<void> {
    try {
      const order = await this.desk.fetched(
        () => this.desk.api.order(this.id),
        (found) => (this.fetched.value = found),
        `order/${this.id}`,
      );
      this.freshness.value = 'fresh';
      await this.desk.keeping.seen.put(`order/${this.id}`, { order });
    } catch {
      this.freshness.value = this.fetched.value ? 'kept' : 'none';
    }
  }

  /** What may take a line's place. Rejected as Http.ask says. */
  substitutes(orderedGtin: string, words: string): Promise<Substitute[]> {
    return this.desk.api.substitutes(this.id, orderedGtin, words);
  }

  /** Kept on the tablet when it is fulfilled; shown at once, so that "Packed" right after a weight knows it. */
  tap(...deeds: Deed[]): Promise<void> {
    const taps = deeds.map((deed) => ({ ...deed, id: newId(), at: Date.now() }));
    const before = this.desk.drafts.value.get(this.id)?.taps ?? [];
    return this.desk.keepDraft({ orderId: this.id, taps: [...before, ...taps] });
  }

  accept(): Promise<void> {
    return this.desk.say(this.id, 'accept', {});
  }
  refuse(reason: string): Promise<void> {
    return this.desk.say(this.id, 'refuse', { reason });
  }
  change(change: LineChange): Promise<void> {
    return this.desk.say(this.id, 'lines', { lines: [change] });
  }
  async substitute(orderedGtin: string, substitute: Substitute, quantity: number): Promise<void> {
    const { gtin, name, brand, weight_grams, price_ore, sold_by_weight } = substitute;
    const ordered = this.order.value?.line_list.find((line) => line.ordered.product.gtin === orderedGtin)?.ordered;
    const product = {
      gtin,
      name,
      brand,
      weight_grams,
      storage: ordered?.product.storage ?? null,
      age_limit_years: 0,
      vat_basis_points: null,
      allergens: [],
    };
    this.known.value = new Map(this.known.value).set(gtin, { product, price_ore, deposit_ore: 0, sold_by_weight });
    await this.desk.keeping.seen.put(`goods/${this.id}`, { goods: [...this.known.value] });
    await this.change({ ordered_gtin: orderedGtin, outcome: 'substituted', gtin, quantity });
  }
  async packed(): Promise<void> {
    if (this.order.value) await this.desk.say(this.id, 'packed', packedBody(this.order.value, this.picking.value));
  }
}
