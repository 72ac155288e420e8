// Lot and best before, where somebody wants to know them later.
import { useSignal } from '@preact/signals';
import { Button, Dialog } from '@kit/ui/parts';
import type { Goods } from './api';
import type { OrderInHand } from './desk';
import { dialogTexts } from './dialog-texts';
import { nameOf } from './line-row';
import { packingTexts } from './texts';

export function LotDialog({ goods, inHand, onClose }: { goods: Goods; inHand: OrderInHand; onClose: () => void }) {
  const texts = packingTexts();
  const say = dialogTexts();
  const { gtin } = goods.product;
  const known = inHand.picking.value.lots.get(gtin);
  const lot = useSignal(known?.lot ?? '');
  const bestBefore = useSignal(known?.bestBefore ?? '');
  return (
    <Dialog title={texts.lotOf(nameOf(goods))} onClose={onClose}>
      <form
        class="mb-stack"
        onSubmit={(event) => {
          event.preventDefault();
          void inHand.tap({ kind: 'lot', gtin, lot: lot.value.trim(), bestBefore: bestBefore.value });
          onClose();
        }}
      >
        <div class="ds-field">
          <label class="ds-label" for="lot">
            {say.lotNumber}
          </label>
          <input
            id="lot"
            class="ds-input pack-input"
            autocomplete="off"
            maxLength={60}
            value={lot.value}
            onInput={(event) => (lot.value = event.currentTarget.value)}
          />
        </div>
        <div class="ds-field">
          <label class="ds-label" for="best-before">
            {say.bestBefore}
          </label>
          <input
            id="best-before"
            class="ds-input pack-input"
            type="date"
            value={bestBefore.value}
            onInput={(event) => (bestBefore.value = event.currentTarget.value)}
          />
        </div>
        <div class="mb-row">
          <Button big submits>
            {say.keep}
          </Button>
          <Button big variant="secondary" onClick={onClose}>
            {texts.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
