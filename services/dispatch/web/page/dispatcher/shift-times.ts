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

/** A shift's hours; one that ends before it begins ends on the day after. */
export function shiftTimes(date: string, from: string, until: string): { from: number; until: number } | undefined {
  const begins = momentOf(date, from);
  const ends = momentOf(date, until);
  if (begins === undefined || ends === undefined || begins === ends) return undefined;
  return { from: begins, until: ends > begins ? ends : ends + 86_400_000 };
}
