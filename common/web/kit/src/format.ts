// Dates, times and money as people in Norway write them, in the language of the page.
import { language, type Language } from './language';
import { samiDate, samiMonth, samiTimeUnits, samiWeekday } from './sami';

// Northern Sámi writes numbers as Bokmål does; its words are ours, since browsers lack them.
const locales: Record<Language, string[]> = {
  nb: ['nb-NO'],
  nn: ['nn-NO', 'nb-NO'],
  se: ['nb-NO'],
  en: ['en-GB'],
};
const oslo = 'Europe/Oslo';

/** A number in the language of the page. */
export function number(value: number, options: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(locales[language.value], options).format(value);
}

/** `1 234,50 kr`, from øre. English writes `NOK 1,234.50`. */
export function money(ore: number): string {
  return number(ore / 100, { style: 'currency', currency: 'NOK' });
}

/** `1,184 kg` from a kilogram on, grams below; to the gram, since weight times price is what is paid. */
export function weight(grams: number): string {
  const inKilograms = grams >= 1000;
  return number(inKilograms ? grams / 1000 : grams, {
    style: 'unit',
    unit: inKilograms ? 'kilogram' : 'gram',
    maximumFractionDigits: 3,
  });
}

/** `torsdag 26. november` of a day of the calendar, `2026-11-26`. */
export function day(date: string, style: 'long' | 'short' = 'long'): string {
  const midnight = new Date(`${date}T00:00:00Z`);
  if (language.value === 'se') {
    const weekday = samiWeekday((midnight.getUTCDay() + 6) % 7, style);
    return `${weekday} ${samiDate({ month: midnight.getUTCMonth() + 1, day: midnight.getUTCDate() }, style)}`;
  }
  return new Intl.DateTimeFormat(locales[language.value], {
    weekday: style,
    day: 'numeric',
    month: style,
    timeZone: 'UTC', // a day of the calendar has no zone
  }).format(midnight);
}

/** `desember` of a month of the calendar, `2026-12`. */
export function monthName(month: string): string {
  if (language.value === 'se') return samiMonth(Number(month.slice(5)));
  return new Intl.DateTimeFormat(locales[language.value], { month: 'long', timeZone: 'UTC' }).format(new Date(`${month}-01T00:00:00Z`));
}

/** `des. 2026` of a month of the calendar, `2026-12`. */
export function monthOfYear(month: string): string {
  if (language.value === 'se') return `${samiMonth(Number(month.slice(5)), 'short')} ${month.slice(0, 4)}`;
  return new Intl.DateTimeFormat(locales[language.value], { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  );
}

/** `tirsdag` of 1: days are counted from Monday. */
export function weekdayName(daysFromMonday: number): string {
  if (language.value === 'se') return samiWeekday(daysFromMonday);
  const someMonday = Date.UTC(2024, 0, 1);
  return new Intl.DateTimeFormat(locales[language.value], { weekday: 'long', timeZone: 'UTC' }).format(
    someMonday + daysFromMonday * 86_400_000,
  );
}

/** `26. november kl. 16:00` on Norway's clocks, from milliseconds since 1970. */
export function moment(unixMilliseconds: number): string {
  if (language.value === 'se') {
    const [, month = 0, day = 0] = todayInNorway(new Date(unixMilliseconds)).split('-').map(Number);
    return `${samiDate({ month, day })} dii. ${clock(unixMilliseconds)}`;
  }
  return new Intl.DateTimeFormat(locales[language.value], {
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: oslo,
  }).format(new Date(unixMilliseconds));
}

/** `16:00` on Norway's clocks, from milliseconds since 1970. */
export function clock(unixMilliseconds: number): string {
  return new Intl.DateTimeFormat(locales[language.value], { hour: '2-digit', minute: '2-digit', timeZone: oslo }).format(
    new Date(unixMilliseconds),
  );
}

/** The day that it is in Norway at this moment, `2026-11-26`. */
export function todayInNorway(now: Date = new Date()): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: oslo }).format(now); // Canada writes year-month-day
}

/** `12 345`. */
export function whole(value: number): string {
  return number(value, { maximumFractionDigits: 0 });
}

const secondsOf = { day: 86_400, hour: 3_600, minute: 60, second: 1 } as const;
type TimeUnit = keyof typeof secondsOf;

/** `12,5 t` of hours. */
export function time(value: number, unit: TimeUnit, maximumFractionDigits = 0): string {
  const letters = samiTimeUnits[unit];
  if (language.value === 'se') return `${number(value, { maximumFractionDigits })}\u00a0${letters}`;
  return number(value, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits });
}

/** `3 t`, `12 min`, `40 sek`: a time span in its largest whole unit. */
export function span(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const units = ['day', 'hour', 'minute', 'second'] as const;
  const unit = units.find((one) => seconds >= secondsOf[one]) ?? 'second';
  return time(Math.floor(seconds / secondsOf[unit]), unit);
}

/** `26.11.2026, 16:00:05` on Norway's clocks, from milliseconds since 1970. */
export function exactly(unixMilliseconds: number): string {
  return new Intl.DateTimeFormat(locales[language.value], { dateStyle: 'short', timeStyle: 'medium', timeZone: oslo }).format(
    new Date(unixMilliseconds),
  );
}
