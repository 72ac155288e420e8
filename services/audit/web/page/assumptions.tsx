// What the benefits are reckoned by: each number with its unit and where it comes from, and a way to say better.
import { useState } from 'preact/hooks';
import { Refused } from '@kit/http';
import { kitTexts } from '@kit/kit-texts';
import { monthOfYear, todayInNorway } from '@kit/format';
import { callerHeaders } from '@kit/sign-in';
import { say } from '@kit/ui/page';
import { Button, Dialog, Heading, Notice, Tag } from '@kit/ui/parts';
import { TableFrame } from '@kit/ui/table';
import type { Assumed, Assumption, BenefitsApi, Month } from './api';
import { managerTexts } from './texts';
import { amount, assumptionWord, fromShown, shownUnit, sourceWord, toShown } from './words';

interface Props {
  assumed: Assumed;
  /** The last month that is looked at. */
  month: Month | undefined;
  municipality: string;
  api: BenefitsApi;
  onChanged: () => void;
}

/** As the services have it: an auditor looks on. */
const mayAssume = () => ['manager', 'administrator'].includes(callerHeaders()['matbud-role'] ?? '');

/** What applies when no month can be looked at yet. */
function inForce({ kinds, sets }: Assumed, month: string): { from: string | null; values: Assumption[] } {
  const latest = sets.filter(({ from_month }) => from_month <= month).pop();
  const values = kinds.map(({ name, value, source }) => {
    const told = latest?.values.find((one) => one.name === name);
    return told ? { ...told, set: true } : { name, value, source, set: false };
  });
  return { from: latest?.from_month ?? null, values };
}

export function Assumptions({ assumed, month, municipality, api, onChanged }: Props) {
  const texts = managerTexts();
  const [changing, setChanging] = useState(false);
  const now = inForce(assumed, todayInNorway().slice(0, 7));
  const values = month?.assumptions ?? now.values;
  const from = month ? month.assumed_from : now.from;
  const where = municipality || assumed.sets[0]?.municipality || '';
  const unmeasured = values.filter(({ set }) => !set).length;
  return (
    <section class="mb-stack">
      <Heading level={2}>{texts.assumptions}</Heading>
      <p class="ds-paragraph">{texts.assumptionsWords}</p>
      {unmeasured > 0 && <Notice colour="warning">{texts.unmeasured(unmeasured)}</Notice>}
      <TableFrame caption={from ? texts.assumedFrom(monthOfYear(from)) : texts.assumedByItself}>
        <thead>
          <tr>
            <th scope="col">{texts.assumption}</th>
            <th scope="col" class="manager-number">
              {texts.value}
            </th>
            <th scope="col">{texts.source}</th>
          </tr>
        </thead>
        <tbody>
          {values.map((one) => (
            <tr key={one.name}>
              <th scope="row">{assumptionWord(one.name)}</th>
              <td class="manager-number">{amount(one.name, one.value)}</td>
              <td>
                {one.set ? one.source : sourceWord(one.source)} {!one.set && <Tag colour="warning">{texts.notMeasured}</Tag>}
              </td>
            </tr>
          ))}
        </tbody>
      </TableFrame>
      {mayAssume() && (
        <div class="mb-no-print">
          <Button variant="secondary" onClick={() => setChanging(true)}>
            {texts.changeAssumptions}
          </Button>
        </div>
      )}
      {changing && (
        <Change
          assumed={assumed}
          values={values}
          municipality={where}
          api={api}
          onClose={() => setChanging(false)}
          onChanged={() => {
            setChanging(false);
            say(texts.changed);
            onChanged();
          }}
        />
      )}
    </section>
  );
}

interface ChangeProps {
  assumed: Assumed;
  values: Assumption[];
  municipality: string;
  api: BenefitsApi;
  onClose: () => void;
  onChanged: () => void;
}

function Change({ assumed, values, municipality, api, onClose, onChanged }: ChangeProps) {
  const texts = managerTexts();
  const [id, setId] = useState(() => crypto.randomUUID());
  const [where, setWhere] = useState(municipality);
  const [from, setFrom] = useState(todayInNorway().slice(0, 7));
  const [told, setTold] = useState(() => values.map((one) => ({ ...one, shown: toShown(one.name, one.value), source: one.set ? one.source : '' })));
  const [trouble, setTrouble] = useState<string>();
  const [busy, setBusy] = useState(false);
  const maxOf = (name: string) => assumed.kinds.find((kind) => kind.name === name)?.max ?? Number.MAX_SAFE_INTEGER;
  const edit = (name: string, part: { shown?: string; source?: string }) =>
    setTold((all) => all.map((one) => (one.name === name ? { ...one, ...part } : one)));
  const send = async () => {
    // Only what somebody vouches for is set; the rest stays as it is assumed.
    const set = told
      .filter(({ source }) => source.trim() !== '')
      .map(({ name, shown, source }) => ({ name, value: fromShown(name, shown), source: source.trim() }));
    const wrong = set.find(({ value }) => !Number.isSafeInteger(value) || value < 0);
    if (wrong) return setTrouble(texts.wrongNumber(assumptionWord(wrong.name)));
    const beyond = set.find(({ name, value }) => value > maxOf(name));
    if (beyond) return setTrouble(texts.tooMuch(assumptionWord(beyond.name), amount(beyond.name, maxOf(beyond.name))));
    setBusy(true);
    try {
      await api.assume({ municipality: where, from_month: from, values: set }, id);
      onChanged();
    } catch (error) {
      if (!(error instanceof Refused)) setTrouble(kitTexts().nobodyThere);
      else {
        setTrouble(error.problem.status === 403 ? kitTexts().noAccess : texts.notTaken);
        setId(crypto.randomUUID()); // put right, it is another command: the refused one would get its refusal again
      }
      setBusy(false);
    }
  };
  return (
    <Dialog title={texts.changeAssumptions} onClose={onClose}>
      <p class="ds-paragraph">{texts.changeWords}</p>
      <form
        class="mb-stack"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {municipality === '' && (
          <Field id="assume-municipality" words={texts.municipality} value={where} onInput={setWhere} />
        )}
        <div class="ds-field">
          <label class="ds-label" for="assume-from">
            {texts.fromMonth}
          </label>
          <input id="assume-from" class="ds-input" type="month" required value={from} onInput={(event) => setFrom(event.currentTarget.value)} />
        </div>
        {told.map(({ name, shown, source }) => (
          <fieldset key={name} class="ds-fieldset manager-assume">
            <legend class="ds-label">{assumptionWord(name)}</legend>
            <Field id={`assume-${name}`} words={shownUnit(name)} value={shown} numeric onInput={(text) => edit(name, { shown: text })} />
            <Field id={`source-${name}`} words={texts.source} value={source} onInput={(text) => edit(name, { source: text })} />
          </fieldset>
        ))}
        {/* Where the eyes are that have just pressed: the top of the dialog is out of sight then. */}
        {trouble && (
          <Notice colour="danger" alert>
            {trouble}
          </Notice>
        )}
        <div class="mb-row">
          <Button big submits busy={busy}>
            {texts.save}
          </Button>
          <Button big variant="secondary" onClick={onClose}>
            {kitTexts().close}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

interface FieldProps {
  id: string;
  words: string;
  value: string;
  numeric?: boolean;
  onInput: (value: string) => void;
}

function Field({ id, words, value, numeric, onInput }: FieldProps) {
  return (
    <div class="ds-field">
      <label class="ds-label" for={id}>
        {words}
      </label>
      <input
        id={id}
        class="ds-input"
        autocomplete="off"
        maxLength={200}
        inputMode={numeric ? 'decimal' : 'text'}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </div>
  );
}
