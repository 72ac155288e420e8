// Finding an order by its id, or by how far it has come.
import { useState } from 'preact/hooks';
import { day, exactly } from '@kit/format';
import { Answered, useAsked } from '@kit/ui/asked';
import { Button, Heading } from '@kit/ui/parts';
import { TableFrame } from '@kit/ui/table';
import type { OperationsApi, OrderRow } from './api';
import { addressOf } from './place';
import { operatorTexts } from './texts';
import { steps, stepWord } from './words';

export function OrdersView({ api }: { api: OperationsApi }) {
  const texts = operatorTexts();
  const [id, setId] = useState('');
  const [step, setStep] = useState('');
  const asked = useAsked(() => api.orders(step), [api, step]);
  return (
    <>
      <Heading level={1}>{texts.orders}</Heading>
      <form
        class="mb-row"
        onSubmit={(event) => {
          event.preventDefault();
          if (id.trim() !== '') location.hash = addressOf({ view: 'order', order: id.trim() });
        }}
      >
        <div class="ds-field operator-find">
          <label class="ds-label" for="order-id">
            {texts.orderId}
          </label>
          <input id="order-id" class="ds-input" autocomplete="off" value={id} onInput={(event) => setId(event.currentTarget.value)} />
        </div>
        <Button submits disabled={id.trim() === ''}>
          {texts.showStory}
        </Button>
        <div class="ds-field">
          <label class="ds-label" for="order-step">
            {texts.cameTo}
          </label>
          <select id="order-step" class="ds-input mb-select" value={step} onChange={(event) => setStep(event.currentTarget.value)}>
            <option value="">{texts.everywhere}</option>
            {steps.map((one) => (
              <option key={one} value={one}>
                {stepWord(one)}
              </option>
            ))}
          </select>
        </div>
      </form>
      <Answered asked={asked} rows={6}>
        {(orders) => (orders.length === 0 ? <p class="ds-paragraph">{texts.noOrders}</p> : <Rows orders={orders} />)}
      </Answered>
    </>
  );
}

function Rows({ orders }: { orders: readonly OrderRow[] }) {
  const texts = operatorTexts();
  return (
    <TableFrame caption={texts.ordersCaption(orders.length)}>
      <thead>
        <tr>
          <th scope="col">{texts.orderId}</th>
          <th scope="col">{texts.area}</th>
          <th scope="col">{texts.deliveryDay}</th>
          <th scope="col">{texts.cameTo}</th>
          <th scope="col">{texts.lastChange}</th>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <tr key={order.order_id}>
            <th scope="row">
              <a class="ds-link" href={addressOf({ view: 'order', order: order.order_id })}>{order.order_id}</a>
            </th>
            <td>{order.area_id}</td>
            <td>{order.window?.delivery_day ? day(order.window.delivery_day, 'short') : '–'}</td>
            <td>{stepWord(order.step)}</td>
            <td class="mb-number">{exactly(order.last_change_ms)}</td>
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}
