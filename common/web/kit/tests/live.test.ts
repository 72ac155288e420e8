import { describe, expect, it } from 'vitest';
import { EventReader, listen } from '@kit/live';

describe('a stream of events', () => {
  it('is taken apart wherever it is cut', () => {
    const text = 'retry: 2000\n\n: beat\n\nid: 3.17\nevent: health\ndata: {"a":1,\ndata: "b":2}\n\nid: 3.18\ndata: x\n\n';
    const expected = [
      { id: '3.17', name: 'health', data: '{"a":1,\n"b":2}' },
      { id: '3.18', name: 'message', data: 'x' },
    ];
    for (let cut = 0; cut <= text.length; ++cut) {
      const reader = new EventReader();
      expect([...reader.take(text.slice(0, cut)), ...reader.take(text.slice(cut))]).toEqual(expected);
    }
  });

  it('goes on behind the last event when it breaks', async () => {
    const asked: (string | undefined)[] = [];
    const heard: string[] = [];
    await new Promise<void>((done) => {
      const send = async (_path: unknown, init?: RequestInit) => {
        asked.push((init?.headers as Record<string, string>)['last-event-id']);
        return new Response(`id: ${asked.length}\ndata: event ${asked.length}\n\n`);
      };
      const stop = listen('/events', {
        headers: () => ({}),
        send: send as typeof fetch,
        waitMs: 0,
        onEvent: ({ data }) => {
          heard.push(data);
          if (heard.length < 3) return;
          stop();
          done();
        },
      });
    });
    expect(heard).toEqual(['event 1', 'event 2', 'event 3']);
    expect(asked).toEqual([undefined, '1', '2']);
  });
});
