// What the benefits API says, as this page needs it: `/api/benefits/v1`, described in ../openapi.json.
import type { Answer, Asking } from '@kit/http';

export interface Assumption {
  name: string;
  value: number;
  source: string;
  /** By the municipality. */
  set: boolean;
}

/** Sums over orders. Each is a whole number. */
export interface Figures {
  orders: number;
  cancelled: number;
  refused_by_grocer: number;
  delivered: number;
  on_time: number;
  not_received: number;
  returned: number;
  by_citizen: number;
  from_standing_orders: number;
  lines: number;
  lines_with_wish: number;
  lines_with_alternative: number;
  lines_changed: number;
  lines_substituted: number;
  lines_short: number;
  grocer_late: number;
  goods_ore: number;
  road_metres: number;
  feedback: number;
  feedback_with_stars: number;
  stars: number;
  complaints: number;
  notices: number;
  citizens: number;
}

/** What they come to by the assumptions. */
export interface Reckoned {
  trips_saved_thousandths: number;
  visits_saved_thousandths: number;
  seconds_before: number;
  seconds_now: number;
  metres_before: number;
  metres_now: number;
  grams_co2_before: number;
  grams_co2_now: number;
  cost_before_ore: number;
  cost_now_ore: number;
}

export interface Row {
  /** Null for units that are put together; empty for people whom no unit serves. */
  unit: string | null;
  others: boolean;
  figures: Figures;
  reckoned: Reckoned;
}

export interface Month {
  municipality: string;
  /** `2026-11` */
  month: string;
  /** The month from which the municipality has set them; null when it has not. */
  assumed_from: string | null;
  assumptions: Assumption[];
  units: Row[];
  /** Null when too few people have ordered for anything to be shown. */
  total: Row | null;
}

export interface Benefits {
  people_min: number;
  months: Month[];
}

/** What may be assumed, in the order in which it is shown. */
export interface AssumptionKind {
  name: string;
  value: number;
  max: number;
  source: string;
}

export interface AssumptionSet {
  municipality: string;
  from_month: string;
  set_at_ms: number;
  values: { name: string; value: number; source: string }[];
}

export interface Assumed {
  kinds: AssumptionKind[];
  sets: AssumptionSet[];
}

export const base = '/api/benefits/v1';

interface Asker {
  ask<T>(path: string, asking?: Asking): Promise<Answer<T>>;
}

/** The questions of this page. Each is rejected as Http.ask says. */
export class BenefitsApi {
  constructor(private readonly http: Asker) {}

  async benefits(): Promise<Benefits> {
    return (await this.http.ask<Benefits>(`${base}/figures`)).body;
  }
  async assumed(): Promise<Assumed> {
    return (await this.http.ask<Assumed>(`${base}/assumptions`)).body;
  }
  async assume(set: Omit<AssumptionSet, 'set_at_ms'>, id: string): Promise<void> {
    await this.http.ask(`${base}/assumptions`, { method: 'POST', id, body: set });
  }
}
