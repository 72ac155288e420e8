// One run: what it is, its stops in driving order, and what to do next at the bottom, where the thumb is.
import { useSignal } from '@preact/signals';
import { clock } from '@kit/format';
import { say } from '@kit/ui/page';
import { Button, Heading, Notice, Tag } from '@kit/ui/parts';
import type { Duty } from './duty';
import { HandOverDialog } from './hand-over';
import { NotDeliveredDialog } from './not-delivered';
import { RefusedTap } from './refused';
import { nextStop, type RunNow, type StopNow } from './sheet';
import { StopView } from './stop-view';
import { driverTexts } from './texts';

interface Props {
  duty: Duty;
  run: RunNow;
  /** Which of the shift's runs, from 1. */
  place: number;
  of: number;
}

export function RunView({ duty, run, place, of }: Props) {
  const texts = driverTexts();
  /** The stop that was opened by hand; nothing: what needs a decision, else the next one. */
  const opened = useSignal<string | undefined>(undefined);
  const byItself = run.stops.find(({ refused }) => refused) ?? nextStop(run);
  /** Names its stop: whatever is heard meanwhile, the answer is about the door where it was asked. */
  const asking = useSignal<{ what: 'hand_over' | 'not_delivered'; order: string } | undefined>(undefined);
  const askedAbout = run.stops.find(({ stop }) => stop.order_id === asking.value?.order);
  const isOpen = ({ stop }: StopNow) => stop.order_id === (opened.value ?? byItself?.stop.order_id);
  const shown = run.stops.find(isOpen);
  const done = run.stops.filter(({ mark }) => mark !== 'to_do').length;
  const said = (words: string) => {
    asking.value = undefined;
    opened.value = undefined;
    say(words);
  };
  const { window } = run.run;
  return (
    <div class="driver-run">
      <div class="mb-stack">
        <Heading level={1}>
          {texts.run(place, of)}
          {window && <span class="driver-hours">{texts.hours(clock(window.opens_at_ms), clock(window.closes_at_ms))}</span>}
        </Heading>
        <p class="mb-row driver-facts">
          <Tag>{texts.stops(run.stops.length)}</Tag>
          <Tag>{texts.boxes(run.boxes)}</Tag>
          {run.cold && <Tag colour="info">{texts.cold}</Tag>}
          {!run.started && run.run.departs_at_ms !== null && <Tag>{texts.departs(clock(run.run.departs_at_ms))}</Tag>}
        </p>
        {run.started && (
          <label class="driver-progress">
            {texts.progress(done, run.stops.length)}
            <progress max={run.stops.length} value={done} />
          </label>
        )}
        {run.startRefused && <RefusedTap duty={duty} letter={run.startRefused} />}
        {run.over && <Notice colour="success">{texts.runOver}</Notice>}
        <ol class="mb-list driver-stops">
          {run.stops.map((stop) => (
            <li key={stop.stop.order_id}>
              <StopView
                duty={duty}
                stop={stop}
                open={isOpen(stop)}
                onTheRoad={run.started}
                isNext={run.started && stop === nextStop(run)}
                onToggle={() => (opened.value = isOpen(stop) ? '' : stop.stop.order_id)}
              />
            </li>
          ))}
        </ol>
      </div>
      {!run.started && (
        <div class="driver-thumb">
          <Button
            big
            onClick={() => {
              void duty.tap({ kind: 'start', run: run.run.run_id });
              say(texts.started);
            }}
          >
            {texts.start}
          </Button>
        </div>
      )}
      {run.started && shown?.mark === 'to_do' && !shown.refused && (
        <div class="driver-thumb">
          <Button big label={texts.deliveredAt(shown.number)} onClick={() => (asking.value = { what: 'hand_over', order: shown.stop.order_id })}>
            {texts.delivered}
          </Button>
          <Button
            big
            variant="secondary"
            label={texts.notDeliveredAt(shown.number)}
            onClick={() => (asking.value = { what: 'not_delivered', order: shown.stop.order_id })}
          >
            {texts.notDelivered}
          </Button>
        </div>
      )}
      {asking.value?.what === 'hand_over' && askedAbout && (
        <HandOverDialog duty={duty} stop={askedAbout} onDone={said} onClose={() => (asking.value = undefined)} />
      )}
      {asking.value?.what === 'not_delivered' && askedAbout && (
        <NotDeliveredDialog duty={duty} stop={askedAbout} onDone={said} onClose={() => (asking.value = undefined)} />
      )}
    </div>
  );
}
