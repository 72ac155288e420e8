// What lies unsent on this device: for each citizen a new basket, and beside it each order that is being changed.
import { orderedId } from '@kit/ids';
import type { Shelf } from '@kit/offline/shelf';
import type { Order } from './api';
import { basketOf, isAmendment, type Deed, type Draft, type Tap } from './basket';
import type { DraftCopies } from './draft-copies';

const keyOf = ({ citizenId, orderId }: Draft): string => `${citizenId}/${orderId}`;

export const isEmpty = ({ taps }: Draft): boolean => basketOf(taps).lines.length === 0;

export const newDraft = (citizenId: string): Draft => ({ citizenId, orderId: orderedId(), taps: [] });

export function tapped(draft: Draft, deeds: readonly Deed[]): Draft {
  const taps = deeds.map((deed) => ({ ...deed, id: crypto.randomUUID(), at: Date.now() }) as Tap);
  return { ...draft, taps: [...draft.taps, ...taps] };
}

/** A draft that changes this order and begins with all that stands in it. */
export function amendmentOf(order: Order): Draft {
  const deeds: Deed[] = [{ kind: 'slot', windowId: order.window.window_id, day: order.window.delivery_day }];
  for (const { gtin, quantity, sold_by_weight, wish, alternative_gtin, warning_passed_reason } of order.line_list) {
    deeds.push({ kind: 'quantity', gtin, quantity, soldByWeight: sold_by_weight });
    if (wish) deeds.push({ kind: 'wish', gtin, wish });
    if (alternative_gtin) deeds.push({ kind: 'alternative', gtin, alternative: alternative_gtin });
    if (warning_passed_reason) deeds.push({ kind: 'reason', gtin, reason: warning_passed_reason });
  }
  const { citizen_id: citizenId, order_id: orderId, version: amends, ordered_ore: amendsOre } = order;
  return tapped({ citizenId, orderId, amends, amendsOre, taps: [] }, deeds);
}

export class Drafts {
  constructor(
    private readonly shelf: Shelf<Draft>,
    private readonly copies: DraftCopies,
  ) {}

  /** The citizen's, the one that was touched last first. */
  async of(citizenId: string): Promise<Draft[]> {
    await this.takeOver(citizenId);
    const touched = ({ taps }: Draft) => taps.at(-1)?.at ?? 0;
    return (await this.shelf.all()).filter((draft) => draft.citizenId === citizenId).sort((a, b) => touched(b) - touched(a));
  }

  async keep(draft: Draft): Promise<void> {
    await this.shelf.put(keyOf(draft), draft);
    // What is changed lies with the services already; only what is new would be lost with the device.
    if (!isAmendment(draft)) this.copies.note(draft);
  }

  async remove(draft: Draft): Promise<void> {
    await this.shelf.remove(keyOf(draft));
    if (!isAmendment(draft)) void this.copies.giveUp(draft.citizenId); // the table is not kept waiting for a slow net
  }

  /** Drafts once lay under the citizen alone, one for each. */
  private async takeOver(citizenId: string): Promise<void> {
    const draft = await this.shelf.get(citizenId);
    if (!draft) return;
    await this.shelf.put(keyOf(draft), draft);
    await this.shelf.remove(citizenId);
  }
}
