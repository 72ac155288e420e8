// Every run with its stops in words: what the map and the timeline show, for everybody. A stop can be dragged to another
// place, or moved by its button.
import { useSignal } from '@preact/signals';
import { clock } from '@kit/format';
import { Button, Heading, Tag } from '@kit/ui/parts';
import type { Delivery } from '../api';
import { isMovable, type RunOnBoard, type StopOnBoard } from './board';
import type { Proposed } from './change';
import { crewTexts } from './crew-texts';
import type { Day } from './day';
import { moved } from './moves';
import { driverName, kilometres, orderName } from './names';
import { boardTexts } from './texts';
import { lateWords, stopWords, waitWords } from './words';

interface Props {
  day: Day;
  chosen: string | undefined;
  onChoose: (order: string) => void;
  onMove: (order: string) => void;
  onTakeOver: (run: RunOnBoard) => void;
  onPropose: (proposed: Proposed) => void;
}

/** Where a stop is dropped: in a run that has not left, before the place (from 0). */
interface Spot {
  run: RunOnBoard;
  place: number;
}

const dragged = 'application/x-matbud-order';

export function Runs({ day, chosen, onChoose, onMove, onTakeOver, onPropose }: Props) {
  const texts = boardTexts();
  const over = useSignal<string | undefined>(undefined);
  const board = day.board.value;
  const waiting = day.waiting.value;
  const windows = day.windows.value.filter(({ id }) => day.movable(id).length > 0 && (!day.windowId.value || id === day.windowId.value));
  const drop = (order: string, { run, place }: Spot) => {
    over.value = undefined;
    const windowId = run.run.window?.window_id;
    const ordered = day.deliveries.value.find(({ order_id }) => order_id === order)?.window;
    if (!windowId || ordered?.window_id !== windowId) return; // nobody is driven to at another time than they asked for
    // The place was counted with the stop where it is.
    const from = run.run.stops.findIndex(({ order_id }) => order_id === order);
    const to = from >= 0 && from < place ? place - 1 : place;
    if (from === to) return;
    onPropose({ windowId, arrangement: moved(day.arrangement(windowId), order, run.run.run_id, to) });
  };
  const shared = { over, chosen, onChoose, onMove, onTakeOver, onDrop: drop };
  return (
    <section class="mb-stack">
      {windows.length > 0 && (
        <div class="mb-row">
          {windows.map(({ id, opens, closes }) => (
            <Button key={id} variant="secondary" onClick={() => onPropose({ windowId: id })}>
              {texts.replanWindow(texts.hours(clock(opens), clock(closes)))}
            </Button>
          ))}
          <span class="mb-subtle">{texts.dragHint}</span>
        </div>
      )}
      <div class="fleet-cards">
        {board.map((run) => (
          <RunCard key={run.run.run_id} run={run} {...shared} />
        ))}
        {waiting.length > 0 && <Waiting day={day} waiting={waiting} onMove={onMove} />}
      </div>
    </section>
  );
}

interface CardProps {
  run: RunOnBoard;
  over: { value: string | undefined };
  chosen: string | undefined;
  onChoose: (order: string) => void;
  onMove: (order: string) => void;
  onTakeOver: (run: RunOnBoard) => void;
  onDrop: (order: string, spot: Spot) => void;
}

function RunCard({ run, ...shared }: CardProps) {
  const texts = boardTexts();
  const { letter, colour, state, stops, behindMs, run: planned } = run;
  const { departs_at_ms, started_at_ms, distance_metres } = planned;
  const canChange = isMovable(planned);
  const end = spotHandlers({ run, place: stops.length }, canChange, shared);
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
        {stops.map((stop, place) => (
          <StopRow key={stop.stop.order_id} stop={stop} spot={{ run, place }} canChange={canChange} {...shared} />
        ))}
      </ol>
      {canChange && <div class="fleet-drop" {...end} />}
      {state === 'on_the_road' && (
        <Button variant="tertiary" label={crewTexts().takeOverOf(texts.run(letter))} onClick={() => shared.onTakeOver(run)}>
          {crewTexts().takeOver}
        </Button>
      )}
    </article>
  );
}

type Shared = Omit<CardProps, 'run'>;

/** What makes an element a place to drop a stop at. */
function spotHandlers(spot: Spot, canChange: boolean, { over, onDrop }: Shared) {
  if (!canChange) return {};
  const name = `${spot.run.run.run_id}#${spot.place}`;
  return {
    'data-over': over.value === name || undefined,
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes(dragged)) return;
      event.preventDefault();
      over.value = name;
    },
    onDragLeave: () => {
      if (over.value === name) over.value = undefined;
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      const order = event.dataTransfer?.getData(dragged);
      if (order) onDrop(order, spot);
    },
  };
}

function StopRow({ stop, spot, canChange, ...shared }: Shared & { stop: StopOnBoard; spot: Spot; canChange: boolean }) {
  const texts = boardTexts();
  const { stop: what, label, late, plannedMs, state } = stop;
  const { order_id, delivery, doorstep } = what;
  const row = spotHandlers(spot, canChange, shared);
  return (
    <li
      class="fleet-stop"
      data-state={state}
      data-chosen={shared.chosen === order_id || undefined}
      draggable={canChange}
      onDragStart={(event: DragEvent) => event.dataTransfer?.setData(dragged, order_id)}
      {...row}
    >
      <button type="button" class="fleet-stop-what" aria-pressed={shared.chosen === order_id} onClick={() => shared.onChoose(order_id)}>
        <strong class="fleet-label">{label}</strong>
        <span>
          {doorstep?.address ?? texts.noAddress}
          <br />
          <span class="mb-subtle">
            {plannedMs !== null && clock(plannedMs) !== clock(stop.expectedMs ?? 0) && `${clock(plannedMs)} · `}
            {stopWords({ ...stop, late: undefined })}
            {delivery && ` · ${texts.boxes(delivery.boxes)}`}
            {delivery?.cold && ` · ${texts.cold}`}
          </span>
        </span>
      </button>
      {late && <Tag colour={late.how === 'late' ? 'danger' : 'warning'}>{lateWords(stop)}</Tag>}
      {canChange && (
        <Button variant="tertiary" label={texts.moveStop(label)} onClick={() => shared.onMove(order_id)}>
          {texts.move}
        </Button>
      )}
    </li>
  );
}

/** Packed orders that no run has: they can be moved into one. */
function Waiting({ day, waiting, onMove }: { day: Day; waiting: readonly Delivery[]; onMove: (order: string) => void }) {
  const texts = boardTexts();
  return (
    <article class="fleet-card">
      <Heading level={2}>{texts.waiting}</Heading>
      <ul class="fleet-stops">
        {waiting.map(({ order_id, boxes, cold, window, waits_because }) => (
          <li
            key={order_id}
            class="fleet-stop"
            draggable
            onDragStart={(event: DragEvent) => event.dataTransfer?.setData(dragged, order_id)}
          >
            <span class="fleet-stop-what">
              <span>
                <strong>{orderName(day, order_id)}</strong>
                <br />
                <span class="mb-subtle">
                  {window && `${texts.hours(clock(window.opens_at_ms), clock(window.closes_at_ms))} · `}
                  {texts.boxes(boxes)}
                  {cold && ` · ${texts.cold}`}
                </span>
                {waits_because && (
                  <>
                    <br />
                    {waitWords(waits_because)}
                  </>
                )}
              </span>
            </span>
            <Button variant="tertiary" label={texts.moveStop(orderName(day, order_id))} onClick={() => onMove(order_id)}>
              {texts.move}
            </Button>
          </li>
        ))}
      </ul>
    </article>
  );
}
