// When it should come: the area's windows with places left, and until when it can be changed.
import { clock, day, moment } from '@kit/format';
import { Heading } from '@kit/ui/parts';
import type { DeliveryWindow } from './api';
import type { Table } from './table';
import { tableTexts } from './texts';

const shownAtOnce = 4;

export function Slots({ table }: { table: Table }) {
  const texts = tableTexts();
  const chosen = table.basket.value.slot;
  const isChosen = ({ window_id, delivery_day }: DeliveryWindow) =>
    window_id === chosen?.windowId && delivery_day === chosen.day;
  const windows = (table.seen.value?.windows ?? []).filter((one) => one.can_order || isChosen(one));
  // An order that is changed stays in its window.
  const shown = table.draft.value.amends === undefined ? windows : windows.filter(isChosen);
  return (
    <fieldset class="ds-fieldset table-slots">
      <legend>
        <Heading level={3}>{texts.slot}</Heading>
      </legend>
      {shown.length === 0 && <p class="ds-paragraph">{texts.noSlots}</p>}
      {shown.slice(0, shownAtOnce).map((window) => (
        <Slot key={`${window.window_id}/${window.delivery_day}`} window={window} chosen={isChosen(window)} table={table} />
      ))}
      {shown.length > shownAtOnce && (
        <details class="ds-details">
          <summary>{texts.moreSlots}</summary>
          <div class="mb-stack">
            {shown.slice(shownAtOnce).map((window) => (
              <Slot
                key={`${window.window_id}/${window.delivery_day}`}
                window={window}
                chosen={isChosen(window)}
                table={table}
              />
            ))}
          </div>
        </details>
      )}
    </fieldset>
  );
}

function Slot({ window, chosen, table }: { window: DeliveryWindow; chosen: boolean; table: Table }) {
  const texts = tableTexts();
  return (
    <label class="mb-tap table-slot">
      <input
        type="radio"
        class="ds-input"
        name="slot"
        checked={chosen}
        onChange={() => void table.tap({ kind: 'slot', windowId: window.window_id, day: window.delivery_day })}
      />
      <span>
        <strong class="table-first-big">{day(window.delivery_day)}</strong>{' '}
        {texts.slotHours(clock(window.opens_at_ms), clock(window.closes_at_ms))}
        <br />
        <span class="mb-subtle">
          {window.cut_off_at_ms === null ? texts.sameDay : texts.slotUntil(moment(window.cut_off_at_ms))}
        </span>
      </span>
    </label>
  );
}
