// A plot of bars and the table that says the same. Bars are told apart by pattern and label, never by colour alone.
import { useId } from 'preact/hooks';
import { TableFrame } from '@kit/ui/table';
import { Heading } from '@kit/ui/parts';

export interface Series {
  name: string;
  /** One for each category; undefined where nothing may or can be said. */
  values: (number | undefined)[];
}

interface ChartProps {
  title: string;
  /** What is to be seen in it, in a sentence or two. */
  words: string;
  categories: string[];
  /** What the categories are: months, units. */
  of: string;
  series: Series[];
  format: (value: number) => string;
  /** So many are one of what is written: the scale ends at a round number of those. */
  each?: number;
  nothing: string;
  table: string;
}

const width = 640;
const plotHeight = 220;
const left = 84;
const right = 12;
const top = 24;
const bottom = 44;

/** Largest value, rounded up to something that a scale can end at. */
export function scaleEnd(values: readonly number[]): number {
  const largest = Math.max(0, ...values);
  if (largest === 0) return 1;
  const power = 10 ** Math.floor(Math.log10(largest));
  const step = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= largest) ?? 10;
  return step * power;
}

export function Chart(props: ChartProps) {
  return (
    <section class="manager-chart">
      <Heading level={2}>{props.title}</Heading>
      <p class="ds-paragraph">{props.words}</p>
      <div class="manager-pair">
        <Bars {...props} />
        <Numbers {...props} />
      </div>
    </section>
  );
}

function Bars({ title, categories, series, format, each = 1, nothing }: ChartProps) {
  const id = useId();
  const known = series.flatMap(({ values }) => values).filter((value): value is number => value !== undefined);
  const end = scaleEnd(known.map((value) => value / each)) * each;
  const lowest = Math.min(0, ...known);
  const span = end - lowest;
  const y = (value: number) => top + plotHeight * (1 - (value - lowest) / span);
  const band = (width - left - right) / Math.max(categories.length, 1);
  const bar = Math.min((band * 0.8) / series.length, 72);
  // A value stands on its bar where it has room; the scale and the table tell the others.
  const labelled = known.every((value) => format(value).length * 7 <= bar + 6);
  return (
    <figure class="manager-figure">
      <svg viewBox={`0 0 ${width} ${top + plotHeight + bottom}`} role="img" aria-labelledby={id}>
        <title id={id}>{title}</title>
        <Patterns id={id} />
        {[0, 0.5, 1].map((part) => (
          <g key={part}>
            <line class="manager-grid" x1={left} x2={width - right} y1={y(end * part)} y2={y(end * part)} />
            <text class="manager-scale" x={left - 8} y={y(end * part) + 4}>
              {format(end * part)}
            </text>
          </g>
        ))}
        {categories.map((category, at) => {
          const middle = left + band * (at + 0.5);
          return (
            <g key={category}>
              {series.map(({ name, values }, which) => {
                const value = values[at];
                const x = middle + (which - series.length / 2) * bar;
                if (value === undefined) {
                  return (
                    <text key={name} class="manager-value" x={x + bar / 2} y={y(0) - 4}>
                      {nothing}
                    </text>
                  );
                }
                return (
                  <g key={name}>
                    <rect
                      class={`manager-bar manager-bar-${which}`}
                      x={x + 1}
                      width={Math.max(bar - 2, 1)}
                      y={Math.min(y(value), y(0))}
                      height={Math.max(Math.abs(y(value) - y(0)), 1)}
                      fill={which === 0 ? `url(#${id}-hatched)` : undefined}
                    />
                    {labelled && (
                      <text class="manager-value" x={x + bar / 2} y={Math.min(y(value), y(0)) - 5}>
                        {format(value)}
                      </text>
                    )}
                  </g>
                );
              })}
              <Category words={category} x={middle} band={band} />
            </g>
          );
        })}
        <line class="manager-axis" x1={left} x2={width - right} y1={y(0)} y2={y(0)} />
      </svg>
      {series.length > 1 && (
        <figcaption class="mb-row">
          {series.map(({ name }, which) => (
            <span key={name} class="manager-key">
              <span class={`manager-swatch manager-swatch-${which}`} aria-hidden="true" />
              {name}
            </span>
          ))}
        </figcaption>
      )}
    </figure>
  );
}

/** Up to two lines; what is longer is cut in the plot and whole in the table. */
export function linesOf(words: string, letters: number): string[] {
  const lines = [''];
  for (const word of words.split(' ')) {
    const last = lines[lines.length - 1] ?? '';
    if (last !== '' && last.length + 1 + word.length > letters) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  const [first = '', ...rest] = lines;
  return [first, rest.join(' ')].filter(Boolean).map((line) => (line.length <= letters ? line : `${line.slice(0, letters - 1)}…`));
}

function Category({ words, x, band }: { words: string; x: number; band: number }) {
  const lines = linesOf(words, Math.max(3, Math.floor(band / 7.5)));
  return (
    <text class="manager-category">
      {lines.map((line, at) => (
        <tspan key={line} x={x} y={top + plotHeight + 18 + 16 * at}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

function Patterns({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={`${id}-hatched`} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect class="manager-hatch-ground" width="7" height="7" />
        <rect class="manager-hatch" width="3" height="7" />
      </pattern>
    </defs>
  );
}

function Numbers({ table, categories, of, series, format, nothing }: ChartProps) {
  return (
    <TableFrame caption={table}>
      <thead>
        <tr>
          <th scope="col">{of}</th>
          {series.map(({ name }) => (
            <th key={name} scope="col" class="manager-number">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {categories.map((category, at) => (
          <tr key={category}>
            <th scope="row">{category}</th>
            {series.map(({ name, values }) => {
              const value = values[at];
              return (
                <td key={name} class="manager-number">
                  {value === undefined ? nothing : format(value)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </TableFrame>
  );
}
