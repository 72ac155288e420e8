import { defineTexts } from '@kit/texts';

/** What is said of doors that nobody opened. */
export const shutDoorTexts = defineTexts({
  nb: {
    shutDoors: 'Ingen åpnet',
    shutDoor: (when: string) => `Varslet kl. ${when}. Bekreft at dere tar dere av det.`,
    shutDoorCall: (when: string) => `Varslet kl. ${when}, og ingen har svart. Ring nå.`,
    orderNumber: (id: string) => `Bestilling ${id}`,
    whatYouKnow: 'Hva vet dere? (kan stå tomt)',
    lookAfter: 'Vi tar oss av det',
    lookAfterWhose: (name: string) => `Vi tar oss av det: ${name}`,
    lookedAfter: 'Notert at dere tar dere av det.',
  },
  nn: {
    shutDoors: 'Ingen opna',
    shutDoor: (when) => `Varsla kl. ${when}. Stadfest at de tek dykk av det.`,
    shutDoorCall: (when) => `Varsla kl. ${when}, og ingen har svart. Ring no.`,
    orderNumber: (id) => `Bestilling ${id}`,
    whatYouKnow: 'Kva veit de? (kan stå tomt)',
    lookAfter: 'Vi tek oss av det',
    lookAfterWhose: (name) => `Vi tek oss av det: ${name}`,
    lookedAfter: 'Notert at de tek dykk av det.',
  },
  se: {
    shutDoors: 'Ii oktage rahpan',
    shutDoor: (when) => `Dieđihuvvon dii. ${when}. Duođaš ahte dii čuovvulehpet.`,
    shutDoorCall: (when) => `Dieđihuvvon dii. ${when}, ii oktage leat vástidan. Riŋge dál.`,
    orderNumber: (id) => `Diŋgojupmi ${id}`,
    whatYouKnow: 'Maid dii diehtibehtet? (sáhttá leat guorus)',
    lookAfter: 'Mii čuovvulat',
    lookAfterWhose: (name) => `Mii čuovvulat: ${name}`,
    lookedAfter: 'Lea merkejuvvon ahte dii čuovvulehpet.',
  },
  en: {
    shutDoors: 'Nobody opened',
    shutDoor: (when) => `Told at ${when}. Confirm that you look after it.`,
    shutDoorCall: (when) => `Told at ${when}, and nobody has answered. Call now.`,
    orderNumber: (id) => `Order ${id}`,
    whatYouKnow: 'What do you know? (may stay empty)',
    lookAfter: 'We look after it',
    lookAfterWhose: (name) => `We look after it: ${name}`,
    lookedAfter: 'Noted that you look after it.',
  },
});
