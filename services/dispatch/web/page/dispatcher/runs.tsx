// Every run with its stops in words: what the map and the timeline show, for everybody.
import { clock } from '@kit/format';
import { Button, Heading, Tag } from '@kit/ui/parts';
import type { Delivery } from '../api';
import type { RunOnBoard, StopOnBoard } from './board';
import type { Day } from './day';
import { driverName, kilometres, orderName } from './names';
import { boardTexts } from './texts';
import { lateWords, stopWords } from './words';

interface Props {
  day: Day;
  chosen: string | undefined;
  onChoose: (order: string) => void;
  onReplan: (windowId: string) => void;
}

export function Runs({ day, chosen, onChoose, onReplan }: Props) {
  const texts = boardTexts();
  const waiting = day.waiting.value;
  const windows = day.windows.value.filter(({ id }) => day.movable(id).length > 0 && (!day.windowId.value || id === day.windowId.value));
  return (
    <section class="mb-stack">
      {windows.length > 0 && (
        <div class="mb-row">
          {windows.map(({ id, opens, closes }) => (
            <Button key={id} variant="secondary" onClick={() => onReplan(id)}>
              {texts.replanWindow(texts.hours(clock(opens), clock(closes)))}
            </Button>
          ))}
        </div>
      )}
      <div class="fleet-cards">
        {day.board.value.map((run) => (
          <RunCard key={run.run.run_id} run={run} chosen={chosen} onChoose={onChoose} />
        ))}
        {waiting.length > 0 && <Waiting day={day} waiting={waiting} />}
      </div>
    </section>
  );
}

interface CardProps {
  run: RunOnBoard;
  chosen: string | undefined;
  onChoose: (order: string) => void;
}

function RunCard({ run, chosen, onChoose }: CardProps) {
  const texts = boardTexts();
  const { letter, colour, state, stops, behindMs, run: planned } = run;
  const { departs_at_ms, started_at_ms, distance_metres } = planned;
  return (
    <article class={`fleet-card fleet-colour-${colour}`}>
      <header class="fleet-card-head">
        <span class="fleet-letter" aria-hidden="true">
          {letter}
        </span>
        <div>
          <Heading level={2}>{`${texts.run(letter)}, ${driverName(planned.driver_id)}`}</Heading>
          <p class="mb-row fleet-facts">
            <Tag colour={state === 'on_the_road' ? 'info' : state === 'over' ? 'success' : 'neutral'}>
              {{ planned: texts.planned, on_the_road: texts.onTheRoad, over: texts.over }[state]}
            </Tag>
            {behindMs >= 60_000 && <Tag colour="warning">{texts.behind(Math.round(behindMs / 60_000))}</Tag>}
            <span>
              {started_at_ms !== null ? texts.left(clock(started_at_ms)) : departs_at_ms !== null && texts.leaves(clock(departs_at_ms))}
              {distance_metres > 0 && `, ${kilometres(distance_metres)}`}
            </span>
          </p>
        </div>
      </header>
      <ol class="fleet-stops">
        {stops.map((stop) => (
          <StopRow key={stop.stop.order_id} stop={stop} isChosen={chosen === stop.stop.order_id} onChoose={onChoose} />
        ))}
      </ol>
    </article>
  );
}

function StopRow({ stop, isChosen, onChoose }: { stop: StopOnBoard; isChosen: boolean; onChoose: CardProps['onChoose'] }) {
  const texts = boardTexts();
  const { stop: what, label, late, plannedMs, state } = stop;
  const { order_id, delivery, doorstep } = what;
  return (
    <li class="fleet-stop" data-state={state} data-chosen={isChosen || undefined}>
      <button type="button" class="fleet-stop-what" aria-pressed={isChosen} onClick={() => onChoose(order_id)}>
        <strong class="fleet-label">{label}</strong>
        <span>
          {doorstep?.address ?? texts.noAddress}
          <br />
          <span class="mb-subtle">
            {plannedMs !== null && `${clock(plannedMs)} · `}
            {stopWords({ ...stop, late: undefined })}
            {delivery && ` · ${texts.boxes(delivery.boxes)}`}
            {delivery?.cold && ` · ${texts.cold}`}
          </span>
        </span>
      </button>
      {late && <Tag colour={late.how === 'late' ? 'danger' : 'warning'}>{lateWords(stop)}</Tag>}
    </li>
  );
}

/** Packed orders that no run has. */
function Waiting({ day, waiting }: { day: Day; waiting: readonly Delivery[] }) {
  const texts = boardTexts();
  return (
    <article class="fleet-card">
      <Heading level={2}>{texts.waiting}</Heading>
      <ul class="fleet-stops">
        {waiting.map(({ order_id, boxes, cold, window }) => (
          <li key={order_id} class="fleet-stop">
            <span class="fleet-stop-what">
              <strong>{orderName(day, order_id)}</strong>
              {window && `${texts.hours(clock(window.opens_at_ms), clock(window.closes_at_ms))} · `}
              {texts.boxes(boxes)}
              {cold && ` · ${texts.cold}`}
            </span>
          </li>
        ))}
      </ul>
    </article>
  );
}
