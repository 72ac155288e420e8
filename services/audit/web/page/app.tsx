// The benefits of one municipality: what is chosen, what is shown of it, and what it is reckoned by.
import { useState } from 'preact/hooks';
import { monthOfYear } from '@kit/format';
import { Answered, useAsked } from '@kit/ui/asked';
import { Page } from '@kit/ui/page';
import { Button, Heading, Notice } from '@kit/ui/parts';
import type { Assumed, Benefits, BenefitsApi } from './api';
import { Assumptions } from './assumptions';
import { Charts } from './charts';
import { Downloads } from './downloads';
import { KeyFigures } from './key-figures';
import { byUnit, monthsOf, shownIn, sumOf, unitsOf, type Choice, type Sum } from './sums';
import { managerTexts } from './texts';
import { unitWord } from './words';

export function App({ api, headers }: { api: BenefitsApi; headers: () => Record<string, string> }) {
  const texts = managerTexts();
  const asked = useAsked(() => Promise.all([api.benefits(), api.assumed()]), [api]);
  return (
    <Page title={texts.title}>
      <div class="mb-stack manager">
        {!asked.value && <Heading level={1}>{texts.title}</Heading>}
        <Answered asked={asked} rows={6}>
          {([benefits, assumed]) => (
            <Report benefits={benefits} assumed={assumed} api={api} headers={headers} onChanged={asked.again} />
          )}
        </Answered>
      </div>
    </Page>
  );
}

interface ReportProps {
  benefits: Benefits;
  assumed: Assumed;
  api: BenefitsApi;
  headers: () => Record<string, string>;
  onChanged: () => void;
}

function Report({ benefits, assumed, api, headers, onChanged }: ReportProps) {
  const texts = managerTexts();
  const municipalities = [...new Set(benefits.months.map(({ municipality }) => municipality))];
  const [choice, setChoice] = useState<Choice>({ municipality: municipalities[0] ?? '', month: '', unit: '' });
  const months = monthsOf(benefits, choice);
  const shown = months.map((month) => shownIn(month, choice.unit));
  const sum = sumOf(shown.filter((one): one is Sum => one !== undefined));
  return (
    <>
      <div class="manager-head">
        <Heading level={1}>{texts.title}</Heading>
        <p class="ds-paragraph mb-subtle">{texts.subtitle}</p>
      </div>
      {benefits.months.length === 0 ? (
        <Notice colour="info">
          <div class="mb-stack">
            <Heading level={2}>{texts.nothingYet}</Heading>
            <p class="ds-paragraph">{texts.nothingYetWords}</p>
          </div>
        </Notice>
      ) : (
        <>
          <Chooser benefits={benefits} municipalities={municipalities} choice={choice} onChoose={setChoice} />
          <div class="mb-row mb-no-print">
            <Downloads headers={headers} />
            <Button variant="secondary" onClick={() => print()}>
              {texts.print}
            </Button>
          </div>
          {sum ? (
            <>
              <KeyFigures sum={sum} />
              <Charts months={months} shown={shown} units={choice.unit === '' ? byUnit(months) : []} />
            </>
          ) : (
            <Notice colour="info">{texts.tooFew(benefits.people_min)}</Notice>
          )}
          <p class="ds-paragraph mb-subtle">{texts.whyTooFew(benefits.people_min)}</p>
        </>
      )}
      <Assumptions assumed={assumed} month={months[months.length - 1]} municipality={choice.municipality} api={api} onChanged={onChanged} />
    </>
  );
}

interface ChooserProps {
  benefits: Benefits;
  municipalities: string[];
  choice: Choice;
  onChoose: (choice: Choice) => void;
}

function Chooser({ benefits, municipalities, choice, onChoose }: ChooserProps) {
  const texts = managerTexts();
  const months = benefits.months.filter(({ municipality }) => municipality === choice.municipality).map(({ month }) => month);
  return (
    <form class="mb-row manager-choices" onSubmit={(event) => event.preventDefault()}>
      {municipalities.length > 1 && (
        <Choose
          id="municipality"
          words={texts.municipality}
          value={choice.municipality}
          options={municipalities.map((one) => [one, one])}
          onChoose={(municipality) => onChoose({ municipality, month: '', unit: '' })}
        />
      )}
      <Choose
        id="month"
        words={texts.month}
        value={choice.month}
        options={[['', texts.everyMonth], ...[...months].reverse().map((one): [string, string] => [one, monthOfYear(one)])]}
        onChoose={(month) => onChoose({ ...choice, month })}
      />
      <Choose
        id="unit"
        words={texts.unit}
        value={choice.unit}
        options={[
          ['', texts.everyUnit],
          ...unitsOf(benefits, choice.municipality)
            .filter((unit) => unit !== '')
            .map((unit): [string, string] => [unit, unitWord(unit)]),
        ]}
        onChoose={(unit) => onChoose({ ...choice, unit })}
      />
    </form>
  );
}

interface ChooseProps {
  id: string;
  words: string;
  value: string;
  options: [string, string][];
  onChoose: (value: string) => void;
}

function Choose({ id, words, value, options, onChoose }: ChooseProps) {
  return (
    <div class="ds-field">
      <label class="ds-label" for={id}>
        {words}
      </label>
      <select id={id} class="ds-input mb-select" value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        {options.map(([code, name]) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
