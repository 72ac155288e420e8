import { describe, expect, it } from 'vitest';
import { Http, Refused, SignedOut, Unreachable } from '@kit/http';

type Sent = { path: string; headers: Record<string, string> };

/** A net on which each request meets the next of these answers. */
function netWith(...answers: (Response | Error)[]): { http: Http; sent: Sent[] } {
  const sent: Sent[] = [];
  const send = async (path: RequestInfo | URL, init?: RequestInit) => {
    sent.push({ path: String(path), headers: init?.headers as Record<string, string> });
    const answer = answers.shift();
    if (!answer) throw new Error('nothing more was expected');
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { http: new Http(send as typeof fetch), sent };
}
const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers });

describe('a request', () => {
  it('sends the furthest place of each partition that a write was told', async () => {
    const { http, sent } = netWith(
      json(201, {}, { 'matbud-token': '3.17' }),
      json(201, {}, { 'matbud-token': '3.9' }),
      json(201, {}, { 'matbud-token': '4.2' }),
      json(200, []),
      json(200, []),
    );
    const orders = '/api/ordering/v1/orders';
    for (let write = 0; write < 3; ++write) await http.ask(orders, { method: 'POST', id: `id-${write}`, body: {} });
    await http.ask(orders);
    await http.ask('/api/dispatch/v1/runs');
    expect(sent[0]?.headers['idempotency-key']).toBe('id-0');
    expect(sent[3]?.headers['matbud-token']).toBe('3.17_4.2');
    expect(sent[4]?.headers['matbud-token']).toBeUndefined(); // another service's log
  });

  it('that is refused says which field and why', async () => {
    const { http } = netWith(json(422, { title: 'Unprocessable Content', detail: 'is 0', errors: [{ detail: 'is 0', pointer: '#/lines/0/quantity' }] }));
    const refusal = await http.ask('/orders').catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Refused);
    expect((refusal as Refused).problem).toMatchObject({ status: 422, errors: [{ pointer: '#/lines/0/quantity' }] });
  });

  it.each([
    ['no net', new TypeError('failed to fetch')],
    ['too many requests', json(429, {})],
    ['a server that is not up', json(503, {})],
    ['half an answer', new Response('{"lines": [', { status: 200 })],
  ])('that met %s may be sent again', async (_story, answer) => {
    const { http } = netWith(answer);
    await expect(http.ask('/orders')).rejects.toBeInstanceOf(Unreachable);
  });

  it('of somebody who is signed out may be sent again when they are back', async () => {
    const { http } = netWith(json(401, { title: 'Unauthorized', code: 'sign_in' }));
    const refusal = await http.ask('/orders').catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(SignedOut);
    expect(refusal).toBeInstanceOf(Unreachable);
  });

  it('that a proxy refuses with a page of its own is refused', async () => {
    const { http } = netWith(new Response('<html>', { status: 403 }));
    await expect(http.ask('/orders')).rejects.toBeInstanceOf(Refused);
  });
});
