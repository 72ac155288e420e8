// What was ordered, in words that the citizen can keep: code, goods, sum, and whether it has left the tablet.
import { useSignal, useSignalEffect } from '@preact/signals';
import { clock, day, moment, money, weight } from '@kit/format';
import { kitTexts } from '@kit/kit-texts';
import type { Outbox } from '@kit/offline/outbox';
import { Button, Heading, Loading, Notice } from '@kit/ui/parts';
import { draftTexts } from './draft-texts';
import { addressOf, go } from './place';
import { receiptCode, type Keeping, type Receipt, type Table } from './table';
import { tableTexts } from './texts';
import { refusalWords } from './words';

interface Props {
  table: Table;
  order: string;
  outbox: Outbox;
  keeping: Keeping;
}

export function ReceiptView({ table, order, outbox, keeping }: Props) {
  const texts = tableTexts();
  const receipt = useSignal<Receipt | 'none' | undefined>(undefined);
  const unreachable = useSignal(false);
  const large = useSignal(false);
  useSignalEffect(() => {
    void keeping.seen.get(`receipt/${order}`).then((kept) => (receipt.value = (kept as Receipt | undefined) ?? 'none'));
  });
  if (!receipt.value) return <Loading rows={4} />;
  if (receipt.value === 'none') return <NoReceipt citizen={table.citizenId} />;
  const kept = receipt.value;
  const { draft, commandId, sentAt, lines, totalOre, window } = kept;
  const letter = outbox.waiting.value.find(({ id }) => id === commandId);
  const takeBack = async () => {
    try {
      const isBack = await table.takeBack(kept, letter?.refused?.code);
      go({ view: isBack ? 'table' : 'orders', citizen: table.citizenId });
    } catch {
      unreachable.value = true;
    }
  };
  return (
    <div class="mb-stack table-receipt" data-large={large.value || undefined}>
      <Heading level={1}>{texts.receipt}</Heading>
      {letter?.refused ? (
        <Notice colour="danger" alert>
          <div class="mb-stack">
            <p class="ds-paragraph">
              <strong>{texts.notSent}</strong> {refusalWords(letter.refused.code)}
            </p>
            {unreachable.value && <p class="ds-paragraph">{kitTexts().nobodyThere}</p>}
            <Button big onClick={() => void takeBack()}>
              {texts.amend}
            </Button>
          </div>
        </Notice>
      ) : letter ? (
        <Notice colour="warning">{texts.keptUntilOnline}</Notice>
      ) : (
        <Notice colour="success">
          <strong>{texts.sent}</strong> {moment(sentAt)}
        </Notice>
      )}
      <p class="ds-paragraph table-code">
        {texts.receiptCode} <strong>{receiptCode(draft.orderId)}</strong>
      </p>
      {window && (
        <p class="ds-paragraph table-first-big">
          {day(window.delivery_day)} {texts.slotHours(clock(window.opens_at_ms), clock(window.closes_at_ms))}
        </p>
      )}
      <table class="ds-table">
        <caption class="mb-hidden">{texts.receipt}</caption>
        <tbody>
          {lines.map((line) => (
            <tr key={line.name}>
              <td class="mb-number">{line.soldByWeight ? weight(line.quantity) : line.quantity}</td>
              <th scope="row">{line.name}</th>
              <td class="mb-number">{line.costOre === null ? '–' : money(line.costOre)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td />
            <th scope="row">{texts.total}</th>
            <td class="mb-number">{money(totalOre)}</td>
          </tr>
        </tfoot>
      </table>
      <div class="mb-row mb-no-print">
        <Button big variant="secondary" pressed={large.value} onClick={() => (large.value = !large.value)}>
          {texts.readAloud}
        </Button>
        <Button big variant="secondary" onClick={() => print()}>
          {texts.print}
        </Button>
        <a class="ds-button mb-big" href={addressOf({ view: 'citizens' })}>
          {texts.toTheList}
        </a>
      </div>
    </div>
  );
}

/** Another device's, or one that was given up: the orders say more. */
function NoReceipt({ citizen }: { citizen: string }) {
  return (
    <div class="mb-stack">
      <Heading level={1}>{tableTexts().receipt}</Heading>
      <p class="ds-paragraph">{draftTexts().noReceipt}</p>
      <div class="mb-row">
        <a class="ds-button mb-big" href={addressOf({ view: 'orders', citizen })}>
          {tableTexts().orders}
        </a>
      </div>
    </div>
  );
}
