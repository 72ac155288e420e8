// The second copy of a draft: on the server, for a device that is lost, empty or left in another car.
import { Refused } from '@kit/http';
import type { OrderingApi } from './api';
import { basketOf, tapsOf, type Draft } from './basket';

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

/** What the services should have of a draft: its text, or nothing more. */
interface Debt {
  citizenId: string;
  deviceId: string;
  text: string | undefined;
}

/** The copies of one device. What cannot be copied or taken away now is owed until the net is back. */
export class DraftCopies {
  private readonly waiting = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly owed = new Map<string, Debt>();

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
  async giveUp(citizenId: string, deviceId = this.deviceId): Promise<void> {
    if (deviceId === this.deviceId) {
      clearTimeout(this.waiting.get(citizenId));
      this.waiting.delete(citizenId);
    }
    await this.owe({ citizenId, deviceId, text: undefined });
  }

  /** The net is back. */
  async resync(): Promise<void> {
    await Promise.all([...this.owed.values()].map((debt) => this.pay(debt)));
  }

  /** What other devices have left of this citizen's and nobody has sent, the newest first; nothing when that cannot be known
   *  now. `here` lies on this device. */
  async left(citizenId: string, here: readonly Draft[] = []): Promise<LeftDraft[]> {
    const found = await Promise.all([this.api.drafts(citizenId), this.api.orders(citizenId)]).catch(() => undefined);
    if (!found) return [];
    const [rows, orders] = found;
    const placed = new Set(orders.filter(({ step }) => step !== 'refused').map(({ order_id }) => order_id));
    const left = rows.flatMap(({ device_id, text, kept_at_ms }) => {
      const draft = draftFrom(text, citizenId);
      return draft ? [{ deviceId: device_id, keptAt: kept_at_ms, draft }] : [];
    });
    // Sent without a net, and the device is not back to say so.
    for (const { deviceId, draft } of left) {
      if (!placed.has(draft.orderId)) continue;
      const grows = here.find(({ amends }) => deviceId === this.deviceId && amends === undefined);
      if (grows) this.note(grows);
      else void this.giveUp(citizenId, deviceId);
    }
    return left
      .filter(({ deviceId, draft }) => deviceId !== this.deviceId && !placed.has(draft.orderId))
      .filter(({ draft }) => !here.some(({ orderId }) => orderId === draft.orderId))
      .sort((a, b) => b.keptAt - a.keptAt);
  }

  private async owe(debt: Debt): Promise<void> {
    this.owed.set(placeOf(debt), debt);
    await this.pay(debt);
  }

  private async pay(debt: Debt): Promise<void> {
    const { citizenId, deviceId, text } = debt;
    try {
      if (text === undefined) await this.api.giveUpDraft(citizenId, deviceId);
      else await this.api.keepDraft(citizenId, deviceId, text);
    } catch (error) {
      if (!(error instanceof Refused)) return;
    }
    // A later one may have come meanwhile.
    if (this.owed.get(placeOf(debt)) === debt) this.owed.delete(placeOf(debt));
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
