// Baskets that were begun and not sent: on another device, or here beside the one on the table. Each can be gone on with
// or given up.
import { moment } from '@kit/format';
import { Button, Notice } from '@kit/ui/parts';
import { basketOf, isAmendment, type Draft } from './basket';
import { draftTexts } from './draft-texts';
import { receiptCode, type Table } from './table';
import { tableTexts } from './texts';

export function LeftDraftNotice({ table }: { table: Table }) {
  const left = table.left.value;
  // Never in the way of a basket that is growing here.
  if (!left || table.basket.value.lines.length > 0) return null;
  const texts = tableTexts();
  return (
    <Unsent
      words={texts.begunElsewhere(moment(left.keptAt))}
      goOn={texts.goOn}
      giveUp={texts.throwAway}
      onGoOn={() => void table.goOnWith(left)}
      onGiveUp={() => void table.throwAway(left)}
    />
  );
}

/** What lies beside the draft on the table. */
export function AsideNotices({ table }: { table: Table }) {
  return (
    <>
      {table.aside.value.map((draft) => (
        <Unsent
          key={draft.orderId}
          {...wordsOf(draft)}
          onGoOn={() => void table.takeUp(draft)}
          onGiveUp={() => void table.discard(draft)}
        />
      ))}
    </>
  );
}

function wordsOf(draft: Draft) {
  const texts = draftTexts();
  if (isAmendment(draft))
    return { words: texts.unsentChange(receiptCode(draft.orderId)), goOn: texts.goOnWithChange, giveUp: texts.giveUpChange };
  return { words: texts.unsentBasket(basketOf(draft.taps).lines.length), goOn: texts.goOnWithBasket, giveUp: texts.throwBasketAway };
}

interface UnsentProps {
  words: string;
  goOn: string;
  giveUp: string;
  onGoOn: () => void;
  onGiveUp: () => void;
}

function Unsent({ words, goOn, giveUp, onGoOn, onGiveUp }: UnsentProps) {
  return (
    <Notice colour="info">
      <div class="mb-stack">
        <p class="ds-paragraph">{words}</p>
        <div class="mb-row">
          <Button big onClick={onGoOn}>
            {goOn}
          </Button>
          <Button big variant="secondary" onClick={onGiveUp}>
            {giveUp}
          </Button>
        </div>
      </div>
    </Notice>
  );
}
