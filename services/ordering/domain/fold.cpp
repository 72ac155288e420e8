#include "fold.h"

#include <algorithm>
#include <vector>

#include "actions.h"
#include "bounds.h"
#include "matbud/base/plant.h"
#include "matbud/ordering/diet.h"
#include "matbud/processor/machinery.h"
#include "release.h"
#include "second_look.h"
#include "standing.h"
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

/// What the door is told: goods that come later instead of others must not need more.
void remember_hand_over(const orders::v1::ReleasedOrder& order, stored::OrderState& row) {
  row.set_age_limit_years(order.hand_over().age_limit_years());
  row.set_alcohol(order.hand_over().alcohol_until_ms() != 0);
}

/// What the citizen can speak of, and what may have to go yet, also when the lines are the grocer's.
void remember_goods(const orders::v1::ReleasedOrder& order, stored::OrderState& row) {
  row.clear_gtins();
  row.clear_alternative_gtins();
  row.clear_warned_gtins();
  for (const auto& line : order.lines()) {
    row.add_gtins(line.gtin());
    if (line.alternative_gtin() != 0) row.add_alternative_gtins(line.alternative_gtin());
    if (!line.warning_passed_reason().box().empty()) row.add_warned_gtins(line.gtin());
  }
}

void give_to_grocer(state::TableWriter& state, const std::string& order_id, stored::OrderState& row) {
  row.set_phase(stored::ORDER_PHASE_RELEASED);
  state.put(with_grocers, with_grocer_key(row.citizen_id(), order_id), "");
}

void take_from_grocer(state::TableWriter& state, const std::string& order_id, const stored::OrderState& row) {
  state.erase(with_grocers, with_grocer_key(row.citizen_id(), order_id));
}

void count_against_budget(state::TableWriter& state, const v1::Spending& spending,
                          const orders::v1::ReleasedOrder& order, stored::OrderState& row) {
  row.set_counted_month(spending.month());
  row.set_counted_ore(order.total_ore());
  stored::SpentState total;
  total.set_ordered_ore(spending.ordered_ore());
  spent.put(state, spent_key(order.citizen_id(), spending.month()), total);
}

void add_to_month(state::TableWriter& state, const stored::OrderState& row, std::int64_t ore) {
  if (row.counted_month() == 0) return;
  const auto key = spent_key(row.citizen_id(), row.counted_month());
  auto total = spent.find(state, key).value_or(stored::SpentState{});
  total.set_ordered_ore(total.ordered_ore() + ore);
  spent.put(state, key, total);
}

/// The order has come to cost something else than was counted.
void count_anew(state::TableWriter& state, stored::OrderState& row, std::int64_t total_ore) {
  if (row.counted_month() == 0) return;
  add_to_month(state, row, total_ore - row.counted_ore());
  row.set_counted_ore(total_ore);
}

/// The order is withdrawn, refused by the grocer or has come back: it costs nothing.
void give_budget_back(state::TableWriter& state, const stored::OrderState& row) {
  add_to_month(state, row, -row.counted_ore());
}

void take_place(state::TableWriter& state, const orders::v1::DeliveryWindow& window) {
  auto slot = slots.find(state, slot_key(window)).value_or(stored::SlotState{});
  slot.set_used(slot.used() + 1);
  slots.put(state, slot_key(window), slot);
}

void give_place_back(state::TableWriter& state, const orders::v1::DeliveryWindow& window) {
  auto slot = slots.find(state, slot_key(window)).value_or(stored::SlotState{});
  if (!planted("capacity-not-freed")) slot.set_used(slot.used() - 1);
  slots.put(state, slot_key(window), slot);
}

/// Takes an order that will not be released out of the queue of its window.
void stop_waiting(state::TableWriter& state, const std::string& order_id, const stored::OrderState& row) {
  const auto slot_at = slot_key(row.window());
  auto slot = slots.find(state, slot_at).value_or(stored::SlotState{});
  slot.set_waiting(slot.waiting() - 1);
  slots.put(state, slot_at, slot);
  state.erase(queue, queue_key(slot_at, row.number()));
  order_contents.erase(state, order_id);
}

void set_standing_timer(state::TableWriter& state, const std::string& standing_order_id, std::int64_t due_at_ms,
                        std::string_view area_id) {
  const auto timer = standing_timer(standing_order_id);
  if (due_at_ms == 0) return processor::cancel_timer(state, timer);
  processor::set_timer(state, timer, from_ms(due_at_ms), area_id, timer);
}

void advance_standing_order(state::TableWriter& state, const v1::Occurrence& occurrence, std::string_view area_id) {
  const auto& id = occurrence.standing_order_id();
  auto row = standing_orders.find(state, id).value_or(stored::StandingState{});
  row.set_last_day_made(occurrence.delivery_day());
  row.set_next_delivery_day(occurrence.next_delivery_day());
  standing_orders.put(state, id, row);
  set_standing_timer(state, id, occurrence.next_due_at_ms(), area_id);
}

void fold_standing(state::TableWriter& state, const v1::StandingOrderPut& event, std::string_view area_id) {
  remember_answered(state, event.command_id());
  const auto& id = event.standing_order().standing_order_id();
  auto row = standing_orders.find(state, id).value_or(stored::StandingState{});
  *row.mutable_order() = event.standing_order();
  row.set_next_delivery_day(event.next_delivery_day());
  standing_orders.put(state, id, row);
  set_standing_timer(state, id, event.next_due_at_ms(), area_id);
}

void fold_placed(state::TableWriter& state, const v1::OrderPlaced& event) {
  const auto& order = event.order();
  const auto& window = order.window();
  const bool waits = event.released_at_ms() != 0;
  const auto slot_at = slot_key(window);
  auto slot = slots.find(state, slot_at).value_or(stored::SlotState{});
  remember_earlier_attempt(state, order_states.find(state, order.order_id()));

  stored::OrderState row;
  row.set_command_id(event.command_id());
  row.set_citizen_id(order.citizen_id());
  row.set_grocer_id(order.grocer_id());
  *row.mutable_window() = window;
  row.set_version(order.version());
  if (!waits) give_to_grocer(state, order.order_id(), row);
  if (waits) {
    row.set_phase(stored::ORDER_PHASE_OPEN);
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
  remember_hand_over(order, row);
  remember_goods(order, row);
  if (event.has_spending()) count_against_budget(state, event.spending(), order, row);
  if (event.has_occurrence()) advance_standing_order(state, event.occurrence(), window.area_id());
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
  remember_hand_over(order, *row);
  remember_goods(order, *row);
  if (event.has_spending()) count_against_budget(state, event.spending(), order, *row);
  order_states.put(state, order.order_id(), *row);
  order_contents.put(state, order.order_id(), order);
}

void fold_cancelled(state::TableWriter& state, const v1::OrderCancelled& event) {
  remember_answered(state, event.command_id());
  auto row = order_states.find(state, event.order_id());
  if (!row) return;
  row->set_called_back(row->phase() == stored::ORDER_PHASE_RELEASED);
  if (!row->called_back()) {
    stop_waiting(state, event.order_id(), *row);
    const auto slot = slots.find(state, slot_key(row->window()));
    if (slot && slot->waiting() == 0) processor::cancel_timer(state, release_timer(row->window(), slot->pages()));
  }
  if (row->called_back()) take_from_grocer(state, event.order_id(), *row);
  give_place_back(state, row->window());
  give_budget_back(state, *row);
  row->set_phase(stored::ORDER_PHASE_CANCELLED);
  order_states.put(state, event.order_id(), *row);
}

void fold_released(state::TableWriter& state, const v1::OrdersReleased& event) {
  for (const auto& order : event.orders()) {
    auto row = order_states.find(state, order.order_id());
    if (!row) continue;
    give_to_grocer(state, order.order_id(), *row);
    if (!event.shortened().empty()) remember_goods(order, *row);
    count_anew(state, *row, order.total_ore());  // it may have lost lines
    order_states.put(state, order.order_id(), *row);
    stop_waiting(state, order.order_id(), *row);
  }
  for (const auto& withheld : event.withheld()) {
    auto row = order_states.find(state, withheld.order_id());
    if (!row) continue;
    row->set_phase(stored::ORDER_PHASE_CANCELLED);
    order_states.put(state, withheld.order_id(), *row);
    stop_waiting(state, withheld.order_id(), *row);
    give_place_back(state, row->window());
    give_budget_back(state, *row);
  }
  processor::cancel_timer(state, release_timer(event.window(), event.page()));
  const auto slot_at = slot_key(event.window());
  auto slot = slots.find(state, slot_at).value_or(stored::SlotState{});
  slot.set_pages(event.page() + 1);
  if (event.more()) {
    processor::set_timer(state, release_timer(event.window(), slot.pages()), from_ms(event.due_at_ms()),
                         event.window().area_id(), subject_of(event.window()));
  }
  slots.put(state, slot_at, slot);
}

void fold_settled(state::TableWriter& state, const v1::OrderSettled& event) {
  auto row = order_states.find(state, event.order_id());
  if (!row) return;
  count_anew(state, *row, event.total_ore());
  order_states.put(state, event.order_id(), *row);
}

void fold_left(state::TableWriter& state, const v1::OrdersLeft& event) {
  for (const auto& order_id : event.order_ids()) {
    auto row = order_states.find(state, order_id);
    if (!row) continue;
    row->set_left(true);
    order_states.put(state, order_id, *row);
  }
}

/// It was called back, and its run had left all the same: what happened counts.
void come_all_the_same(state::TableWriter& state, stored::OrderState& row) {
  row.set_called_back(false);
  row.set_left(true);
  take_place(state, row.window());
  add_to_month(state, row, row.counted_ore());
}

void fold_closed(state::TableWriter& state, const v1::OrderClosed& event) {
  auto row = order_states.find(state, event.order_id());
  if (!row) return;
  if (row->phase() == stored::ORDER_PHASE_CANCELLED) come_all_the_same(state, *row);
  row->set_phase(stored::ORDER_PHASE_CLOSED);
  row->set_delivered(event.ending() == v1::ORDER_ENDING_DELIVERED);
  take_from_grocer(state, event.order_id(), *row);
  order_states.put(state, event.order_id(), *row);
  if (!row->delivered()) give_budget_back(state, *row);
  // A drive that was made, in vain or not, has used up its place; one that the grocer called off has not.
  if (event.ending() == v1::ORDER_ENDING_REFUSED_BY_GROCER) give_place_back(state, row->window());
}

void fold_reopened(state::TableWriter& state, const v1::OrderReopened& event) {
  auto row = order_states.find(state, event.order_id());
  if (!row) return;
  give_to_grocer(state, event.order_id(), *row);
  row->clear_delivered();
  order_states.put(state, event.order_id(), *row);
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

/// A price with a day of its own does not end those before it: they hold until that day.
void keep_earlier_prices(const stored::PricedProduct& earlier, stored::PricedProduct& row) {
  if (row.price_valid_from_day() == 0) return;
  std::vector<stored::DatedPrice> prices{earlier.other_prices().begin(), earlier.other_prices().end()};
  auto& told_last = prices.emplace_back();
  told_last.set_from_day(earlier.price_valid_from_day());
  told_last.set_price_ore(earlier.price_ore());
  std::erase_if(prices, [&](const auto& price) { return price.from_day() == row.price_valid_from_day(); });
  std::sort(prices.begin(), prices.end(), [](const auto& a, const auto& b) { return a.from_day() > b.from_day(); });
  if (prices.size() > product_prices_max) prices.resize(product_prices_max);
  row.mutable_other_prices()->Assign(prices.begin(), prices.end());
}

void fold_products(state::TableWriter& state, const v1::ProductsPut& event) {
  remember_answered(state, event.command_id());
  ProductKey key{event.grocer_id()};
  for (const auto& product : event.products()) {
    stored::PricedProduct row;
    row.set_price_ore(product.price_ore());
    row.set_price_valid_from_day(product.price_valid_from_day());
    if (const auto earlier = products.find(state, key, product.gtin())) keep_earlier_prices(*earlier, row);
    const auto facts = facts_of(product);
    row.set_contains(facts.contains);
    row.set_may_contain(facts.may_contain);
    row.set_free_from(facts.free_from);
    row.set_alcohol_basis_points(product.alcohol_basis_points());
    row.set_deposit_ore(product.deposit_ore());
    row.set_weight_grams(product.weight_grams());
    row.set_sold_by_weight(product.sold_by_weight());
    row.set_withdrawn(product.withdrawn());
    row.set_storage(product.storage());
    row.set_age_limit_years(product.age_limit_years());
    products.put(state, key, product.gtin(), row);
  }
}

void fold_let_through(state::TableWriter& state, const std::string& order_id,
                      const google::protobuf::RepeatedPtrField<v1::Substitute>& lines) {
  auto row = lines.empty() ? std::nullopt : order_states.find(state, order_id);
  if (!row) return;
  for (const auto& line : lines) {
    auto& substitutes = *row->mutable_substitutes();
    const auto earlier = std::find_if(substitutes.begin(), substitutes.end(),
                                      [&](const auto& one) { return one.ordered_gtin() == line.ordered_gtin(); });
    (earlier == substitutes.end() ? *substitutes.Add() : *earlier) = line;
  }
  order_states.put(state, order_id, *row);
}

void fold_citizen(state::TableWriter& state, const v1::CitizenRegistered& event, const processor::EventInfo& info) {
  for (const auto& order_id : event.doubtful_order_ids()) {
    if (planted("second-look-forgotten")) break;
    processor::set_timer(state, second_look_timer(order_id), info.time, info.key, "order/" + order_id);
  }
  remember_answered(state, event.command_id());
  stored::CitizenState row;
  row.set_area_id(event.citizen().area_id());
  const auto& citizen = event.citizen();
  row.set_active(citizen.active());
  if (citizen.has_diet()) *row.mutable_diet() = citizen.diet();
  *row.mutable_orderer_ids() = citizen.orderer_ids();
  *row.mutable_orderers() = citizen.orderers();
  row.set_usual_wish(citizen.usual_wish());
  row.set_service_unit(citizen.service_unit());
  row.set_budget_month_ore(citizen.budget_month_ore());
  row.set_address_protected(citizen.address_protected());
  row.set_verified_age_years(citizen.verified_age_years());
  citizens.put(state, event.citizen().citizen_id(), row);
}

}  // namespace

void fold(state::TableWriter& state, const v1::OrderingEvent& event, const processor::EventInfo& info) {
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
    case Event::kCitizenRegistered: return fold_citizen(state, event.citizen_registered(), info);
    case Event::kStandingOrderPut: return fold_standing(state, event.standing_order_put(), info.key);
    case Event::kStandingOrderMissed:
      return advance_standing_order(state, event.standing_order_missed().occurrence(), info.key);
    case Event::kFeedbackGiven: return remember_answered(state, event.feedback_given().command_id());
    case Event::kOrdersLeft: return fold_left(state, event.orders_left());
    case Event::kOrderReopened: return fold_reopened(state, event.order_reopened());
    case Event::kOrderSettled: return fold_settled(state, event.order_settled());
    case Event::kSubstitutesRefused:
      return fold_let_through(state, event.substitutes_refused().order_id(), event.substitutes_refused().let_through());
    case Event::kSubstitutesLetThrough:
      return fold_let_through(state, event.substitutes_let_through().order_id(),
                              event.substitutes_let_through().lines());
    case Event::kGoodsRefused:
      return processor::cancel_timer(state, second_look_timer(event.goods_refused().order_id()));
    case Event::kRuntime:
    case Event::EVENT_NOT_SET: return;  // the machinery's
  }
}

}  // namespace matbud::ordering
