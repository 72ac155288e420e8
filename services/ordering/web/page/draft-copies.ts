// The second copy of a draft: on the server, for a device that is lost, empty or left in another car.
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

/** The copies of one device. What cannot be copied now is copied with the next tap: the device has it in any case. */
export class DraftCopies {
  private readonly waiting = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(
    private readonly api: OrderingApi,
    private readonly deviceId: string,
  ) {}

  /** Copies the draft soon. */
  note(draft: Draft): void {
    clearTimeout(this.waiting.get(draft.citizenId));
    const copy = () => {
      this.waiting.delete(draft.citizenId);
      void this.api.keepDraft(draft.citizenId, this.deviceId, textOf(draft)).catch(() => undefined);
    };
    this.waiting.set(draft.citizenId, setTimeout(copy, pauseMs));
  }

  /** The draft is sent or given up. */
  async giveUp(citizenId: string, deviceId = this.deviceId): Promise<void> {
    clearTimeout(this.waiting.get(citizenId));
    this.waiting.delete(citizenId);
    await this.api.giveUpDraft(citizenId, deviceId).catch(() => undefined);
  }

  /** What other devices have left of this citizen's, the newest first; nothing when that cannot be known now. */
  async left(citizenId: string): Promise<LeftDraft[]> {
    const rows = await this.api.drafts(citizenId).catch(() => []);
    return rows
      .filter(({ device_id }) => device_id !== this.deviceId)
      .flatMap(({ device_id, text, kept_at_ms }) => {
        const draft = draftFrom(text, citizenId);
        return draft ? [{ deviceId: device_id, keptAt: kept_at_ms, draft }] : [];
      })
      .sort((a, b) => b.keptAt - a.keptAt);
  }
}

/** The name of this device among a citizen's drafts: random, and as long-lived as what the device keeps. */
export function deviceId(): string {
  const key = 'matbud.device';
  const known = localStorage.getItem(key);
  if (known) return known;
  const made = crypto.randomUUID();
  localStorage.setItem(key, made);
  return made;
}
