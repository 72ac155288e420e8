// Who is signed in. The services know by a session that no script can see; the page asks them once, and remembers the
// answer for when there is no net. In a demo the address may say who one is (`?as=care_worker/worker-1/3024/unit-1`).
import { signal } from '@preact/signals';
import { language } from './language';

/** As the services know them. */
export interface Caller {
  subject: string;
  role: string;
  /** Empty: all. */
  municipality: string;
  /** A care worker's service unit, a picker's grocer. */
  unit: string;
  /** How they are called; empty where the sign-in tells none. */
  name: string;
}

const storedUnder = 'matbud.caller';
/** With somebody remembered, a slow net does not keep the page from opening. */
const patienceMs = 3_000;
const longPatienceMs = 15_000;

/** Whether the services have said that nobody is signed in any more. What was done meanwhile is kept. */
export const signedOut = signal(false);

let caller: Caller | undefined;

/** What the device can do, so that a test can do it without one. */
export interface Device {
  ask(path: string, init: RequestInit): Promise<Response>;
  /** Where the page is: its path with query and fragment. */
  here(): string;
  go(address: string): void;
  kept: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
}

const thisDevice: Device = {
  ask: (path, init) => fetch(path, init),
  here: () => location.pathname + location.search + location.hash,
  go: (address) => location.replace(address),
  get kept() {
    return localStorage;
  },
};

/** Takes `?as=` out of an address. */
function withoutWish(address: string): { back: string; wish: string | null } {
  const url = new URL(address, 'http://here.invalid');
  const wish = url.searchParams.get('as');
  url.searchParams.delete('as');
  return { back: url.pathname + url.search + url.hash, wish };
}

/** Where a person signs in, and how they get back to where they are. */
export function signInAddress(device: Device = thisDevice): string {
  const { back, wish } = withoutWish(device.here());
  const query = new URLSearchParams({ back, lang: language.value });
  if (wish) query.set('as', wish);
  return `/sign-in?${query}`;
}

function remembered(device: Device): Caller | undefined {
  try {
    return JSON.parse(device.kept.getItem(storedUnder) ?? 'null') ?? undefined;
  } catch {
    return undefined; // a browser that keeps nothing still shows the page while there is a net
  }
}

function remember(device: Device, who: Caller | undefined): void {
  try {
    if (who) device.kept.setItem(storedUnder, JSON.stringify(who));
    else device.kept.removeItem(storedUnder);
  } catch {
    // They are then asked for again at each visit.
  }
}

function isMeant(who: Caller, wish: string | null): boolean {
  if (wish === null) return true;
  const [role = '', subject = '', municipality = '', unit = ''] = wish.split('/');
  return role === who.role && subject === who.subject && municipality === who.municipality && unit === who.unit;
}

/** Fulfilled by who is signed in, as far as is known. When nobody is, the person is sent to sign-in, and it never is. */
export async function signIn(device: Device = thisDevice): Promise<Caller> {
  const before = remembered(device);
  const { wish, back } = withoutWish(device.here());
  let answer: Response | undefined;
  try {
    answer = await device.ask('/api/me', {
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(before ? patienceMs : longPatienceMs),
    });
  } catch {
    // No net, or none that answers in time.
  }
  if (answer?.ok) {
    const who = (await answer.json()) as Caller;
    if (isMeant(who, wish)) {
      remember(device, who);
      if (wish !== null) globalThis.history?.replaceState(null, '', back);
      return (caller = who);
    }
  } else if (before && answer?.status !== 401 && answer?.status !== 403) {
    return (caller = before);
  }
  device.go(signInAddress(device));
  return new Promise(() => undefined);
}

/** Ends the session, here and where one signed in, does what is left to do on the device, and leaves the page. */
export async function signOut(atLast: () => Promise<void>, device: Device = thisDevice): Promise<void> {
  const answer = await device.ask('/sign-out', { method: 'POST' });
  if (!answer.ok) throw new Error(`${answer.status}`);
  const { next } = (await answer.json()) as { next: string };
  remember(device, undefined);
  await atLast().catch(() => undefined);
  device.go(next);
}

/** Whom signIn() found. */
export function whoIsIn(): Caller | undefined {
  return caller;
}

/** Whom the page takes its person for: the services refuse what they would otherwise do in another's name. */
export function callerHeaders(): Record<string, string> {
  return caller ? { 'matbud-role': caller.role, 'matbud-user': caller.subject } : wishedHeaders();
}

/** Under which name the device keeps what belongs to this person alone. */
export function callerName(): string {
  const headers = callerHeaders();
  return `${headers['matbud-role']}.${headers['matbud-user']}`;
}

/** For a page that does not call signIn(): a demo believes the address. */
function wishedHeaders(): Record<string, string> {
  const [role, subject, municipality, unit] = (withoutWish(thisDevice.here()).wish ?? '').split('/');
  return {
    'matbud-role': role || 'care_worker',
    'matbud-user': subject || 'local',
    'matbud-municipality': municipality || '3024',
    ...(unit && { 'matbud-unit': unit }),
  };
}
