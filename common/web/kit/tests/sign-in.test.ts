import { describe, expect, it } from 'vitest';
import { callerHeaders, callerName, signIn, signInAddress, signOut, type Device } from '@kit/sign-in';

const worker = { subject: 'w-7', role: 'care_worker', municipality: '3024', unit: 'sone-1', name: '' };

/** A device at an address, on a net where each request meets the next of these answers. */
function deviceAt(here: string, ...answers: (Response | Error)[]) {
  const kept = new Map<string, string>();
  const went: string[] = [];
  const device: Device = {
    ask: async () => {
      const answer = answers.shift();
      if (!answer) throw new Error('nothing more was expected');
      if (answer instanceof Error) throw answer;
      return answer;
    },
    here: () => here,
    go: (address) => went.push(address),
    kept: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    },
  };
  return { device, kept, went, then: (...more: (Response | Error)[]) => answers.push(...more) };
}
const json = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });
const noNet = () => new TypeError('failed to fetch');
/** Lets everything that can happen now happen. */
const aWhile = () => new Promise<void>((resolve) => setTimeout(resolve));

describe('who is signed in', () => {
  it('is what the services say', async () => {
    const { device } = deviceAt('/kitchen-table/', json(200, worker));
    expect(await signIn(device)).toEqual(worker);
    expect(callerHeaders()).toEqual({ 'matbud-role': 'care_worker', 'matbud-user': 'w-7' });
    expect(callerName()).toBe('care_worker.w-7');
  });

  it('is asked at sign-in when they do not know, and the way back is kept', async () => {
    const { device, went } = deviceAt('/kitchen-table/?a=1#/table/c-1', json(401, { code: 'sign_in' }));
    void signIn(device);
    await aWhile();
    expect(went).toHaveLength(1);
    const query = new URL(went[0] ?? '', 'http://here').searchParams;
    expect(query.get('back')).toBe('/kitchen-table/?a=1#/table/c-1');
  });

  it('is remembered where there is no net', async () => {
    const { device, went, then } = deviceAt('/kitchen-table/', json(200, worker));
    await signIn(device);
    then(noNet());
    expect(await signIn(device)).toEqual(worker);
    then(json(503, {}));
    expect(await signIn(device)).toEqual(worker);
    expect(went).toEqual([]);
  });

  it('is asked again when the session has ended, whoever is remembered', async () => {
    const { device, went, then } = deviceAt('/kitchen-table/', json(200, worker));
    await signIn(device);
    then(json(401, {}));
    void signIn(device);
    await aWhile();
    expect(went).toHaveLength(1);
  });

  it('is somebody else when the address wishes so', async () => {
    const { device, went } = deviceAt('/kitchen-table/?as=care_worker/w-8/3024/sone-1', json(200, worker));
    void signIn(device);
    await aWhile();
    const query = new URL(went[0] ?? '', 'http://here').searchParams;
    expect(query.get('as')).toBe('care_worker/w-8/3024/sone-1');
    expect(query.get('back')).toBe('/kitchen-table/');
    const same = deviceAt('/kitchen-table/?as=care_worker/w-7/3024/sone-1', json(200, worker));
    expect(await signIn(same.device)).toEqual(worker);
    expect(same.went).toEqual([]);
  });

  it('is nobody after signing out, and the device goes where the services say', async () => {
    const { device, kept, went, then } = deviceAt('/kitchen-table/', json(200, worker));
    await signIn(device);
    then(json(200, { next: '/sign-out/done' }));
    const forgotten: string[] = [];
    await signOut(async () => void forgotten.push(callerName()), device);
    expect(forgotten).toEqual(['care_worker.w-7']);
    expect(kept.size).toBe(0);
    expect(went).toEqual(['/sign-out/done']);
  });

  it('stays signed in when signing out meets no net', async () => {
    const { device, kept, went, then } = deviceAt('/kitchen-table/', json(200, worker));
    await signIn(device);
    then(noNet());
    const atLast = async () => expect.unreachable();
    await expect(signOut(atLast, device)).rejects.toThrow();
    expect(kept.size).toBe(1);
    expect(went).toEqual([]);
  });

  it('never goes anywhere but to this origin', () => {
    const { device } = deviceAt('//evil.example/');
    expect(signInAddress(device).startsWith('/sign-in?')).toBe(true);
  });
});
