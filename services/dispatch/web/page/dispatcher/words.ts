// Words of the contract in the dispatcher's language: how stops stand, why runs cannot be driven, why something was refused.
import { clock } from '@kit/format';
import { defineTexts } from '@kit/texts';
import type { WaitsBecause } from '../api';
import type { StopOnBoard } from './board';
import { boardTexts } from './texts';

const states = defineTexts({
  nb: { planned: 'Planlagt', at_the_door: 'Ved døra', delivered: 'Levert', failed: 'Ikke levert', returned: 'På depotet', withdrawn: 'Avlyst' },
  nn: { planned: 'Planlagd', at_the_door: 'Ved døra', delivered: 'Levert', failed: 'Ikkje levert', returned: 'På depotet', withdrawn: 'Avlyst' },
  se: { planned: 'Plánejuvvon', at_the_door: 'Uvssa luhtte', delivered: 'Addojuvvon', failed: 'Ii addojuvvon', returned: 'Depohtas', withdrawn: 'Šluhttejuvvon' },
  en: { planned: 'Planned', at_the_door: 'At the door', delivered: 'Delivered', failed: 'Not delivered', returned: 'At the depot', withdrawn: 'Called off' },
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

const hindrances = defineTexts({
  nb: {
    load: 'Det er ikke plass i bilen.',
    skills: 'Sjåføren eller bilen mangler noe en dør krever.',
    time: 'Tiden strekker ikke til: et vindu, vakten eller kuldekravet ryker.',
  },
  nn: {
    load: 'Det er ikkje plass i bilen.',
    skills: 'Sjåføren eller bilen manglar noko ei dør krev.',
    time: 'Tida strekk ikkje til: eit vindauge, vakta eller kuldekravet ryk.',
  },
  se: {
    load: 'Biillas ii leat sadji.',
    skills: 'Vuoddjis dahje biillas váilu juoga maid uksa gáibida.',
    time: 'Áigi ii reahka: áigelávki, vákta dahje čoaskkisgáibádus rihkkojuvvo.',
  },
  en: {
    load: 'There is no room in the vehicle.',
    skills: 'Driver or vehicle lack what a door needs.',
    time: 'There is not time enough: a window, the shift or the cold chain would break.',
  },
});
export const hindranceWords = (why: 'load' | 'skills' | 'time'): string => hindrances()[why];

const waits = defineTexts({
  nb: {
    skills: 'Ingen på vakt kan det døra krever.',
    load: 'Den er mer enn en bil på vakt kan ta.',
    time: 'Ingen på vakt rekker fram i tide.',
    no_room: 'De på vakt har ikke mer plass eller tid.',
    no_driver: 'Ingen er på vakt.',
  },
  nn: {
    skills: 'Ingen på vakt kan det døra krev.',
    load: 'Ho er meir enn ein bil på vakt kan ta.',
    time: 'Ingen på vakt rekk fram i tide.',
    no_room: 'Dei på vakt har ikkje meir plass eller tid.',
    no_driver: 'Ingen er på vakt.',
  },
  se: {
    skills: 'Ii oktage vávttas máhte dan maid uksa gáibida.',
    load: 'Dat lea eanet go biila vávttas sáhttá váldit.',
    time: 'Ii oktage vávttas joavdda áigái.',
    no_room: 'Sis geat leat vávttas ii leat šat sadji dahje áigi.',
    no_driver: 'Ii oktage leat vávttas.',
  },
  en: {
    skills: 'Nobody on shift can do what its door needs.',
    load: 'It is more than a vehicle on shift can take.',
    time: 'Nobody on shift can be there in time.',
    no_room: 'Those on shift have no room or time left.',
    no_driver: 'Nobody is on shift.',
  },
});
/** Why an order is in no run. */
export const waitWords = (why: WaitsBecause): string => waits()[why];

const refusals = defineTexts({
  nb: {
    unknown: 'Det gikk ikke.',
    stale_plan: 'Turene er endret siden du så på dem. Se på nytt.',
    invalid_plan: 'Slik kan ikke turen kjøres.',
    nothing_to_plan: 'Det er ingenting å planlegge i dette vinduet.',
    no_driver: 'Ingen er på vakt da.',
    run_not_over: 'Sjåføren har en tur som ikke er ferdig.',
    overlapping_shift: 'Sjåføren har en annen vakt på den tiden.',
    already: 'Det er slik allerede.',
    invalid: 'Noe av det du skrev, kan ikke stemme.',
    forbidden: 'Du har ikke tilgang til dette.',
    no_alert: 'Noen har allerede svart på varselet.',
  },
  nn: {
    unknown: 'Det gjekk ikkje.',
    stale_plan: 'Turane er endra sidan du såg på dei. Sjå på nytt.',
    invalid_plan: 'Slik kan ikkje turen køyrast.',
    nothing_to_plan: 'Det er ingenting å planleggje i dette vindauget.',
    no_driver: 'Ingen er på vakt då.',
    run_not_over: 'Sjåføren har ein tur som ikkje er ferdig.',
    overlapping_shift: 'Sjåføren har ei anna vakt på den tida.',
    already: 'Det er slik alt.',
    invalid: 'Noko av det du skreiv, kan ikkje stemme.',
    forbidden: 'Du har ikkje tilgang til dette.',
    no_alert: 'Nokon har alt svart på varselet.',
  },
  se: {
    unknown: 'Ii lihkostuvvan.',
    stale_plan: 'Mátkkit leat rievdan dan rájes go gehččet daid. Geahča ođđasit.',
    invalid_plan: 'Ná ii sáhte mátkki vuodjit.',
    nothing_to_plan: 'Dán áigelávkkis ii leat mihkkege plánet.',
    no_driver: 'Ii oktage leat vávttas dalle.',
    run_not_over: 'Vuoddjis lea mátki mii ii leat geargan.',
    overlapping_shift: 'Vuoddjis lea eará vákta dan áiggi.',
    already: 'Dat lea juo ná.',
    invalid: 'Juoga das maid čállet, ii sáhte leat riekta.',
    forbidden: 'Dus ii leat beassan dása.',
    no_alert: 'Muhtin lea juo vástidan dieđáhussii.',
  },
  en: {
    unknown: 'That did not work.',
    stale_plan: 'The runs have changed since you looked. Look again.',
    invalid_plan: 'The run cannot be driven like that.',
    nothing_to_plan: 'There is nothing to plan in this window.',
    no_driver: 'Nobody is on shift then.',
    run_not_over: 'The driver has a run that is not over.',
    overlapping_shift: 'The driver has another shift at that time.',
    already: 'It is so already.',
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
