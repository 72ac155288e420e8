// Northern Sámi where browsers have none: Chromium's data, as Debian and Android ship it, lack it, and a date that falls
// back to Bokmål is read aloud with the wrong voice. Names as in Unicode's CLDR (locale `se`).

const weekdays = ['vuossárga', 'maŋŋebárga', 'gaskavahkku', 'duorasdat', 'bearjadat', 'lávvardat', 'sotnabeaivi'];
const weekdaysShort = ['vuos', 'maŋ', 'gask', 'duor', 'bear', 'láv', 'sotn'];
const months = [
  'ođđajagemánnu',
  'guovvamánnu',
  'njukčamánnu',
  'cuoŋománnu',
  'miessemánnu',
  'geassemánnu',
  'suoidnemánnu',
  'borgemánnu',
  'čakčamánnu',
  'golggotmánnu',
  'skábmamánnu',
  'juovlamánnu',
];
const monthsShort = ['ođđj', 'guov', 'njuk', 'cuo', 'mies', 'geas', 'suoi', 'borg', 'čakč', 'golg', 'skáb', 'juov'];

/** Short, after a number. */
export const samiTimeUnits = { day: 'd', hour: 'h', minute: 'min', second: 's' } as const;

type Style = 'long' | 'short';
/** Month and day of the calendar, both counted from 1. */
export interface CalendarDay {
  month: number;
  day: number;
}

/** Days are counted from Monday, 0. */
export function samiWeekday(daysFromMonday: number, style: Style = 'long'): string {
  return (style === 'long' ? weekdays : weekdaysShort)[daysFromMonday] ?? '';
}

/** Months are counted from 1. */
export function samiMonth(month: number, style: Style = 'long'): string {
  return (style === 'long' ? months : monthsShort)[month - 1] ?? '';
}

/** `juovlamánu 7. b.`: the month stands in the genitive before its day. */
export function samiDate({ month, day }: CalendarDay, style: Style = 'long'): string {
  return `${samiMonth(month, style).replace(/mánnu$/, 'mánu')} ${day}. b.`;
}

/** One, two (the dual) and more. */
export function samiPlural(count: number): 'one' | 'two' | 'other' {
  if (count === 1) return 'one';
  return count === 2 ? 'two' : 'other';
}
