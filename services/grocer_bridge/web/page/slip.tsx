// The packing slip, to be printed and laid in a box: laid out like the invoice, without a name.
import { clock, day, money, weight } from '@kit/format';
import { useSignal } from '@preact/signals';
import { kitTexts } from '@kit/kit-texts';
import { Button, Heading, Notice } from '@kit/ui/parts';
import type { Order } from './api';
import type { Desk } from './desk';
import { paperTexts } from './paper-texts';
import { addressOf } from './place';
import { slipLines, vatWithin, type SlipLine } from './slip-lines';
import { packingTexts, windowWord } from './texts';

export function SlipView({ order, desk }: { order: Order; desk: Desk }) {
  const texts = packingTexts();
  const paper = paperTexts();
  const lines = slipLines(order);
  const { window } = order;
  return (
    <div class="mb-stack">
      <PrintRow order={order} what="slip" desk={desk} />
      <article class="pack-paper">
        <Heading level={1}>
          {paper.slip} {order.alias}
        </Heading>
        <p class="ds-paragraph">
          {order.area_name}, {windowWord(window).toLocaleLowerCase()} {day(window.delivery_day)},{' '}
          {texts.hours(clock(window.opens_at_ms), clock(window.closes_at_ms))}
          {order.stop !== null && `, ${paper.stop(order.stop).toLocaleLowerCase()}`}. {texts.boxCount(order.box_list.length)}.
        </p>
        <table class="ds-table pack-slip">
          <caption class="mb-hidden">{paper.slip}</caption>
          <thead>
            <tr>
              <th scope="col">{paper.slipNumber}</th>
              <th scope="col">{paper.slipGoods}</th>
              <th scope="col">{paper.slipQuantity}</th>
              <th scope="col">{paper.slipPrice}</th>
              <th scope="col">{paper.slipVat}</th>
              <th scope="col">{paper.slipSum}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <Row key={line.number} line={line} />
            ))}
          </tbody>
          <tfoot>
            <Sum words={paper.slipDeposit} ore={lines.reduce((sum, { depositOre }) => sum + depositOre, 0)} />
            <Sum words={paper.slipTotal} ore={order.total_ore} strong />
            {vatWithin(lines).map(({ basisPoints, vatOre }) => (
              <Sum key={basisPoints} words={paper.slipVatOf(percent(basisPoints))} ore={vatOre} />
            ))}
          </tfoot>
        </table>
      </article>
    </div>
  );
}

/** To paper from the page, or to a file from the services. */
export function PrintRow({ order, what, desk }: { order: Order; what: 'slip' | 'labels'; desk: Desk }) {
  const texts = packingTexts();
  const paper = paperTexts();
  const unreachable = useSignal(false);
  const save = async () => {
    try {
      const file = URL.createObjectURL(await desk.api.pdf(order.order_id, what));
      const link = Object.assign(document.createElement('a'), { href: file, download: `${order.alias}-${what}.pdf` });
      link.click();
      URL.revokeObjectURL(file);
      unreachable.value = false;
    } catch {
      unreachable.value = true;
    }
  };
  return (
    <div class="mb-stack mb-no-print">
      <div class="mb-row">
        <Button big onClick={() => print()}>
          {paper.print}
        </Button>
        <Button big variant="secondary" onClick={() => void save()}>
          {paper.pdf}
        </Button>
        <a class="ds-button mb-big" data-variant="tertiary" href={addressOf({ view: 'order', order: order.order_id })}>
          {texts.backToOrder}
        </a>
      </div>
      {unreachable.value && <Notice colour="warning">{kitTexts().notReached}</Notice>}
    </div>
  );
}

function Row({ line }: { line: SlipLine }) {
  const texts = packingTexts();
  const paper = paperTexts();
  return (
    <tr>
      <td>{line.number}</td>
      <th scope="row">
        {line.name}
        <br />
        <span class="mb-subtle">
          {line.gtin}
          {line.insteadOf && ` · ${texts.insteadOf(line.insteadOf)}`}
        </span>
      </th>
      <td class="mb-number">{line.quantity === 0 ? paper.slipShort : line.soldByWeight ? weight(line.quantity) : line.quantity}</td>
      <td class="mb-number">{money(line.priceOre)}</td>
      <td class="mb-number">{line.vatBasisPoints === null ? '–' : percent(line.vatBasisPoints)}</td>
      <td class="mb-number">{money(line.sumOre)}</td>
    </tr>
  );
}

function Sum({ words, ore, strong }: { words: string; ore: number; strong?: boolean }) {
  return (
    <tr>
      <td />
      <th scope="row" colSpan={4}>
        {words}
      </th>
      <td class="mb-number">{strong ? <strong>{money(ore)}</strong> : money(ore)}</td>
    </tr>
  );
}

/** `15 %` of 1500. */
function percent(basisPoints: number): string {
  return `${String(basisPoints / 100).replace('.', ',')} %`;
}
