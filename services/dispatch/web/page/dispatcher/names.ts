// What runs, drivers and stops are called on the page. Drivers have random ids and no names here.
import type { Day } from './day';
import type { Row } from './moves';
import { boardTexts } from './texts';

/** `Sjåfør 7A75`: short enough to be said on the phone. */
export function driverName(id: string): string {
  const code = /^[a-z]-[0-9a-f]{8,}$/.test(id) ? id.slice(2, 6).toUpperCase() : id;
  return boardTexts().driver(code);
}

/** `A3 Storgata 1`, or the order's code when it is in no run. */
export function orderName(day: Day, order: string): string {
  const texts = boardTexts();
  const found = day.board.value.flatMap(({ stops }) => stops).find(({ stop }) => stop.order_id === order);
  if (found) return `${found.label} ${found.stop.doorstep?.address ?? texts.noAddress}`;
  return texts.order(order.replace(/^[a-z]-/, '').slice(0, 6).toUpperCase());
}

/** `Tur A, Sjåfør 7A75`: of the driver's runs in the window, as they leave; one that is not there yet has only a driver. */
export function runName(day: Day, shift: string, windowId: string, which = 0): string {
  const texts = boardTexts();
  const run = day.board.value.filter(({ run: { shift_id, window } }) => shift_id === shift && window?.window_id === windowId).at(which);
  const driver = run?.run.driver_id ?? day.seen.value?.shifts.find(({ shift_id }) => shift_id === shift)?.driver_id ?? '';
  return run ? `${texts.run(run.letter)}, ${driverName(driver)}` : texts.newRun(driverName(driver));
}

/** What a row of an arrangement is called. */
export function rowName(day: Day, { key, shift }: Row): string {
  const run = day.board.value.find(({ run: { run_id } }) => run_id === key);
  const texts = boardTexts();
  if (run) return `${texts.run(run.letter)}, ${driverName(run.run.driver_id)}`;
  return texts.newRun(driverName(day.seen.value?.shifts.find(({ shift_id }) => shift_id === shift)?.driver_id ?? ''));
}

export function kilometres(metres: number): string {
  return boardTexts().kilometres((metres / 1000).toLocaleString('nb-NO', { minimumFractionDigits: 1, maximumFractionDigits: 1 }));
}
