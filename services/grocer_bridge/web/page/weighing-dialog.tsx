// What the scales say, and what it costs then.
import { useSignal } from '@preact/signals';
import { money, weight } from '@kit/format';
import { Button, Dialog, Notice } from '@kit/ui/parts';
import type { Goods } from './api';
import type { OrderInHand } from './desk';
import { dialogTexts } from './dialog-texts';
import { nameOf } from './line-row';
import { weighedCost } from './picking';
import { packingTexts } from './texts';

const gramsMax = 100_000;
/** More or less than so much of what was ordered is asked about. */
const farShare = 0.5;

export function WeighingDialog({ goods, inHand, onClose }: { goods: Goods; inHand: OrderInHand; onClose: () => void }) {
  const texts = packingTexts();
  const say = dialogTexts();
  const { gtin } = goods.product;
  const typed = useSignal(String(inHand.picking.value.grams.get(gtin) ?? ''));
  const grams = Number(typed.value);
  const isWeight = Number.isInteger(grams) && grams > 0 && grams <= gramsMax;
  const isFar = isWeight && Math.abs(grams - goods.quantity) > goods.quantity * farShare;
  return (
    <Dialog title={say.weighOf(nameOf(goods))} onClose={onClose}>
      <form
        class="mb-stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isWeight) return;
          void inHand.tap({ kind: 'weighed', gtin, grams });
          onClose();
        }}
      >
        <p class="ds-paragraph">{say.wanted(weight(goods.quantity))}</p>
        <div class="ds-field">
          <label class="ds-label" for="grams">
            {texts.grams}
          </label>
          <input
            id="grams"
            class="ds-input pack-input pack-digits"
            inputMode="numeric"
            autocomplete="off"
            autofocus
            value={typed.value}
            onInput={(event) => (typed.value = event.currentTarget.value.replace(/\D/g, '').slice(0, 6))}
          />
        </div>
        <p class="ds-paragraph" aria-live="polite">
          {say.costs(isWeight ? money(weighedCost(goods.price_ore, grams)) : '–')}
        </p>
        {isFar && <Notice colour="warning">{say.weightIsFar}</Notice>}
        <div class="mb-row">
          <Button big submits disabled={!isWeight}>
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
