// Doors that nobody opened and nobody looks after yet: home care answers, or a dispatcher who has reached somebody.
import { useSignal } from '@preact/signals';
import { clock } from '@kit/format';
import { say } from '@kit/ui/page';
import { Button, Heading, Notice } from '@kit/ui/parts';
import type { Alert } from '../api';
import { alertTexts } from './alert-texts';
import type { Day } from './day';
import { driverName, orderName } from './names';
import { useSaying } from './saying';

const wordsMax = 1000;

export function Alerts({ day }: { day: Day }) {
  const alerts = day.seen.value?.alerts ?? [];
  if (alerts.length === 0) return null;
  return (
    <Notice colour="danger">
      <Heading level={2}>{alertTexts().alerts}</Heading>
      <ul class="fleet-plain">
        {alerts.map((alert) => (
          <li key={alert.order_id}>
            <Door day={day} alert={alert} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Door({ day, alert }: { day: Day; alert: Alert }) {
  const texts = alertTexts();
  const saying = useSaying(day);
  const answering = useSignal(false);
  const words = useSignal('');
  const { order_id, citizen_id, driver_id, raised_at_ms, state } = alert;
  const name = orderName(day, order_id);
  const answer = async () => {
    const known = words.value.trim();
    const done = await saying.say(`/deliveries/${order_id}/confirm-alert`, { citizen_id, ...(known !== '' && { words: known }) });
    if (done) say(texts.lookedAfter);
  };
  return (
    <>
      <strong>{name}</strong>, {driverName(driver_id)}:{' '}
      {state === 'open' ? texts.alertOpen(clock(raised_at_ms)) : texts.alertEscalated(clock(raised_at_ms))}{' '}
      {answering.value ? (
        <form
          class="mb-stack"
          onSubmit={(event) => {
            event.preventDefault();
            void answer();
          }}
        >
          <div class="ds-field">
            <label class="ds-label" for={`known-${order_id}`}>
              {texts.whatYouKnow}
            </label>
            <textarea
              id={`known-${order_id}`}
              class="ds-input"
              rows={2}
              maxLength={wordsMax}
              value={words.value}
              onInput={(event) => (words.value = event.currentTarget.value)}
            />
          </div>
          {saying.trouble.value && <Notice colour="danger" alert>{saying.trouble.value}</Notice>}
          <div class="mb-row">
            <Button submits busy={saying.busy.value} label={texts.lookAfterWhose(name)}>
              {texts.lookAfter}
            </Button>
            <Button variant="secondary" onClick={() => (answering.value = false)}>
              {texts.notNow}
            </Button>
          </div>
        </form>
      ) : (
        <Button variant="secondary" label={texts.answerWhose(name)} onClick={() => (answering.value = true)}>
          {texts.answer}
        </Button>
      )}
    </>
  );
}
