// Doors that nobody opened, of those on the list: home care says here that they look after it. Dispatch knows of them and
// says when to look again; where it does not answer, what was seen last is shown.
import { useSignal, useSignalEffect, type Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { clock } from '@kit/format';
import type { Outbox } from '@kit/offline/outbox';
import { say } from '@kit/ui/page';
import { Button, Heading, Notice } from '@kit/ui/parts';
import { dispatchBase, type Citizen, type OrderingApi, type ShutDoor } from './api';
import { shutDoorTexts } from './shut-door-texts';
import { tableTexts } from './texts';

/** Dispatch tells of each as it happens; this is for a stream that says nothing. */
const lookAgainMs = 60_000;
/** What happens at several doors at once is looked for once. */
const shortestPauseMs = 1_000;

const subjectOf = ({ order_id }: ShutDoor): string => `alert/${order_id}`;
/** The same door may shut again. */
const keyOf = ({ order_id, raised_at_ms }: ShutDoor): string => `${order_id} ${raised_at_ms}`;

interface Props {
  api: OrderingApi;
  outbox: Outbox;
  citizens: readonly Citizen[];
}

/** By area; what was seen last where dispatch cannot be reached. */
function useShutDoors(api: OrderingApi, areas: string): Signal<ReadonlyMap<string, readonly ShutDoor[]>> {
  const seen = useSignal<ReadonlyMap<string, readonly ShutDoor[]>>(new Map());
  useEffect(() => {
    if (areas === '') return undefined;
    const lookIn = async (area: string) => {
      try {
        const doors = await api.shutDoors(area);
        seen.value = new Map(seen.value).set(area, doors);
      } catch {
        // What was open is open until dispatch says otherwise.
      }
    };
    const look = () => void Promise.all(areas.split(' ').map(lookIn));
    let due: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      due ??= setTimeout(() => {
        due = undefined;
        look();
      }, shortestPauseMs);
    };
    look();
    const end = api.followDoors(soon);
    const every = setInterval(look, lookAgainMs);
    return () => {
      end();
      clearTimeout(due);
      clearInterval(every);
    };
  }, [areas]);
  return seen;
}

export function ShutDoors({ api, outbox, citizens }: Props) {
  const texts = shutDoorTexts();
  const answered = useSignal<ReadonlySet<string>>(new Set());
  const areas = [...new Set(citizens.map(({ area_id }) => area_id))].sort().join(' ');
  const seen = useShutDoors(api, areas);
  useSignalEffect(() => {
    // An answer that was not taken is none, also when its refusal is out of sight.
    const refused = new Set(outbox.waiting.value.filter((letter) => letter.refused).map(({ subject }) => subject));
    const doors = [...seen.peek().values()].flat().filter((door) => refused.has(subjectOf(door)));
    const taken = [...answered.peek()].filter((key) => !doors.some((door) => keyOf(door) === key));
    if (doors.length > 0) answered.value = new Set(taken);
  });

  const lookAfter = async (door: ShutDoor, words: string) => {
    const { order_id, citizen_id } = door;
    await outbox.put({
      id: crypto.randomUUID(),
      subject: subjectOf(door),
      method: 'POST',
      path: `${dispatchBase}/deliveries/${order_id}/confirm-alert`,
      body: {
        area_id: citizens.find((citizen) => citizen.citizen_id === citizen_id)?.area_id,
        citizen_id,
        ...(words.trim() !== '' && { words: words.trim() }),
      },
      writtenAt: Date.now(),
    });
    answered.value = new Set(answered.value).add(keyOf(door));
    say(texts.lookedAfter);
  };

  const names = new Map(citizens.map(({ citizen_id, name }) => [citizen_id, name ?? tableTexts().erased]));
  const isAnswered = (door: ShutDoor) => {
    const letter = outbox.waiting.value.find(({ subject }) => subject === subjectOf(door));
    return letter ? !letter.refused : answered.value.has(keyOf(door));
  };
  const shown = [...seen.value.values()].flat().filter((door) => names.has(door.citizen_id) && !isAnswered(door));
  if (shown.length === 0) return null;
  return (
    <Notice colour="danger" alert>
      <Heading level={2}>{texts.shutDoors}</Heading>
      <ul class="mb-list">
        {shown.map((door) => (
          <li key={door.order_id}>
            <Door door={door} name={names.get(door.citizen_id) ?? ''} onAnswer={(words) => void lookAfter(door, words)} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Door({ door, name, onAnswer }: { door: ShutDoor; name: string; onAnswer: (words: string) => void }) {
  const texts = shutDoorTexts();
  const words = useSignal('');
  return (
    <form
      class="mb-stack"
      onSubmit={(event) => {
        event.preventDefault();
        onAnswer(words.value);
      }}
    >
      <span>
        <strong>{name}</strong>
        <br />
        {door.state === 'escalated' ? texts.shutDoorCall(clock(door.raised_at_ms)) : texts.shutDoor(clock(door.raised_at_ms))}
        <br />
        <span class="mb-subtle">{texts.orderNumber(door.order_id)}</span>
      </span>
      <div class="ds-field">
        <label class="ds-label" for={`what-${door.order_id}`}>
          {texts.whatYouKnow}
        </label>
        <textarea
          id={`what-${door.order_id}`}
          class="ds-input"
          rows={2}
          maxLength={1000}
          value={words.value}
          onInput={(event) => (words.value = event.currentTarget.value)}
        />
      </div>
      <Button big submits label={texts.lookAfterWhose(name)}>
        {texts.lookAfter}
      </Button>
    </form>
  );
}
