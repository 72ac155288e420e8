// Words of the contract in the driver's language: reasons, receivers, skills.
import { defineTexts } from '@kit/texts';
import type { Failure, KeptBack, KeptBackReason } from '../api';
import type { Deed } from './deeds';
import { driverTexts } from './texts';

export const receivers = ['citizen', 'home_care', 'next_of_kin', 'neighbour'] as const;
export type Receiver = (typeof receivers)[number];

/** What is recorded: others read it in the municipality's own language, whatever the driver's is. */
export const recordedReceiver: Record<Receiver, string> = {
  citizen: 'Mottakeren selv',
  home_care: 'Hjemmetjenesten',
  next_of_kin: 'Pårørende',
  neighbour: 'Nabo',
};

const receiverTexts = defineTexts({
  nb: { ...recordedReceiver },
  nn: { citizen: 'Mottakaren sjølv', home_care: 'Heimetenesta', next_of_kin: 'Pårørande', neighbour: 'Nabo' },
  se: { citizen: 'Vuostáiváldi ieš', home_care: 'Ruoktobálvalus', next_of_kin: 'Oapmahaš', neighbour: 'Ránnjá' },
  en: { citizen: 'The receiver', home_care: 'Home care', next_of_kin: 'Next of kin', neighbour: 'A neighbour' },
});
export const receiverWord = (receiver: Receiver): string => receiverTexts()[receiver];

const failureTexts = defineTexts({
  nb: { not_opened: 'Ingen åpner', no_access: 'Kommer ikke fram', refused_at_door: 'Vil ikke ta imot', age: 'Ingen gammel nok til å ta imot' },
  nn: { not_opened: 'Ingen opnar', no_access: 'Kjem ikkje fram', refused_at_door: 'Vil ikkje ta imot', age: 'Ingen gammal nok til å ta imot' },
  se: { not_opened: 'Ii oktage raba', no_access: 'Ii beasa dohko', refused_at_door: 'Ii háliit váldit vuostá', age: 'Ii oktage leat doarvái boaris' },
  en: { not_opened: 'Nobody opens', no_access: 'No way to the door', refused_at_door: 'Does not want it', age: 'Nobody old enough' },
});
export const failureWord = (failure: Failure): string => failureTexts()[failure];

const keptBackTexts = defineTexts({
  nb: { damaged: 'Ødelagt', missing: 'Mangler', refused: 'Vil ikke ha', age: 'Aldersgrense', hours: 'For sent for alkohol' },
  nn: { damaged: 'Øydelagd', missing: 'Manglar', refused: 'Vil ikkje ha', age: 'Aldersgrense', hours: 'For seint for alkohol' },
  se: { damaged: 'Billašuvvan', missing: 'Váilu', refused: 'Ii háliit', age: 'Ahkerádji', hours: 'Menddo maŋŋit alkoholii' },
  en: { damaged: 'Damaged', missing: 'Missing', refused: 'Not wanted', age: 'Age limit', hours: 'Too late for alcohol' },
});
export const keptBackReasonWord = (reason: KeptBackReason): string => keptBackTexts()[reason];

/** `Ødelagt: 2 kasser`, `Mangler: 1 av vare 7038010000010`, `Aldersgrense`. */
export function keptBackWords({ gtin, quantity, reason }: Pick<KeptBack, 'gtin' | 'quantity' | 'reason'>): string {
  const texts = driverTexts();
  if (gtin) return `${keptBackReasonWord(reason)}: ${texts.ofProduct(quantity, gtin)}`;
  return quantity > 0 ? `${keptBackReasonWord(reason)}: ${texts.boxes(quantity)}` : keptBackReasonWord(reason);
}

/** What was tapped, as its button says. */
export function deedWord(kind: Deed['kind']): string {
  const texts = driverTexts();
  const words: Record<Deed['kind'], string> = {
    start: texts.start,
    end_shift: texts.endShift,
    arrive: texts.arrived,
    complete: texts.delivered,
    fail: texts.notDelivered,
    return: texts.backAtDepot,
    undo: texts.undo,
  };
  return words[kind];
}

const skillTexts = defineTexts({
  nb: { lift: 'Trenger bil med løfter', e_lock: 'Elektronisk lås', se: 'Snakker nordsamisk' },
  nn: { lift: 'Treng bil med lyftar', e_lock: 'Elektronisk lås', se: 'Snakkar nordsamisk' },
  se: { lift: 'Dárbbaša lokteniin biilla', e_lock: 'Elektrovnnalaš lohkka', se: 'Hállá davvisámegiela' },
  en: { lift: 'Needs a van with a lift', e_lock: 'Electronic lock', se: 'Speaks Northern Sámi' },
});
/** A skill that nobody has words for is shown as it is. */
export function skillWord(skill: string): string {
  return (skillTexts() as Record<string, string>)[skill] ?? skill;
}

const refusals = defineTexts({
  nb: {
    unknown: 'Det gikk ikke.',
    unknown_run: 'Turen finnes ikke lenger. Den kan være planlagt på nytt.',
    unknown_order: 'Leveringen er allerede avsluttet.',
    not_assigned: 'Leveringen har ingen sjåfør ennå.',
    other_driver: 'En annen sjåfør har denne nå.',
    run_not_started: 'Turen er ikke startet.',
    not_packed: 'Ingenting står pakket ennå.',
    run_not_over: 'Du har en tur som ikke er ferdig.',
    age_not_checked: 'Aldersgrensen må sjekkes ved døra.',
    alcohol_hours: 'Alkohol kan ikke leveres ut på denne tiden.',
    too_late: 'Det er for sent å angre.',
    invalid: 'Det er for lenge siden, eller noe stemmer ikke. Si fra til kjøreleder.',
  },
  nn: {
    unknown: 'Det gjekk ikkje.',
    unknown_run: 'Turen finst ikkje lenger. Han kan vere planlagd på nytt.',
    unknown_order: 'Leveringa er alt avslutta.',
    not_assigned: 'Leveringa har ingen sjåfør enno.',
    other_driver: 'Ein annan sjåfør har denne no.',
    run_not_started: 'Turen er ikkje starta.',
    not_packed: 'Ingenting står pakka enno.',
    run_not_over: 'Du har ein tur som ikkje er ferdig.',
    age_not_checked: 'Aldersgrensa må sjekkast ved døra.',
    alcohol_hours: 'Alkohol kan ikkje leverast ut på denne tida.',
    too_late: 'Det er for seint å angre.',
    invalid: 'Det er for lenge sidan, eller noko stemmer ikkje. Sei frå til køyreleiar.',
  },
  se: {
    unknown: 'Ii lihkostuvvan.',
    unknown_run: 'Mátki ii gávdno šat. Dat sáhttá leat plánejuvvon ođđasit.',
    unknown_order: 'Doalvun lea juo loahpahuvvon.',
    not_assigned: 'Doalvumis ii leat vuoddji vel.',
    other_driver: 'Eará vuoddjis lea dát dál.',
    run_not_started: 'Mátki ii leat álggahuvvon.',
    not_packed: 'Ii mihkkege leat páhkkejuvvon vel.',
    run_not_over: 'Dus lea mátki mii ii leat geargan.',
    age_not_checked: 'Ahkerádji galgá dárkkistuvvot uvssa luhtte.',
    alcohol_hours: 'Alkohola ii sáhte addit dán áigái.',
    too_late: 'Lea menddo maŋŋit gáhtat.',
    invalid: 'Dat lea menddo guhká dás ovdal, dahje juoga ii leat riekta. Dieđit váktajođiheaddjái.',
  },
  en: {
    unknown: 'That did not work.',
    unknown_run: 'There is no such run any more. It may have been planned anew.',
    unknown_order: 'The delivery has already ended.',
    not_assigned: 'The delivery has no driver yet.',
    other_driver: 'Another driver has this one now.',
    run_not_started: 'The run has not started.',
    not_packed: 'Nothing stands packed yet.',
    run_not_over: 'You have a run that is not over.',
    age_not_checked: 'The age limit must be seen to at the door.',
    alcohol_hours: 'Alcohol may not be handed over at this time.',
    too_late: 'It is too late to undo.',
    invalid: 'That is too long ago, or something is not right. Tell the dispatcher.',
  },
});
/** Why the services said no, in words. */
export function refusalWords(code: string | undefined): string {
  const words = refusals() as Record<string, string>;
  return words[code ?? 'unknown'] ?? refusals().unknown;
}
