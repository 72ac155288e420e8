// What the citizen has ordered: how far it has come, and what can still be done.
import { useSignal, useSignalEffect } from '@preact/signals';
import { day, money, weight } from '@kit/format';
import { kitTexts } from '@kit/kit-texts';
import type { Outbox } from '@kit/offline/outbox';
import { Button, Dialog, Heading, Loading, Notice, Tag } from '@kit/ui/parts';
import { say } from '@kit/ui/page';
import { base, type Order, type OrderingApi, type OrderRow } from './api';
import { stateOf } from './order-state';
import { go } from './place';
import { StandingOrders } from './standing';
import { receiptCode, type Table } from './table';
import { tableTexts } from './texts';

interface Props {
  table: Table;
  api: OrderingApi;
  outbox: Outbox;
}

function tagOf(step: string): { words: string; colour: 'info' | 'success' | 'neutral' | 'warning' } {
  const texts = tableTexts();
  switch (stateOf(step)) {
    case 'sent':
      return { words: texts.sentState, colour: 'info' };
    case 'confirmed':
      return { words: texts.confirmedState, colour: 'success' };
    case 'delivered':
      return { words: texts.deliveredState, colour: 'success' };
    case 'not_delivered':
      return { words: texts.notDeliveredState, colour: 'warning' };
    case 'not_coming':
      return { words: texts.notComingState, colour: 'warning' };
    case 'cancelled':
      return { words: texts.cancelled, colour: 'neutral' };
  }
}

export function Orders({ table, api, outbox }: Props) {
  const texts = tableTexts();
  const rows = useSignal<OrderRow[] | undefined>(undefined);
  const unreachable = useSignal(false);
  const load = async () => {
    try {
      rows.value = await api.orders(table.citizenId);
      unreachable.value = false;
    } catch {
      unreachable.value = true;
    }
  };
  useSignalEffect(() => {
    // What has left the outbox has changed the list.
    void outbox.waiting.value;
    void load();
  });
  return (
    <div class="mb-stack">
      <Heading level={1}>{texts.orders}</Heading>
      {unreachable.value && <Notice colour="warning">{kitTexts().notReached}</Notice>}
      {!rows.value && !unreachable.value && <Loading />}
      {rows.value?.length === 0 && <p class="ds-paragraph">{texts.noOrders}</p>}
      <ul class="mb-list">
        {rows.value?.map((row) => <OrderItem key={row.order_id} row={row} table={table} api={api} outbox={outbox} />)}
      </ul>
      <StandingOrders table={table} api={api} outbox={outbox} />
    </div>
  );
}

function OrderItem({ row, table, api, outbox }: Props & { row: OrderRow }) {
  const texts = tableTexts();
  const order = useSignal<Order | undefined>(undefined);
  const state = tagOf(row.step);
  const open = async () => {
    order.value ??= await api.order(row.order_id);
  };
  return (
    <li>
      <details class="ds-details table-order" onToggle={(event) => event.currentTarget.open && void open()}>
        <summary>
          <span class="table-first-big">{day(row.window.delivery_day)}</span> <span class="mb-number">{money(row.ordered_ore)}</span>{' '}
          <Tag colour={state.colour}>{state.words}</Tag>
        </summary>
        <div class="mb-stack">
          <p class="ds-paragraph mb-subtle">
            {texts.receiptCode} {receiptCode(row.order_id)}
          </p>
          {order.value ? <OrderDetails order={order.value} table={table} outbox={outbox} /> : <Loading rows={2} />}
        </div>
      </details>
    </li>
  );
}

function OrderDetails({ order, table, outbox }: { order: Order; table: Table; outbox: Outbox }) {
  const texts = tableTexts();
  const cancelling = useSignal(false);
  const send = (path: string, body: unknown) =>
    outbox.put({
      id: crypto.randomUUID(),
      subject: `order/${order.order_id}`,
      method: 'POST',
      path: `${base}/orders/${order.order_id}/${path}`,
      body,
      writtenAt: Date.now(),
    });
  const cancel = async () => {
    await send('cancel', { area_id: order.area_id, citizen_id: order.citizen_id });
    cancelling.value = false;
    say(texts.cancelled);
  };
  const amend = async () => {
    await table.amend(order);
    go({ view: 'table', citizen: order.citizen_id });
  };
  return (
    <>
      <ul class="mb-list">
        {order.line_list.map((line) => (
          <li key={line.gtin} class="table-sum">
            <span>
              {line.sold_by_weight ? weight(line.quantity) : line.quantity} {line.name ?? line.gtin}
            </span>
          </li>
        ))}
      </ul>
      {order.can_change && (
        <div class="mb-row">
          <Button big onClick={() => void amend()}>
            {texts.amend}
          </Button>
          <Button big variant="secondary" colour="danger" onClick={() => (cancelling.value = true)}>
            {texts.cancel}
          </Button>
        </div>
      )}
      {order.step === 'delivered' && (
        <Feedback
          onGive={(stars, words) =>
            void send('feedback', {
              area_id: order.area_id,
              citizen_id: order.citizen_id,
              feedback_id: crypto.randomUUID(),
              stars,
              ...(words !== '' && { words }),
            })
          }
        />
      )}
      {cancelling.value && (
        <Dialog title={texts.cancelQuestion} onClose={() => (cancelling.value = false)}>
          <div class="mb-row">
            <Button big colour="danger" onClick={() => void cancel()}>
              {texts.cancel}
            </Button>
            <Button big variant="secondary" onClick={() => (cancelling.value = false)}>
              {texts.keep}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}

/** The citizen's own word. */
function Feedback({ onGive }: { onGive: (stars: number, words: string) => void }) {
  const texts = tableTexts();
  const stars = useSignal(0);
  const words = useSignal('');
  const given = useSignal(false);
  if (given.value) return <Notice colour="success">{texts.thanks}</Notice>;
  return (
    <form
      class="mb-stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (stars.value === 0) return;
        onGive(stars.value, words.value.trim());
        given.value = true;
      }}
    >
      <fieldset class="ds-fieldset">
        <legend class="ds-label">{texts.feedback}</legend>
        <div class="mb-row">
          {[1, 2, 3, 4, 5].map((count) => (
            <Button
              key={count}
              big
              variant={count <= stars.value ? 'primary' : 'secondary'}
              label={texts.stars(count)}
              pressed={count === stars.value}
              onClick={() => (stars.value = count)}
            >
              ★
            </Button>
          ))}
        </div>
      </fieldset>
      <div class="ds-field">
        <label class="ds-label">
          {texts.feedbackWords}
          <textarea
            class="ds-input"
            rows={2}
            maxLength={1000}
            value={words.value}
            onInput={(event) => (words.value = event.currentTarget.value)}
          />
        </label>
      </div>
      <Button big submits disabled={stars.value === 0}>
        {texts.giveFeedback}
      </Button>
    </form>
  );
}
