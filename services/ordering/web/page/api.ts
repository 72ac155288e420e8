// What ordering's API says, as this page needs it: `/api/ordering/v1`, described in ../openapi.json.
import type { Answer, Asking } from '@kit/http';
import { listen, type Happening } from '@kit/live';
import type { Wish } from './basket';
import type { WarningState } from './warnings';

export interface Citizen {
  citizen_id: string;
  area_id: string;
  /** Null when the person was erased. */
  name: string | null;
  diet: { avoids: string[]; words: string } | null;
  /** What they want when goods are missing and a line says nothing. */
  usual_wish: Wish | null;
  budget_month_ore: number | null;
  active: boolean;
  /** 0 when nobody has seen to it. */
  verified_age_years: number;
}

export type AllergenState = 'contains' | 'may_contain' | 'free_from';

export interface Product {
  gtin: string;
  name: string;
  brand: string | null;
  /** Null when nobody has said. */
  price_ore: number | null;
  price_valid_from_day: string | null;
  deposit_ore: number;
  weight_grams: number | null;
  sold_by_weight: boolean;
  age_limit_years: number;
  allergens: { allergen: string; state: AllergenState }[];
  withdrawn: boolean;
}

export interface DeliveryWindow {
  window_id: string;
  delivery_day: string;
  opens_at_ms: number;
  closes_at_ms: number;
  cut_off_at_ms: number | null;
  same_day: boolean;
  free_places: number;
  can_order: boolean;
}

/** "Som sist", and what the citizen often has. */
export interface Proposal {
  last_order_id: string | null;
  last_delivery_day: string | null;
  lines: { gtin: string; quantity: number; wish: Wish | null; product: Product | null }[];
  usual: { gtin: string; times: number; product: Product | null }[];
}

export interface OrderRow {
  order_id: string;
  area_id: string;
  citizen_id: string;
  step: string;
  window: { window_id: string; delivery_day: string };
  ordered_ore: number;
  version: number;
}

export interface OrderLine {
  gtin: string;
  name: string | null;
  quantity: number;
  price_ore: number;
  sold_by_weight: boolean;
  deposit_ore: number;
  wish: Wish | null;
  alternative_gtin: string | null;
  warning_passed_reason?: string | null;
  /** What is known by now of the groups the citizen avoids; null to those who may not know. */
  warning: { groups: { allergen: string; state: WarningState | 'none' }[] } | null;
  /** Left out at the cut-off, or called back later: it may lie in a box that was packed before. */
  left_out: boolean;
}

export interface Order extends OrderRow {
  line_list: OrderLine[];
  /** Before the cut-off. */
  can_change: boolean;
  /** Until its run leaves. */
  can_cancel: boolean;
}

/** A delivery at whose door nobody opened, and for which home care has not answered. */
export interface ShutDoor {
  order_id: string;
  citizen_id: string;
  raised_at_ms: number;
  /** `escalated`: the time to answer is over, somebody has to call. */
  state: 'open' | 'escalated';
}

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

export interface StandingOrder {
  standing_order_id: string;
  citizen_id: string;
  window_id: string;
  weekdays: Weekday[];
  lines: {
    gtin: string;
    quantity: number;
    wish: Wish | null;
    alternative_gtin: string | null;
    /** Why a warning was passed; not for everybody who sees the order. */
    warning_passed_reason?: string | null;
  }[];
  first_day: string | null;
  last_day: string | null;
  ended: boolean;
  next_delivery_day: string | null;
  /** The last day that brought no order, and why. */
  missed_day: string | null;
  missed_reason: string | null;
}

/** What the citizen said: of the whole order, or of something in it. */
export interface GivenFeedback {
  feedback_id: string;
  gtin?: string | null;
  stars?: number | null;
  words?: string | null;
}

export interface Spending {
  ordered_ore: number;
  budget_month_ore: number | null;
}

/** The copy of a draft that a device has left with the services. */
export interface DraftRow {
  device_id: string;
  /** As the page wrote it; null when the person was erased. */
  text: string | null;
  kept_at_ms: number;
}

export const base = '/api/ordering/v1';
/** Of dispatch's API, described in services/dispatch/web/openapi.json. */
export const dispatchBase = '/api/dispatch/v1';

/** What dispatch tells that raises an alert or ends one; `reset`: some of it was missed. */
const ofDoors: ReadonlySet<string> = new Set([
  'delivery_failed',
  'delivery_done',
  'delivery_undone',
  'delivery_withdrawn',
  'goods_returned',
  'alert_confirmed',
  'alert_escalated',
  'reset',
]);

interface Asker {
  ask<T>(path: string, asking?: Asking): Promise<Answer<T>>;
}

/** Why somebody of another unit is opened. */
export const glassReasons = ['acute', 'covering', 'asked_by_citizen', 'safety'] as const;
export type GlassReason = (typeof glassReasons)[number];

/** The questions of this page. Each is rejected as Http.ask says. */
export class OrderingApi {
  constructor(
    private readonly http: Asker,
    private readonly headers: () => Record<string, string>,
  ) {}

  async citizens(): Promise<Citizen[]> {
    const found: Citizen[] = [];
    let cursor = '';
    do {
      const path = `${base}/citizens?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
      const page = await this.get<{ citizens: Citizen[]; next: string | null }>(path);
      found.push(...page.citizens);
      cursor = page.next ?? '';
    } while (cursor !== '');
    return found;
  }
  /** Names of areas by their ids. */
  async areaNames(): Promise<Map<string, string>> {
    const { areas } = await this.get<{ areas: { area_id: string; name: string }[] }>(`${base}/areas`);
    return new Map(areas.map(({ area_id, name }) => [area_id, name]));
  }
  citizen(id: string): Promise<Citizen> {
    return this.get(`${base}/citizens/${id}`);
  }
  /** Opens a citizen whom another unit serves, for a while. */
  async breakGlass(citizen: string, reason: GlassReason): Promise<void> {
    await this.http.ask(`${base}/citizens/${citizen}/break-glass`, { method: 'POST', body: { reason } });
  }
  proposal(citizen: string): Promise<Proposal> {
    return this.get(`${base}/citizens/${citizen}/proposal`);
  }
  async orders(citizen: string): Promise<OrderRow[]> {
    return (await this.get<{ orders: OrderRow[] }>(`${base}/citizens/${citizen}/orders`)).orders;
  }
  order(id: string): Promise<Order> {
    return this.get(`${base}/orders/${id}`);
  }
  async feedback(order: string): Promise<GivenFeedback[]> {
    return (await this.get<{ feedback: GivenFeedback[] }>(`${base}/orders/${order}/feedback`)).feedback;
  }
  async standingOrders(citizen: string): Promise<StandingOrder[]> {
    const path = `${base}/citizens/${citizen}/standing-orders`;
    return (await this.get<{ standing_orders: StandingOrder[] }>(path)).standing_orders;
  }
  /** Of a month, `2026-12`. */
  spending(citizen: string, month: string): Promise<Spending> {
    return this.get(`${base}/citizens/${citizen}/spending?month=${month}`);
  }
  async drafts(citizen: string): Promise<DraftRow[]> {
    return (await this.get<{ drafts: DraftRow[] }>(`${base}/citizens/${citizen}/drafts`)).drafts;
  }
  async keepDraft(citizen: string, device: string, text: string): Promise<void> {
    await this.http.ask(`${base}/citizens/${citizen}/drafts/${device}`, { method: 'PUT', body: { text } });
  }
  /** With `keptAt` only if it is still the one that was kept then. */
  async giveUpDraft(citizen: string, device: string, keptAt?: number): Promise<void> {
    await this.http.ask(`${base}/citizens/${citizen}/drafts/${device}${keptAt === undefined ? '' : `?kept_at_ms=${keptAt}`}`, { method: 'DELETE' });
  }
  /** Dispatch's to know, in its own API. */
  async shutDoors(area: string): Promise<ShutDoor[]> {
    return (await this.get<{ alerts: ShutDoor[] }>(`${dispatchBase}/alerts?area=${area}`)).alerts;
  }
  /** Calls when something has happened at a door, and when nobody knows what has; until the answer is called. */
  followDoors(onChange: () => void): () => void {
    const onEvent = ({ name }: Happening) => {
      if (ofDoors.has(name)) onChange();
    };
    // One stream for all areas: a browser opens few at once.
    return listen(`${dispatchBase}/events`, { headers: this.headers, onEvent, onOpen: (open) => open && onChange() });
  }
  async windows(area: string): Promise<DeliveryWindow[]> {
    return (await this.get<{ windows: DeliveryWindow[] }>(`${base}/areas/${area}/windows?days=14`)).windows;
  }
  async products(area: string, words: string, signal: AbortSignal): Promise<Product[]> {
    const path = `${base}/products?area=${area}&limit=40&q=${encodeURIComponent(words)}`;
    return (await this.http.ask<{ products: Product[] }>(path, { signal })).body.products;
  }

  product(area: string, gtin: string): Promise<Product> {
    return this.get(`${base}/products/${gtin}?area=${area}`);
  }

  private async get<T>(path: string): Promise<T> {
    return (await this.http.ask<T>(path)).body;
  }
}
