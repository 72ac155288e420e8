// Which view is shown, and what lies around it.
import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { onReturn } from '@kit/connection';
import { money } from '@kit/format';
import { Refused } from '@kit/http';
import { kitTexts } from '@kit/kit-texts';
import type { Outbox } from '@kit/offline/outbox';
import type { Shelf } from '@kit/offline/shelf';
import { Page } from '@kit/ui/page';
import { Button, Heading, Loading, Notice } from '@kit/ui/parts';
import type { Citizen, OrderingApi } from './api';
import { BasketView } from './basket-view';
import { Citizens } from './citizens';
import { Glass } from './glass';
import { Goods } from './goods';
import { AsideNotices, LeftDraftNotice } from './left-draft';
import { Orders } from './orders';
import { addressOf, place, type Place } from './place';
import { ReceiptView } from './receipt';
import { RefusedWrites } from './refused';
import { Table, type Keeping } from './table';
import { tableTexts } from './texts';

export interface AppProps {
  api: OrderingApi;
  outbox: Outbox;
  keeping: Keeping;
  lists: Shelf<Citizen[]>;
}

export function App(props: AppProps) {
  const texts = tableTexts();
  const at = place.value;
  return (
    <Page
      title={texts.title}
      waiting={props.outbox.waiting}
      aside={
        at.view !== 'citizens' && (
          <nav class="mb-row" aria-label={texts.title}>
            <a class="ds-button" data-variant="tertiary" href={addressOf({ view: 'citizens' })}>
              {texts.toTheList}
            </a>
            <a
              class="ds-button"
              data-variant="tertiary"
              href={addressOf({ view: at.view === 'orders' ? 'table' : 'orders', citizen: at.citizen })}
            >
              {at.view === 'orders' ? texts.goods : texts.orders}
            </a>
          </nav>
        )
      }
    >
      <RefusedWrites outbox={props.outbox} list={props.lists} keeping={props.keeping} at={at} />
      {at.view === 'citizens' ? (
        <Citizens api={props.api} outbox={props.outbox} list={props.lists} drafts={props.keeping.drafts} />
      ) : (
        <AtTable key={at.citizen} at={at} {...props} />
      )}
    </Page>
  );
}

/** Everything about one citizen shares one table, so that going back and forth loses nothing. */
function AtTable({ at, api, outbox, keeping }: AppProps & { at: Exclude<Place, { view: 'citizens' }> }) {
  const table = useMemo(() => new Table(at.citizen, api, outbox, keeping), [at.citizen]);
  const failed = useSignal<'no' | 'unreached' | 'unseen'>('no');
  const open = () => {
    failed.value = 'no';
    table.open().catch((error: unknown) => {
      failed.value = error instanceof Refused && error.problem.status === 404 ? 'unseen' : 'unreached';
    });
  };
  useEffect(() => {
    open();
    onReturn(() => void table.refresh().catch(() => undefined));
  }, [table]);
  useSignalEffect(() => {
    // Each order that is taken changes what is free and spent.
    if (outbox.waiting.value.length === 0) void table.refresh().catch(() => undefined);
  });
  if (at.view === 'receipt') return <ReceiptView table={table} order={at.order} outbox={outbox} keeping={keeping} />;
  if (at.view === 'orders') return <Orders table={table} api={api} outbox={outbox} keeping={keeping} />;
  if (failed.value === 'unseen') return <Glass citizen={at.citizen} api={api} onOpened={open} />;
  if (failed.value === 'unreached')
    return (
      <Notice colour="warning" alert>
        <p class="ds-paragraph">{kitTexts().notReached}</p>
        <Button onClick={open}>{kitTexts().tryAgain}</Button>
      </Notice>
    );
  if (!table.seen.value) return <Loading rows={6} />;
  const texts = tableTexts();
  return (
    <div class="mb-stack">
      <Heading level={1}>{table.seen.value.citizen.name ?? texts.erased}</Heading>
      <LeftDraftNotice table={table} />
      <AsideNotices table={table} />
      <ToBasket table={table} />
      <div class="table-halves">
        <Goods table={table} api={api} />
        <BasketView table={table} outbox={outbox} />
      </div>
    </div>
  );
}

/** Where the basket lies below the goods, it is one tap away. */
function ToBasket({ table }: { table: Table }) {
  const texts = tableTexts();
  const count = table.basket.value.lines.length;
  if (count === 0) return null;
  return (
    <a
      class="mb-tap table-to-basket"
      href="#basket"
      onClick={(event) => {
        event.preventDefault();
        document.getElementById('basket')?.scrollIntoView();
      }}
    >
      <strong>
        {texts.basket} ({texts.goodsCount(count)})
      </strong>
      <strong class="mb-number">{money(table.totalOre.value)}</strong>
    </a>
  );
}
