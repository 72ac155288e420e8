// Moving a stop without dragging: which run, and as which of its stops.
import { useSignal } from '@preact/signals';
import { kitTexts } from '@kit/kit-texts';
import { Button, Dialog, Notice } from '@kit/ui/parts';
import type { Proposed } from './change';
import type { Day } from './day';
import { moved } from './moves';
import { orderName, rowName } from './names';
import { boardTexts } from './texts';

/** `2, etter B1 Storgata 1`. */
function placeName(day: Day, others: readonly string[], index: number): string {
  const before = others[index - 1];
  return before === undefined ? boardTexts().placeFirst : boardTexts().placeAfter(index + 1, orderName(day, before));
}

interface Props {
  day: Day;
  order: string;
  onPropose: (proposed: Proposed) => void;
  onClose: () => void;
}

export function MoveDialog({ day, order, onPropose, onClose }: Props) {
  const texts = boardTexts();
  const windowId = day.deliveries.value.find(({ order_id }) => order_id === order)?.window?.window_id ?? '';
  const arrangement = day.arrangement(windowId);
  const now = arrangement.find(({ orders }) => orders.includes(order));
  const key = useSignal(now?.key ?? arrangement[0]?.key ?? '');
  const others = (arrangement.find((row) => row.key === key.value)?.orders ?? []).filter((one) => one !== order);
  const place = useSignal(now ? now.orders.indexOf(order) : 0);
  const at = Math.min(place.value, others.length);
  const isThere = key.value === now?.key && at === now.orders.indexOf(order);
  return (
    <Dialog title={texts.moveTitle(orderName(day, order))} onClose={onClose}>
      {arrangement.length === 0 && <Notice colour="warning">{texts.noCrew}</Notice>}
      <div class="ds-field">
        <label class="ds-label" for="move-run">
          {texts.toRun}
        </label>
        <select
          id="move-run"
          class="ds-input mb-select"
          value={key.value}
          onChange={(event) => {
            key.value = event.currentTarget.value;
            place.value = 0;
          }}
        >
          {arrangement.map((row) => (
            <option key={row.key} value={row.key}>
              {rowName(day, row)}
            </option>
          ))}
        </select>
      </div>
      <div class="ds-field">
        <label class="ds-label" for="move-place">
          {texts.toPlace}
        </label>
        <select
          id="move-place"
          class="ds-input mb-select"
          value={String(at)}
          onChange={(event) => (place.value = Number(event.currentTarget.value))}
        >
          {Array.from({ length: others.length + 1 }, (_, index) => (
            <option key={index} value={String(index)}>
              {placeName(day, others, index)}
            </option>
          ))}
        </select>
      </div>
      <div class="mb-row">
        <Button
          disabled={arrangement.length === 0 || isThere}
          onClick={() => onPropose({ windowId, arrangement: moved(arrangement, order, key.value, at) })}
        >
          {texts.seeDifference}
        </Button>
        <Button variant="secondary" onClick={onClose}>
          {kitTexts().back}
        </Button>
      </div>
    </Dialog>
  );
}
