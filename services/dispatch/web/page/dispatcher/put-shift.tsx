// Putting a driver on: when, and with which vehicle. The depot is the one of the area's other shifts, also of those that
// have passed; an area's first shift says where it is.
import { useSignal } from '@preact/signals';
import { clock } from '@kit/format';
import { kitTexts } from '@kit/kit-texts';
import { say } from '@kit/ui/page';
import { Button, Dialog, Notice } from '@kit/ui/parts';
import type { Shift } from '../api';
import { crewTexts } from './crew-texts';
import type { Day } from './day';
import { depotFrom } from './depot';
import { useSaying } from './saying';
import { pauseTimes, shiftTimes } from './shift-times';
import { SkillChoice } from './skills';
import { vehiclesOf, vehicleWords } from './vehicles';
import { boardTexts } from './texts';

const defaultBoxes = 40;
const defaultKilograms = 400;

export function PutShift({ day, onClose }: { day: Day; onClose: () => void }) {
  const texts = boardTexts();
  const crew = crewTexts();
  const saying = useSaying(day);
  const shiftId = useSignal(crypto.randomUUID());
  const known = day.seen.value?.shifts ?? [];
  const driver = useSignal('');
  const from = useSignal(known[0] ? clock(known[0].starts_at_ms) : '07:00');
  const until = useSignal(known[0] ? clock(known[0].ends_at_ms) : '13:00');
  const boxes = useSignal(defaultBoxes);
  const kilograms = useSignal(defaultKilograms);
  const cooled = useSignal(false);
  const skills = useSignal<readonly string[]>([]);
  const pauseFrom = useSignal('');
  const pauseUntil = useSignal('');
  const latitude = useSignal('');
  const longitude = useSignal('');
  const knownDepot = day.seen.value?.depot ?? undefined;
  const depot = knownDepot ?? depotFrom(latitude.value, longitude.value);
  const times = shiftTimes(day.date.value, from.value, until.value);
  const pause = pauseTimes(times?.from, pauseFrom.value, pauseUntil.value, day.date.value);
  const ready = depot && driver.value.trim() !== '' && times && pause !== 'impossible';
  const vehicles = vehiclesOf(known);
  const take = ({ capacity_boxes, capacity_grams, cooled: isCooled, skills: can }: Shift) => {
    boxes.value = capacity_boxes;
    kilograms.value = Math.round(capacity_grams / 1000) || defaultKilograms;
    cooled.value = isCooled;
    skills.value = can;
  };
  const put = async () => {
    if (!depot || !times || pause === 'impossible') return;
    const done = await saying.say('/shifts', {
      shift_id: shiftId.value,
      driver_id: driver.value.trim(),
      starts_at_ms: times.from,
      ends_at_ms: times.until,
      capacity_boxes: boxes.value,
      capacity_grams: kilograms.value * 1000,
      cooled: cooled.value,
      depot_latitude_e7: depot.latitude_e7,
      depot_longitude_e7: depot.longitude_e7,
      skills: [...skills.value],
      ...(pause && { break_from_ms: pause.from, break_to_ms: pause.until }),
    });
    if (done) {
      say(crew.putDone);
      onClose();
    }
  };
  const drivers = [...new Set(known.map(({ driver_id }) => driver_id))];
  return (
    <Dialog title={crew.putShift} onClose={onClose}>
      <form
        class="mb-stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) void put();
        }}
      >
        <div class="ds-field">
          <label class="ds-label" for="shift-driver">
            {crew.driverId}
          </label>
          <input
            id="shift-driver"
            class="ds-input"
            list="known-drivers"
            autocomplete="off"
            maxLength={64}
            value={driver.value}
            onInput={(event) => (driver.value = event.currentTarget.value)}
          />
          <datalist id="known-drivers">
            {drivers.map((id) => (
              <option key={id} value={id} />
            ))}
          </datalist>
        </div>
        <div class="mb-row">
          <TimeField id="shift-from" label={texts.from} value={from} />
          <TimeField id="shift-until" label={crew.until} value={until} />
        </div>
        <div class="mb-row">
          <TimeField id="shift-pause-from" label={crew.pauseFrom} value={pauseFrom} />
          <TimeField id="shift-pause-until" label={crew.pauseUntil} value={pauseUntil} />
        </div>
        {!knownDepot && <DepotFields latitude={latitude} longitude={longitude} />}
        {vehicles.length > 0 && (
          <div class="ds-field">
            <label class="ds-label" for="shift-vehicle">
              {crew.likeVehicle}
            </label>
            <select
              id="shift-vehicle"
              class="ds-input mb-select"
              onChange={(event) => {
                const vehicle = vehicles[Number(event.currentTarget.value)];
                if (vehicle) take(vehicle);
              }}
            >
              <option value="">{crew.otherVehicle}</option>
              {vehicles.map((vehicle, index) => (
                <option key={index} value={String(index)}>
                  {vehicleWords(vehicle)}
                </option>
              ))}
            </select>
          </div>
        )}
        <div class="mb-row">
          <NumberField id="shift-boxes" label={crew.capacity} max={10_000} value={boxes} />
          <NumberField id="shift-kilograms" label={crew.kilograms} max={100_000} value={kilograms} />
        </div>
        <label class="fleet-check">
          <input
            type="checkbox"
            class="ds-input"
            checked={cooled.value}
            onChange={(event) => (cooled.value = event.currentTarget.checked)}
          />
          {crew.cooled}
        </label>
        <SkillChoice others={known.flatMap((shift) => shift.skills)} chosen={skills} />
        {saying.trouble.value && <Notice colour="danger" alert>{saying.trouble.value}</Notice>}
        <div class="mb-row">
          <Button submits busy={saying.busy.value} disabled={!ready}>
            {crew.put}
          </Button>
          <Button variant="secondary" onClick={onClose}>
            {kitTexts().back}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function TimeField({ id, label, value }: { id: string; label: string; value: { value: string } }) {
  return (
    <div class="ds-field">
      <label class="ds-label" for={id}>
        {label}
      </label>
      <input id={id} class="ds-input" type="time" value={value.value} onInput={(event) => (value.value = event.currentTarget.value)} />
    </div>
  );
}

/** Asked where nobody has driven lately: the next shift of the area has it from this one. */
function DepotFields({ latitude, longitude }: { latitude: { value: string }; longitude: { value: string } }) {
  const crew = crewTexts();
  const misplaced = latitude.value !== '' && longitude.value !== '' && !depotFrom(latitude.value, longitude.value);
  return (
    <fieldset class="ds-fieldset">
      <legend class="ds-label">{crew.noDepot}</legend>
      <div class="mb-row">
        <DegreesField id="shift-latitude" label={crew.latitude} value={latitude} invalid={misplaced} />
        <DegreesField id="shift-longitude" label={crew.longitude} value={longitude} invalid={misplaced} />
      </div>
      {misplaced && (
        <p class="ds-validation-message" data-color="danger" id="shift-misplaced" role="alert">
          {crew.misplaced}
        </p>
      )}
    </fieldset>
  );
}

interface DegreesFieldProps {
  id: string;
  label: string;
  value: { value: string };
  invalid: boolean;
}

function DegreesField({ id, label, value, invalid }: DegreesFieldProps) {
  return (
    <div class="ds-field">
      <label class="ds-label" for={id}>
        {label}
      </label>
      <input
        id={id}
        class="ds-input"
        inputMode="decimal"
        autocomplete="off"
        maxLength={20}
        aria-invalid={invalid}
        aria-describedby={invalid ? 'shift-misplaced' : undefined}
        value={value.value}
        onInput={(event) => (value.value = event.currentTarget.value)}
      />
    </div>
  );
}

function NumberField({ id, label, max, value }: { id: string; label: string; max: number; value: { value: number } }) {
  return (
    <div class="ds-field">
      <label class="ds-label" for={id}>
        {label}
      </label>
      <input
        id={id}
        class="ds-input"
        type="number"
        min={1}
        max={max}
        value={value.value}
        onInput={(event) => (value.value = event.currentTarget.valueAsNumber || 1)}
      />
    </div>
  );
}
