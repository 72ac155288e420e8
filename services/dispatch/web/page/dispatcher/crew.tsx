// Who drives, when and with what; taking somebody off shift, and putting a shift.
import { useSignal } from '@preact/signals';
import { clock } from '@kit/format';
import { kitTexts } from '@kit/kit-texts';
import { say } from '@kit/ui/page';
import { Button, Dialog, Heading, Notice, Tag } from '@kit/ui/parts';
import type { Shift } from '../api';
import { crewTexts } from './crew-texts';
import type { Day } from './day';
import { driverName } from './names';
import { PutShift } from './put-shift';
import { useSaying } from './saying';
import { isOn } from './shift-times';
import { skillWord } from './skills';
import { boardTexts } from './texts';

export function Crew({ day }: { day: Day }) {
  const texts = boardTexts();
  const crew = crewTexts();
  const leaving = useSignal<Shift | undefined>(undefined);
  const putting = useSignal(false);
  const shifts = (day.seen.value?.shifts ?? []).filter((shift) => isOn(day.date.value, shift));
  return (
    <section class="mb-stack">
      <div class="mb-row">
        <Heading level={2}>{crew.title}</Heading>
        <Button variant="secondary" onClick={() => (putting.value = true)}>
          {crew.putShift}
        </Button>
      </div>
      {shifts.length === 0 ? (
        <p class="ds-paragraph">{texts.noCrew}</p>
      ) : (
        <div class="fleet-wide" role="region" tabIndex={0} aria-label={crew.title}>
          <table class="ds-table">
            <thead>
              <tr>
                <th scope="col">{crew.driverId}</th>
                <th scope="col">{texts.shift}</th>
                <th scope="col">{crew.drives}</th>
                <th scope="col">{crew.vehicle}</th>
                <th scope="col">{crew.can}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {shifts.map((shift) => (
                <ShiftRow key={shift.shift_id} day={day} shift={shift} onLeave={() => (leaving.value = shift)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {leaving.value && <LeaveDialog day={day} shift={leaving.value} onClose={() => (leaving.value = undefined)} />}
      {putting.value && <PutShift day={day} onClose={() => (putting.value = false)} />}
    </section>
  );
}

function ShiftRow({ day, shift, onLeave }: { day: Day; shift: Shift; onLeave: () => void }) {
  const texts = boardTexts();
  const crew = crewTexts();
  const runs = day.board.value.filter(({ run }) => run.shift_id === shift.shift_id);
  const stops = runs.reduce((sum, run) => sum + run.stops.length, 0);
  const name = driverName(shift.driver_id);
  const state = shift.ended ? crew.gone : shift.on_shift ? crew.onShift : crew.comes;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        {texts.hours(clock(shift.starts_at_ms), clock(shift.ends_at_ms))}{' '}
        <Tag colour={shift.on_shift ? 'success' : 'neutral'}>{state}</Tag>
        {shift.break_to_ms > 0 && <span> {crew.pause(clock(shift.break_from_ms), clock(shift.break_to_ms))}</span>}
      </td>
      <td>{runs.length === 0 ? crew.drivesNothing : [...runs.map(({ letter }) => texts.run(letter)), texts.stops(stops)].join(', ')}</td>
      <td>
        {texts.boxes(shift.capacity_boxes)}
        {shift.capacity_grams > 0 && `, ${Math.round(shift.capacity_grams / 1000)} kg`}
      </td>
      <td>{[...(shift.cooled ? [crew.cooled] : []), ...shift.skills.map(skillWord)].join(', ')}</td>
      <td>
        {!shift.ended && (
          <Button variant="tertiary" colour="danger" label={crew.illOf(name)} onClick={onLeave}>
            {crew.ill}
          </Button>
        )}
      </td>
    </tr>
  );
}

function LeaveDialog({ day, shift, onClose }: { day: Day; shift: Shift; onClose: () => void }) {
  const texts = crewTexts();
  const saying = useSaying(day);
  const isOnTheRoad = day.board.value.some(({ run, state }) => state === 'on_the_road' && run.shift_id === shift.shift_id);
  const leave = async () => {
    if (!(await saying.say(`/shifts/${shift.shift_id}/end`, {}))) return;
    say(texts.gone);
    onClose();
  };
  return (
    <Dialog title={texts.illQuestion(driverName(shift.driver_id))} onClose={onClose}>
      <p class="ds-paragraph">{texts.illWhat}</p>
      {isOnTheRoad && <Notice colour="warning">{texts.firstTakeOver}</Notice>}
      {saying.trouble.value && <Notice colour="danger" alert>{saying.trouble.value}</Notice>}
      <div class="mb-row">
        <Button colour="danger" busy={saying.busy.value} onClick={() => void leave()}>
          {texts.takeOff}
        </Button>
        <Button variant="secondary" onClick={onClose}>
          {kitTexts().back}
        </Button>
      </div>
    </Dialog>
  );
}
