// Requests to the services: what they answer, what they refuse and why, and reading one's own writes.

/** A refusal as RFC 9457 has it. */
export interface Problem {
  status: number;
  title: string;
  detail: string;
  /** A word for the reason, which pages have texts for. */
  code?: string;
  /** Which fields of the request were wrong, as `#/lines/2/quantity`. */
  errors?: { detail: string; pointer: string }[];
}

/** The server understood and said no: asking again gives the same answer. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

/** Nobody knows whether the request arrived: asking again with the same id is right. */
export class Unreachable extends Error {}

/** Nobody is signed in any more: the same request is right once somebody is. What was kept for sending stays kept. */
export class SignedOut extends Unreachable {}

export interface Asking {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  /** Makes a repeated write the same write. */
  id?: string;
  signal?: AbortSignal;
  /** Gives up after so long; the network of a cellar answers neither yes nor no. */
  withinMs?: number;
}

export interface Answer<T> {
  status: number;
  body: T;
  /** Where to ask for the outcome of what is still under way (202). */
  location?: string;
}

const tokenHeader = 'matbud-token';
const defaultDeadlineMs = 10_000;

/** Speaks with the services of this page's origin. */
export class Http {
  /** The furthest write that each service has answered, by partition: its queries wait for it, so that people see their
   *  own changes. */
  private readonly written = new Map<string, Map<string, number>>();

  constructor(
    private readonly send: typeof fetch = (input, init) => fetch(input, init),
    private readonly headers: () => Record<string, string> = () => ({}),
  ) {}

  /** Fulfilled by an answer; rejected by Refused (4xx), SignedOut (401) or Unreachable (no answer, 429, 5xx). */
  async ask<T>(path: string, asking: Asking = {}): Promise<Answer<T>> {
    const headers: Record<string, string> = { accept: 'application/json', ...this.headers() };
    if (asking.body !== undefined) headers['content-type'] = 'application/json';
    if (asking.id) headers['idempotency-key'] = asking.id;
    const seen = this.written.get(serviceOf(path));
    if (seen) headers[tokenHeader] = [...seen].map(([partition, offset]) => `${partition}.${offset}`).join('_');
    const deadline = AbortSignal.timeout(asking.withinMs ?? defaultDeadlineMs);
    const init: RequestInit = {
      method: asking.method ?? 'GET',
      headers,
      signal: asking.signal ? anyOf(asking.signal, deadline) : deadline,
    };
    if (asking.body !== undefined) init.body = JSON.stringify(asking.body);
    let response: Response;
    try {
      response = await this.send(path, init);
    } catch (error) {
      if (asking.signal?.aborted) throw error;
      throw new Unreachable(String(error));
    }
    if (response.status === 401) throw new SignedOut('401');
    if (response.status === 429 || response.status >= 500) throw new Unreachable(`${response.status}`);
    const text = await response.text().catch((error: unknown) => {
      throw new Unreachable(String(error)); // the head came, the rest did not
    });
    const body: unknown = text === '' ? undefined : parsed(text, response.status);
    if (response.status >= 400) throw new Refused({ title: '', detail: '', ...(body as object), status: response.status });
    this.remember(serviceOf(path), response.headers.get(tokenHeader));
    const answer: Answer<T> = { status: response.status, body: body as T };
    const location = response.headers.get('location');
    if (location) answer.location = location;
    return answer;
  }

  private remember(service: string, token: string | null): void {
    if (!token) return;
    const seen = this.written.get(service) ?? new Map<string, number>();
    this.written.set(service, seen);
    for (const place of token.split('_')) {
      const [partition, offset] = place.split('.');
      if (partition === undefined || offset === undefined) continue;
      const reached = Number(offset);
      if (reached > (seen.get(partition) ?? -1)) seen.set(partition, reached);
    }
  }
}

/** `ordering` of `/api/ordering/v1/orders`: a place in one service's log means nothing to another. */
const serviceOf = (path: string): string => path.split('/')[2] ?? '';

function parsed(text: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy's own page, or an answer that was cut.
    if (status >= 400) return {};
    throw new Unreachable('the answer is not whole');
  }
}

/** AbortSignal.any, which iPads before iOS 17.4 do not have. */
function anyOf(...signals: AbortSignal[]): AbortSignal {
  const controller = new AbortController();
  for (const signal of signals) {
    if (signal.aborted) controller.abort(signal.reason);
    signal.addEventListener('abort', () => controller.abort(signal.reason), { once: true });
  }
  return controller.signal;
}
