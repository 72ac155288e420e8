// What the operations API says, as this page needs it: `/api/operations/v1`, described in ../../openapi.json.
import type { Answer, Asking } from '@kit/http';

export interface Input {
  topic: string;
  lag_records: number;
  oldest_waits_ms: number;
}

export interface Processor {
  processor: string;
  partitions: number;
  catching_up: number;
  stopped: number;
  lag_records: number;
  oldest_waits_ms: number;
  parked: number;
  pending_effects: number;
  /** Since the start, like the next two. */
  handled: number;
  void: number;
  rebuilds: number;
  inputs: Input[];
}

export interface Health {
  well: boolean;
  at_ms: number;
  alarms: string[];
  processors: Processor[];
}

export interface Place {
  topic: string;
  partition: number;
  offset: number;
}

export interface Parked extends Place {
  service: string;
  subject: string;
  /** Null when not even its envelope can be read. */
  type: string | null;
  appended_at_ms: number;
  reason: string;
  code_version: string;
  /** It waits only for an earlier one of its subject. */
  behind: boolean;
}

export interface Redriven {
  discarded: boolean;
  moved: number;
  still_parked: number;
}

export interface StoryLine extends Place {
  appended_at_ms: number;
  type: string;
  /** One line of English. */
  told: string;
  cause: Place | null;
}

/** Why an operator may see whose order it is. */
export const grounds = ['asked_by_citizen', 'wrong_delivery', 'privacy_incident'] as const;
export type Ground = (typeof grounds)[number];

export interface Person {
  citizen_id: string;
  /** Null when the person was erased. */
  name: string | null;
}

export interface OrderRow {
  order_id: string;
  area_id: string;
  step: string;
  last_change_ms: number;
  window: { delivery_day: string | null } | null;
}

export interface Verified {
  began_at_ms: number;
  took_ms: number;
  /** Why nothing can be said; null when it can. */
  failed: string | null;
  records: number;
  findings: number;
  first_findings: { topic: string; partition: number; offset: number | null; what: string }[];
  topics: { topic: string; records: number; void: number; chained: boolean }[];
}

export interface Verification {
  running: boolean;
  records_read: number;
  /** 0 until it is known. */
  records_all: number;
  last: Verified | null;
}

export const base = '/api/operations/v1';

interface Asker {
  ask<T>(path: string, asking?: Asking): Promise<Answer<T>>;
}

/** The questions of this page. Each is rejected as Http.ask says. */
export class OperationsApi {
  constructor(private readonly http: Asker) {}

  health(): Promise<Health> {
    return this.get(`${base}/health`);
  }
  async parked(): Promise<Parked[]> {
    return (await this.get<{ parked: Parked[] }>(`${base}/parked`)).parked;
  }
  async redrive(queue: { service: string; subject: string }, id: string, discardFor?: string): Promise<Redriven> {
    const body = {
      service: queue.service,
      subject: queue.subject,
      ...(discardFor !== undefined && { discard: true, reason: discardFor }),
    };
    return (await this.http.ask<Redriven>(`${base}/parked/redrive`, { method: 'POST', id, body })).body;
  }
  async story(order: string): Promise<StoryLine[]> {
    return (await this.get<{ story: StoryLine[] }>(`${base}/orders/${encodeURIComponent(order)}/trace`)).story;
  }
  /** Leaves an access event with the ground. */
  async person(order: string, reason: Ground, id: string): Promise<Person> {
    const path = `${base}/orders/${encodeURIComponent(order)}/person`;
    return (await this.http.ask<Person>(path, { method: 'POST', id, body: { reason } })).body;
  }
  async orders(step: string): Promise<OrderRow[]> {
    const path = `/api/ordering/v1/orders?limit=50${step && `&step=${step}`}`;
    return (await this.get<{ orders: OrderRow[] }>(path)).orders;
  }
  verification(): Promise<Verification> {
    return this.get(`${base}/verify`);
  }
  async verify(): Promise<Verification> {
    return (await this.http.ask<Verification>(`${base}/verify`, { method: 'POST', body: {} })).body;
  }

  private async get<T>(path: string): Promise<T> {
    return (await this.http.ask<T>(path)).body;
  }
}
