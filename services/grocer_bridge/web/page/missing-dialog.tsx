// An empty shelf: fewer, another one, or none.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { allergenWord } from '@kit/allergens';
import { money, weight } from '@kit/format';
import { Refused } from '@kit/http';
import { Button, Dialog, Heading, Loading, Notice, Stepper, Tag } from '@kit/ui/parts';
import type { Allergen, Line, Order, Substitute } from './api';
import type { OrderInHand } from './desk';
import { dialogTexts } from './dialog-texts';
import { nameOf } from './line-row';
import { packingTexts } from './texts';

interface Props {
  line: Line;
  order: Order;
  inHand: OrderInHand;
  onClose: () => void;
}

export function MissingDialog({ line, order, inHand, onClose }: Props) {
  const texts = packingTexts();
  const asked = dialogTexts();
  const { gtin } = line.ordered.product;
  const mayFewer = line.comes !== null && !line.ordered.sold_by_weight && line.ordered.quantity > 1;
  const count = useSignal(Math.max(1, line.ordered.quantity - 1));
  const change = (...of: Parameters<OrderInHand['change']>) => {
    void inHand.change(...of);
    onClose();
  };
  return (
    <Dialog title={asked.whatNow(nameOf(line.ordered))} onClose={onClose}>
      {line.comes !== null && (
        <Button big colour="danger" variant="secondary" onClick={() => change({ ordered_gtin: gtin, outcome: 'short' })}>
          {asked.empty}
        </Button>
      )}
      {mayFewer && (
        <section class="mb-row" aria-label={asked.fewerThere}>
          <Stepper
            count={count.value}
            what={nameOf(line.ordered)}
            onChange={(to) => (count.value = Math.min(Math.max(1, to), line.ordered.quantity - 1))}
          />
          <Button big variant="secondary" onClick={() => change({ ordered_gtin: gtin, outcome: 'changed', quantity: count.value })}>
            {asked.sendFewer(count.value)}
          </Button>
        </section>
      )}
      <Substitutes line={line} order={order} inHand={inHand} onClose={onClose} />
      <div class="mb-row">
        <Button big variant="tertiary" onClick={onClose}>
          {texts.cancel}
        </Button>
      </div>
    </Dialog>
  );
}

function Substitutes({ line, order, inHand, onClose }: Props) {
  const texts = packingTexts();
  const asked = dialogTexts();
  const { gtin } = line.ordered.product;
  const mayAny = line.wish === 'similar';
  const words = useSignal('');
  const found = useSignal<Substitute[] | undefined>(undefined);
  const unreachable = useSignal(false);
  useEffect(() => {
    let isCurrent = true;
    const timer = setTimeout(() => {
      inHand
        .substitutes(gtin, words.value.trim())
        .then((list) => {
          if (!isCurrent) return;
          found.value = list;
          unreachable.value = false;
        })
        .catch((error: unknown) => {
          if (isCurrent) unreachable.value = !(error instanceof Refused);
        });
    }, words.value === '' ? 0 : 150);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [gtin, words.value]);
  if (!mayAny && !line.alternative) return <p class="ds-paragraph">{asked.noSwap}</p>;
  return (
    <section class="mb-stack">
      <Heading level={3}>{asked.swap}</Heading>
      {mayAny && (
        <div class="ds-field">
          <label class="ds-label" for="find-swap">
            {asked.searchSwap}
          </label>
          <input
            id="find-swap"
            type="search"
            class="ds-input pack-input"
            autocomplete="off"
            maxLength={80}
            value={words.value}
            onInput={(event) => (words.value = event.currentTarget.value)}
          />
        </div>
      )}
      {unreachable.value && <Notice colour="warning">{asked.swapOffline}</Notice>}
      {!found.value && !unreachable.value && <Loading rows={3} />}
      {found.value?.length === 0 && <p class="ds-paragraph">{asked.noneFound}</p>}
      <ul class="mb-list">
        {found.value?.map((substitute) => (
          <li key={substitute.gtin}>
            <button
              type="button"
              class="mb-tap pack-swap"
              onClick={() => {
                void inHand.substitute(gtin, substitute, line.ordered.quantity);
                onClose();
              }}
            >
              <SubstituteWords substitute={substitute} />
            </button>
          </li>
        ))}
      </ul>
      <p class="mb-hidden">{texts.order(order.alias)}</p>
    </section>
  );
}

function SubstituteWords({ substitute }: { substitute: Substitute }) {
  const texts = dialogTexts();
  const difference = substitute.price_difference_ore;
  return (
    <>
      <span class="pack-words">
        <strong class="pack-name">
          <span class="mb-hidden">{texts.swap} </span>
          {substitute.name}
        </strong>
        <span class="mb-subtle">
          {[substitute.brand, substitute.weight_grams ? weight(substitute.weight_grams) : null].filter(Boolean).join(' · ')}
        </span>
        <span class="mb-row pack-tags">
          {substitute.wished && <Tag colour="success">{texts.wished}</Tag>}
          {substitute.more_allergens.length > 0 && <span>{texts.moreThan}</span>}
          {substitute.more_allergens.map((fact) => (
            <AllergenTag key={fact.allergen} fact={fact} />
          ))}
        </span>
      </span>
      <span class="mb-number pack-price">
        {money(substitute.price_ore)}
        <span class="mb-subtle">
          {difference === 0
            ? texts.samePrice
            : difference > 0
              ? texts.dearer(money(difference))
              : texts.cheaper(money(-difference))}
        </span>
      </span>
    </>
  );
}

function AllergenTag({ fact }: { fact: Allergen }) {
  const texts = dialogTexts();
  const say = { contains: texts.contains, may_contain: texts.mayContain, unknown: texts.unknown };
  const colour = { contains: 'danger', may_contain: 'warning', unknown: 'neutral' } as const;
  return <Tag colour={colour[fact.state]}>{say[fact.state](allergenWord(fact.allergen))}</Tag>;
}
