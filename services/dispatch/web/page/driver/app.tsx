// What is shown: the run, the next shift, or why there is neither.
import { useComputed, useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { online } from '@kit/connection';
import { clock, day, todayInNorway } from '@kit/format';
import { kitTexts } from '@kit/kit-texts';
import { listen } from '@kit/live';
import type { Outbox } from '@kit/offline/outbox';
import { Page } from '@kit/ui/page';
import { Button, Heading, Loading, Notice } from '@kit/ui/parts';
import { base, type Shift } from '../api';
import type { Duty } from './duty';
import { EndOfShift } from './end-of-shift';
import { StrayTaps } from './refused';
import { RunView } from './run-view';
import { currentRun } from './sheet';
import { driverTexts } from './texts';

const lookAgainMs = 60_000;
const shortestPauseMs = 2_000;

interface Props {
  duty: Duty;
  outbox: Outbox;
  headers: () => Record<string, string>;
}

export function App({ duty, outbox, headers }: Props) {
  useEffect(() => {
    const open = () => void duty.open().catch(() => undefined);
    open();
    const second = setInterval(() => (duty.deviceNow.value = Date.now()), 1000);
    const minute = setInterval(() => void duty.refresh().catch(() => undefined), lookAgainMs);
    return () => {
      clearInterval(second);
      clearInterval(minute);
    };
  }, [duty]);
  useEvents(duty, headers);
  return (
    <Page title={driverTexts().title} waiting={outbox.waiting}>
      <div class="mb-stack">
        <Freshness duty={duty} />
        <StrayTaps duty={duty} />
        <Body duty={duty} />
      </div>
    </Page>
  );
}

/** Looks anew soon after something has happened in the area, and once the stream is open: it tells nothing of before. */
function useEvents(duty: Duty, headers: () => Record<string, string>): void {
  const area = useComputed(() => duty.seen.value?.area);
  useSignalEffect(() => {
    if (!area.value) return undefined;
    let due: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      due ??= setTimeout(() => {
        due = undefined;
        void duty.refresh().catch(() => undefined);
      }, shortestPauseMs);
    };
    const end = listen(`${base}/events?area=${encodeURIComponent(area.value)}`, { headers, onEvent: soon, onOpen: (open) => open && soon() });
    return () => {
      end();
      clearTimeout(due);
    };
  });
}

function Freshness({ duty }: { duty: Duty }) {
  const kit = kitTexts();
  const again = () => void duty.refresh().catch(() => undefined);
  if (duty.freshness.value === 'none')
    return (
      <Notice colour="warning" alert>
        <p class="ds-paragraph">{kit.notReached}</p>
        <Button big onClick={again}>
          {kit.tryAgain}
        </Button>
      </Notice>
    );
  if (duty.freshness.value === 'kept' && !online.value) return <Notice colour="warning">{driverTexts().keptSheet}</Notice>;
  return null;
}

function Body({ duty }: { duty: Duty }) {
  const texts = driverTexts();
  if (duty.freshness.value === 'loading') return <Loading rows={5} />;
  if (duty.freshness.value === 'none') return null;
  const shift = duty.shift.value;
  if (shift === 'none') return <OffDuty words={texts.noShift} />;
  if ('next' in shift) return <OffDuty words={texts.notYet} next={shift.next} />;
  const runs = duty.runs.value;
  const current = currentRun(runs);
  return (
    <>
      {current ? (
        <RunView key={current.run.run_id} duty={duty} run={current} place={runs.indexOf(current) + 1} of={runs.length} />
      ) : (
        <>
          <Heading level={1}>{texts.noRunYet}</Heading>
          <p class="ds-paragraph">{texts.noRunYetWhy}</p>
        </>
      )}
      <EndOfShift duty={duty} shift={shift.on} />
    </>
  );
}

/** Nothing to drive, and when there will be. */
function OffDuty({ words, next }: { words: string; next?: Shift }) {
  const texts = driverTexts();
  return (
    <div class="driver-off mb-stack">
      <Heading level={1}>{words}</Heading>
      {next ? (
        <p class="driver-when">
          <span class="mb-subtle">{texts.nextShift}</span>
          <strong>{day(todayInNorway(new Date(next.starts_at_ms)))}</strong>
          <strong>{texts.hours(clock(next.starts_at_ms), clock(next.ends_at_ms))}</strong>
        </p>
      ) : (
        <p class="ds-paragraph">{texts.noShiftWhy}</p>
      )}
    </div>
  );
}
