// A basket that somebody has begun on another device: go on with it, or throw it away.
import { moment } from '@kit/format';
import { Button, Notice } from '@kit/ui/parts';
import type { Table } from './table';
import { tableTexts } from './texts';

export function LeftDraftNotice({ table }: { table: Table }) {
  const left = table.left.value;
  // Never in the way of a basket that is growing here.
  if (!left || table.basket.value.lines.length > 0) return null;
  const texts = tableTexts();
  return (
    <Notice colour="info">
      <div class="mb-stack">
        <p class="ds-paragraph">{texts.begunElsewhere(moment(left.keptAt))}</p>
        <div class="mb-row">
          <Button big onClick={() => void table.goOnWith(left)}>
            {texts.goOn}
          </Button>
          <Button big variant="secondary" onClick={() => void table.throwAway(left)}>
            {texts.throwAway}
          </Button>
        </div>
      </div>
    </Notice>
  );
}
