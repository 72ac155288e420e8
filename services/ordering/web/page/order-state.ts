// What the many steps of an order are to those at the table: three words for how far it has come, and how it may end.

export type OrderState = 'sent' | 'confirmed' | 'delivered' | 'not_delivered' | 'cancelled' | 'not_coming';

const states: Record<string, OrderState> = {
  placed: 'sent',
  amended: 'sent',
  released: 'sent',
  sent: 'sent',
  delivered: 'delivered',
  // Nobody has received it; whether the goods are still in the car or back at the depot is the driver's concern.
  not_delivered: 'not_delivered',
  returned: 'not_delivered',
  // Only who has called it off themselves reads that they have.
  cancelled: 'cancelled',
  refused: 'not_coming',
  refused_by_grocer: 'not_coming',
  missed: 'not_coming',
};

/** From the grocer's acceptance until the door an order is confirmed. */
export const stateOf = (step: string): OrderState => states[step] ?? 'confirmed';
