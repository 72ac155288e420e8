// What the services said no to: what it was, why, and the way on. Until somebody has seen it, what follows on the same
// subject waits behind it.
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Letter, Outbox } from '@kit/offline/outbox';
import type { Shelf } from '@kit/offline/shelf';
import { Button, Notice } from '@kit/ui/parts';
import type { Citizen } from './api';
import { writeOf, type Write } from './letters';
import { addressOf, type Place } from './place';
import { refusedTexts } from './refused-texts';
import { receiptCode, type Keeping } from './table';
import { refusalWords } from './words';

interface Props {
  outbox: Outbox;
  /** The list as it was seen last: a refusal names whom it is about. */
  list: Shelf<Citizen[]>;
  keeping: Keeping;
  at: Place;
}

const hasReceipt = ({ kind }: Write): boolean => kind === 'order' || kind === 'change';

export function RefusedWrites({ outbox, list, keeping, at }: Props) {
  const names = useSignal<ReadonlyMap<string, string | null>>(new Map());
  const refused = outbox.waiting.value
    .filter((letter) => letter.refused)
    .map((letter) => ({ letter, write: writeOf(letter) }))
    // A receipt tells of its own order.
    .filter(({ write }) => !(at.view === 'receipt' && hasReceipt(write) && write.order === at.order));
  useEffect(() => {
    if (refused.length === 0) return;
    void list.get('citizens').then((all) => (names.value = new Map(all?.map(({ citizen_id, name }) => [citizen_id, name]))));
  }, [refused.length]);
  const drop = async (letter: Letter, write: Write) => {
    // A receipt without its letter reads as sent.
    if (hasReceipt(write)) await keeping.seen.remove(`receipt/${write.order}`);
    await outbox.drop(letter.id);
  };
  return (
    <>
      {refused.map(({ letter, write }) => (
        <RefusedWrite
          key={letter.id}
          letter={letter}
          write={write}
          name={names.value.get(write.citizen) ?? ''}
          onDrop={() => void drop(letter, write)}
        />
      ))}
    </>
  );
}

function RefusedWrite({ letter, write, name, onDrop }: { letter: Letter; write: Write; name: string; onDrop: () => void }) {
  const texts = refusedTexts();
  const place = useRef<HTMLDivElement>(null);
  // It may come while somebody looks at the foot of a long basket.
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), []);
  return (
    <div class="table-refused" ref={place}>
      <Notice colour="danger" alert>
        <div class="mb-stack">
          <p class="ds-paragraph">
            <strong>
              {texts.notTaken} {whatOf(write)}
              {name && `, ${name}`}.
            </strong>{' '}
            {refusalWords(letter.refused?.code)}
          </p>
          <div class="mb-row">
            {hasReceipt(write) && (
              <a class="ds-button mb-big" href={addressOf({ view: 'receipt', citizen: write.citizen, order: write.order })}>
                {texts.look}
              </a>
            )}
            <Button big variant="secondary" onClick={onDrop}>
              {texts.drop}
            </Button>
          </div>
        </div>
      </Notice>
    </div>
  );
}

function whatOf({ kind, order }: Write): string {
  const texts = refusedTexts();
  if (kind === 'standing' || kind === 'standingEnd') return texts[kind];
  // Home care knows a shut door by the number that stands in its message.
  return texts[kind](kind === 'shutDoor' ? order : receiptCode(order));
}
