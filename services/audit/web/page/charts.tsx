// The plots: before and now, month by month and unit by unit.
import { monthOfYear } from '@kit/format';
import type { Month } from './api';
import { Chart } from './chart';
import { share, type Sum } from './sums';
import { managerTexts } from './texts';
import { hours, kilograms, kilometres, kroner, percent, unitWord } from './words';

interface ChartsProps {
  months: readonly Month[];
  /** What each month shows; nothing where too few people are in it. */
  shown: readonly (Sum | undefined)[];
  units: readonly { unit: string | null; sum: Sum }[];
}

export function Charts({ months, shown, units }: ChartsProps) {
  const texts = managerTexts();
  const names = months.map(({ month }) => monthOfYear(month));
  const by = (value: (sum: Sum) => number | undefined) => shown.map((sum) => sum && value(sum));
  const common = { categories: names, of: texts.month, nothing: texts.notShown };
  const beforeAndNow = (before: (sum: Sum) => number, now: (sum: Sum) => number) => [
    { name: texts.before, values: by(before) },
    { name: texts.now, values: by(now) },
  ];
  return (
    <>
      <Chart
        {...common}
        title={texts.timeTitle}
        words={texts.timeWords}
        table={texts.timeTable}
        series={beforeAndNow(
          ({ reckoned }) => reckoned.seconds_before,
          ({ reckoned }) => reckoned.seconds_now,
        )}
        each={3600}
        format={hours}
      />
      <Chart
        {...common}
        title={texts.roadTitle}
        words={texts.roadWords}
        table={texts.roadTable}
        series={beforeAndNow(
          ({ reckoned }) => reckoned.metres_before,
          ({ reckoned }) => reckoned.metres_now,
        )}
        each={1000}
        format={kilometres}
      />
      <Chart
        {...common}
        title={texts.co2Title}
        words={texts.co2Words}
        table={texts.co2Table}
        series={beforeAndNow(
          ({ reckoned }) => reckoned.grams_co2_before,
          ({ reckoned }) => reckoned.grams_co2_now,
        )}
        each={1000}
        format={kilograms}
      />
      <Chart
        {...common}
        title={texts.costTitle}
        words={texts.costWords}
        table={texts.costTable}
        series={beforeAndNow(
          ({ reckoned }) => reckoned.cost_before_ore,
          ({ reckoned }) => reckoned.cost_now_ore,
        )}
        each={100}
        format={kroner}
      />
      {units.length > 1 && (
        <Chart
          categories={units.map(({ unit }) => unitWord(unit))}
          of={texts.unit}
          nothing={texts.notShown}
          title={texts.unitTitle}
          words={texts.unitWords}
          table={texts.unitTable}
          series={[
            { name: texts.before, values: units.map(({ sum }) => sum.reckoned.cost_before_ore) },
            { name: texts.now, values: units.map(({ sum }) => sum.reckoned.cost_now_ore) },
          ]}
          each={100}
          format={kroner}
        />
      )}
      <Chart
        {...common}
        title={texts.onTimeTitle}
        words={texts.onTimeWords}
        table={texts.onTimeTable}
        series={[
          { name: texts.onTime, values: by(({ figures }) => share(figures.on_time, figures.delivered)) },
          { name: texts.notReceived, values: by(({ figures }) => share(figures.not_received, figures.orders)) },
        ]}
        format={percent}
      />
      <Chart
        {...common}
        title={texts.goodsTitle}
        words={texts.goodsWords}
        table={texts.goodsTable}
        series={[
          { name: texts.substituted, values: by(({ figures }) => share(figures.lines_substituted, figures.lines)) },
          { name: texts.missing, values: by(({ figures }) => share(figures.lines_short, figures.lines)) },
        ]}
        format={percent}
      />
      <Chart
        {...common}
        title={texts.voiceTitle}
        words={texts.voiceWords}
        table={texts.voiceTable}
        series={[
          { name: texts.wishGiven, values: by(({ figures }) => share(figures.lines_with_wish, figures.lines)) },
          { name: texts.complaints, values: by(({ figures }) => share(figures.complaints, figures.delivered)) },
        ]}
        format={percent}
      />
    </>
  );
}
