// When: a row for each run, its window behind it, planned doors and what became of them, and now.
import { clock } from '@kit/format';
import { hoursOf, stacked, type RunOnBoard, type StopOnBoard } from './board';
import type { Day } from './day';
import { boardTexts } from './texts';
import { stopWords } from './words';

interface Props {
  day: Day;
  chosen: string | undefined;
  onChoose: (order: string) => void;
}

const hourMs = 3_600_000;
/** What a chip covers of the hours that are shown, on a screen that is not wide. */
const chipShare = 0.045;
const rowRem = 1.875;

const momentOf = ({ actualMs, expectedMs, plannedMs }: StopOnBoard) => actualMs ?? expectedMs ?? plannedMs;

export function Timeline({ day, chosen, onChoose }: Props) {
  const texts = boardTexts();
  const board = day.board.value;
  const hours = hoursOf(board.map(({ run }) => run), day.seen.value?.shifts ?? []);
  if (!hours) return null;
  const across = (moment: number) => `${Math.min(100, Math.max(0, ((moment - hours.from) / (hours.to - hours.from)) * 100))}%`;
  const marks = Array.from({ length: (hours.to - hours.from) / hourMs + 1 }, (_, hour) => hours.from + hour * hourMs);
  const now = day.now.value;
  return (
    <div class="fleet-timeline" role="region" aria-label={texts.timeline} tabIndex={0}>
      <div class="fleet-hours" aria-hidden="true">
        {marks.map((moment) => (
          <span key={moment} style={{ insetInlineStart: across(moment) }}>
            {clock(moment)}
          </span>
        ))}
      </div>
      <ul class="fleet-rows">
        {board.map((run) => (
          <Row key={run.run.run_id} run={run} gapMs={(hours.to - hours.from) * chipShare} across={across} chosen={chosen} onChoose={onChoose} />
        ))}
      </ul>
      {now >= hours.from && now <= hours.to && (
        <div class="fleet-track" aria-hidden="true">
          <div class="fleet-now" style={{ insetInlineStart: across(now) }} />
        </div>
      )}
    </div>
  );
}

interface RowProps {
  run: RunOnBoard;
  gapMs: number;
  across: (moment: number) => string;
  chosen: string | undefined;
  onChoose: (order: string) => void;
}

function Row({ run, gapMs, across, chosen, onChoose }: RowProps) {
  const { run: planned, letter, colour, stops } = run;
  const { window, departs_at_ms, returns_at_ms } = planned;
  const timed = stops
    .flatMap((stop) => {
      const moment = momentOf(stop);
      return moment === null ? [] : [{ stop, moment }];
    })
    .sort((a, b) => a.moment - b.moment);
  const rows = stacked(timed.map(({ moment }) => moment), gapMs);
  const height = `${(Math.max(0, ...rows) + 1) * rowRem + 0.5}rem`;
  return (
    <li class={`fleet-row fleet-colour-${colour}`}>
      <span class="fleet-letter">{letter}</span>
      <div class="fleet-lane" style={{ height }}>
        {window && <Span className="fleet-window" from={window.opens_at_ms} to={window.closes_at_ms} across={across} />}
        {departs_at_ms !== null && returns_at_ms !== null && (
          <Span className="fleet-bar" from={departs_at_ms} to={returns_at_ms} across={across} />
        )}
        <ol class="fleet-chips">
          {timed.map(({ stop, moment }, index) => (
            <li
              key={stop.stop.order_id}
              style={{ insetInlineStart: across(moment), top: `${(rows[index] ?? 0) * rowRem + 0.375}rem` }}
            >
              <Chip stop={stop} isChosen={stop.stop.order_id === chosen} onChoose={onChoose} />
            </li>
          ))}
        </ol>
      </div>
    </li>
  );
}

function Span({ className, from, to, across }: { className: string; from: number; to: number; across: (moment: number) => string }) {
  return <span class={className} style={{ insetInlineStart: across(from), width: `calc(${across(to)} - ${across(from)})` }} />;
}

function Chip({ stop, isChosen, onChoose }: { stop: StopOnBoard; isChosen: boolean; onChoose: RowProps['onChoose'] }) {
  return (
    <button
      type="button"
      class="fleet-chip"
      data-state={stop.state}
      data-late={stop.late?.how}
      aria-pressed={isChosen}
      title={`${stop.label} ${stop.stop.doorstep?.address ?? ''}: ${stopWords(stop)}`}
      onClick={() => onChoose(stop.stop.order_id)}
    >
      {stop.late ? '!' : ''}
      {stop.label.slice(1)}
      <span class="mb-hidden">{` ${stop.label}: ${stopWords(stop)}`}</span>
    </button>
  );
}
