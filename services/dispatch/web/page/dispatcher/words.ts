// Words of the contract in the dispatcher's language: how stops stand, and why something was refused.
import { clock } from '@kit/format';
import { defineTexts } from '@kit/texts';
import type { StopOnBoard } from './board';
import { boardTexts } from './texts';

const states = defineTexts({
  nb: { planned: 'Planlagt', delivered: 'Levert', failed: 'Ikke levert', returned: 'På depotet', withdrawn: 'Avlyst' },
  nn: { planned: 'Planlagd', delivered: 'Levert', failed: 'Ikkje levert', returned: 'På depotet', withdrawn: 'Avlyst' },
  se: { planned: 'Plánejuvvon', delivered: 'Addojuvvon', failed: 'Ii addojuvvon', returned: 'Depohtas', withdrawn: 'Šluhttejuvvon' },
  en: { planned: 'Planned', delivered: 'Delivered', failed: 'Not delivered', returned: 'At the depot', withdrawn: 'Called off' },
});
export const stateWord = (state: StopOnBoard['state']): string => states()[state];

/** `7 min for sent`, `fare for sent`; nothing for who is in time. */
export function lateWords({ late }: StopOnBoard): string | undefined {
  if (!late) return undefined;
  return late.how === 'late' ? boardTexts().lateBy(late.minutes) : boardTexts().atRisk(late.minutes);
}

/** `Levert kl. 09:12`, `ca. kl. 10:40, 7 min for sent`. */
export function stopWords(stop: StopOnBoard): string {
  const texts = boardTexts();
  if (stop.state !== 'planned') return [stateWord(stop.state), stop.actualMs !== null && texts.at(clock(stop.actualMs))].filter(Boolean).join(' ');
  const when = stop.expectedMs === null ? stateWord('planned') : texts.about(clock(stop.expectedMs));
  return [when, lateWords(stop)].filter(Boolean).join(', ');
}

const refusals = defineTexts({
  nb: {
    unknown: 'Det gikk ikke.',
    nothing_to_plan: 'Det er ingenting å planlegge i dette vinduet.',
    no_driver: 'Ingen er på vakt da.',
    run_not_over: 'Sjåføren har en tur som ikke er ferdig.',
    overlapping_shift: 'Sjåføren har en annen vakt på den tiden.',
    invalid: 'Noe av det du skrev, kan ikke stemme.',
    forbidden: 'Du har ikke tilgang til dette.',
    no_alert: 'Noen har allerede svart på varselet.',
  },
  nn: {
    unknown: 'Det gjekk ikkje.',
    nothing_to_plan: 'Det er ingenting å planleggje i dette vindauget.',
    no_driver: 'Ingen er på vakt då.',
    run_not_over: 'Sjåføren har ein tur som ikkje er ferdig.',
    overlapping_shift: 'Sjåføren har ei anna vakt på den tida.',
    invalid: 'Noko av det du skreiv, kan ikkje stemme.',
    forbidden: 'Du har ikkje tilgang til dette.',
    no_alert: 'Nokon har alt svart på varselet.',
  },
  se: {
    unknown: 'Ii lihkostuvvan.',
    nothing_to_plan: 'Dán áigelávkkis ii leat mihkkege plánet.',
    no_driver: 'Ii oktage leat vávttas dalle.',
    run_not_over: 'Vuoddjis lea mátki mii ii leat geargan.',
    overlapping_shift: 'Vuoddjis lea eará vákta dan áiggi.',
    invalid: 'Juoga das maid čállet, ii sáhte leat riekta.',
    forbidden: 'Dus ii leat beassan dása.',
    no_alert: 'Muhtin lea juo vástidan dieđáhussii.',
  },
  en: {
    unknown: 'That did not work.',
    nothing_to_plan: 'There is nothing to plan in this window.',
    no_driver: 'Nobody is on shift then.',
    run_not_over: 'The driver has a run that is not over.',
    overlapping_shift: 'The driver has another shift at that time.',
    invalid: 'Something that you wrote cannot be right.',
    forbidden: 'You have no access to this.',
    no_alert: 'Somebody has answered the alert already.',
  },
});
/** Why the services said no, in words. */
export function refusalWords(code: string | undefined): string {
  const words = refusals() as Record<string, string>;
  return words[code ?? 'unknown'] ?? refusals().unknown;
}
