// What stands ready to be fetched: boxes by how they are kept, with their weights.
import { useSignal } from '@preact/signals';
import { Button, Heading, Notice } from '@kit/ui/parts';
import { keptInOrder, type Order } from './api';
import { CannotDeliver } from './cannot-deliver';
import type { Desk, OrderInHand } from './desk';
import { OrderHead } from './order-view';
import { boxesOf, progressOf, type PickedBox } from './picking';
import { addressOf, go } from './place';
import { packingTexts } from './texts';

const heavyGrams = 15_000;
const gramsMax = 100_000;

export function Boxes({ inHand, order }: { inHand: OrderInHand; order: Order; desk: Desk }) {
  const texts = packingTexts();
  const picking = inHand.picking.value;
  const { done, all } = progressOf(order, picking);
  const isAllThere = done === all;
  const isEmpty = order.line_list.every(({ comes }) => comes === null);
  const toOrder = () => go({ view: 'order', order: order.order_id });
  const pack = async () => {
    await inHand.packed();
    toOrder();
  };
  return (
    <div class="mb-stack">
      <OrderHead order={order} />
      {!isEmpty && <BoxList order={order} inHand={inHand} />}
      {isEmpty ? (
        <Notice colour="warning">{texts.nothingInIt}</Notice>
      ) : (
        !isAllThere && <Notice colour="warning">{texts.notAllPicked}</Notice>
      )}
      <div class="mb-row">
        {isEmpty && order.state === 'accepted' ? (
          <CannotDeliver inHand={inHand} first onSaid={toOrder} />
        ) : (
          <Button big disabled={!isAllThere || isEmpty || order.state !== 'accepted'} onClick={() => void pack()}>
            {texts.packed}
          </Button>
        )}
        <a class="ds-button mb-big" data-variant="secondary" href={addressOf({ view: 'order', order: order.order_id })}>
          {texts.backToOrder}
        </a>
      </div>
    </div>
  );
}

/** What is typed stays while it is typed, whatever else the page hears meanwhile; what is no weight is taken back. */
function Kilograms({ grams, onGrams }: { grams: number; onGrams: (grams: number) => void }) {
  const typed = useSignal<string | undefined>(undefined);
  return (
    <input
      class="ds-input pack-input pack-digits"
      inputMode="decimal"
      autocomplete="off"
      value={typed.value ?? kilograms(grams)}
      onInput={(event) => (typed.value = event.currentTarget.value)}
      onChange={(event) => {
        const read = gramsFrom(event.currentTarget.value);
        typed.value = undefined;
        if (read !== undefined) onGrams(read);
      }}
    />
  );
}

/** Weighed one by one; the first change makes the boxes that were only proposed one's own. */
function BoxList({ inHand, order }: { inHand: OrderInHand; order: Order }) {
  const texts = packingTexts();
  const boxes = boxesOf(order, inHand.picking.value);
  const next = Math.max(0, ...boxes.map(({ number }) => number)) + 1;
  const put = (changed: PickedBox | undefined, gone?: number) => {
    const others = boxes.filter(({ number }) => number !== changed?.number && number !== gone);
    const deeds = [...others, ...(changed ? [changed] : [])].map(({ number, kept, grams }) => ({
      kind: 'box' as const,
      box: number,
      kept,
      grams,
    }));
    void inHand.tap(...deeds, ...(gone === undefined ? [] : [{ kind: 'box_gone' as const, box: gone }]));
  };
  return (
    <>
      <Heading level={2}>{texts.boxes}</Heading>
      <p class="ds-paragraph mb-subtle">{texts.estimated}</p>
      <ol class="mb-list">
        {boxes.map((box, index) => (
          <li key={box.number} class="pack-box" data-kept={box.kept}>
            <span class="pack-words">
              <strong class="pack-name">{texts.box(index + 1, boxes.length)}</strong>
              <span>{texts[box.kept]}</span>
              {box.grams > heavyGrams && <span class="pack-sent-back">{texts.heavy}</span>}
            </span>
            <label class="pack-kg">
              <span class="mb-hidden">{texts.boxWeight(index + 1)}</span>
              <Kilograms grams={box.grams} onGrams={(grams) => put({ ...box, grams })} />
              kg
            </label>
            {boxes.length > 1 && (
              <Button
                big
                variant="tertiary"
                colour="danger"
                label={texts.removeBox(index + 1)}
                onClick={() => put(undefined, box.number)}
              >
                {texts.remove}
              </Button>
            )}
          </li>
        ))}
      </ol>
      <div class="mb-row">
        {keptInOrder.map((kept) => (
          <Button key={kept} big variant="secondary" onClick={() => put({ number: next, kept, grams: 0 })}>
            {texts.addBox(texts[kept])}
          </Button>
        ))}
      </div>
    </>
  );
}

/** `4,2` of 4200. */
function kilograms(grams: number): string {
  return grams === 0 ? '' : String(Math.round(grams / 10) / 100).replace('.', ',');
}
/** Nothing for what is no weight. */
function gramsFrom(typed: string): number | undefined {
  const grams = Math.round(Number(typed.trim().replace(',', '.')) * 1000);
  return Number.isFinite(grams) && grams >= 0 && grams <= gramsMax ? grams : undefined;
}
