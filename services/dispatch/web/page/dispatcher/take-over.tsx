// A run on the road whose driver cannot go on: who of those on shift does.
import { useSignal } from '@preact/signals';
import { clock } from '@kit/format';
import { kitTexts } from '@kit/kit-texts';
import { say } from '@kit/ui/page';
import { Button, Dialog, Notice } from '@kit/ui/parts';
import type { RunOnBoard } from './board';
import { crewTexts } from './crew-texts';
import type { Day } from './day';
import { driverName } from './names';
import { useSaying } from './saying';
import { boardTexts } from './texts';

interface Props {
  day: Day;
  run: RunOnBoard;
  onClose: () => void;
}

export function TakeOverDialog({ day, run, onClose }: Props) {
  const texts = boardTexts();
  const crew = crewTexts();
  const saying = useSaying(day);
  const free = day.freeToTakeOver(run.run);
  const chosen = useSignal('');
  const shift = free.find(({ shift_id }) => shift_id === chosen.value) ?? free[0];
  const give = async () => {
    if (!shift || !(await saying.say('/runs/take-over', { run_id: run.run.run_id, shift_id: shift.shift_id }))) return;
    say(crew.takenOver);
    onClose();
  };
  return (
    <Dialog title={crew.takeOverQuestion(texts.run(run.letter))} onClose={onClose}>
      <p class="ds-paragraph">{crew.takeOverWhat}</p>
      {free.length === 0 ? (
        <Notice colour="warning">{crew.nobodyFree}</Notice>
      ) : (
        <div class="ds-field">
          <label class="ds-label" for="take-over-by">
            {crew.driverId}
          </label>
          <select
            id="take-over-by"
            class="ds-input mb-select"
            value={shift?.shift_id}
            onChange={(event) => (chosen.value = event.currentTarget.value)}
          >
            {free.map(({ shift_id, driver_id, starts_at_ms, ends_at_ms }) => (
              <option key={shift_id} value={shift_id}>
                {`${driverName(driver_id)}, ${texts.hours(clock(starts_at_ms), clock(ends_at_ms))}`}
              </option>
            ))}
          </select>
        </div>
      )}
      {saying.trouble.value && <Notice colour="danger" alert>{saying.trouble.value}</Notice>}
      <div class="mb-row">
        <Button busy={saying.busy.value} disabled={!shift} onClick={() => void give()}>
          {crew.takeOver}
        </Button>
        <Button variant="secondary" onClick={onClose}>
          {kitTexts().back}
        </Button>
      </div>
    </Dialog>
  );
}
