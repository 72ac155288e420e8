// Server-sent events of the services, asked for with the headers that say who looks (an EventSource sends none).
import { signedOut } from './sign-in';

/** One event as it came. */
export interface Happening {
  id: string;
  name: string;
  data: string;
}

/** Takes a stream of text apart into events (HTML Living Standard, 9.2.6). */
export class EventReader {
  private rest = '';
  private id = '';
  private name = '';
  private data: string[] = [];

  /** The events that are whole with this piece. */
  take(piece: string): Happening[] {
    const lines = (this.rest + piece).split('\n');
    this.rest = lines.pop() ?? '';
    const whole: Happening[] = [];
    for (const line of lines) {
      if (line === '') {
        if (this.data.length > 0) whole.push({ id: this.id, name: this.name || 'message', data: this.data.join('\n') });
        this.name = '';
        this.data = [];
        continue;
      }
      const colon = line.indexOf(':');
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (field === 'data') this.data.push(value);
      else if (field === 'event') this.name = value;
      else if (field === 'id') this.id = value;
    }
    return whole;
  }
}

interface Listening {
  headers: () => Record<string, string>;
  onEvent: (happening: Happening) => void;
  /** True while the stream is open. */
  onOpen?: (open: boolean) => void;
  send?: typeof fetch;
  waitMs?: number;
}

/** Listens until the returned function is called; a stream that ends is opened again behind the last event seen. */
export function listen(path: string, { headers, onEvent, onOpen, send = fetch, waitMs = 2_000 }: Listening): () => void {
  const stop = new AbortController();
  let last = '';
  const once = async () => {
    const asked: Record<string, string> = { accept: 'text/event-stream', ...headers() };
    if (last) asked['last-event-id'] = last;
    const response = await send(path, { headers: asked, signal: stop.signal, cache: 'no-store' });
    if (response.status === 401) signedOut.value = true;
    if (response.status === 400) last = ''; // a place that the services no longer know
    if (!response.ok || !response.body) throw new Error(`${response.status}`);
    onOpen?.(true);
    const reader = response.body.getReader();
    const events = new EventReader();
    const decoder = new TextDecoder();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      for (const happening of events.take(decoder.decode(value, { stream: true }))) {
        last = happening.id || last;
        onEvent(happening);
      }
    }
  };
  const forever = async () => {
    while (!stop.signal.aborted) {
      await once().catch(() => undefined); // whatever ended it, it is opened anew
      if (stop.signal.aborted) return;
      onOpen?.(false);
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  };
  void forever();
  return () => stop.abort();
}
