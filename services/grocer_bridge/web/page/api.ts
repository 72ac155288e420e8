// What the packing API says: `/api/packing/v1`, described in ../openapi.json.
import type { Answer, Asking } from '@kit/http';
import { listen } from '@kit/live';

export type Kept = 'ambient' | 'chilled' | 'frozen';
export const keptInOrder: readonly Kept[] = ['ambient', 'chilled', 'frozen'];
export type Wish = 'similar' | 'ask' | 'never';
export type OrderState = 'sent' | 'accepted' | 'packed' | 'refused' | 'withdrawn';
export type Outcome = 'accepted' | 'changed' | 'substituted' | 'short';

export interface DeliveryWindow {
  area_id: string;
  window_id: string;
  delivery_day: string;
  opens_at_ms: number;
  closes_at_ms: number;
  same_day: boolean;
}

export interface OrderRow {
  order_id: string;
  /** The name of the doorstep on labels. */
  alias: string;
  area_name: string;
  window: DeliveryWindow;
  state: OrderState;
  lines: number;
  kept: Record<Kept, number>;
  total_ore: number;
  /** When an answer or the packed boxes are late. */
  due_at_ms: number | null;
  late: boolean;
  boxes: number;
  take_out: number;
}

export interface Allergen {
  allergen: string;
  state: 'contains' | 'may_contain' | 'unknown';
}

export interface Product {
  gtin: string;
  /** Null when the catalogue has it no longer. */
  name: string | null;
  brand: string | null;
  storage: Kept | null;
  weight_grams: number | null;
  age_limit_years: number;
  vat_basis_points: number | null;
  allergens: Allergen[];
}

export interface Named {
  gtin: string;
  name: string | null;
}

export interface Goods {
  product: Product;
  /** Pieces, or grams of what is sold by weight. */
  quantity: number;
  price_ore: number;
  deposit_ore: number;
  sold_by_weight: boolean;
  cost_ore: number;
}

export interface Line {
  ordered: Goods;
  /** Null when nothing comes. */
  comes: Goods | null;
  outcome: Outcome;
  wish: Wish;
  alternative: Named | null;
  reason: string | null;
  /** Substitutes that went back. */
  returned: Named[];
  packed: {
    quantity: number;
    price_ore: number;
    lot: string | null;
    best_before_day: string | null;
    outstanding_quantity: number;
    outstanding_reason: string | null;
  } | null;
}

export interface Box {
  box_id: string;
  weight_grams: number;
  storage: Kept | null;
}

export interface Order extends OrderRow {
  line_list: Line[];
  box_list: Box[];
  take_out_list: Named[];
  refused_reason: string | null;
  age_limit_years: number;
  packed_at_ms: number | null;
  stop: number | null;
}

export interface Substitute {
  gtin: string;
  name: string;
  brand: string | null;
  price_ore: number;
  price_difference_ore: number;
  weight_grams: number | null;
  sold_by_weight: boolean;
  /** The citizen's own alternative. */
  wished: boolean;
  /** What it holds more of than what was ordered, or says less about. */
  more_allergens: Allergen[];
}

export const base = '/api/packing/v1';

interface Asker {
  ask<T>(path: string, asking?: Asking): Promise<Answer<T>>;
}

/** The questions of this page. Each is rejected as Http.ask says. */
export class PackingApi {
  /** `headers`: what the services are told about who asks. */
  constructor(
    private readonly http: Asker,
    private readonly headers: () => Record<string, string>,
  ) {}

  async orders(): Promise<OrderRow[]> {
    return (await this.get<{ orders: OrderRow[] }>(`${base}/orders?limit=500`)).orders;
  }
  order(id: string): Promise<Order> {
    return this.get(`${base}/orders/${id}`);
  }
  async substitutes(order: string, gtin: string, words: string): Promise<Substitute[]> {
    const path = `${base}/orders/${order}/lines/${gtin}/substitutes${words && `?q=${encodeURIComponent(words)}`}`;
    return (await this.get<{ substitutes: Substitute[] }>(path)).substitutes;
  }
  /** What is printed. Rejected when it cannot be had. */
  async pdf(order: string, what: 'slip' | 'labels'): Promise<Blob> {
    const response = await fetch(`${base}/orders/${order}/${what}.pdf`, { headers: this.headers() });
    if (!response.ok) throw new Error(`${response.status}`);
    return response.blob();
  }
  /** Calls when something happens with the grocer's orders, and when nobody knows what has; until the answer is called. */
  live(onChange: () => void): () => void {
    return listen(`${base}/events`, { headers: this.headers, onEvent: onChange, onOpen: (open) => open && onChange() });
  }

  private async get<T>(path: string): Promise<T> {
    return (await this.http.ask<T>(path)).body;
  }
}
