// What is shown: which area and day, how it stands in one line, and then map, timeline, runs and crew.
import { useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { clock, day as dayWords } from '@kit/format';
import { kitTexts } from '@kit/kit-texts';
import { listen } from '@kit/live';
import { Page } from '@kit/ui/page';
import { Button, Heading, Loading, Notice, Tag } from '@kit/ui/parts';
import { base } from '../api';
import { Alerts } from './alerts';
import type { RunOnBoard } from './board';
import { ChangeDialog, type Proposed } from './change';
import { Crew } from './crew';
import type { Day } from './day';
import { Map } from './map';
import { MoveDialog } from './move-dialog';
import { Planning } from './planning';
import { Runs } from './runs';
import { TakeOverDialog } from './take-over';
import { boardTexts } from './texts';
import { Timeline } from './timeline';

const lookAgainMs = 60_000;
const shortestPauseMs = 2_000;

interface Props {
  day: Day;
  headers: () => Record<string, string>;
}

export function App({ day, headers }: Props) {
  const texts = boardTexts();
  useEffect(() => {
    void day.refresh().catch(() => undefined);
    const second = setInterval(() => (day.deviceNow.value = Date.now()), 1000);
    const minute = setInterval(() => void day.refresh().catch(() => undefined), lookAgainMs);
    return () => {
      clearInterval(second);
      clearInterval(minute);
    };
  }, [day]);
  useEvents(day, headers);
  return (
    <Page title={texts.title}>
      <div class="mb-stack">
        <Heading level={1}>{texts.title}</Heading>
        <Body day={day} />
      </div>
    </Page>
  );
}

/** Looks anew soon after something has happened in the area, and once the stream is open: it tells nothing of before. */
function useEvents(day: Day, headers: () => Record<string, string>): void {
  const area = useComputed(() => day.area.value);
  useSignalEffect(() => {
    if (!area.value) return undefined;
    let due: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      due ??= setTimeout(() => {
        due = undefined;
        void day.refresh().catch(() => undefined);
      }, shortestPauseMs);
    };
    const end = listen(`${base}/events?area=${encodeURIComponent(area.value)}`, { headers, onEvent: soon, onOpen: (open) => open && soon() });
    return () => {
      end();
      clearTimeout(due);
    };
  });
}

function Body({ day }: { day: Day }) {
  const texts = boardTexts();
  const kit = kitTexts();
  const chosen = useSignal<string | undefined>(undefined);
  const moving = useSignal<string | undefined>(undefined);
  const handedOn = useSignal<RunOnBoard | undefined>(undefined);
  const proposed = useSignal<Proposed | undefined>(undefined);
  const again = () => void day.refresh().catch(() => undefined);
  if (day.freshness.value === 'forbidden') return <Notice colour="danger">{texts.forbidden}</Notice>;
  if (day.freshness.value === 'none')
    return (
      <Notice colour="warning" alert>
        <p class="ds-paragraph">{kit.nobodyThere}</p>
        <Button onClick={again}>{kit.tryAgain}</Button>
      </Notice>
    );
  const { seen } = day;
  const choose = (order: string) => (chosen.value = chosen.value === order ? undefined : order);
  return (
    <>
      <Choices day={day} />
      {day.freshness.value === 'kept' && (
        <Notice colour="warning">
          <p class="ds-paragraph">{texts.kept}</p>
          <Button variant="secondary" onClick={again}>
            {kit.tryAgain}
          </Button>
        </Notice>
      )}
      {!seen.value ? (
        <Loading rows={6} />
      ) : (
        <>
          <Counts day={day} />
          <Alerts day={day} />
          {day.board.value.length === 0 && (
            <Notice colour="info">
              <p class="ds-paragraph">
                <strong>{texts.noRuns}</strong> {texts.noRunsWhy}
              </p>
            </Notice>
          )}
          <div class="fleet-halves">
            <Map board={day.board.value} shifts={seen.value.shifts} chosen={chosen.value} onChoose={choose} />
            <Timeline day={day} chosen={chosen.value} onChoose={choose} />
          </div>
          <Runs
            day={day}
            chosen={chosen.value}
            onChoose={choose}
            onMove={(order) => (moving.value = order)}
            onTakeOver={(run) => (handedOn.value = run)}
            onPropose={(next) => (proposed.value = next)}
          />
          <Crew day={day} />
          <Planning day={day} chosen={chosen.value} />
        </>
      )}
      {moving.value && (
        <MoveDialog
          day={day}
          order={moving.value}
          onPropose={(next) => {
            moving.value = undefined;
            proposed.value = next;
          }}
          onClose={() => (moving.value = undefined)}
        />
      )}
      {handedOn.value && <TakeOverDialog day={day} run={handedOn.value} onClose={() => (handedOn.value = undefined)} />}
      {proposed.value && <ChangeDialog day={day} proposed={proposed.value} onClose={() => (proposed.value = undefined)} />}
    </>
  );
}

/** The day before or after, `2026-12-08`. */
function shifted(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

function Choices({ day }: { day: Day }) {
  const texts = boardTexts();
  const date = day.date.value;
  return (
    <div class="mb-row fleet-choices">
      <label class="fleet-choice">
        <span class="ds-label">{texts.area}</span>
        <select class="ds-input mb-select" value={day.area.value} onChange={(event) => day.choose({ area: event.currentTarget.value })}>
          {day.areas.value.map(({ area_id, name }) => (
            <option key={area_id} value={area_id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label class="fleet-choice">
        <span class="ds-label">{texts.window}</span>
        <select class="ds-input mb-select" value={day.windowId.value} onChange={(event) => day.choose({ window: event.currentTarget.value })}>
          <option value="">{texts.allWindows}</option>
          {day.windows.value.map(({ id, opens, closes }) => (
            <option key={id} value={id}>
              {texts.hours(clock(opens), clock(closes))}
            </option>
          ))}
        </select>
      </label>
      {date && (
        <div class="fleet-day" role="group" aria-label={texts.date}>
          <Button variant="tertiary" label={texts.earlier} onClick={() => day.choose({ date: shifted(date, -1) })}>
            ‹
          </Button>
          <strong>{dayWords(date)}</strong>
          <Button variant="tertiary" label={texts.later} onClick={() => day.choose({ date: shifted(date, 1) })}>
            ›
          </Button>
        </div>
      )}
    </div>
  );
}

function Counts({ day }: { day: Day }) {
  const texts = boardTexts();
  const { runs, stops, done, late, atRisk, without } = day.counts.value;
  if (runs === 0 && without === 0) return null;
  return (
    <p class="mb-row fleet-counts" role="status">
      <Tag>{texts.runs(runs)}</Tag>
      <Tag>{texts.stops(stops)}</Tag>
      <Tag colour="success">{texts.done(done)}</Tag>
      {late > 0 && <Tag colour="danger">{texts.late(late)}</Tag>}
      {atRisk > 0 && <Tag colour="warning">{texts.risk(atRisk)}</Tag>}
      {without > 0 && <Tag colour="warning">{texts.without(without)}</Tag>}
    </p>
  );
}
