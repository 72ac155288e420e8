// What the citizen has ordered: how far it has come, and what can still be done.
import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { day, money, weight } from '@kit/format';
import { kitTexts } from '@kit/kit-texts';
import type { Outbox } from '@kit/offline/outbox';
import { Button, Dialog, Heading, Loading, Notice, Tag } from '@kit/ui/parts';
import { say } from '@kit/ui/page';
import { base, type Order, type OrderingApi, type OrderLine, type OrderRow } from './api';
import { Feedback } from './feedback';
import { stateOf } from './order-state';
import { go } from './place';
import { StandingOrders } from './standing';
import { receiptCode, type Keeping, type Table } from './table';
import { tableTexts } from './texts';
import { Warnings } from './warning-tags';
import { forbidden } from './warnings';

interface Props {
  table: Table;
  api: OrderingApi;
  outbox: Outbox;
  keeping: Keeping;
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

export function Orders({ table, api, outbox, keeping }: Props) {
  const texts = tableTexts();
  const rows = useSignal<OrderRow[] | undefined>(undefined);
  const unreachable = useSignal(false);
  const load = async () => {
    const key = `orders/${table.citizenId}`;
    try {
      rows.value = await api.orders(table.citizenId);
      unreachable.value = false;
      await keeping.seen.put(key, rows.value);
    } catch {
      unreachable.value = true;
      rows.value ??= (await keeping.seen.get(key)) as OrderRow[] | undefined;
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
        {rows.value?.map((row) => <OrderItem key={row.order_id} row={row} table={table} api={api} outbox={outbox} keeping={keeping} />)}
      </ul>
      <StandingOrders table={table} api={api} outbox={outbox} />
    </div>
  );
}

function OrderItem({ row, table, api, outbox, keeping }: Props & { row: OrderRow }) {
  const texts = tableTexts();
  const order = useSignal<Order | undefined>(undefined);
  const state = tagOf(row.step);
  const unreachable = useSignal(false);
  const isOpen = useSignal(false);
  const load = async () => {
    const key = `order/${row.order_id}`;
    try {
      order.value = await api.order(row.order_id);
      unreachable.value = false;
      await keeping.seen.put(key, order.value);
    } catch {
      order.value ??= (await keeping.seen.get(key)) as Order | undefined;
      unreachable.value = true;
    }
  };
  // What has become of it changes what can be done.
  useEffect(() => {
    if (isOpen.value) void load();
  }, [isOpen.value, row.step, row.version]);
  return (
    <li>
      <details class="ds-details table-order" onToggle={(event) => (isOpen.value = event.currentTarget.open)}>
        <summary>
          <span class="table-first-big">{day(row.window.delivery_day)}</span> <span class="mb-number">{money(row.ordered_ore)}</span>{' '}
          <Tag colour={state.colour}>{state.words}</Tag>
        </summary>
        <div class="mb-stack">
          <p class="ds-paragraph mb-subtle">
            {texts.receiptCode} {receiptCode(row.order_id)}
          </p>
          {!order.value && !unreachable.value && <Loading rows={2} />}
          {!order.value && unreachable.value && (
            <Notice colour="warning">
              <p class="ds-paragraph">{kitTexts().nobodyThere}</p>
              <Button big variant="secondary" onClick={() => void load()}>
                {kitTexts().tryAgain}
              </Button>
            </Notice>
          )}
          {order.value && <OrderDetails order={order.value} table={table} api={api} outbox={outbox} keeping={keeping} />}
        </div>
      </details>
    </li>
  );
}

/** An allergy may have been found since it was ordered: it is told until the goods are there, and what was done. */
function LineTrouble({ line, order }: { line: OrderLine; order: Order }) {
  const texts = tableTexts();
  if (line.left_out) return <Tag colour="danger">{texts.leftOut}</Tag>;
  const isToCome = ['sent', 'confirmed'].includes(stateOf(order.step));
  const found = isToCome && !line.warning_passed_reason ? forbidden(line) : [];
  if (found.length === 0) return null;
  return (
    <div class="mb-row">
      <Warnings warnings={found} />
      <span>{order.can_change ? texts.goesOut : texts.comesFromTheShop}</span>
    </div>
  );
}

function OrderDetails({ order, table, api, outbox, keeping }: Props & { order: Order }) {
  const texts = tableTexts();
  const cancelling = useSignal(false);
  const cancel = async () => {
    await outbox.put({
      id: crypto.randomUUID(),
      subject: `order/${order.order_id}`,
      method: 'POST',
      path: `${base}/orders/${order.order_id}/cancel`,
      body: { area_id: order.area_id, citizen_id: order.citizen_id },
      writtenAt: Date.now(),
    });
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
          <li key={line.gtin}>
            <p class="ds-paragraph">
              {line.sold_by_weight ? weight(line.quantity) : line.quantity} {line.name ?? line.gtin}
            </p>
            <LineTrouble line={line} order={order} />
          </li>
        ))}
      </ul>
      {(order.can_change || order.can_cancel) && (
        <div class="mb-row">
          {order.can_change && (
            <Button big onClick={() => void amend()}>
              {texts.amend}
            </Button>
          )}
          {order.can_cancel && (
            <Button big variant="secondary" colour="danger" onClick={() => (cancelling.value = true)}>
              {texts.cancel}
            </Button>
          )}
        </div>
      )}
      {order.step === 'delivered' && <Feedback order={order} api={api} outbox={outbox} keeping={keeping} />}
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
