// How the area is planned, and roads that are closed.
import { useSignal, useSignalEffect } from '@preact/signals';
import { say } from '@kit/ui/page';
import { Button, Heading, Notice } from '@kit/ui/parts';
import type { PlanSettings } from '../api';
import type { Day } from './day';
import { orderName } from './names';
import { planningTexts } from './planning-texts';
import { useSaying } from './saying';

export function Planning({ day, chosen }: { day: Day; chosen: string | undefined }) {
  return (
    <section class="fleet-cards">
      <Settings day={day} />
      <ClosedRoad day={day} chosen={chosen} />
    </section>
  );
}

function Settings({ day }: { day: Day }) {
  const texts = planningTexts();
  const saying = useSaying(day);
  const settings = useSignal<PlanSettings | undefined>(undefined);
  const saved = useSignal(false);
  useSignalEffect(() => {
    const area = day.area.value;
    if (area) void day.api.settings(area).then((found) => (settings.value = found), () => undefined);
  });
  if (!settings.value) return null;
  const change = (changed: Partial<PlanSettings>) => {
    saved.value = false;
    if (settings.value) settings.value = { ...settings.value, ...changed };
  };
  const save = async () => {
    const done = await saying.say('/plan-settings', { ...settings.value });
    saved.value = done;
    if (done) say(texts.saved);
  };
  return (
    <form
      class="fleet-card mb-stack"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <fieldset class="ds-fieldset">
        <legend class="ds-label">{texts.settings}</legend>
        {(['shortest', 'fewest_vehicles'] as const).map((objective) => (
          <label key={objective} class="fleet-check">
            <input
              type="radio"
              class="ds-input"
              name="objective"
              checked={settings.value?.objective === objective}
              onChange={() => change({ objective })}
            />
            {objective === 'shortest' ? texts.shortest : texts.fewest}
          </label>
        ))}
      </fieldset>
      <div class="ds-field">
        <label class="ds-label" for="fairness">
          {texts.fairness}
        </label>
        <input
          id="fairness"
          class="ds-input"
          type="number"
          min={0}
          max={100000}
          value={settings.value.fairness_metres}
          onInput={(event) => change({ fairness_metres: event.currentTarget.valueAsNumber || 0 })}
        />
      </div>
      {saying.trouble.value && <Notice colour="danger" alert>{saying.trouble.value}</Notice>}
      {saved.value && <Notice colour="success">{texts.saved}</Notice>}
      <span>
        <Button submits variant="secondary" busy={saying.busy.value}>
          {texts.save}
        </Button>
      </span>
    </form>
  );
}

/** A circle around a chosen door: runs that have not left are planned around it. */
function ClosedRoad({ day, chosen }: { day: Day; chosen: string | undefined }) {
  const texts = planningTexts();
  const saying = useSaying(day);
  const radius = useSignal(200);
  const asked = useSignal(false);
  const stop = day.board.value.flatMap(({ stops }) => stops).find(({ stop: { order_id } }) => order_id === chosen)?.stop;
  const windowId = stop?.delivery?.window?.window_id ?? '';
  const point = stop?.doorstep?.point;
  const close = async () => {
    const { window_id, delivery_day } = day.window(windowId);
    const closed_roads = [{ ...point, radius_metres: radius.value }];
    const done = await saying.say('/plans', { window_id, delivery_day, reason: 'road_closed', closed_roads });
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
