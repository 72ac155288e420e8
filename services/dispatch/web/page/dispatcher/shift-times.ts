// Hours on Norway's clocks as moments.

const oslo = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Oslo',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

/** What Norway's clocks show at this moment, as if it were UTC. */
function shownAt(moment: number): number {
  const parts = Object.fromEntries(oslo.formatToParts(moment).map(({ type, value }) => [type, value]));
  return Date.parse(`${parts['year']}-${parts['month']}-${parts['day']}T${parts['hour']}:${parts['minute']}:00Z`);
}

/** When it is this hour on this day in Norway; nothing for what is no time. */
export function momentOf(date: string, hour: string): number | undefined {
  const asUtc = Date.parse(`${date}T${hour}:00Z`);
  if (Number.isNaN(asUtc)) return undefined;
  const guess = asUtc - (shownAt(asUtc) - asUtc);
  // Once more, for the days on which the clocks are changed.
  return guess - (shownAt(guess) - asUtc);
}

/** Whether any of a shift lies on this day in Norway. */
export function isOn(date: string, { starts_at_ms, ends_at_ms }: { starts_at_ms: number; ends_at_ms: number }): boolean {
  const midnight = momentOf(date, '00:00');
  return midnight !== undefined && starts_at_ms < midnight + 86_400_000 && ends_at_ms > midnight;
}

/** A shift's hours; one that ends before it begins ends on the day after. */
export function shiftTimes(date: string, from: string, until: string): { from: number; until: number } | undefined {
  const begins = momentOf(date, from);
  const ends = momentOf(date, until);
  if (begins === undefined || ends === undefined || begins === ends) return undefined;
  return { from: begins, until: ends > begins ? ends : ends + 86_400_000 };
}

/** A break's hours within a shift that begins at `begins`: nothing when none was asked for. */
export function pauseTimes(
  begins: number | undefined,
  from: string,
  until: string,
  date: string,
): { from: number; until: number } | 'impossible' | undefined {
  if (from === '' && until === '') return undefined;
  const pause = from !== '' && until !== '' ? shiftTimes(date, from, until) : undefined;
  if (!pause || begins === undefined) return 'impossible';
  // A night shift's break after midnight.
  const later = pause.from < begins ? 86_400_000 : 0;
  return { from: pause.from + later, until: pause.until + later };
}
