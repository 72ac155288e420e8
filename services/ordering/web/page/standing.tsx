// What comes by itself: the citizen's standing orders, what is next of them, and what was missed.
import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { day } from '@kit/format';
import type { Outbox } from '@kit/offline/outbox';
import { Button, Dialog, Heading, Notice } from '@kit/ui/parts';
import { base, weekdays, type OrderingApi, type StandingOrder, type Weekday } from './api';
import type { Table } from './table';
import { tableTexts } from './texts';
import { refusalWords, weekdayWord } from './words';

interface Props {
  table: Table;
  api: OrderingApi;
  outbox: Outbox;
}

const subjectOf = (standingOrder: string): string => `standing/${standingOrder}`;

/** Kept and sent as soon as there is a way; the id of its letter. */
async function put(outbox: Outbox, area: string, order: StandingOrder): Promise<string> {
  const id = crypto.randomUUID();
  await outbox.put({
    id,
    subject: subjectOf(order.standing_order_id),
    method: 'POST',
    path: `${base}/standing-orders`,
    body: {
      area_id: area,
      standing_order_id: order.standing_order_id,
      citizen_id: order.citizen_id,
      window_id: order.window_id,
      weekdays: order.weekdays,
      lines: order.lines.map(lineBody),
      ...(order.first_day && { first_day: order.first_day }),
      ...(order.last_day && { last_day: order.last_day }),
      ended: order.ended,
    },
    writtenAt: Date.now(),
  });
  return id;
}

function lineBody({ gtin, quantity, wish, alternative_gtin, warning_passed_reason }: StandingOrder['lines'][number]): unknown {
  return {
    gtin,
    quantity,
    ...(wish && { wish }),
    ...(alternative_gtin && { alternative_gtin }),
    ...(warning_passed_reason && { warning_passed_reason }),
  };
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
  const isLeaving = ({ standing_order_id }: StandingOrder) =>
    outbox.waiting.value.some(({ subject, refused }) => subject === subjectOf(standing_order_id) && !refused);
  const end = (order: StandingOrder) => put(outbox, table.seen.value?.citizen.area_id ?? '', { ...order, ended: true });
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
            {isLeaving(order) ? (
              <Notice colour="warning">{texts.keptUntilOnline}</Notice>
            ) : (
              <span>
                <Button big variant="secondary" colour="danger" onClick={() => void end(order)}>
                  {texts.endStanding}
                </Button>
              </span>
            )}
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
  const letter = useSignal<string | undefined>(undefined);
  useSignalEffect(() => {
    // A refusal is told where all refusals are; it must not read as made once it was dropped.
    if (outbox.waiting.value.some(({ id, refused }) => id === letter.value && refused)) letter.value = undefined;
  });
  const { lines, slot } = table.basket.value;
  if (!slot || table.draft.value.amends !== undefined) return null;
  const toggle = (weekday: Weekday) => {
    chosen.value = chosen.value.includes(weekday) ? chosen.value.filter((one) => one !== weekday) : [...chosen.value, weekday];
  };
  const make = async () => {
    letter.value = await put(outbox, table.seen.value?.citizen.area_id ?? '', {
      standing_order_id: crypto.randomUUID(),
      citizen_id: table.citizenId,
      window_id: slot.windowId,
      weekdays: weekdays.filter((weekday) => chosen.value.includes(weekday)),
      lines: lines.map(({ gtin, quantity, wish, alternative, reason }) => ({
        gtin,
        quantity,
        wish: wish ?? null,
        alternative_gtin: alternative || null,
        warning_passed_reason: reason || null,
      })),
      first_day: null,
      last_day: null,
      ended: false,
      next_delivery_day: null,
      missed_day: null,
      missed_reason: null,
    });
    open.value = false;
  };
  return (
    <>
      <Button big variant="tertiary" disabled={table.unreasoned.value.length > 0} onClick={() => (open.value = true)}>
        {texts.makeStanding}
      </Button>
      {letter.value && <Made outbox={outbox} letter={letter.value} />}
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

/** What became of a standing order that was made here just now. */
function Made({ outbox, letter }: { outbox: Outbox; letter: string }) {
  const texts = tableTexts();
  const isWaiting = outbox.waiting.value.some(({ id }) => id === letter);
  const place = useRef<HTMLDivElement>(null);
  // The foot of the basket would hide it.
  useEffect(() => place.current?.scrollIntoView({ block: 'center' }), []);
  return (
    <div role="status" ref={place}>
      <Notice colour={isWaiting ? 'warning' : 'success'}>{isWaiting ? texts.keptUntilOnline : texts.standingMade}</Notice>
    </div>
  );
}
