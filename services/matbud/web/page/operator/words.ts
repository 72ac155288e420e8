// Words of the contract in the reader's language: services, topics, how far an order has come.
import { defineTexts } from '@kit/texts';

export const steps = [
  'placed',
  'amended',
  'released',
  'sent',
  'confirmed',
  'packed',
  'planned',
  'on_the_way',
  'not_delivered',
  'delivered',
  'returned',
  'cancelled',
  'refused',
  'refused_by_grocer',
  'missed',
  'unknown',
] as const;

const stepTexts = defineTexts({
  nb: {
    placed: 'Sendt',
    amended: 'Endret',
    released: 'Bestillingsfristen er ute',
    sent: 'Sendt til butikken',
    confirmed: 'Bekreftet av butikken',
    packed: 'Pakket',
    planned: 'Har sjåfør',
    on_the_way: 'På vei',
    not_delivered: 'Ikke mottatt',
    delivered: 'Levert',
    returned: 'Returnert',
    cancelled: 'Avbestilt',
    refused: 'Avvist',
    refused_by_grocer: 'Avvist av butikken',
    missed: 'Fast bestilling uteble',
    unknown: 'Ikke kjent ennå',
  },
  nn: {
    placed: 'Send',
    amended: 'Endra',
    released: 'Bestillingsfristen er ute',
    sent: 'Send til butikken',
    confirmed: 'Stadfesta av butikken',
    packed: 'Pakka',
    planned: 'Har sjåfør',
    on_the_way: 'På veg',
    not_delivered: 'Ikkje motteken',
    delivered: 'Levert',
    returned: 'Returnert',
    cancelled: 'Avbestilt',
    refused: 'Avvist',
    refused_by_grocer: 'Avvist av butikken',
    missed: 'Fast bestilling uteblei',
    unknown: 'Ikkje kjend enno',
  },
  se: {
    placed: 'Sáddejuvvon',
    amended: 'Rievdaduvvon',
    released: 'Diŋgonáigemearri lea vássán',
    sent: 'Sáddejuvvon gávpái',
    confirmed: 'Gávpi lea duođaštan',
    packed: 'Páhkkejuvvon',
    planned: 'Lea vuoddji',
    on_the_way: 'Jođus',
    not_delivered: 'Ii vuostáiváldojuvvon',
    delivered: 'Buktojuvvon',
    returned: 'Máhcahuvvon',
    cancelled: 'Šluhttejuvvon',
    refused: 'Hilgojuvvon',
    refused_by_grocer: 'Gávpi lea hilgon',
    missed: 'Bissovaš diŋgon ii šaddan',
    unknown: 'Ii dihto vel',
  },
  en: {
    placed: 'Placed',
    amended: 'Changed',
    released: 'Past its cut-off',
    sent: 'Sent to the grocer',
    confirmed: 'Confirmed by the grocer',
    packed: 'Packed',
    planned: 'Has a driver',
    on_the_way: 'On the way',
    not_delivered: 'Not received',
    delivered: 'Delivered',
    returned: 'Returned',
    cancelled: 'Cancelled',
    refused: 'Refused',
    refused_by_grocer: 'Refused by the grocer',
    missed: 'Standing order missed',
    unknown: 'Not known yet',
  },
});

export function stepWord(step: string): string {
  const words: Record<string, string> = stepTexts();
  return words[step] ?? step;
}

const serviceTexts = defineTexts({
  nb: {
    ordering: 'Bestilling',
    'grocer-bridge': 'Butikk',
    dispatch: 'Kjøring',
    notification: 'Varsling',
    audit: 'Revisjon',
    relay: (grocer: string) => `Pakkelister til ${grocer}`,
    grocer: (grocer: string) => `Butikken ${grocer}`,
  },
  nn: {
    ordering: 'Bestilling',
    'grocer-bridge': 'Butikk',
    dispatch: 'Køyring',
    notification: 'Varsling',
    audit: 'Revisjon',
    relay: (grocer) => `Pakkelister til ${grocer}`,
    grocer: (grocer) => `Butikken ${grocer}`,
  },
  se: {
    ordering: 'Diŋgon',
    'grocer-bridge': 'Gávpi',
    dispatch: 'Vuodjin',
    notification: 'Dieđiheapmi',
    audit: 'Dárkkisteapmi',
    relay: (grocer) => `Páhkkenlisttut: ${grocer}`,
    grocer: (grocer) => `Gávpi ${grocer}`,
  },
  en: {
    ordering: 'Ordering',
    'grocer-bridge': 'Grocer',
    dispatch: 'Delivery',
    notification: 'Notices',
    audit: 'Audit',
    relay: (grocer) => `Packing lists to ${grocer}`,
    grocer: (grocer) => `The grocer ${grocer}`,
  },
});

/** `Bestilling` of `ordering`, `Pakkelister til dagros` of `relay-dagros`. */
export function serviceWord(processor: string): string {
  const words = serviceTexts();
  if (processor.startsWith('relay-')) return words.relay(processor.slice('relay-'.length));
  const known: Record<string, unknown> = words;
  const word = known[processor];
  return typeof word === 'string' ? word : processor;
}

const asOrdersTravel = ['ordering', 'grocer-bridge', 'relay-', 'dispatch', 'notification', 'audit'];

/** In the order in which an order travels through them. */
export function inOrder<T extends { processor: string }>(processors: readonly T[]): T[] {
  const place = ({ processor }: T) => asOrdersTravel.findIndex((name) => processor.startsWith(name));
  return [...processors].sort((a, b) => place(a) - place(b) || a.processor.localeCompare(b.processor));
}

/** Whose topic it is: `Bestilling` of `ordering.events.v1`. */
export function topicWord(topic: string): string {
  const [first = topic, second = ''] = topic.split('.');
  return first === 'grocer' ? serviceTexts().grocer(second) : serviceWord(first);
}
