#include "fold.h"

#include "actions.h"
#include "matbud/base/plant.h"
#include "matbud/processor/machinery.h"
#include "release.h"
#include "tables.h"

namespace matbud::ordering {
namespace {

void remember_answered(state::TableWriter& state, const std::string& command_id) {
  state.put(answered, command_id, "");
}

/// An order id that was refused is about to be used again; its refused command must still be known if it comes back.
void remember_earlier_attempt(state::TableWriter& state, const std::optional<stored::OrderState>& earlier) {
  if (earlier && earlier->phase() == stored::ORDER_PHASE_REFUSED) remember_answered(state, earlier->command_id());
}

void fold_placed(state::TableWriter& state, const v1::OrderPlaced& event) {
  const auto& order = event.order();
  const auto& window = order.window();
  const bool waits = event.released_at_ms() != 0;
  const auto slot_at = slot_key(window);
  auto slot = slots.find(state, slot_at).value_or(stored::SlotState{});
  remember_earlier_attempt(state, order_states.find(state, order.order_id()));

  stored::OrderState row;
  row.set_phase(waits ? stored::ORDER_PHASE_OPEN : stored::ORDER_PHASE_RELEASED);
  row.set_command_id(event.command_id());
  row.set_citizen_id(order.citizen_id());
  *row.mutable_window() = window;
  row.set_version(order.version());
  if (waits) {
    row.set_release_at_ms(event.released_at_ms());
    row.set_number(slot.next_number());
    order_contents.put(state, order.order_id(), order);
    state.put(queue, queue_key(slot_at, slot.next_number()), order.order_id());
    slot.set_next_number(slot.next_number() + 1);
    if (slot.waiting() == 0) {
      slot.set_release_at_ms(event.released_at_ms());
      processor::set_timer(state, release_timer(window, slot.pages()), from_ms(event.released_at_ms()),
                           window.area_id(), subject_of(window));
    }
    slot.set_waiting(slot.waiting() + 1);
  }
  if (!planted("capacity-not-taken")) slot.set_used(slot.used() + 1);
  order_states.put(state, order.order_id(), row);
  slots.put(state, slot_at, slot);
}

void fold_amended(state::TableWriter& state, const v1::OrderAmended& event) {
  remember_answered(state, event.command_id());
  const auto& order = event.order();
  auto row = order_states.find(state, order.order_id());
  if (!row) return;
  row->set_version(order.version());
  order_states.put(state, order.order_id(), *row);
  order_contents.put(state, order.order_id(), order);
}

void fold_cancelled(state::TableWriter& state, const v1::OrderCancelled& event) {
  remember_answered(state, event.command_id());
  auto row = order_states.find(state, event.order_id());
  if (!row) return;
  const auto slot_at = slot_key(row->window());
  auto slot = slots.find(state, slot_at).value_or(stored::SlotState{});
  if (!planted("capacity-not-freed")) slot.set_used(slot.used() - 1);
  slot.set_waiting(slot.waiting() - 1);
  if (slot.waiting() == 0) processor::cancel_timer(state, release_timer(row->window(), slot.pages()));
  slots.put(state, slot_at, slot);
  state.erase(queue, queue_key(slot_at, row->number()));
  order_contents.erase(state, event.order_id());
  row->set_phase(stored::ORDER_PHASE_CANCELLED);
  order_states.put(state, event.order_id(), *row);
}

void fold_released(state::TableWriter& state, const v1::OrdersReleased& event) {
  const auto slot_at = slot_key(event.window());
  auto slot = slots.find(state, slot_at).value_or(stored::SlotState{});
  for (const auto& order : event.orders()) {
    auto row = order_states.find(state, order.order_id());
    if (!row) continue;
    row->set_phase(stored::ORDER_PHASE_RELEASED);
    order_states.put(state, order.order_id(), *row);
    order_contents.erase(state, order.order_id());
    state.erase(queue, queue_key(slot_at, row->number()));
    slot.set_waiting(slot.waiting() - 1);
  }
  processor::cancel_timer(state, release_timer(event.window(), event.page()));
  slot.set_pages(event.page() + 1);
  if (event.more()) {
    processor::set_timer(state, release_timer(event.window(), slot.pages()), from_ms(event.due_at_ms()),
                         event.window().area_id(), subject_of(event.window()));
  }
  slots.put(state, slot_at, slot);
}

void fold_closed(state::TableWriter& state, const v1::OrderClosed& event) {
  auto row = order_states.find(state, event.order_id());
  if (!row) return;
  row->set_phase(stored::ORDER_PHASE_CLOSED);
  order_states.put(state, event.order_id(), *row);
  // A drive that was made, in vain or not, has used up its place; one that the grocer called off has not.
  if (event.ending() != v1::ORDER_ENDING_REFUSED_BY_GROCER) return;
  const auto slot_at = slot_key(row->window());
  if (auto slot = slots.find(state, slot_at)) {
    slot->set_used(slot->used() - 1);
    slots.put(state, slot_at, *slot);
  }
}

void fold_refused(state::TableWriter& state, const v1::OrderRefused& event) {
  if (event.action() != action::place || event.order_id().empty()) return remember_answered(state, event.command_id());
  const auto earlier = order_states.find(state, event.order_id());
  if (earlier && earlier->phase() != stored::ORDER_PHASE_REFUSED) return remember_answered(state, event.command_id());
  remember_earlier_attempt(state, earlier);
  // Where the order would lie, so that placing one needs a single look to know both a repeat and a taken id.
  stored::OrderState row;
  row.set_phase(stored::ORDER_PHASE_REFUSED);
  row.set_command_id(event.command_id());
  order_states.put(state, event.order_id(), row);
}

void fold_area(state::TableWriter& state, const v1::AreaDefined& event) {
  remember_answered(state, event.command_id());
  areas.put(state, event.area().area_id(), event.area());
}

void fold_products(state::TableWriter& state, const v1::ProductsPut& event) {
  remember_answered(state, event.command_id());
  ProductKey key{event.grocer_id()};
  for (const auto& product : event.products()) {
    stored::PricedProduct row;
    row.set_price_ore(product.price_ore());
    row.set_deposit_ore(product.deposit_ore());
    row.set_weight_grams(product.weight_grams());
    row.set_sold_by_weight(product.sold_by_weight());
    row.set_withdrawn(product.withdrawn());
    row.set_storage(product.storage());
    row.set_age_limit_years(product.age_limit_years());
    products.put(state, key.of(product.gtin()), row);
  }
}

void fold_citizen(state::TableWriter& state, const v1::CitizenRegistered& event) {
  remember_answered(state, event.command_id());
  stored::CitizenState row;
  row.set_area_id(event.citizen().area_id());
  row.set_active(event.citizen().active());
  citizens.put(state, event.citizen().citizen_id(), row);
}

}  // namespace

void fold(state::TableWriter& state, const v1::OrderingEvent& event) {
  using Event = v1::OrderingEvent;
  switch (event.event_case()) {
    case Event::kOrderPlaced: return fold_placed(state, event.order_placed());
    case Event::kOrderAmended: return fold_amended(state, event.order_amended());
    case Event::kOrderCancelled: return fold_cancelled(state, event.order_cancelled());
    case Event::kOrderRefused: return fold_refused(state, event.order_refused());
    case Event::kOrdersReleased: return fold_released(state, event.orders_released());
    case Event::kOrderClosed: return fold_closed(state, event.order_closed());
    case Event::kAreaDefined: return fold_area(state, event.area_defined());
    case Event::kProductsPut: return fold_products(state, event.products_put());
    case Event::kCitizenRegistered: return fold_citizen(state, event.citizen_registered());
    case Event::kStandingOrderPut:
    case Event::kFeedbackGiven:
    case Event::kRuntime:
    case Event::EVENT_NOT_SET: return;  // not offered yet, or the machinery's
  }
}

}  // namespace matbud::ordering
