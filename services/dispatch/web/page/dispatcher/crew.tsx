// Who drives, when and with what; taking somebody off shift, putting a shift, and roads that are closed.
import { useSignal } from '@preact/signals';
import { clock } from '@kit/format';
import { kitTexts } from '@kit/kit-texts';
import { say } from '@kit/ui/page';
import { Button, Dialog, Heading, Notice, Tag } from '@kit/ui/parts';
import type { Shift } from '../api';
import type { Day } from './day';
import { driverName, orderName } from './names';
import { PutShift } from './put-shift';
import { boardTexts } from './texts';
import { refusalWords } from './words';

/** Says something to the services, and shows why it was not done. */
export function useSaying(day: Day) {
  const trouble = useSignal<string | undefined>(undefined);
  const busy = useSignal(false);
  return {
    trouble,
    busy,
    async say(path: string, id: string, body: object): Promise<boolean> {
      busy.value = true;
      trouble.value = undefined;
      try {
        const problem = await day.say(path, id, body);
        if (problem) trouble.value = refusalWords(problem.code);
      } catch {
        trouble.value = kitTexts().notReached;
      }
      busy.value = false;
      return trouble.value === undefined;
    },
  };
}

export function Crew({ day, chosen }: { day: Day; chosen: string | undefined }) {
  const texts = boardTexts();
  const leaving = useSignal<Shift | undefined>(undefined);
  const putting = useSignal(false);
  const shifts = day.seen.value?.shifts ?? [];
  return (
    <section class="mb-stack">
      <div class="mb-row">
        <Heading level={2}>{texts.crew}</Heading>
        <Button variant="secondary" onClick={() => (putting.value = true)}>
          {texts.putShift}
        </Button>
      </div>
      {shifts.length === 0 ? (
        <p class="ds-paragraph">{texts.noCrew}</p>
      ) : (
        <div class="fleet-wide" role="region" tabIndex={0} aria-label={texts.crew}>
          <table class="ds-table">
            <thead>
              <tr>
                <th scope="col">{texts.driverId}</th>
                <th scope="col">{texts.shift}</th>
                <th scope="col">{texts.vehicle}</th>
                <th scope="col">{texts.can}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {shifts.map((shift) => (
                <ShiftRow key={shift.shift_id} shift={shift} onLeave={() => (leaving.value = shift)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div class="fleet-cards">
        <ClosedRoad day={day} chosen={chosen} />
      </div>
      {leaving.value && <LeaveDialog day={day} shift={leaving.value} onClose={() => (leaving.value = undefined)} />}
      {putting.value && <PutShift day={day} onClose={() => (putting.value = false)} />}
    </section>
  );
}

function ShiftRow({ shift, onLeave }: { shift: Shift; onLeave: () => void }) {
  const texts = boardTexts();
  const name = driverName(shift.driver_id);
  const state = shift.ended ? texts.gone : shift.on_shift ? texts.onShift : texts.comes;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        {texts.hours(clock(shift.starts_at_ms), clock(shift.ends_at_ms))}{' '}
        <Tag colour={shift.on_shift ? 'success' : 'neutral'}>{state}</Tag>
        {shift.break_to_ms > 0 && <span> {texts.pause(clock(shift.break_from_ms), clock(shift.break_to_ms))}</span>}
      </td>
      <td>
        {texts.boxes(shift.capacity_boxes)}
        {shift.capacity_grams > 0 && `, ${Math.round(shift.capacity_grams / 1000)} kg`}
      </td>
      <td>{shift.skills.join(', ')}</td>
      <td>
        {!shift.ended && (
          <Button variant="tertiary" colour="danger" label={texts.illOf(name)} onClick={onLeave}>
            {texts.ill}
          </Button>
        )}
      </td>
    </tr>
  );
}

function LeaveDialog({ day, shift, onClose }: { day: Day; shift: Shift; onClose: () => void }) {
  const texts = boardTexts();
  const saying = useSaying(day);
  const id = useSignal(crypto.randomUUID());
  const leave = async () => {
    if (!(await saying.say(`/shifts/${shift.shift_id}/end`, id.value, {}))) return;
    say(texts.gone);
    onClose();
  };
  return (
    <Dialog title={texts.illQuestion(driverName(shift.driver_id))} onClose={onClose}>
      <p class="ds-paragraph">{texts.illWhat}</p>
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

/** A circle around a chosen door: runs that have not left are planned around it. */
function ClosedRoad({ day, chosen }: { day: Day; chosen: string | undefined }) {
  const texts = boardTexts();
  const saying = useSaying(day);
  const radius = useSignal(200);
  const asked = useSignal(false);
  const stop = day.board.value.flatMap(({ stops }) => stops).find(({ stop: { order_id } }) => order_id === chosen)?.stop;
  const windowId = stop?.delivery?.window?.window_id ?? '';
  const point = stop?.doorstep?.point;
  const close = async () => {
    const closed_roads = [{ ...point, radius_metres: radius.value }];
    const done = await saying.say('/plans', crypto.randomUUID(), { ...day.window(windowId), reason: 'road_closed', closed_roads });
    asked.value = done;
    if (done) say(texts.asked);
  };
  return (
    <form
      class="fleet-card mb-stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (point && windowId) void close();
      }}
    >
      <Heading level={3}>{texts.roadClosed}</Heading>
      <p class="ds-paragraph">{point && chosen ? texts.roadWhere(orderName(day, chosen)) : texts.roadHint}</p>
      <div class="ds-field">
        <label class="ds-label" for="radius">
          {texts.radius}
        </label>
        <input
          id="radius"
          class="ds-input"
          type="number"
          min={1}
          max={20000}
          value={radius.value}
          onInput={(event) => (radius.value = event.currentTarget.valueAsNumber || 1)}
        />
      </div>
      {saying.trouble.value && <Notice colour="danger" alert>{saying.trouble.value}</Notice>}
      {asked.value && <Notice colour="success">{texts.asked}</Notice>}
      <span>
        <Button submits variant="secondary" busy={saying.busy.value} disabled={!point || !windowId}>
          {texts.closeRoad}
        </Button>
      </span>
    </form>
  );
}
