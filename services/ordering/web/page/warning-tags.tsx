// Warnings as words and colours: the words alone say it all.
import { allergenWord } from '@kit/allergens';
import { Tag } from '@kit/ui/parts';
import { tableTexts } from './texts';
import type { Warning } from './warnings';

export function Warnings({ warnings }: { warnings: readonly Warning[] }) {
  const texts = tableTexts();
  const say = { contains: texts.contains, may_contain: texts.mayContain, unknown: texts.unknown };
  const colour = { contains: 'danger', may_contain: 'warning', unknown: 'neutral' } as const;
  const sign = { contains: '⛔', may_contain: '⚠', unknown: '?' };
  return (
    <>
      {warnings.map(({ allergen, state }) => (
        <Tag key={allergen} colour={colour[state]}>
          <span class="table-sign" aria-hidden="true">
            {sign[state]}
          </span>
          {say[state](allergenWord(allergen))}
        </Tag>
      ))}
    </>
  );
}
