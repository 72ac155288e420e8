// One order in hand: what lies where in the shop, one tap a line.
import { clock, day, moment, money } from '@kit/format';
import { kitTexts } from '@kit/kit-texts';
import type { Letter } from '@kit/offline/outbox';
import { Button, Heading, Notice, Tag } from '@kit/ui/parts';
import { keptInOrder, type Kept, type Order } from './api';
import { CannotDeliver } from './cannot-deliver';
import type { Desk, OrderInHand } from './desk';
import { LineRow } from './line-row';
import { lettersOf } from './pending';
import { costOf, keptOf, progressOf } from './picking';
import { addressOf } from './place';
import { packingTexts, refusalWords, windowWord } from './texts';

interface Props {
  inHand: OrderInHand;
  order: Order;
  desk: Desk;
}

export function OrderView({ inHand, order, desk }: Props) {
  const texts = packingTexts();
  const letters = lettersOf(desk.outbox.waiting.value, order.order_id);
  return (
    <div class="mb-stack">
      <OrderHead order={order} />
      {inHand.freshness.value === 'kept' && <Notice colour="warning">{kitTexts().notReached}</Notice>}
      <RefusedLetters letters={letters} desk={desk} />
      {order.state === 'sent' && <Answer inHand={inHand} />}
      {order.state === 'withdrawn' && (
        <Notice colour="danger" alert>
          {texts.withdrawnWords}
        </Notice>
      )}
      {order.state === 'refused' && <Notice colour="info">{texts.refusedWords}</Notice>}
      {order.state === 'packed' && <Packed order={order} isKept={letters.some(({ refused }) => !refused)} />}
      {keptInOrder.map((kept) => (
        <Shelf key={kept} kept={kept} order={order} inHand={inHand} />
      ))}
      {order.state === 'accepted' && <CannotDeliver inHand={inHand} />}
      {order.state === 'accepted' && <Foot inHand={inHand} order={order} />}
    </div>
  );
}

export function OrderHead({ order }: { order: Order }) {
  const texts = packingTexts();
  const { window } = order;
  return (
    <header class="pack-head">
      <Heading level={1}>{texts.order(order.alias)}</Heading>
      <p class="ds-paragraph">
        {order.area_name}, {windowWord(window).toLocaleLowerCase()} {day(window.delivery_day)},{' '}
        {texts.hours(clock(window.opens_at_ms), clock(window.closes_at_ms))}
      </p>
      <p class="mb-row ds-paragraph">
        {order.due_at_ms !== null && (
          <strong>{order.state === 'sent' ? texts.answerBy(moment(order.due_at_ms)) : texts.readyBy(moment(order.due_at_ms))}</strong>
        )}
        {order.late && order.state !== 'packed' && <Tag colour="danger">{texts.late}</Tag>}
        {order.age_limit_years > 0 && <Tag colour="warning">{texts.ageLimit(order.age_limit_years)}</Tag>}
      </p>
    </header>
  );
}

/** What the services said no to, until somebody has seen it. */
export function RefusedLetters({ letters, desk }: { letters: readonly Letter[]; desk: Desk }) {
  const texts = packingTexts();
  return (
    <>
      {letters
        .filter(({ refused }) => refused)
        .map((letter) => (
          <Notice key={letter.id} colour="danger" alert>
            <p class="ds-paragraph">
              <strong>{texts.notTaken}</strong> {refusalWords(letter.refused?.code)}
            </p>
            <Button big variant="secondary" onClick={() => void desk.outbox.drop(letter.id)}>
              {texts.understood}
            </Button>
          </Notice>
        ))}
    </>
  );
}

/** Yes or no to the whole order. */
function Answer({ inHand }: { inHand: OrderInHand }) {
  return (
    <div class="mb-row">
      <Button big onClick={() => void inHand.accept()}>
        {packingTexts().accept}
      </Button>
      <CannotDeliver inHand={inHand} />
    </div>
  );
}

function Packed({ order, isKept }: { order: Order; isKept: boolean }) {
  const texts = packingTexts();
  return (
    <>
      {order.take_out_list.length > 0 && (
        <Notice colour="danger" alert>
          <p class="ds-paragraph">{texts.takeOutWords}</p>
          <ul>
            {order.take_out_list.map(({ gtin, name }) => (
              <li key={gtin}>
                <strong>{name ?? gtin}</strong>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <Notice colour={isKept ? 'warning' : 'success'}>{isKept ? texts.packedKept : texts.packedNow}</Notice>
      <div class="mb-row">
        <a class="ds-button mb-big" href={addressOf({ view: 'slip', order: order.order_id })}>
          {texts.printSlip}
        </a>
        <a class="ds-button mb-big" href={addressOf({ view: 'labels', order: order.order_id })}>
          {texts.printLabels}
        </a>
      </div>
    </>
  );
}

function Shelf({ kept, order, inHand }: { kept: Kept; order: Order; inHand: OrderInHand }) {
  const lines = order.line_list.filter((line) => keptOf(line) === kept);
  if (lines.length === 0) return null;
  return (
    <section class="mb-stack pack-shelf" data-kept={kept}>
      <Heading level={2}>
        {packingTexts()[kept]} <span class="mb-subtle">({lines.length})</span>
      </Heading>
      <ul class="mb-list">
        {lines.map((line) => (
          <LineRow key={line.ordered.product.gtin} line={line} order={order} inHand={inHand} />
        ))}
      </ul>
    </section>
  );
}

/** How far it is, always in sight. */
function Foot({ inHand, order }: { inHand: OrderInHand; order: Order }) {
  const texts = packingTexts();
  const picking = inHand.picking.value;
  const { done, all } = progressOf(order, picking);
  const before = order.line_list.reduce((sum, { comes }) => sum + (comes?.cost_ore ?? 0), 0);
  const now = order.line_list.reduce((sum, { comes }) => sum + (comes ? costOf(comes, picking) : 0), 0);
  return (
    <div class="pack-foot">
      <p class="pack-progress">
        <strong>{texts.progress(done, all)}</strong> {texts.picked}
        <progress class="pack-bar" value={done} max={all} aria-label={texts.picked} />
      </p>
      <p class="pack-progress mb-number">
        {texts.total} <strong>{money(order.total_ore - before + now)}</strong>
      </p>
      <a
        class="ds-button mb-big pack-on"
        data-variant={done === all ? 'primary' : 'secondary'}
        href={addressOf({ view: 'boxes', order: order.order_id })}
      >
        {texts.toBoxes}
      </a>
    </div>
  );
}
