// One stop: where, when and what; opened, also how one gets in, and what became of it.
import { clock, weight } from '@kit/format';
import { say } from '@kit/ui/page';
import { Button, Notice, Tag } from '@kit/ui/parts';
import type { Duty } from './duty';
import { RefusedTap } from './refused';
import { answerMs, canUndo, countdown, type StopNow } from './sheet';
import { driverTexts } from './texts';
import { wayTo } from './way';
import { failureWord, keptBackWords, skillWord } from './words';

interface Props {
  duty: Duty;
  stop: StopNow;
  open: boolean;
  isNext: boolean;
  onTheRoad: boolean;
  onToggle: () => void;
}

export function StopView({ duty, stop, open, isNext, onTheRoad, onToggle }: Props) {
  const texts = driverTexts();
  const { delivery, doorstep, eta_ms, order_id } = stop.stop;
  const panel = `stop-${order_id}`;
  return (
    <section class="driver-stop" data-mark={stop.mark} data-next={isNext || undefined}>
      <button type="button" class="mb-tap driver-stop-head" aria-expanded={open} aria-controls={panel} onClick={onToggle}>
        <span class="driver-number" aria-hidden="true">
          {stop.mark === 'delivered' ? '✓' : stop.mark === 'to_do' ? stop.number : '–'}
        </span>
        <span class="driver-what">
          <span class="mb-hidden">{texts.stop(stop.number)}</span>
          <strong class="driver-address">{doorstep?.address ?? texts.noAddress}</strong>
          <span class="mb-row driver-facts">
            {eta_ms !== null && stop.mark === 'to_do' && <span>{texts.about(clock(eta_ms))}</span>}
            <MarkTag stop={stop} />
            {stop.mark === 'to_do' && delivery && <Tag>{texts.boxes(delivery.boxes)}</Tag>}
            {stop.mark === 'to_do' && delivery?.cold && <Tag colour="info">{texts.cold}</Tag>}
            {stop.mark === 'to_do' && (delivery?.hand_over?.age_limit_years ?? 0) > 0 && (
              <Tag colour="warning">{texts.ageLimit(delivery?.hand_over?.age_limit_years ?? 0)}</Tag>
            )}
          </span>
        </span>
      </button>
      <div id={panel} class="driver-panel mb-stack" hidden={!open}>
        {stop.refused && <RefusedTap duty={duty} letter={stop.refused} />}
        {stop.mark === 'to_do' ? <Door duty={duty} stop={stop} canArrive={onTheRoad && !stop.refused} /> : <Outcome duty={duty} stop={stop} />}
      </div>
    </section>
  );
}

function MarkTag({ stop }: { stop: StopNow }) {
  const texts = driverTexts();
  const unsent = stop.unsent > 0 && <Tag colour="warning">{texts.notSent}</Tag>;
  switch (stop.mark) {
    case 'to_do':
      return <>{unsent}</>;
    case 'delivered':
      return (
        <>
          <Tag colour="success">{stop.keptBack.length > 0 ? texts.partlyDelivered : texts.delivered}</Tag>
          {unsent}
        </>
      );
    case 'failed':
      return (
        <>
          <Tag colour="danger">{texts.notDelivered}</Tag>
          {unsent}
        </>
      );
    case 'returned':
      return (
        <>
          <Tag>{texts.returned}</Tag>
          {unsent}
        </>
      );
    case 'withdrawn':
      return <Tag>{texts.withdrawn}</Tag>;
  }
}

/** How one gets in, and what to do there. */
function Door({ duty, stop, canArrive }: { duty: Duty; stop: StopNow; canArrive: boolean }) {
  const texts = driverTexts();
  const { delivery, doorstep } = stop.stop;
  const point = doorstep?.point;
  return (
    <>
      {!doorstep && <Notice colour="warning">{texts.noDoorstep}</Notice>}
      {delivery?.hand_over?.at_unit && <Notice colour="info">{texts.atUnit}</Notice>}
      {doorstep?.door_code && (
        <p class="driver-code">
          {texts.doorCode} <strong>{doorstep.door_code}</strong>
        </p>
      )}
      {doorstep?.note_to_driver && (
        <p class="driver-note">
          <span class="mb-subtle">{texts.note}</span> {doorstep.note_to_driver}
        </p>
      )}
      <ul class="driver-list">
        {delivery && (
          <li>
            {texts.boxes(delivery.boxes)}
            {delivery.weight_grams > 0 && `, ${weight(delivery.weight_grams)}`}
          </li>
        )}
        {doorstep?.put_goods_away && <li>{texts.putAway}</li>}
        {doorstep?.skills.map((skill) => <li key={skill}>{skillWord(skill)}</li>)}
        {delivery && !delivery.packed && <li>{texts.notPacked}</li>}
      </ul>
      <div class="driver-ways">
        {point && (
          <a
            class="ds-button mb-big"
            data-variant="secondary"
            href={wayTo(point, navigator.userAgent)}
            target="_blank"
            rel="noreferrer"
          >
            {texts.way}
          </a>
        )}
        {canArrive && stop.arrivedMs === null && (
          <Button
            big
            variant="secondary"
            label={texts.arrivedAtStop(stop.number)}
            onClick={() => {
              void duty.tap({ kind: 'arrive', order: stop.stop.order_id });
              say(texts.arrived);
            }}
          >
            {texts.arrived}
          </Button>
        )}
      </div>
      {stop.arrivedMs !== null && <p class="ds-paragraph">{texts.arrivedWhen(clock(stop.arrivedMs))}</p>}
    </>
  );
}

/** What became of it, and the way back. */
function Outcome({ duty, stop }: { duty: Duty; stop: StopNow }) {
  const texts = driverTexts();
  const order = stop.stop.order_id;
  return (
    <>
      {stop.mark === 'delivered' && (
        <p class="ds-paragraph">
          {stop.receivedBy ? texts.receivedBy(stop.receivedBy) : texts.delivered}
          {stop.sinceMs !== null && ` ${texts.at(clock(stop.sinceMs))}`}
        </p>
      )}
      {stop.keptBack.length > 0 && (
        <ul class="driver-list" aria-label={texts.takenBack}>
          {stop.keptBack.map((kept, index) => (
            <li key={index}>{keptBackWords(kept)}</li>
          ))}
        </ul>
      )}
      {stop.mark === 'failed' && stop.failure && (
        <p class="ds-paragraph">
          <strong>{failureWord(stop.failure)}</strong>
          {stop.sinceMs !== null && ` ${texts.at(clock(stop.sinceMs))}`}
        </p>
      )}
      {stop.mark === 'failed' && stop.failure === 'not_opened' && <Alert duty={duty} stop={stop} />}
      {stop.mark === 'failed' && (
        <Button
          big
          variant="secondary"
          onClick={() => {
            void duty.tap({ kind: 'return', order });
            say(texts.returned);
          }}
        >
          {texts.backAtDepot}
        </Button>
      )}
      {canUndo(stop, duty.now.value) && (
        <Button
          big
          variant="tertiary"
          label={texts.undoAt(stop.number)}
          onClick={() => {
            void duty.tap({ kind: 'undo', order });
            say(texts.undone);
          }}
        >
          {texts.undo}
        </Button>
      )}
    </>
  );
}

/** Nobody opened: who knows it, until when somebody answers, and what happens next. */
function Alert({ duty, stop }: { duty: Duty; stop: StopNow }) {
  const texts = driverTexts();
  if (stop.alert === null) return <Notice colour="danger">{texts.alertUnsent}</Notice>;
  if (stop.alert === 'confirmed') return <Notice colour="success">{texts.alertConfirmed}</Notice>;
  const until = (stop.stop.delivery?.alert_raised_at_ms ?? stop.sinceMs ?? 0) + answerMs;
  const left = countdown(until, duty.now.value);
  if (stop.alert === 'escalated' || left === undefined) return <Notice colour="warning">{texts.alertEscalated}</Notice>;
  return (
    <Notice colour="info">
      <p class="ds-paragraph">{texts.alertOpen(clock(until))}</p>
      <p class="driver-countdown">
        <strong role="timer">{left}</strong> {texts.left}
      </p>
      <p class="ds-paragraph">{texts.alertNext}</p>
    </Notice>
  );
}
