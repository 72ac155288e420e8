// Numbers, months and names in the reader's language.
import { money, number, time } from '@kit/format';
import { defineTexts } from '@kit/texts';
import { managerTexts } from './texts';

/** `12,5 t` of seconds; whole hours from a hundred on. */
export function hours(seconds: number): string {
  const all = seconds / 3600;
  return time(all, 'hour', Math.abs(all) < 100 ? 1 : 0);
}

/** `1 234 km` of metres. */
export function kilometres(metres: number): string {
  const all = metres / 1000;
  return number(all, { style: 'unit', unit: 'kilometer', maximumFractionDigits: Math.abs(all) < 100 ? 1 : 0 });
}

/** `123 kg` of grams. */
export function kilograms(grams: number): string {
  const all = grams / 1000;
  return number(all, { style: 'unit', unit: 'kilogram', maximumFractionDigits: Math.abs(all) < 100 ? 1 : 0 });
}

/** `98,5 %` of a part of 1; a dash of nothing. */
export function percent(part: number | undefined): string {
  return part === undefined ? '–' : number(part, { style: 'percent', maximumFractionDigits: 1 });
}

/** `245 310 kr` of øre. */
export function kroner(ore: number): string {
  return number(ore / 100, { style: 'currency', currency: 'NOK', maximumFractionDigits: 0 });
}

export function thousandths(value: number): string {
  return number(value / 1000, { maximumFractionDigits: 0 });
}

/** `Hjemmetjenesten vest` of `hjemmetjenesten-vest`; null is units put together, empty people whom no unit serves. */
export function unitWord(unit: string | null): string {
  if (unit === null) return managerTexts().others;
  if (unit === '') return managerTexts().noUnit;
  const words = unit.replaceAll('-', ' ');
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}

/** How an assumption is shown: so many of its unit are one of what people read. */
const shapes: Record<string, { each: number; shown: 'times' | 'minutes' | 'km' | 'grams' | 'kr' }> = {
  trips_per_1000_orders: { each: 1000, shown: 'times' },
  visits_per_1000_orders: { each: 1000, shown: 'times' },
  trip_seconds: { each: 60, shown: 'minutes' },
  visit_seconds: { each: 60, shown: 'minutes' },
  list_seconds: { each: 60, shown: 'minutes' },
  ordering_seconds: { each: 60, shown: 'minutes' },
  trip_metres: { each: 1000, shown: 'km' },
  car_grams_co2_per_km: { each: 1, shown: 'grams' },
  van_grams_co2_per_km: { each: 1, shown: 'grams' },
  hour_ore: { each: 100, shown: 'kr' },
  car_km_ore: { each: 100, shown: 'kr' },
  delivery_ore: { each: 100, shown: 'kr' },
};
const shapeOf = (name: string) => shapes[name] ?? { each: 1, shown: 'times' as const };

/** `45 min` of 2700 `trip_seconds`. */
export function amount(name: string, value: number): string {
  const { each, shown } = shapeOf(name);
  const all = value / each;
  switch (shown) {
    case 'times':
      return number(all, { maximumFractionDigits: 3 });
    case 'minutes':
      return time(all, 'minute', 1);
    case 'km':
      return number(all, { style: 'unit', unit: 'kilometer', maximumFractionDigits: 3 });
    case 'grams':
      return `${number(all, { maximumFractionDigits: 0 })} g/km`;
    case 'kr':
      return money(value);
  }
}

/** What is typed for an assumption, `45` of 2700 seconds, and back; not a number when it is none. */
export function toShown(name: string, value: number): string {
  return number(value / shapeOf(name).each, { maximumFractionDigits: 3, useGrouping: false });
}
export function fromShown(name: string, shown: string): number {
  const text = shown.replace(/[\s\u00a0]/g, '').replace(',', '.');
  return text === '' ? Number.NaN : Math.round(Number(text) * shapeOf(name).each);
}

const units = defineTexts({
  nb: { times: 'Per levering', minutes: 'Minutter', km: 'Kilometer', grams: 'Gram per kilometer', kr: 'Kroner' },
  nn: { times: 'Per levering', minutes: 'Minutt', km: 'Kilometer', grams: 'Gram per kilometer', kr: 'Kroner' },
  se: { times: 'Juohke buktimis', minutes: 'Minuhta', km: 'Kilomehter', grams: 'Gráma kilomehteris', kr: 'Kruvnnu' },
  en: { times: 'For each delivery', minutes: 'Minutes', km: 'Kilometres', grams: 'Grams a kilometre', kr: 'Kroner' },
});
export function shownUnit(name: string): string {
  return units()[shapeOf(name).shown];
}

const names = defineTexts({
  nb: {
    trips_per_1000_orders: 'Handleturer som en levering sparer',
    visits_per_1000_orders: 'Besøk (å komme med varene) som en levering sparer',
    trip_seconds: 'Tid til én handletur',
    visit_seconds: 'Tid til ett besøk med varer',
    list_seconds: 'Tid til å skrive handlelisten for hånd',
    ordering_seconds: 'Tid til å bestille sammen nå',
    trip_metres: 'Kjøring til én handletur',
    car_grams_co2_per_km: 'CO₂ fra hjemmetjenestens bil',
    van_grams_co2_per_km: 'CO₂ fra varebilen',
    hour_ore: 'Én time av en ansatt',
    car_km_ore: 'Én kilometer med hjemmetjenestens bil',
    delivery_ore: 'Det kommunen betaler for én levering',
  },
  nn: {
    trips_per_1000_orders: 'Handleturar som ei levering sparer',
    visits_per_1000_orders: 'Besøk (å kome med varene) som ei levering sparer',
    trip_seconds: 'Tid til éin handletur',
    visit_seconds: 'Tid til eitt besøk med varer',
    list_seconds: 'Tid til å skrive handlelista for hand',
    ordering_seconds: 'Tid til å bestille saman no',
    trip_metres: 'Køyring til éin handletur',
    car_grams_co2_per_km: 'CO₂ frå bilen til heimetenesta',
    van_grams_co2_per_km: 'CO₂ frå varebilen',
    hour_ore: 'Éin time av ein tilsett',
    car_km_ore: 'Éin kilometer med bilen til heimetenesta',
    delivery_ore: 'Det kommunen betaler for éi levering',
  },
  se: {
    trips_per_1000_orders: 'Oastinmátkkit maid okta buktin seastá',
    visits_per_1000_orders: 'Guossástallamat (gálvvuiguin) maid okta buktin seastá',
    trip_seconds: 'Áigi ovtta oastinmátkái',
    visit_seconds: 'Áigi ovtta guossástallamii gálvvuiguin',
    list_seconds: 'Áigi čállit oastinlisttu gieđain',
    ordering_seconds: 'Áigi diŋgot ovttas dál',
    trip_metres: 'Vuodjin ovtta oastinmátkái',
    car_grams_co2_per_km: 'CO₂ ruovttubálvalusa biillas',
    van_grams_co2_per_km: 'CO₂ gálvobiillas',
    hour_ore: 'Okta bargi diibmu',
    car_km_ore: 'Okta kilomehter ruovttubálvalusa biillain',
    delivery_ore: 'Maid gielda máksá ovtta buktimis',
  },
  en: {
    trips_per_1000_orders: 'Shopping trips that a delivery saves',
    visits_per_1000_orders: 'Visits (to bring the goods) that a delivery saves',
    trip_seconds: 'Time of one shopping trip',
    visit_seconds: 'Time of one visit with goods',
    list_seconds: 'Time to write the list by hand',
    ordering_seconds: 'Time to order together now',
    trip_metres: 'Way of one shopping trip',
    car_grams_co2_per_km: "CO₂ of home care's car",
    van_grams_co2_per_km: 'CO₂ of the van',
    hour_ore: 'One hour of a care worker',
    car_km_ore: "One kilometre of home care's car",
    delivery_ore: 'What the municipality pays for one delivery',
  },
});
export function assumptionWord(name: string): string {
  const words: Record<string, string> = names();
  return words[name] ?? name;
}

const sources = defineTexts({
  nb: {
    was: 'Slik det ble gjort før: liste på ett besøk, ansatte handlet, varene på det neste',
    nobody: 'Antatt. Mål det før tjenesten begynner.',
  },
  nn: {
    was: 'Slik det vart gjort før: liste på eitt besøk, tilsette handla, varene på det neste',
    nobody: 'Rekna med utan måling. Mål det før tenesta byrjar.',
  },
  se: {
    was: 'Nugo dahkkui ovdal: listu ovtta guossástallamis, bargit oste, gálvvut čuovvovaččas',
    nobody: 'Navdojuvvon. Mihtidehket ovdal go bálvalus álgá.',
  },
  en: {
    was: 'How it was done before: a list on one visit, staff shopped, the goods on the next',
    nobody: 'Assumed. Measure it before the service begins.',
  },
});
/** The sources of what is assumed by itself, in the reader's language. */
export function sourceWord(source: string): string {
  if (source.startsWith('How it was done before')) return sources().was;
  if (source.startsWith('Assumed, not measured')) return sources().nobody;
  return source;
}
