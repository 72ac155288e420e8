// What comes by itself: the citizen's standing orders, what is next of them, and what was missed.
import { useSignal, useSignalEffect } from '@preact/signals';
import { day } from '@kit/format';
import type { Outbox } from '@kit/offline/outbox';
import { Button, Dialog, Heading, Notice } from '@kit/ui/parts';
import { say } from '@kit/ui/page';
import { base, weekdays, type OrderingApi, type StandingOrder, type Weekday } from './api';
import type { Table } from './table';
import { tableTexts } from './texts';
import { refusalWords, weekdayWord } from './words';

interface Props {
  table: Table;
  api: OrderingApi;
  outbox: Outbox;
}

function put(outbox: Outbox, area: string, order: StandingOrder): Promise<void> {
  return outbox.put({
    id: crypto.randomUUID(),
    subject: `standing/${order.standing_order_id}`,
    method: 'POST',
    path: `${base}/standing-orders`,
    body: {
      area_id: area,
      standing_order_id: order.standing_order_id,
      citizen_id: order.citizen_id,
      window_id: order.window_id,
      weekdays: order.weekdays,
      lines: order.lines.map(({ gtin, quantity, wish }) => ({ gtin, quantity, ...(wish && { wish }) })),
      ended: order.ended,
    },
    writtenAt: Date.now(),
  });
}

export function StandingOrders({ table, api, outbox }: Props) {
  const texts = tableTexts();
  const orders = useSignal<StandingOrder[] | undefined>(undefined);
  useSignalEffect(() => {
    void outbox.waiting.value;
    api
      .standingOrders(table.citizenId)
      .then((found) => (orders.value = found.filter(({ ended }) => !ended)))
      .catch(() => undefined); // the list of orders beside it says that nothing can be reached
  });
  if (!orders.value) return null;
  return (
    <section class="mb-stack" aria-labelledby="standing-heading">
      <span id="standing-heading">
        <Heading level={2}>{texts.standing}</Heading>
      </span>
      {orders.value.length === 0 && <p class="ds-paragraph">{texts.noStanding}</p>}
      <ul class="mb-list">
        {orders.value.map((order) => (
          <li key={order.standing_order_id} class="table-line">
            <strong class="table-first-big">{order.weekdays.map(weekdayWord).join(', ')}</strong>
            <span>{texts.goodsCount(order.lines.length)}</span>
            {order.next_delivery_day && <span>{texts.standingNext(day(order.next_delivery_day))}</span>}
            {order.missed_day && (
              <Notice colour="warning">
                {texts.standingMissed(day(order.missed_day))} {refusalWords(order.missed_reason ?? undefined)}
              </Notice>
            )}
            <span>
              <Button
                variant="secondary"
                colour="danger"
                onClick={() => void put(outbox, table.seen.value?.citizen.area_id ?? '', { ...order, ended: true })}
              >
                {texts.endStanding}
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Makes what lies in the basket come by itself, on the weekdays that are chosen. */
export function MakeStanding({ table, outbox }: Omit<Props, 'api'>) {
  const texts = tableTexts();
  const open = useSignal(false);
  const chosen = useSignal<readonly Weekday[]>([]);
  const { lines, slot } = table.basket.value;
  if (!slot || table.draft.value.amends !== undefined) return null;
  const toggle = (weekday: Weekday) => {
    chosen.value = chosen.value.includes(weekday) ? chosen.value.filter((one) => one !== weekday) : [...chosen.value, weekday];
  };
  const make = async () => {
    await put(outbox, table.seen.value?.citizen.area_id ?? '', {
      standing_order_id: crypto.randomUUID(),
      citizen_id: table.citizenId,
      window_id: slot.windowId,
      weekdays: weekdays.filter((weekday) => chosen.value.includes(weekday)),
      lines: lines.map(({ gtin, quantity, wish }) => ({ gtin, quantity, wish })),
      ended: false,
      next_delivery_day: null,
      missed_day: null,
      missed_reason: null,
    });
    open.value = false;
    say(texts.sent);
  };
  return (
    <>
      <Button variant="tertiary" onClick={() => (open.value = true)}>
        {texts.makeStanding}
      </Button>
      {open.value && (
        <Dialog title={texts.standing} onClose={() => (open.value = false)}>
          <fieldset class="ds-fieldset">
            <legend class="ds-label">{texts.weekdays}</legend>
            <div class="mb-row">
              {weekdays.map((weekday) => (
                <Button
                  key={weekday}
                  big
                  variant={chosen.value.includes(weekday) ? 'primary' : 'secondary'}
                  pressed={chosen.value.includes(weekday)}
                  onClick={() => toggle(weekday)}
                >
                  {weekdayWord(weekday)}
                </Button>
              ))}
            </div>
          </fieldset>
          <Button big disabled={chosen.value.length === 0} onClick={() => void make()}>
            {texts.makeStanding}
          </Button>
        </Dialog>
      )}
    </>
  );
}
