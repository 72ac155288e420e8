import { defineTexts } from '@kit/texts';

/** What is said before somebody of another unit is opened. */
export const glassTexts = defineTexts({
  nb: {
    otherUnit: 'En innbygger i en annen enhet',
    number: 'Innbyggerens nummer i Matbud, fra journalen',
    find: 'Finn',
    title: 'Du ser ikke denne innbyggeren',
    seen: 'Innbyggeren får hjelp av en annen enhet. Du kan åpne likevel i fire timer når du trenger det for å hjelpe. Da blir det skrevet ned at du åpnet og hvorfor, og noen får beskjed.',
    why: 'Hvorfor trenger du å åpne?',
    reasons: {
      acute: 'Det haster',
      covering: 'Jeg er vikar for enheten',
      asked_by_citizen: 'Innbyggeren har bedt meg',
      safety: 'Det kan være farlig å la være',
    },
    open: 'Åpne likevel',
    notOpened: 'Det gikk ikke å åpne. Innbyggeren finnes ikke i kommunen din, eller det er ikke nett.',
  },
  nn: {
    otherUnit: 'Ein innbyggjar i ei anna eining',
    number: 'Nummeret til innbyggjaren i Matbud, frå journalen',
    find: 'Finn',
    title: 'Du ser ikkje denne innbyggjaren',
    seen: 'Innbyggjaren får hjelp av ei anna eining. Du kan opne likevel i fire timar når du treng det for å hjelpe. Då blir det skrive ned at du opna og kvifor, og nokon får beskjed.',
    why: 'Kvifor treng du å opne?',
    reasons: {
      acute: 'Det hastar',
      covering: 'Eg er vikar for eininga',
      asked_by_citizen: 'Innbyggjaren har bede meg',
      safety: 'Det kan vere farleg å la vere',
    },
    open: 'Opne likevel',
    notOpened: 'Det gjekk ikkje å opne. Innbyggjaren finst ikkje i kommunen din, eller det er ikkje nett.',
  },
  se: {
    otherUnit: 'Ássi eará ovttadagas',
    number: 'Ássi nummar Matbudas, journálas',
    find: 'Oza',
    title: 'It oainne dán ássi',
    seen: 'Eará ovttadat veahkeha dán ássi. Sáhtát rahpat dattetge njealji diibmui go dárbbašat dan veahkehit. De čállojuvvo ahte don rahpet ja manne, ja muhtun oažžu dieđu.',
    why: 'Manne dárbbašat rahpat?',
    reasons: {
      acute: 'Lea hoahppu',
      covering: 'Mun lean sadjásaš ovttadagas',
      asked_by_citizen: 'Ássi lea bivdán mu',
      safety: 'Sáhttá leat váralaš guođđit',
    },
    open: 'Raba dattetge',
    notOpened: 'Ii lihkostuvvan rahpat. Ássi ii gávdno du gielddas, dahje neahtta váilu.',
  },
  en: {
    otherUnit: 'A citizen of another unit',
    number: 'The citizen’s number in Matbud, from the journal',
    find: 'Find',
    title: 'You do not see this citizen',
    seen: 'Another unit helps this citizen. You may open all the same for four hours when you need it to help. It is then written down that you opened and why, and somebody is told.',
    why: 'Why do you need to open?',
    reasons: {
      acute: 'It is urgent',
      covering: 'I am covering for the unit',
      asked_by_citizen: 'The citizen has asked me',
      safety: 'It may be dangerous not to',
    },
    open: 'Open all the same',
    notOpened: 'It could not be opened. The citizen is not in your municipality, or there is no net.',
  },
});
