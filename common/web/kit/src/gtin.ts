// Bar codes as people type them.

/** As common/formats has it: 8, 12, 13 or 14 digits, the last of which follows from the others. */
export function isGtin(typed: string): boolean {
  if (!/^(\d{8}|\d{12,14})$/.test(typed) || /^0+$/.test(typed)) return false;
  // From the right, the check digit counts once and its neighbours three times and once in turn.
  const sum = [...typed].reverse().reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}
