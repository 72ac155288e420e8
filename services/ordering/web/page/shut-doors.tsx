// Doors that nobody opened, of those on the list: home care says here that they look after it. Dispatch knows of them;
// where it does not answer, nothing is shown.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { clock } from '@kit/format';
import type { Outbox } from '@kit/offline/outbox';
import { say } from '@kit/ui/page';
import { Button, Heading, Notice } from '@kit/ui/parts';
import { dispatchBase, type Citizen, type OrderingApi, type ShutDoor } from './api';
import { tableTexts } from './texts';

const lookAgainMs = 60_000;

interface Props {
  api: OrderingApi;
  outbox: Outbox;
  citizens: readonly Citizen[];
}

export function ShutDoors({ api, outbox, citizens }: Props) {
  const texts = tableTexts();
  const doors = useSignal<readonly ShutDoor[]>([]);
  const areas = [...new Set(citizens.map(({ area_id }) => area_id))].sort().join(' ');
  useEffect(() => {
    if (areas === '') return undefined;
    const look = async () => {
      const found = await Promise.all(areas.split(' ').map((area) => api.shutDoors(area).catch(() => [])));
      doors.value = found.flat();
    };
    void look();
    const every = setInterval(() => void look(), lookAgainMs);
    return () => clearInterval(every);
  }, [areas]);

  const lookAfter = async ({ order_id }: ShutDoor) => {
    await outbox.put({
      id: crypto.randomUUID(),
      subject: `alert/${order_id}`,
      method: 'POST',
      path: `${dispatchBase}/deliveries/${order_id}/confirm-alert`,
      body: {},
      writtenAt: Date.now(),
    });
    doors.value = doors.value.filter((door) => door.order_id !== order_id);
    say(texts.lookedAfter);
  };

  const names = new Map(citizens.map(({ citizen_id, name }) => [citizen_id, name ?? texts.erased]));
  const shown = doors.value.filter(({ citizen_id }) => names.has(citizen_id));
  if (shown.length === 0) return null;
  return (
    <Notice colour="danger" alert>
      <Heading level={2}>{texts.shutDoors}</Heading>
      <ul class="mb-list">
        {shown.map((door) => (
          <li key={door.order_id} class="mb-row table-shut-door">
            <span>
              <strong>{names.get(door.citizen_id)}</strong>
              <br />
              {door.state === 'escalated' ? texts.shutDoorCall(clock(door.raised_at_ms)) : texts.shutDoor(clock(door.raised_at_ms))}
              <br />
              <span class="mb-subtle">{texts.orderNumber(door.order_id)}</span>
            </span>
            <Button big label={texts.lookAfterWhose(names.get(door.citizen_id) ?? '')} onClick={() => void lookAfter(door)}>
              {texts.lookAfter}
            </Button>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
