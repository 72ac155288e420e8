// A label a box: read from two metres, in a van, without a name.
import { clock, day, weight } from '@kit/format';
import type { Box, Order } from './api';
import type { Desk } from './desk';
import { paperTexts } from './paper-texts';
import { PrintRow } from './slip';
import { packingTexts, windowWord } from './texts';

export function Labels({ order, desk }: { order: Order; desk: Desk }) {
  return (
    <div class="mb-stack">
      <PrintRow order={order} what="labels" desk={desk} />
      <h1 class="mb-hidden">{packingTexts().printLabels}</h1>
      {order.box_list.map((box, index) => (
        <Label key={box.box_id} box={box} number={index + 1} order={order} />
      ))}
    </div>
  );
}

function Label({ box, number, order }: { box: Box; number: number; order: Order }) {
  const texts = packingTexts();
  const paper = paperTexts();
  const { window } = order;
  const keep = { ambient: paper.keepDry, chilled: paper.keepCold, frozen: paper.keepFrozen }[box.storage ?? 'ambient'];
  return (
    <article class="pack-paper pack-label" data-kept={box.storage ?? 'ambient'}>
      <h2 class="pack-label-alias">{order.alias}</h2>
      <p class="pack-label-box">{texts.box(number, order.box_list.length)}</p>
      <p class="pack-label-keep">{keep}</p>
      <p>
        {order.area_name}, {windowWord(window).toLocaleLowerCase()} {day(window.delivery_day, 'short')}, {clock(window.opens_at_ms)}–
        {clock(window.closes_at_ms)}
      </p>
      <p>
        {[
          order.stop === null ? null : paper.stop(order.stop),
          box.weight_grams > 0 ? weight(box.weight_grams) : null,
          order.age_limit_years > 0 ? texts.ageLimit(order.age_limit_years) : null,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p class="mb-subtle">{box.box_id}</p>
    </article>
  );
}
