// What can be had: as last time, the usual goods, and everything else by search.
import { useSignal, useSignalEffect } from '@preact/signals';
import { money, weight } from '@kit/format';
import { kitTexts } from '@kit/kit-texts';
import { Button, Heading, Notice, Stepper, Tag } from '@kit/ui/parts';
import type { OrderingApi, Product } from './api';
import { stepOf } from './basket';
import type { Table } from './table';
import { tableTexts } from './texts';
import { Warnings } from './warning-tags';

type Shelf = 'last' | 'usual' | 'search';
// Typed letters wait so long for the next one: a hundred are there for all of it, and the services take a few.
const typingPauseMs = 50;

export function Goods({ table, api }: { table: Table; api: OrderingApi }) {
  const texts = tableTexts();
  const proposal = table.seen.value?.proposal;
  const shelf = useSignal<Shelf>(proposal?.lines.length ? 'last' : 'search');
  const tabs: [Shelf, string][] = [
    ['last', texts.lastTime],
    ['usual', texts.usual],
    ['search', texts.search],
  ];
  return (
    <section class="mb-stack" aria-labelledby="goods-heading">
      <span id="goods-heading" class="mb-hidden">
        <Heading level={2}>{texts.goods}</Heading>
      </span>
      <div class="table-tabs" role="group" aria-label={texts.goods}>
        {tabs.map(([name, words]) => (
          <Button
            key={name}
            big
            variant={shelf.value === name ? 'primary' : 'secondary'}
            pressed={shelf.value === name}
            onClick={() => (shelf.value = name)}
          >
            {words}
          </Button>
        ))}
      </div>
      {shelf.value === 'last' && <LastTime table={table} />}
      {shelf.value === 'usual' &&
        (proposal?.usual.length ? (
          <ProductList table={table} products={proposal.usual.map(({ product }) => product)} />
        ) : (
          <p class="ds-paragraph">{texts.noUsual}</p>
        ))}
      {shelf.value === 'search' && <Search table={table} api={api} />}
    </section>
  );
}

function LastTime({ table }: { table: Table }) {
  const texts = tableTexts();
  const lines = table.seen.value?.proposal.lines ?? [];
  if (lines.length === 0) return <p class="ds-paragraph">{texts.noLastTime}</p>;
  return (
    <>
      <Button big variant={lines.every(({ gtin }) => table.quantityOf(gtin) > 0) ? 'secondary' : 'primary'} onClick={() => void table.takeAll()}>
        {texts.takeAll}
      </Button>
      <ProductList table={table} products={lines.map(({ product }) => product)} />
    </>
  );
}

function Search({ table, api }: { table: Table; api: OrderingApi }) {
  const texts = tableTexts();
  const words = useSignal('');
  const found = useSignal<Product[] | undefined>(undefined);
  const unreachable = useSignal(false);
  useSignalEffect(() => {
    const wanted = words.value.trim();
    const area = table.seen.value?.citizen.area_id;
    if (wanted === '' || !area) {
      found.value = undefined;
      return;
    }
    const stop = new AbortController();
    const ask = async () => {
      try {
        const products = await api.products(area, wanted, stop.signal);
        table.meet(products);
        found.value = products;
        unreachable.value = false;
      } catch {
        if (!stop.signal.aborted) unreachable.value = true;
      }
    };
    const timer = setTimeout(() => void ask(), typingPauseMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  });
  return (
    <>
      <div class="ds-field">
        <label class="ds-label" for="find-goods">
          {texts.searchFor}
        </label>
        <input
          id="find-goods"
          class="ds-input table-search"
          type="search"
          autocomplete="off"
          enterkeyhint="search"
          value={words.value}
          onInput={(event) => (words.value = event.currentTarget.value)}
        />
      </div>
      {unreachable.value && <Notice colour="warning">{kitTexts().notReached}</Notice>}
      <div role="status">{found.value?.length === 0 && <p class="ds-paragraph">{texts.nothingFound}</p>}</div>
      <ProductList table={table} products={found.value ?? []} />
    </>
  );
}

function ProductList({ table, products }: { table: Table; products: readonly (Product | null)[] }) {
  return (
    <ul class="mb-list">
      {products.map((product) => product && <ProductRow key={product.gtin} table={table} product={product} />)}
    </ul>
  );
}

function ProductRow({ table, product }: { table: Table; product: Product }) {
  const texts = tableTexts();
  const quantity = table.quantityOf(product.gtin);
  const step = stepOf(product.sold_by_weight);
  const put = (count: number) =>
    void table.tap({ kind: 'quantity', gtin: product.gtin, quantity: count, soldByWeight: product.sold_by_weight });
  return (
    <li class="table-product">
      <div class="table-what">
        <Heading level={3}>{product.name}</Heading>
        <span class="mb-subtle">
          {[product.brand, product.weight_grams && !product.sold_by_weight ? weight(product.weight_grams) : null]
            .filter(Boolean)
            .join(' · ')}
        </span>
        <div class="mb-row">
          <Warnings warnings={table.warningsOf(product.gtin)} />
          {product.age_limit_years > 0 && <Tag colour="neutral">{texts.ageLimit(product.age_limit_years)}</Tag>}
        </div>
      </div>
      <span class="mb-number table-price">
        {product.price_ore === null ? '–' : money(product.price_ore)}
        {product.sold_by_weight && ' / kg'}
      </span>
      {quantity === 0 ? (
        <Button big variant="secondary" label={texts.add(product.name)} disabled={product.price_ore === null} onClick={() => put(step)}>
          +
        </Button>
      ) : (
        <Stepper
          count={quantity}
          step={step}
          what={product.name}
          shown={product.sold_by_weight ? weight(quantity) : String(quantity)}
          onChange={put}
        />
      )}
    </li>
  );
}
