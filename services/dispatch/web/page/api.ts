// What dispatch's API says, as the driver's and the dispatcher's page need it: `/api/dispatch/v1`, described in
// ../openapi.json.
import type { Answer, Asking } from '@kit/http';

export interface Shift {
  shift_id: string;
  driver_id: string;
  area_id: string;
  starts_at_ms: number;
  ends_at_ms: number;
  capacity_boxes: number;
  /** 0: no limit. */
  capacity_grams: number;
  /** Keeps goods cold, however long they are under way. */
  cooled: boolean;
  depot_latitude_e7: number;
  depot_longitude_e7: number;
  skills: string[];
  /** Both 0: no break. */
  break_from_ms: number;
  break_to_ms: number;
  ended: boolean;
  on_shift: boolean;
}

export interface DeliveryWindow {
  window_id: string;
  area_id: string;
  delivery_day: string;
  opens_at_ms: number;
  closes_at_ms: number;
  /** Its runs take orders all day, and are not moved by hand. */
  same_day?: boolean;
}

export type Phase = 'waiting' | 'assigned' | 'delivered' | 'failed' | 'returned' | 'withdrawn';
export const failures = ['not_opened', 'no_access', 'refused_at_door', 'age'] as const;
export type Failure = (typeof failures)[number];
export const keptBackReasons = ['damaged', 'missing', 'refused', 'age', 'hours'] as const;
export type KeptBackReason = (typeof keptBackReasons)[number];

export type WaitsBecause = 'skills' | 'load' | 'time' | 'no_room' | 'no_driver';

/** Goods that stay in the car: of a product, or, without one, whole boxes. */
export interface KeptBack {
  gtin: string | null;
  /** Pieces, grams or boxes; 0: all of them. */
  quantity: number;
  reason: KeptBackReason;
}

export interface Delivery {
  order_id: string;
  citizen_id: string;
  window: DeliveryWindow | null;
  boxes: number;
  weight_grams: number;
  cold: boolean;
  packed: boolean;
  /** What must be seen to at the door. */
  hand_over: {
    age_limit_years: number;
    /** When its alcohol stays in the car. */
    age_limit_without_alcohol_years: number;
    alcohol_from_ms: number | null;
    alcohol_until_ms: number | null;
    at_unit: string;
  } | null;
  phase: Phase | null;
  run_id: string;
  driver_id: string;
  /** When the driver stood at the door. */
  arrived_at_ms: number | null;
  resolved_at_ms: number | null;
  failure: Failure | null;
  kept_back: KeptBack[];
  received_by?: string | null;
  alert: 'open' | 'confirmed' | 'escalated' | null;
  alert_raised_at_ms: number | null;
  /** Why no run had room for it when its window was planned last. */
  waits_because: WaitsBecause | null;
}

export interface Point {
  latitude_e7: number;
  longitude_e7: number;
}

/** Fields that the role may not read are left out; those that nobody has said are null. */
export interface Doorstep {
  address?: string | null;
  point?: Point | null;
  door_code?: string | null;
  note_to_driver?: string | null;
  service_minutes: number;
  put_goods_away: boolean;
  skills: string[];
}

export interface Stop {
  order_id: string;
  citizen_id: string;
  /** Null: nobody has reckoned. */
  eta_ms: number | null;
  delivery: Delivery | null;
  doorstep: Doorstep | null;
}

export interface Run {
  run_id: string;
  driver_id: string;
  shift_id: string;
  window: DeliveryWindow | null;
  stops: Stop[];
  departs_at_ms: number | null;
  returns_at_ms: number | null;
  distance_metres: number;
  started_at_ms: number | null;
}

export interface Area {
  area_id: string;
  name: string;
}

/** A run as a dispatcher wants it: orders in driving order. */
export interface WantedRun {
  shift_id: string;
  order_ids: string[];
}

export interface ReckonedRuns {
  runs: {
    shift_id: string;
    driver_id: string;
    stops: { order_id: string; eta_ms: number }[];
    departs_at_ms: number;
    returns_at_ms: number;
    distance_metres: number;
  }[];
  distance_metres: number;
  minutes: number;
}

/** What a change of runs would mean. */
export interface RunsPreview {
  /** The runs that change, as they stood when the change was reckoned; it is refused when they have changed meanwhile. */
  as_seen: { run_id: string; order_ids: string[] }[];
  /** What comes in their place. */
  runs: WantedRun[];
  before: ReckonedRuns;
  after: ReckonedRuns;
  /** Wanted runs that cannot be driven. */
  hindered: { shift_id: string; why: 'load' | 'skills' | 'time' }[];
  /** Orders that would be in no run. */
  unplanned: string[];
}

export interface WindowOfDay {
  area_id: string;
  window_id: string;
  delivery_day: string;
}

/** A door that nobody opened and nobody looks after. */
export interface Alert {
  order_id: string;
  citizen_id: string;
  driver_id: string;
  raised_at_ms: number;
  state: 'open' | 'escalated';
}

export interface PlanSettings {
  objective: 'shortest' | 'fewest_vehicles';
  fairness_metres: number;
}

/** A circle that cannot be driven through. */
export interface ClosedRoad extends Point {
  radius_metres: number;
}

export const base = '/api/dispatch/v1';

export interface Asker {
  ask<T>(path: string, asking?: Asking): Promise<Answer<T>>;
}

/** The questions of these pages. Each is rejected as Http.ask says. */
export class DispatchApi {
  constructor(private readonly http: Asker) {}

  async areas(): Promise<Area[]> {
    return (await this.get<{ areas: Area[] }>('/api/ordering/v1/areas')).areas;
  }
  /** Shifts that are not over, a driver's own, where they start from, and what the services' clock says. */
  shifts(area: string): Promise<{ shifts: Shift[]; depot: Point | null; now_ms: number }> {
    return this.get(`${base}/shifts?area=${encodeURIComponent(area)}`);
  }
  /** Runs of a day, `2026-11-24`; a driver's own. */
  async runs(area: string, day: string): Promise<Run[]> {
    return (await this.get<{ runs: Run[] }>(`${base}/runs?area=${encodeURIComponent(area)}&day=${day}`)).runs;
  }

  async deliveries(area: string, day: string): Promise<Delivery[]> {
    return (await this.get<{ deliveries: Delivery[] }>(`${base}/deliveries?area=${encodeURIComponent(area)}&day=${day}`)).deliveries;
  }
  async alerts(area: string): Promise<Alert[]> {
    return (await this.get<{ alerts: Alert[] }>(`${base}/alerts?area=${encodeURIComponent(area)}`)).alerts;
  }
  settings(area: string): Promise<PlanSettings> {
    return this.get(`${base}/plan-settings?area=${encodeURIComponent(area)}`);
  }
  /** What these runs would mean; without any, what a solver would make of the window. */
  async preview(window: WindowOfDay, runs?: readonly WantedRun[]): Promise<RunsPreview> {
    const body = { ...window, ...(runs && { runs }) };
    return (await this.http.ask<RunsPreview>(`${base}/plans/preview`, { method: 'POST', body, withinMs: 20_000 })).body;
  }
  /** A command of the dispatcher's, under an id that makes it the same when it is sent again. */
  async say(path: string, id: string, body: unknown): Promise<void> {
    await this.http.ask(`${base}${path}`, { method: 'POST', id, body });
  }

  private async get<T>(path: string): Promise<T> {
    return (await this.http.ask<T>(path)).body;
  }
}
