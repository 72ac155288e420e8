// What there is to pack: by round and place, what is wanted first at the top.
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { clock, day, moment } from '@kit/format';
import { kitTexts } from '@kit/kit-texts';
import { Button, Heading, Loading, Notice, Tag } from '@kit/ui/parts';
import type { OrderRow } from './api';
import { useLooks } from './app';
import type { Desk } from './desk';
import { groupsOf } from './groups';
import { keptInOrder } from './api';
import { pickingOf } from './picking';
import { addressOf } from './place';
import { packingTexts, windowWord } from './texts';

export function List({ desk }: { desk: Desk }) {
  const texts = packingTexts();
  const finished = useSignal(false);
  const look = useMemo(() => () => desk.refreshList(), [desk]);
  useLooks(look, desk);
  const rows = desk.rows.value;
  const isOpen = ({ state }: OrderRow) => state === 'sent' || state === 'accepted';
  const shown = rows?.filter((row) => (finished.value ? !isOpen(row) || row.take_out > 0 : isOpen(row) || row.take_out > 0));
  return (
    <div class="mb-stack">
      <Heading level={1}>{finished.value ? texts.finished : texts.toPack}</Heading>
      <div class="mb-row" role="group" aria-label={texts.title}>
        <Button big variant={finished.value ? 'secondary' : 'primary'} pressed={!finished.value} onClick={() => (finished.value = false)}>
          {texts.toPack} {rows && `(${rows.filter(isOpen).length})`}
        </Button>
        <Button big variant={finished.value ? 'primary' : 'secondary'} pressed={finished.value} onClick={() => (finished.value = true)}>
          {texts.finished}
        </Button>
      </div>
      {(desk.listFreshness.value === 'kept' || desk.listFreshness.value === 'none') && (
        <Notice colour="warning">
          <p class="ds-paragraph">{kitTexts().notReached}</p>
          <Button variant="secondary" onClick={() => void desk.refreshList()}>
            {kitTexts().tryAgain}
          </Button>
        </Notice>
      )}
      {!shown && desk.listFreshness.value === 'loading' && <Loading rows={6} />}
      {shown?.length === 0 && <p class="ds-paragraph pack-empty">{finished.value ? texts.nothingFinished : texts.nothingToPack}</p>}
      {groupsOf(shown ?? []).map(({ key, rows: group }) => (
        <Group key={key} rows={group} desk={desk} />
      ))}
    </div>
  );
}

function Group({ rows, desk }: { rows: readonly OrderRow[]; desk: Desk }) {
  const texts = packingTexts();
  const first = rows[0];
  if (!first) return null;
  const { window } = first;
  const fresh = rows.filter(({ state }) => state === 'sent');
  return (
    <section class="mb-stack pack-group">
      <div class="mb-row pack-group-head">
        <div>
          <Heading level={2}>
            {first.area_name}, {windowWord(window).toLocaleLowerCase()}
          </Heading>
          <p class="ds-paragraph mb-subtle">
            {day(window.delivery_day)}, {texts.hours(clock(window.opens_at_ms), clock(window.closes_at_ms))}
          </p>
        </div>
        {fresh.length > 1 && (
          <Button big variant="secondary" onClick={() => void desk.acceptAll(fresh)}>
            {texts.acceptAll(fresh.length)}
          </Button>
        )}
      </div>
      <ul class="mb-list pack-orders">
        {rows.map((row) => (
          <Row key={row.order_id} row={row} desk={desk} />
        ))}
      </ul>
    </section>
  );
}

function Row({ row, desk }: { row: OrderRow; desk: Desk }) {
  const texts = packingTexts();
  const refused = desk.outbox.waiting.value.some((letter) => letter.refused && letter.subject === `order/${row.order_id}`);
  return (
    <li>
      <a class="mb-tap pack-row" href={addressOf({ view: 'order', order: row.order_id })}>
        <span class="pack-alias">{row.alias}</span>
        <span class="pack-what">
          <span>
            {texts.goodsCount(row.lines)}
            <span class="mb-subtle">
              {' – '}
              {keptInOrder
                .filter((kept) => row.kept[kept] > 0)
                .map((kept) => `${texts[kept].toLocaleLowerCase()} ${row.kept[kept]}`)
                .join(', ')}
            </span>
          </span>
          <span class="mb-subtle">{dueWords(row)}</span>
        </span>
        <span class="mb-row">
          {row.late && <Tag colour="danger">{texts.late}</Tag>}
          {(refused || row.take_out > 0) && <Tag colour="warning">{texts.notTaken}</Tag>}
          <State row={row} desk={desk} />
        </span>
      </a>
    </li>
  );
}

function dueWords(row: OrderRow): string {
  const texts = packingTexts();
  if (row.state === 'packed') return texts.boxCount(row.boxes);
  if (row.due_at_ms === null) return '';
  return row.state === 'sent' ? texts.answerBy(moment(row.due_at_ms)) : texts.readyBy(moment(row.due_at_ms));
}

function State({ row, desk }: { row: OrderRow; desk: Desk }) {
  const texts = packingTexts();
  const done = pickingOf(desk.drafts.value.get(row.order_id)?.taps ?? []).picked.size;
  switch (row.state) {
    case 'sent':
      return <Tag colour="info">{texts.stateSent}</Tag>;
    case 'accepted':
      return done > 0 ? <Tag colour="warning">{texts.statePicking(done, row.lines)}</Tag> : <Tag>{texts.stateAccepted}</Tag>;
    case 'packed':
      return <Tag colour="success">{texts.statePacked}</Tag>;
    case 'refused':
      return <Tag>{texts.stateRefused}</Tag>;
    case 'withdrawn':
      return <Tag colour="danger">{texts.stateWithdrawn}</Tag>;
  }
}
