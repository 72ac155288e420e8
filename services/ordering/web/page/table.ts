// One citizen at the kitchen table: what is known of them, and the draft that grows with each tap.
import { computed, signal, type Signal } from '@preact/signals';
import { orderedId } from '@kit/ids';
import type { Outbox } from '@kit/offline/outbox';
import type { Shelf } from '@kit/offline/shelf';
import { base, type Citizen, type DeliveryWindow, type GivenFeedback, type Order, type OrderingApi, type OrderRow, type Product, type Proposal, type Spending } from './api';
import { basketOf, isAmendment, type Basket, type BasketLine, type Deed, type Draft } from './basket';
import type { DraftCopies, LeftDraft } from './draft-copies';
import { amendmentOf, Drafts, isEmpty, newDraft, tapped } from './drafts';
import { warningsOf } from './warnings';

/** What was seen of a citizen when the net was there last. */
export interface Seen {
  citizen: Citizen;
  proposal: Proposal;
  windows: DeliveryWindow[];
  /** By month, `2026-12`: of those in which something can be delivered. */
  spending: Record<string, Spending>;
  products: Product[];
}

/** An order as it left the table; kept so that a receipt can be shown, and a refused order put right. */
export interface Receipt {
  draft: Draft;
  commandId: string;
  sentAt: number;
  totalOre: number;
  lines: { name: string; quantity: number; soldByWeight: boolean; costOre: number | null }[];
  window: DeliveryWindow | undefined;
}

/** Where drafts, receipts and what was seen are kept. */
export interface Keeping {
  drafts: Shelf<Draft>;
  seen: Shelf<Seen | Receipt | Order | OrderRow[] | readonly GivenFeedback[]>;
  /** On the server, too. */
  copies: DraftCopies;
}

const newId = () => crypto.randomUUID();
/** `2026-12` of `2026-12-08`. */
const monthOf = (day: string) => day.slice(0, 7);

/** `7F3A-22BC`: short enough to be read aloud. The end of an id tells orders apart; it begins with its moment. */
export function receiptCode(orderId: string): string {
  const letters = orderId.replaceAll('-', '').toUpperCase();
  return `${letters.slice(-8, -4)}-${letters.slice(-4)}`;
}

/** As ordering counts it: there is no deposit on what is weighed. */
function depositOf(line: Pick<BasketLine, 'quantity' | 'soldByWeight'>, product: Product | undefined): number {
  return line.soldByWeight ? 0 : (product?.deposit_ore ?? 0) * line.quantity;
}

/** What a line costs, or nothing when no price is known. Goods by weight cost by the kilogram, half an øre rounded up. */
export function costOf(line: Pick<BasketLine, 'quantity' | 'soldByWeight'>, product: Product | undefined): number | null {
  if (product?.price_ore == null) return null;
  if (line.soldByWeight) return Math.floor((product.price_ore * line.quantity + 500) / 1000);
  return product.price_ore * line.quantity + depositOf(line, product);
}

export class Table {
  readonly seen = signal<Seen | undefined>(undefined);
  /** Whether what is shown was fetched now, kept from before, or could not be had at all. */
  readonly freshness = signal<'loading' | 'fresh' | 'kept' | 'none'>('loading');
  /** What grows with each tap. */
  readonly draft: Signal<Draft>;
  /** What else lies unsent on this device: the basket beside an order that is being changed, or the other way round. */
  readonly aside = signal<readonly Draft[]>([]);
  /** What another device has begun and not sent. */
  readonly left = signal<LeftDraft | undefined>(undefined);
  readonly basket = computed<Basket>(() => basketOf(this.draft.value.taps));
  private readonly drafts: Drafts;
  private readonly met = signal<ReadonlyMap<string, Product>>(new Map());

  readonly totalOre = computed(() => this.sum((line, product) => costOf(line, product) ?? 0));
  readonly depositOre = computed(() => this.sum(depositOf));
  /** Lines that need a reason and have none. */
  readonly unreasoned = computed(() =>
    this.basket.value.lines.filter((line) => line.reason === '' && this.warningsOf(line.gtin).length > 0),
  );

  constructor(
    readonly citizenId: string,
    private readonly api: OrderingApi,
    private readonly outbox: Outbox,
    private readonly keeping: Keeping,
  ) {
    this.draft = signal(newDraft(citizenId));
    this.drafts = new Drafts(keeping.drafts, keeping.copies);
  }

  /** Shows what is kept, then what is true now. */
  async open(): Promise<void> {
    const unsent = await this.drafts.of(this.citizenId);
    this.draft.value = unsent.find((draft) => !isAmendment(draft)) ?? this.draft.value;
    this.aside.value = unsent.filter((draft) => draft !== this.draft.value && !isEmpty(draft));
    const kept = (await this.keeping.seen.get(`citizen/${this.citizenId}`)) as Seen | undefined;
    if (kept) this.show(kept, 'kept');
    await this.refresh();
    this.left.value = (await this.keeping.copies.left(this.citizenId, () => this.drafts.of(this.citizenId)))[0];
    await this.meetTheUnknown();
  }

  async refresh(): Promise<void> {
    try {
      const citizen = await this.api.citizen(this.citizenId);
      const [proposal, windows] = await Promise.all([this.api.proposal(this.citizenId), this.api.windows(citizen.area_id)]);
      const spending = await this.spendingIn(windows);
      const seen = { citizen, proposal, windows, spending, products: [...this.met.value.values()] };
      this.show(seen, 'fresh');
      await this.keeping.seen.put(`citizen/${this.citizenId}`, seen);
    } catch (error) {
      this.freshness.value = this.seen.value ? 'kept' : 'none';
      if (!this.seen.value) throw error;
    }
  }

  private async spendingIn(windows: readonly DeliveryWindow[]): Promise<Seen['spending']> {
    const months = [...new Set(windows.map(({ delivery_day }) => monthOf(delivery_day)))];
    const asked = months.map(async (month) => [month, await this.api.spending(this.citizenId, month)] as const);
    return Object.fromEntries(await Promise.all(asked));
  }

  /** What the month of the delivery will have come to with this basket; nothing without a budget. */
  budget(): { month: string; spentOre: number; budgetOre: number } | undefined {
    const seen = this.seen.value;
    const day = this.basket.value.slot?.day ?? seen?.windows.find(({ can_order }) => can_order)?.delivery_day;
    const month = monthOf(day ?? '');
    const spending = seen?.spending[month];
    if (spending?.budget_month_ore == null) return undefined;
    // What is changed is counted already, as it was.
    const others = spending.ordered_ore - (this.draft.value.amendsOre ?? 0);
    return { month, spentOre: others + this.totalOre.value, budgetOre: spending.budget_month_ore };
  }

  product(gtin: string): Product | undefined {
    return this.met.value.get(gtin);
  }
  /** Remembers goods that were found, so that the basket can name them. */
  meet(products: readonly (Product | null)[]): void {
    const met = new Map(this.met.value);
    for (const product of products) if (product) met.set(product.gtin, product);
    this.met.value = met;
  }

  /** Asks for what lies in the basket and has not been seen on this page. */
  private async meetTheUnknown(): Promise<void> {
    const area = this.seen.value?.citizen.area_id;
    if (!area) return;
    const named = this.basket.value.lines.flatMap(({ gtin, alternative }) => (alternative === '' ? [gtin] : [gtin, alternative]));
    const unknown = named.filter((gtin) => !this.product(gtin));
    const found = unknown.map((gtin) => this.api.product(area, gtin).catch(() => null));
    this.meet(await Promise.all(found));
  }

  warningsOf(gtin: string) {
    const product = this.product(gtin);
    return product ? warningsOf(this.seen.value?.citizen.diet ?? null, product) : [];
  }
  quantityOf(gtin: string): number {
    return this.basket.value.lines.find((line) => line.gtin === gtin)?.quantity ?? 0;
  }
  window(): DeliveryWindow | undefined {
    const slot = this.basket.value.slot;
    return this.seen.value?.windows.find(
      ({ window_id, delivery_day }) => window_id === slot?.windowId && delivery_day === slot.day,
    );
  }

  /** Kept on the device before it is fulfilled; shown at once. */
  async tap(...deeds: Deed[]): Promise<void> {
    this.draft.value = tapped(this.draft.value, deeds);
    await this.drafts.keep(this.draft.value);
  }

  /** Takes over what another device has begun. Sent from either, it is one order: it keeps its id. */
  async goOnWith(left: LeftDraft): Promise<void> {
    await this.takeUp(left.draft);
    await this.throwAway(left);
  }
  async throwAway(left: LeftDraft): Promise<void> {
    this.left.value = undefined;
    await this.keeping.copies.clearAway(this.citizenId, left);
  }

  /** "Som sist": all that was in the last order and is still sold. */
  takeAll(): Promise<void> {
    const deeds: Deed[] = [];
    for (const { gtin, quantity, wish, product } of this.seen.value?.proposal.lines ?? []) {
      if (!product || product.withdrawn) continue;
      deeds.push({ kind: 'quantity', gtin, quantity, soldByWeight: product.sold_by_weight });
      if (wish) deeds.push({ kind: 'wish', gtin, wish });
    }
    const window = this.basket.value.slot ? undefined : this.usualWindow();
    if (window) deeds.push({ kind: 'slot', windowId: window.window_id, day: window.delivery_day });
    return this.tap(...deeds);
  }

  /** The next window that can be had, on the weekday of the last delivery if there is one. */
  private usualWindow(): DeliveryWindow | undefined {
    const open = this.seen.value?.windows.filter(({ can_order }) => can_order) ?? [];
    const last = this.seen.value?.proposal.last_delivery_day;
    const weekday = (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay();
    return open.find(({ delivery_day }) => last && weekday(delivery_day) === weekday(last)) ?? open[0];
  }

  /** Goes on with another draft. The one that lay there is kept beside it, unless it is empty. */
  async takeUp(draft: Draft): Promise<void> {
    const before = this.draft.value;
    const others = [...this.aside.value, before].filter(({ orderId }) => orderId !== draft.orderId);
    this.aside.value = others.filter((other) => !isEmpty(other));
    this.draft.value = draft;
    await this.drafts.keep(draft);
    if (before.orderId !== draft.orderId && isEmpty(before)) await this.drafts.remove(before);
    await this.meetTheUnknown();
  }

  /** Gives up what was not sent; of an order that was being changed, the order stands as it was. */
  async discard(draft: Draft): Promise<void> {
    this.aside.value = this.aside.value.filter(({ orderId }) => orderId !== draft.orderId);
    await this.drafts.remove(draft);
    if (draft.orderId !== this.draft.value.orderId) return;
    const basket = this.aside.value.find((other) => !isAmendment(other));
    this.aside.value = this.aside.value.filter((other) => other !== basket);
    this.draft.value = basket ?? newDraft(this.citizenId);
    if (basket) await this.drafts.keep(basket);
  }

  /** Puts an order on the table again, to be changed: as it stands, or as it was being changed already. */
  async amend(order: Order): Promise<void> {
    const begun = [this.draft.value, ...this.aside.value].find(({ orderId }) => orderId === order.order_id);
    if (begun?.amends === order.version) return this.takeUp(begun);
    const draft = amendmentOf(order);
    return this.takeUp(begun ? { ...draft, begunAnew: true } : draft);
  }

  /** Whether everything is there that an order needs. */
  canSend(): boolean {
    return this.basket.value.lines.length > 0 && this.basket.value.slot !== undefined && this.unreasoned.value.length === 0;
  }

  /** Puts the order into the outbox and clears the table; the receipt of it. */
  async send(): Promise<Receipt> {
    const receipt: Receipt = {
      draft: this.draft.value,
      commandId: newId(),
      sentAt: Date.now(),
      totalOre: this.totalOre.value,
      lines: this.basket.value.lines.map((line) => ({
        name: this.product(line.gtin)?.name ?? line.gtin,
        quantity: line.quantity,
        soldByWeight: line.soldByWeight,
        costOre: costOf(line, this.product(line.gtin)),
      })),
      window: this.window(),
    };
    const { orderId, amends } = receipt.draft;
    // The receipt is kept first: an order that is sent can then always be told about.
    await this.keeping.seen.put(`receipt/${orderId}`, receipt);
    await this.outbox.put({
      id: receipt.commandId,
      subject: `order/${orderId}`,
      method: 'POST',
      path: amends === undefined ? `${base}/orders` : `${base}/orders/${orderId}/amend`,
      body: amends === undefined ? this.orderBody() : this.amendBody(amends),
      writtenAt: receipt.sentAt,
    });
    await this.discard(receipt.draft);
    return receipt;
  }

  /** Puts a refused order back on the table as it was, to be put right. What somebody else has changed meanwhile would be
   *  refused again and again: such an order is taken as it stands now. Rejected when it cannot be had; false when it can no
   *  longer be changed. */
  async takeBack({ draft, commandId }: Receipt, why?: string): Promise<boolean> {
    const isStale = isAmendment(draft) && why === 'version_changed';
    const now = isStale ? await this.api.order(draft.orderId) : undefined;
    const canChange = now?.can_change ?? true;
    // Another command about the same order will come: the refused one keeps its answer for ever.
    await this.outbox.drop(commandId);
    await this.keeping.seen.remove(`receipt/${draft.orderId}`);
    // That one is under way already; who wants it once more wants another order.
    const again = why === 'order_id_taken' ? { ...draft, orderId: orderedId() } : draft;
    if (canChange) await this.takeUp(now ? { ...amendmentOf(now), begunAnew: true } : again);
    return canChange;
  }

  private orderBody(): unknown {
    const { slot, noteToDriver, noteToHomeCare } = this.basket.value;
    return {
      area_id: this.seen.value?.citizen.area_id,
      citizen_id: this.citizenId,
      order_id: this.draft.value.orderId,
      window_id: slot?.windowId,
      delivery_day: slot?.day,
      lines: this.linesBody(),
      ...(noteToDriver !== '' && { note_to_driver: noteToDriver }),
      ...(noteToHomeCare !== '' && { note_to_home_care: noteToHomeCare }),
    };
  }
  private amendBody(version: number): unknown {
    return {
      area_id: this.seen.value?.citizen.area_id,
      citizen_id: this.citizenId,
      expected_version: version,
      lines: this.linesBody(),
    };
  }
  private linesBody(): unknown[] {
    return this.basket.value.lines.map((line) => ({
      gtin: line.gtin,
      quantity: line.quantity,
      ...(line.wish && { wish: line.wish }),
      ...(line.alternative !== '' && { alternative_gtin: line.alternative }),
      ...(line.reason !== '' && { warning_passed_reason: line.reason }),
    }));
  }

  private show(seen: Seen, freshness: 'fresh' | 'kept'): void {
    this.seen.value = seen;
    this.freshness.value = freshness;
    this.meet([...seen.products, ...seen.proposal.lines.map(({ product }) => product), ...seen.proposal.usual.map(({ product }) => product)]);
  }
  private sum(of: (line: BasketLine, product: Product | undefined) => number): number {
    return this.basket.value.lines.reduce((sum, line) => sum + of(line, this.product(line.gtin)), 0);
  }
}
