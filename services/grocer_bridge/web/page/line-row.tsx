// One line: a tap anywhere on it says that it lies in the basket.
import { useSignal } from '@preact/signals';
import { money, weight } from '@kit/format';
import { Button, Tag } from '@kit/ui/parts';
import type { Goods, Line, Order } from './api';
import type { OrderInHand } from './desk';
import { LotDialog } from './lot-dialog';
import { MissingDialog } from './missing-dialog';
import { costOf, keyOfReturn, stateOf, type LineState, type Picking } from './picking';
import { packingTexts } from './texts';
import { WeighingDialog } from './weighing-dialog';

interface Props {
  line: Line;
  order: Order;
  inHand: OrderInHand;
}

export function nameOf({ product }: Pick<Goods, 'product'>): string {
  return product.name ?? product.gtin;
}
/** `2 stk.` or `700 g`. */
export function amountOf({ quantity, sold_by_weight }: Pick<Goods, 'quantity' | 'sold_by_weight'>): string {
  return sold_by_weight ? weight(quantity) : packingTexts().pieces(quantity);
}

export function LineRow({ line, order, inHand }: Props) {
  const dialog = useSignal<'missing' | 'weighing' | 'lot' | undefined>(undefined);
  const picking = inHand.picking.value;
  const state = stateOf(line, picking);
  const close = () => (dialog.value = undefined);
  const isOpen = order.state === 'accepted';
  return (
    <li class="pack-line" data-state={order.state === 'packed' ? 'packed' : state}>
      {line.comes ? (
        <Comes line={line} comes={line.comes} state={state} order={order} inHand={inHand} onWeigh={() => (dialog.value = 'weighing')} />
      ) : (
        <Nothing line={line} state={state} inHand={inHand} isOpen={isOpen} onChoose={() => (dialog.value = 'missing')} />
      )}
      {isOpen && line.comes && (
        <span class="pack-line-more">
          <Button
            big
            variant="secondary"
            label={packingTexts().missingOf(nameOf(line.comes))}
            onClick={() => (dialog.value = 'missing')}
          >
            {packingTexts().missing}
          </Button>
          {state === 'picked' && (
            <Button
              big
              variant="tertiary"
              label={packingTexts().lotOf(nameOf(line.comes))}
              onClick={() => (dialog.value = 'lot')}
            >
              {packingTexts().lot}
            </Button>
          )}
        </span>
      )}
      {dialog.value === 'missing' && <MissingDialog line={line} order={order} inHand={inHand} onClose={close} />}
      {dialog.value === 'weighing' && line.comes && <WeighingDialog goods={line.comes} inHand={inHand} onClose={close} />}
      {dialog.value === 'lot' && line.comes && <LotDialog goods={line.comes} inHand={inHand} onClose={close} />}
    </li>
  );
}

function Comes({
  line,
  comes,
  state,
  order,
  inHand,
  onWeigh,
}: Props & { comes: Goods; state: LineState; onWeigh: () => void }) {
  const texts = packingTexts();
  const picking = inHand.picking.value;
  const { gtin } = comes.product;
  const isPicked = state === 'picked';
  const tap = () => {
    if (comes.sold_by_weight && !isPicked) onWeigh();
    else void inHand.tap({ kind: 'picked', gtin, picked: !isPicked });
  };
  const words = <LineWords line={line} comes={comes} picking={picking} />;
  if (order.state !== 'accepted') return <div class="pack-line-tap">{words}</div>;
  return (
    <button type="button" class="pack-line-tap" aria-pressed={isPicked} onClick={tap}>
      <span class="pack-check" aria-hidden="true">
        {isPicked ? '✓' : ''}
      </span>
      {words}
      {comes.sold_by_weight && !isPicked && <Tag colour="info">{texts.weigh}</Tag>}
    </button>
  );
}

function LineWords({ line, comes, picking }: { line: Line; comes: Goods; picking: Picking }) {
  const texts = packingTexts();
  const { product } = comes;
  const grams = line.packed && comes.sold_by_weight ? line.packed.quantity : picking.grams.get(product.gtin);
  const isOther = product.gtin !== line.ordered.product.gtin;
  return (
    <>
      <strong class="pack-amount">{comes.sold_by_weight && grams !== undefined ? weight(grams) : amountOf(comes)}</strong>
      <span class="pack-words">
        <strong class="pack-name">{nameOf(comes)}</strong>
        <span class="mb-subtle">
          {[product.brand, product.weight_grams && !comes.sold_by_weight ? weight(product.weight_grams) : null, product.gtin]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {isOther && <span>{texts.insteadOf(nameOf(line.ordered))}</span>}
        {!isOther && comes.quantity !== line.ordered.quantity && <span>{texts.fewer(amountOf(line.ordered))}</span>}
        {line.alternative && !isOther && <span>{texts.alternative(line.alternative.name ?? line.alternative.gtin)}</span>}
        <span class="mb-row pack-tags">
          {product.age_limit_years > 0 && <Tag colour="warning">{texts.ageLimit(product.age_limit_years)}</Tag>}
          {!isOther && (
            <span class="pack-wish">
              {line.wish === 'similar' ? (
                <Tag colour="success">{texts.wishSimilar}</Tag>
              ) : (
                <Tag>{line.wish === 'ask' ? texts.wishAsk : texts.wishNever}</Tag>
              )}
            </span>
          )}
        </span>
      </span>
      <span class="mb-number pack-price">
        {money(line.packed && comes.sold_by_weight ? Math.floor((line.packed.price_ore * line.packed.quantity + 500) / 1000) : costOf(comes, picking))}
        <span class="mb-subtle">{comes.sold_by_weight ? texts.perKilo(money(comes.price_ore)) : texts.each(money(comes.price_ore))}</span>
      </span>
    </>
  );
}

/** Empty shelf, or a substitute that came back. */
function Nothing({
  line,
  state,
  inHand,
  isOpen,
  onChoose,
}: {
  line: Line;
  state: LineState;
  inHand: OrderInHand;
  isOpen: boolean;
  onChoose: () => void;
}) {
  const texts = packingTexts();
  const { gtin } = line.ordered.product;
  const last = line.returned.at(-1);
  return (
    <div class="pack-line-tap">
      <strong class="pack-amount">{amountOf(line.ordered)}</strong>
      <span class="pack-words">
        <strong class="pack-name">{nameOf(line.ordered)}</strong>
        {state === 'sent_back' && last ? (
          <>
            <span role="alert" class="pack-sent-back">
              {texts.sentBack(last.name ?? last.gtin)}
            </span>
            {isOpen && (
              <span class="mb-row">
                <Button big onClick={onChoose}>
                  {texts.chooseAnother}
                </Button>
                <Button big variant="secondary" onClick={() => void inHand.tap({ kind: 'left_out', gtin: keyOfReturn(line) })}>
                  {texts.leaveOut}
                </Button>
              </span>
            )}
          </>
        ) : (
          <span>{texts.takenOut}</span>
        )}
      </span>
      {isOpen && state === 'gone' && (
        <Button big variant="secondary" onClick={() => void inHand.change({ ordered_gtin: gtin, outcome: 'accepted' })}>
          {texts.undo}
        </Button>
      )}
    </div>
  );
}
