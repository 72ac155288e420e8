// Words of the contract in the reader's language: steps of an order, reasons of a refusal.
import { weekdayName } from '@kit/format';
import { defineTexts } from '@kit/texts';
import { weekdays, type Weekday } from './api';

/** Why ordering said no, for those at the table. */
const refusals = defineTexts({
  nb: {
    past_cut_off: 'Fristen er ute.',
    window_full: 'Leveringen er full. Velg en annen tid.',
    version_changed: 'Bestillingen er endret av noen andre. Se på den på nytt.',
    order_not_open: 'Bestillingen er sendt til butikken og kan ikke endres.',
    too_heavy: 'Bestillingen er tyngre enn én levering kan være.',
    withdrawn_product: 'Butikken selger ikke varen lenger.',
    unknown_product: 'Butikken har ikke varen.',
    price_unknown: 'Varen har ingen pris.',
    warning_not_passed: 'Varen trenger en begrunnelse.',
    diet_unreadable: 'Kostholdet kan ikke leses, så varene kan ikke kontrolleres. Ring hjemmetjenesten.',
    age_limit: 'Alderen er ikke kontrollert, eller for lav for varen.',
    alcohol_not_offered: 'Alkohol leveres ikke her.',
    alcohol_hours: 'Alkohol kan ikke leveres på denne tiden.',
    alcohol_too_strong: 'Varen er for sterk til å selges i butikk.',
    may_not_order: 'Du kan ikke bestille for denne personen.',
    citizen_inactive: 'Personen har ikke lenger tjenesten.',
    no_delivery_that_day: 'Det leveres ikke den dagen.',
    bad_quantity: 'Antallet kan ikke bestilles.',
    empty_order: 'Det er ingen varer i kurven.',
    other: 'Bestillingen ble ikke tatt imot.',
  },
  nn: {
    past_cut_off: 'Fristen er ute.',
    window_full: 'Leveringa er full. Vel ei anna tid.',
    version_changed: 'Bestillinga er endra av nokon andre. Sjå på ho på nytt.',
    order_not_open: 'Bestillinga er send til butikken og kan ikkje endrast.',
    too_heavy: 'Bestillinga er tyngre enn éi levering kan vere.',
    withdrawn_product: 'Butikken sel ikkje vara lenger.',
    unknown_product: 'Butikken har ikkje vara.',
    price_unknown: 'Vara har ingen pris.',
    warning_not_passed: 'Vara treng ei grunngiving.',
    diet_unreadable: 'Kosthaldet kan ikkje lesast, så varene kan ikkje kontrollerast. Ring heimetenesta.',
    age_limit: 'Alderen er ikkje kontrollert, eller for låg for vara.',
    alcohol_not_offered: 'Alkohol blir ikkje levert her.',
    alcohol_hours: 'Alkohol kan ikkje leverast på denne tida.',
    alcohol_too_strong: 'Vara er for sterk til å seljast i butikk.',
    may_not_order: 'Du kan ikkje bestille for denne personen.',
    citizen_inactive: 'Personen har ikkje lenger tenesta.',
    no_delivery_that_day: 'Det blir ikkje levert den dagen.',
    bad_quantity: 'Talet kan ikkje bestillast.',
    empty_order: 'Det er ingen varer i korga.',
    other: 'Bestillinga vart ikkje teken imot.',
  },
  se: {
    past_cut_off: 'Áigemearri lea vássán.',
    window_full: 'Buktin lea dievva. Vállje eará áiggi.',
    version_changed: 'Soames lea rievdadan diŋgojumi. Geahča dan ođđasit.',
    order_not_open: 'Diŋgojupmi lea sáddejuvvon gávpái iige sáhte rievdaduvvot.',
    too_heavy: 'Diŋgojupmi lea losit go okta buktin sáhttá leat.',
    withdrawn_product: 'Gávpi ii vuovdde šat gálvvu.',
    unknown_product: 'Gávppis ii leat gálvu.',
    price_unknown: 'Gálvvus ii leat haddi.',
    warning_not_passed: 'Gálvu dárbbaša ákkastusa.',
    diet_unreadable: 'Biebmodieđut eai sáhte lohkkojuvvot. Riŋge ruovttubálvalussii.',
    age_limit: 'Ahki ii leat dárkkistuvvon, dahje lea beare vuollegaš.',
    alcohol_not_offered: 'Alkohola ii buktojuvvo dáppe.',
    alcohol_hours: 'Alkohola ii sáhte buktojuvvot dán áigái.',
    alcohol_too_strong: 'Gálvu lea beare garas vuovdit gávppis.',
    may_not_order: 'Don it sáhte diŋgot dán olbmui.',
    citizen_inactive: 'Olbmos ii leat šat bálvalus.',
    no_delivery_that_day: 'Dán beaivve ii buktojuvvo.',
    bad_quantity: 'Lohku ii sáhte diŋgojuvvot.',
    empty_order: 'Korggas eai leat gálvvut.',
    other: 'Diŋgojupmi ii váldojuvvon vuostá.',
  },
  en: {
    past_cut_off: 'It is too late.',
    window_full: 'The delivery is full. Choose another time.',
    version_changed: 'Somebody else has changed the order. Look at it again.',
    order_not_open: 'The order has gone to the shop and cannot be changed.',
    too_heavy: 'The order is heavier than one delivery may be.',
    withdrawn_product: 'The shop no longer sells this.',
    unknown_product: 'The shop does not have this.',
    price_unknown: 'This has no price.',
    warning_not_passed: 'This needs a reason.',
    diet_unreadable: 'The diet cannot be read, so the goods cannot be checked. Call home care.',
    age_limit: 'The age has not been seen to, or is too low for this.',
    alcohol_not_offered: 'Alcohol is not delivered here.',
    alcohol_hours: 'Alcohol cannot be delivered at this time.',
    alcohol_too_strong: 'This is too strong to be sold in a shop.',
    may_not_order: 'You may not order for this person.',
    citizen_inactive: 'This person no longer has the service.',
    no_delivery_that_day: 'There is no delivery that day.',
    bad_quantity: 'This many cannot be ordered.',
    empty_order: 'There is nothing in the basket.',
    other: 'The order was not taken.',
  },
});

export function refusalWords(code: string | undefined): string {
  const words: Record<string, string> = refusals();
  return words[code ?? 'other'] ?? refusals().other;
}

/** `tirsdag` of `tue`. */
export function weekdayWord(code: Weekday): string {
  return weekdayName(weekdays.indexOf(code));
}
