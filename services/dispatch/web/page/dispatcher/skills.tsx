// What drivers and their vehicles can: the skills that doors ask for, in words and to be ticked.
import type { Signal } from '@preact/signals';
import { defineTexts } from '@kit/texts';
import { crewTexts } from './crew-texts';

const skillTexts = defineTexts({
  nb: { lift: 'Bil med løfter', e_lock: 'Nøkkel til e-lås', se: 'Snakker nordsamisk' },
  nn: { lift: 'Bil med lyftar', e_lock: 'Nøkkel til e-lås', se: 'Snakkar nordsamisk' },
  se: { lift: 'Biila mas lea lokten', e_lock: 'Čoavdda e-lohkkii', se: 'Hállá davvisámegiela' },
  en: { lift: 'Van with a lift', e_lock: 'Key for e-locks', se: 'Speaks Northern Sámi' },
});

/** A skill that nobody has words for is shown as it is. */
export function skillWord(skill: string): string {
  return (skillTexts() as Record<string, string>)[skill] ?? skill;
}

/** Boxes to tick: the skills that have words, and what else the others of the day can. */
export function SkillChoice({ others, chosen }: { others: readonly string[]; chosen: Signal<readonly string[]> }) {
  const all = [...new Set([...Object.keys(skillTexts()), ...others])];
  const tick = (skill: string, can: boolean) => {
    const rest = chosen.value.filter((one) => one !== skill);
    chosen.value = can ? [...rest, skill] : rest;
  };
  return (
    <fieldset class="fleet-skills">
      <legend class="ds-label">{crewTexts().can}</legend>
      {all.map((skill) => (
        <label key={skill} class="fleet-check">
          <input
            type="checkbox"
            class="ds-input"
            checked={chosen.value.includes(skill)}
            onChange={(event) => tick(skill, event.currentTarget.checked)}
          />
          {skillWord(skill)}
        </label>
      ))}
    </fieldset>
  );
}
