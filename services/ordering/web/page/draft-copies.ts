// The second copy of a draft: on the server, for a device that is lost, empty or left in another car.
import { Refused } from '@kit/http';
import type { OrderingApi } from './api';
import { basketOf, isAmendment, tapsOf, type Draft } from './basket';

/** A draft that another device has left. */
export interface LeftDraft {
  deviceId: string;
  keptAt: number;
  draft: Draft;
}

/** Taps come in bursts: the copy is written when they pause. */
const pauseMs = 1_500;

/** What is kept of a draft: the basket it comes to, not each tap on the way. */
export function textOf(draft: Draft): string {
  return JSON.stringify({ ...draft, taps: tapsOf(basketOf(draft.taps)) });
}

/** Nothing for a text that this version of the page did not write. */
export function draftFrom(text: string | null, citizenId: string): Draft | undefined {
  try {
    const draft = JSON.parse(text ?? '') as Partial<Draft>;
    const whole = draft.citizenId === citizenId && typeof draft.orderId === 'string' && Array.isArray(draft.taps);
    return whole && basketOf((draft as Draft).taps).lines.length > 0 ? (draft as Draft) : undefined;
  } catch {
    return undefined;
  }
}

/** What the services should have of a draft: its text, or nothing more of it, if it is still the one that was kept then. */
type Debt = { citizenId: string; deviceId: string } & ({ text: string } | { gone: true; keptAt?: number });

/** The copies of one device. What cannot be copied or taken away now is owed until the net is back. */
export class DraftCopies {
  private readonly waiting = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly owed = new Map<string, Debt>();
  /** Places that a request is under way for: the next leaves when it is answered, or an older one could come later. */
  private readonly underWay = new Set<string>();

  constructor(
    private readonly api: OrderingApi,
    private readonly deviceId: string,
  ) {}

  /** Copies the draft soon. */
  note(draft: Draft): void {
    clearTimeout(this.waiting.get(draft.citizenId));
    const copy = () => {
      this.waiting.delete(draft.citizenId);
      void this.owe({ citizenId: draft.citizenId, deviceId: this.deviceId, text: textOf(draft) });
    };
    this.waiting.set(draft.citizenId, setTimeout(copy, pauseMs));
  }

  /** The draft is sent or given up. */
  async giveUp(citizenId: string): Promise<void> {
    clearTimeout(this.waiting.get(citizenId));
    this.waiting.delete(citizenId);
    await this.owe({ citizenId, deviceId: this.deviceId, gone: true });
  }

  /** Another device's is taken over or thrown away. What that device has written since stays. */
  async clearAway(citizenId: string, { deviceId, keptAt }: LeftDraft): Promise<void> {
    await this.owe({ citizenId, deviceId, gone: true, keptAt });
  }

  /** The net is back. */
  async resync(): Promise<void> {
    await Promise.all([...this.owed.keys()].map((place) => this.pay(place)));
  }

  /** What other devices have left of this citizen's and nobody has sent, the newest first; nothing when that cannot be known
   *  now. `here` tells what lies on this device; where its own copy says otherwise, it is put right: the page may have been
   *  closed without a net. */
  async left(citizenId: string, here: () => Promise<readonly Draft[]>): Promise<LeftDraft[]> {
    const found = await Promise.all([this.api.drafts(citizenId), this.api.orders(citizenId)]).catch(() => undefined);
    const lyingHere = await here();
    if (!found) return [];
    const [rows, orders] = found;
    const ownRow = rows.find(({ device_id }) => device_id === this.deviceId);
    this.putRight(citizenId, ownRow?.text, lyingHere.find((draft) => !isAmendment(draft)));
    const placed = new Set(orders.filter(({ step }) => step !== 'refused').map(({ order_id }) => order_id));
    const left = rows.flatMap(({ device_id, text, kept_at_ms }) => {
      const draft = draftFrom(text, citizenId);
      return draft ? [{ deviceId: device_id, keptAt: kept_at_ms, draft }] : [];
    });
    // Sent without a net, and the device is not back to say so.
    const others = left.filter(({ deviceId }) => deviceId !== this.deviceId);
    for (const other of others) if (placed.has(other.draft.orderId)) void this.clearAway(citizenId, other);
    return others
      .filter(({ draft }) => !placed.has(draft.orderId))
      .filter(({ draft }) => !lyingHere.some(({ orderId }) => orderId === draft.orderId))
      .sort((a, b) => b.keptAt - a.keptAt);
  }

  /** `copied` is undefined without a copy, and null when nobody can read it. */
  private putRight(citizenId: string, copied: string | null | undefined, grows: Draft | undefined): void {
    if (grows && copied !== textOf(grows)) this.note(grows);
    if (!grows && copied !== undefined) void this.giveUp(citizenId);
  }

  private async owe(debt: Debt): Promise<void> {
    this.owed.set(placeOf(debt), debt);
    await this.pay(placeOf(debt));
  }

  private async pay(place: string): Promise<void> {
    if (this.underWay.has(place)) return;
    this.underWay.add(place);
    for (let debt = this.owed.get(place); debt; debt = this.owed.get(place)) {
      const paid = await this.isPaid(debt);
      // A later one may have come meanwhile.
      if (this.owed.get(place) !== debt) continue;
      if (!paid) break;
      this.owed.delete(place);
    }
    this.underWay.delete(place);
  }

  /** False when nothing answered. What is refused would be refused again. */
  private async isPaid(debt: Debt): Promise<boolean> {
    try {
      if ('text' in debt) await this.api.keepDraft(debt.citizenId, debt.deviceId, debt.text);
      else await this.api.giveUpDraft(debt.citizenId, debt.deviceId, debt.keptAt);
      return true;
    } catch (error) {
      return error instanceof Refused;
    }
  }
}

const placeOf = ({ citizenId, deviceId }: Debt): string => `${citizenId}/${deviceId}`;

/** The name of this device among a citizen's drafts: random, and as long-lived as what the device keeps. */
export function deviceId(): string {
  const key = 'matbud.device';
  const known = localStorage.getItem(key);
  if (known) return known;
  const made = crypto.randomUUID();
  localStorage.setItem(key, made);
  return made;
}
