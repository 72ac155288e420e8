// What lies in the basket: how many, what if the shop is out, why all the same, what it comes to.
import { useSignal } from '@preact/signals';
import { money, monthName, weight } from '@kit/format';
import type { Outbox } from '@kit/offline/outbox';
import { Button, Dialog, Heading, Notice, Stepper } from '@kit/ui/parts';
import { say } from '@kit/ui/page';
import { stepOf, type BasketLine, type Wish } from './basket';
import { draftTexts } from './draft-texts';
import { go } from './place';
import { Slots } from './slots';
import { MakeStanding } from './standing';
import { costOf, receiptCode, type Table } from './table';
import { tableTexts } from './texts';
import { Warnings } from './warning-tags';

export function BasketView({ table, outbox }: { table: Table; outbox: Outbox }) {
  const texts = tableTexts();
  const basket = table.basket.value;
  const isChange = table.draft.value.amends !== undefined;
  return (
    <section class="mb-stack table-basket" aria-labelledby="basket-heading" id="basket">
      <span id="basket-heading">
        <Heading level={2}>
          {isChange ? draftTexts().changeOf(receiptCode(table.draft.value.orderId)) : texts.basket} (
          {texts.goodsCount(basket.lines.length)})
        </Heading>
      </span>
      {isChange && <Change table={table} />}
      {basket.lines.length === 0 ? (
        <p class="ds-paragraph">{isChange ? draftTexts().cancelInstead : texts.emptyBasket}</p>
      ) : (
        <>
          <ul class="mb-list">
            {basket.lines.map((line) => (
              <Line key={line.gtin} table={table} line={line} />
            ))}
          </ul>
          <Slots table={table} />
          {!isChange && <Notes table={table} />}
          <MakeStanding table={table} outbox={outbox} />
          <div class="table-foot">
            <Totals table={table} />
            <Send table={table} />
          </div>
        </>
      )}
    </section>
  );
}

/** An order that is being changed stands as it was until the change is sent. */
function Change({ table }: { table: Table }) {
  const texts = draftTexts();
  return (
    <>
      {table.draft.value.begunAnew && (
        <Notice colour="warning" alert>
          {texts.begunAnew}
        </Notice>
      )}
      <Button big variant="secondary" onClick={() => void table.discard(table.draft.value)}>
        {texts.giveUpChange}
      </Button>
    </>
  );
}

function Line({ table, line }: { table: Table; line: BasketLine }) {
  const texts = tableTexts();
  const asking = useSignal(false);
  const product = table.product(line.gtin);
  const name = product?.name ?? line.gtin;
  const warnings = table.warningsOf(line.gtin);
  const cost = costOf(line, product);
  const put = (quantity: number) =>
    void table.tap({ kind: 'quantity', gtin: line.gtin, quantity, soldByWeight: line.soldByWeight });
  const wishes: [Wish, string][] = [
    ['similar', texts.wishSimilar],
    ['ask', texts.wishAsk],
    ['never', texts.wishNever],
  ];
  const usual = wishes.find(([wish]) => wish === table.seen.value?.citizen.usual_wish);
  return (
    <li class="table-line">
      <div class="table-line-head">
        <strong>{name}</strong>
        <span class="mb-number">{cost === null ? '–' : money(cost)}</span>
      </div>
      <div class="mb-row">
        <Stepper
          count={line.quantity}
          step={stepOf(line.soldByWeight)}
          what={name}
          shown={line.soldByWeight ? weight(line.quantity) : String(line.quantity)}
          onChange={put}
        />
        <label class="table-wish">
          <span class="mb-subtle" aria-hidden="true">
            {texts.swap}
          </span>
          <span class="mb-hidden">{texts.swapOf(name)}</span>
          <select
            class="ds-input mb-select"
            value={line.wish ?? ''}
            onChange={(event) =>
              void table.tap({ kind: 'wish', gtin: line.gtin, wish: event.currentTarget.value as Wish })
            }
          >
            {!line.wish && <option value="">{usual ? texts.wishUsual(usual[1]) : texts.wishNone}</option>}
            {wishes.map(([wish, words]) => (
              <option key={wish} value={wish}>
                {words}
              </option>
            ))}
          </select>
        </label>
      </div>
      {line.alternative !== '' && (
        <span class="mb-subtle">{draftTexts().insteadOf(table.product(line.alternative)?.name ?? line.alternative)}</span>
      )}
      {warnings.length > 0 && (
        <div class="mb-row">
          <Warnings warnings={warnings} />
          {line.reason !== '' && <span>{texts.reasonKept(line.reason)}</span>}
          <Button big variant="secondary" label={`${texts.reasonNeeded} ${name}`} onClick={() => (asking.value = true)}>
            {texts.reasonNeeded}
          </Button>
        </div>
      )}
      {asking.value && (
        <Reason
          name={name}
          before={line.reason}
          onClose={() => (asking.value = false)}
          onReason={(reason) => void table.tap({ kind: 'reason', gtin: line.gtin, reason })}
          onTakeOut={() => put(0)}
        />
      )}
    </li>
  );
}

interface ReasonProps {
  name: string;
  before: string;
  onClose: () => void;
  onReason: (reason: string) => void;
  onTakeOut: () => void;
}

function Reason({ name, before, onClose, onReason, onTakeOut }: ReasonProps) {
  const texts = tableTexts();
  const reason = useSignal(before);
  return (
    <Dialog title={name} onClose={onClose}>
      <p class="ds-paragraph">{texts.reasonNeeded}</p>
      <form
        class="mb-stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.value.trim() === '') return;
          onReason(reason.value.trim());
          onClose();
        }}
      >
        <div class="ds-field">
          <label class="ds-label" for="reason">
            {texts.reasonLabel}
          </label>
          <p class="ds-paragraph mb-subtle" id="reason-example">
            {texts.reasonExample}
          </p>
          <textarea
            id="reason"
            class="ds-input"
            rows={2}
            maxLength={500}
            required
            aria-describedby="reason-example"
            value={reason.value}
            onInput={(event) => (reason.value = event.currentTarget.value)}
          />
        </div>
        <div class="mb-row">
          <Button big submits disabled={reason.value.trim() === ''}>
            {texts.orderAnyway}
          </Button>
          <Button
            big
            variant="secondary"
            onClick={() => {
              onTakeOut();
              onClose();
            }}
          >
            {texts.takeOut}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Totals({ table }: { table: Table }) {
  const texts = tableTexts();
  const budget = table.budget();
  return (
    <div class="mb-stack table-totals">
      <p class="ds-paragraph table-sum">
        <span>{texts.total}</span>
        <strong class="mb-number">{money(table.totalOre.value)}</strong>
      </p>
      {table.depositOre.value > 0 && (
        <p class="ds-paragraph table-sum mb-subtle">
          <span>{texts.deposit}</span>
          <span class="mb-number">{money(table.depositOre.value)}</span>
        </p>
      )}
      {table.basket.value.lines.some(({ soldByWeight }) => soldByWeight) && (
        <p class="ds-paragraph mb-subtle">{texts.byWeight}</p>
      )}
      {budget && <Budget {...budget} />}
    </div>
  );
}

/** Of the month in which it is delivered. */
function Budget({ month, spentOre, budgetOre }: { month: string; spentOre: number; budgetOre: number }) {
  const texts = tableTexts();
  const name = monthName(month);
  return (
    <>
      <p class="ds-paragraph">{texts.budget(money(spentOre), money(budgetOre), name)}</p>
      {spentOre > budgetOre && <Notice colour="warning">{texts.overBudget(money(spentOre - budgetOre), name)}</Notice>}
    </>
  );
}

function Notes({ table }: { table: Table }) {
  const texts = tableTexts();
  const { noteToDriver, noteToHomeCare } = table.basket.value;
  const notes = [
    ['driver', texts.noteToDriver, noteToDriver],
    ['home_care', texts.noteToHomeCare, noteToHomeCare],
  ] as const;
  return (
    <details class="ds-details">
      <summary>
        {texts.noteToDriver} / {texts.noteToHomeCare}
      </summary>
      <div class="mb-stack">
        {notes.map(([to, label, words]) => (
          <Note key={to} id={`note-${to}`} label={label} words={words} onWords={(said) => void table.tap({ kind: 'note', to, words: said })} />
        ))}
      </div>
    </details>
  );
}

/** What is typed stays while it is typed, whatever else the page hears meanwhile. */
function Note({ id, label, words, onWords }: { id: string; label: string; words: string; onWords: (words: string) => void }) {
  const typed = useSignal<string | undefined>(undefined);
  return (
    <div class="ds-field">
      <label class="ds-label" for={id}>
        {label}
      </label>
      <textarea
        id={id}
        class="ds-input"
        rows={2}
        maxLength={500}
        value={typed.value ?? words}
        onInput={(event) => (typed.value = event.currentTarget.value)}
        onChange={(event) => {
          onWords(event.currentTarget.value);
          typed.value = undefined;
        }}
      />
    </div>
  );
}

function Send({ table }: { table: Table }) {
  const texts = tableTexts();
  const sending = useSignal(false);
  const unreasoned = table.unreasoned.value.length;
  const send = async () => {
    sending.value = true;
    const receipt = await table.send();
    say(texts.receipt);
    go({ view: 'receipt', citizen: table.citizenId, order: receipt.draft.orderId });
  };
  return (
    <div class="mb-stack table-send">
      {unreasoned > 0 && <Notice colour="warning">{texts.reasonsMissing(unreasoned)}</Notice>}
      {!table.basket.value.slot && <Notice colour="info">{texts.chooseSlot}</Notice>}
      <Button big disabled={!table.canSend()} busy={sending.value} onClick={() => void send()}>
        {table.draft.value.amends === undefined ? texts.send : texts.sendChange}
      </Button>
    </div>
  );
}
