// Doors that nobody opened and nobody looks after yet.
import { clock } from '@kit/format';
import { Heading, Notice } from '@kit/ui/parts';
import type { Day } from './day';
import { boardTexts } from './texts';
import { driverName, orderName } from './names';

export function Alerts({ day }: { day: Day }) {
  const texts = boardTexts();
  const alerts = day.seen.value?.alerts ?? [];
  if (alerts.length === 0) return null;
  return (
    <Notice colour="danger">
      <Heading level={2}>{texts.alerts}</Heading>
      <ul class="fleet-plain">
        {alerts.map(({ order_id, driver_id, raised_at_ms, state }) => (
          <li key={order_id}>
            <strong>{orderName(day, order_id)}</strong>, {driverName(driver_id)}:{' '}
            {state === 'open' ? texts.alertOpen(clock(raised_at_ms)) : texts.alertEscalated(clock(raised_at_ms))}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
