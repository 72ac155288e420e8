// What runs, drivers and stops are called on the page. Drivers have random ids and no names here.
import type { Day } from './day';
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

export function kilometres(metres: number): string {
  return boardTexts().kilometres((metres / 1000).toLocaleString('nb-NO', { minimumFractionDigits: 1, maximumFractionDigits: 1 }));
}
