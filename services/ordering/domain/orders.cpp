#include "orders.h"

#include <algorithm>
#include <array>

#include "bounds.h"
#include "buyer.h"
#include "forms.h"
#include "matbud/base/plant.h"
#include "matbud/time/window.h"
#include "slot.h"
#include "tables.h"

namespace matbud::ordering {
namespace {

bool is_channel(std::string_view text) {
  constexpr std::array channels{"page", "api", "ubl", "standing"};
  return std::find(channels.begin(), channels.end(), text) != channels.end();
}

Objection check_form(const v1::PlaceOrder& wish) {
  if (!is_id(wish.order_id())) return invalid("order_id");
  if (!is_id(wish.citizen_id())) return invalid("citizen_id");
  if (!is_id(wish.window_id())) return invalid("window_id");
  if (!is_id_or_empty(wish.ordered_by())) return invalid("ordered_by");
  if (!is_id_or_empty(wish.visit_id())) return invalid("visit_id");
  if (!is_channel(wish.channel())) return invalid("channel");
  if (!is_id_or_empty(wish.orderer_unit())) return invalid("orderer_unit");
  if (wish.buyer_reference().size() > text_bytes_max) return invalid("buyer_reference");
  if (!is_sealed_for(wish.citizen_id(), wish.note_to_driver())) return invalid("note_to_driver");
  if (!is_sealed_for(wish.citizen_id(), wish.note_to_home_care())) return invalid("note_to_home_care");
  return std::nullopt;
}

/// The order that somebody has placed in this area; else an objection.
tl::expected<stored::OrderState, Refusal> find_placed(const Asked& asked, const std::string& order_id) {
  if (!is_id(order_id)) return tl::unexpected{invalid("order_id")};
  auto order = order_states.find(asked.state, order_id);
  if (!order || order->phase() == stored::ORDER_PHASE_REFUSED || order->window().area_id() != asked.area_id)
    return tl::unexpected{Refusal{v1::REFUSAL_REASON_UNKNOWN_ORDER, "order_id"}};
  return *std::move(order);
}

/// Why its lines cannot be changed: the grocer has them, or will in a moment.
Objection check_amendable(const Asked& asked, const stored::OrderState& order) {
  if (order.phase() != stored::ORDER_PHASE_OPEN) return Refusal{v1::REFUSAL_REASON_ORDER_NOT_OPEN, "order_id"};
  if (asked.now >= from_ms(order.release_at_ms())) return Refusal{v1::REFUSAL_REASON_PAST_CUT_OFF, "order_id"};
  return std::nullopt;
}

/// Why it cannot be withdrawn: it has ended, or a run has left with it.
Objection check_cancellable(const stored::OrderState& order) {
  const bool waits = order.phase() == stored::ORDER_PHASE_OPEN;
  const bool stands_still = order.phase() == stored::ORDER_PHASE_RELEASED && !order.left();
  if (waits || stands_still || planted("cancelled-on-the-road")) return std::nullopt;
  return Refusal{v1::REFUSAL_REASON_ORDER_NOT_OPEN, "order_id"};
}

/// As for placing it. `field` is where the command says who asks.
Objection check_changer(const Asked& asked, const v1::Area& area, const stored::CitizenState& citizen,
                        std::string_view who, std::string_view unit, const char* field) {
  auto objection = check_orderer(area, asked.now, citizen, who, unit);
  if (objection) objection->field = field;
  return objection;
}

void see_to_hand_over(const Basket& basket, const Shopping& shopping, const stored::CitizenState& citizen,
                      orders::v1::ReleasedOrder& order) {
  if (basket.age_limit_years == 0 && !citizen.address_protected()) return;
  auto& hand_over = *order.mutable_hand_over();
  hand_over.set_age_limit_years(basket.age_limit_years);
  hand_over.set_age_limit_without_alcohol_years(basket.age_limit_without_alcohol_years);
  if (basket.alcohol) {
    hand_over.set_alcohol_from_ms(shopping.alcohol.from_ms);
    hand_over.set_alcohol_until_ms(shopping.alcohol.until_ms);
  }
  if (citizen.address_protected()) hand_over.set_at_unit(citizen.service_unit());
}

}  // namespace

Objection place(const Asked& asked, const v1::PlaceOrder& wish, bool id_is_taken, v1::OrderPlaced& said) {
  if (auto objection = check_form(wish)) return objection;
  return place_for(asked, wish, id_is_taken, said, nullptr);
}

Objection place_for(const Asked& asked, const v1::PlaceOrder& wish, bool id_is_taken, v1::OrderPlaced& said,
                    LeftOutLines* left_out) {
  if (id_is_taken) return Refusal{v1::REFUSAL_REASON_ORDER_ID_TAKEN, "order_id"};
  const auto area = areas.find(asked.state, asked.area_id);
  if (!area) return Refusal{v1::REFUSAL_REASON_UNKNOWN_AREA};
  const auto citizen = find_buyer(asked, wish.citizen_id());
  if (!citizen) return citizen.error();
  // Who set a standing order up was asked then; nobody is at the table now.
  const bool at_the_table = left_out == nullptr;
  if (at_the_table) {
    if (auto objection = check_orderer(*area, asked.now, *citizen, wish.ordered_by(), wish.orderer_unit()))
      return objection;
  }
  const auto slot = find_slot(asked, *area, wish);
  if (!slot) return slot.error();

  auto& order = *said.mutable_order();
  Shopping shopping{.grocer_id = area->grocer_id(),
                    .citizen_id = wish.citizen_id(),
                    .alcohol = alcohol_door(slot->zone, *area, *slot->window, slot->day),
                    .today = slot->today,
                    .order_weight_grams_max = area->order_weight_grams_max()};
  if (auto objection = know_citizen(asked, *citizen, shopping)) return objection;
  const auto basket = price_lines(asked.state, shopping, wish.lines(), *order.mutable_lines(), left_out);
  if (!basket) return basket.error();

  fill(*area, *slot, *order.mutable_window());
  order.set_order_id(wish.order_id());
  order.set_citizen_id(wish.citizen_id());
  order.set_grocer_id(area->grocer_id());
  order.set_total_ore(basket->total_ore);
  order.set_version(1);
  order.set_grocer_accepts_by_setting(area->grocer_accepts_by_setting());
  see_to_hand_over(*basket, shopping, *citizen, order);
  said.set_command_id(asked.command_id.data(), asked.command_id.size());
  said.set_ordered_by(wish.ordered_by());
  said.set_visit_id(wish.visit_id());
  if (wish.has_note_to_driver()) *said.mutable_note_to_driver() = wish.note_to_driver();
  if (wish.has_note_to_home_care()) *said.mutable_note_to_home_care() = wish.note_to_home_care();
  said.set_released_at_ms(slot->release_at_ms);
  said.set_weight_grams(basket->weight_grams);
  said.set_channel(wish.channel());
  said.set_buyer_reference(wish.buyer_reference());
  if (citizen->budget_month_ore() != 0)
    *said.mutable_spending() = reckon(asked, *citizen, wish.citizen_id(), month_of(slot->day), basket->total_ore, 0);
  return std::nullopt;
}

Objection amend(const Asked& asked, const v1::AmendOrder& wish, v1::OrderAmended& said) {
  if (!is_id_or_empty(wish.amended_by())) return invalid("amended_by");
  if (!is_id_or_empty(wish.orderer_unit())) return invalid("orderer_unit");
  const auto order = find_placed(asked, wish.order_id());
  if (!order) return order.error();
  if (auto objection = check_amendable(asked, *order)) return objection;
  if (order->version() != wish.expected_version())
    return Refusal{v1::REFUSAL_REASON_VERSION_CHANGED, "expected_version"};
  auto content = order_contents.find(asked.state, wish.order_id());
  const auto area = areas.find(asked.state, asked.area_id);
  const auto citizen = citizens.find(asked.state, order->citizen_id());
  if (!content || !area || !citizen) throw state::StoreFailure{"an open order has lost its lines, area or citizen"};
  if (auto objection = check_changer(asked, *area, *citizen, wish.amended_by(), wish.orderer_unit(), "amended_by"))
    return objection;

  // The grocer and the window stay what they were when the order was placed; prices are today's.
  const auto zone = known_zone_of(*area);
  const auto day = time::day_from(order->window().delivery_day());
  const auto* window = time::window_of(*area, order->window().window_id());
  Shopping shopping{.grocer_id = content->grocer_id(),
                    .citizen_id = content->citizen_id(),
                    .alcohol = window != nullptr ? alcohol_door(zone, *area, *window, day)
                                                 : AlcoholDoor{v1::REFUSAL_REASON_ALCOHOL_HOURS},
                    .today = zone.local(asked.now).day,
                    .order_weight_grams_max = area->order_weight_grams_max()};
  if (auto objection = know_citizen(asked, *citizen, shopping)) return objection;
  said.set_total_before_ore(content->total_ore());
  content->clear_lines();
  const auto basket = price_lines(asked.state, shopping, wish.lines(), *content->mutable_lines());
  if (!basket) return basket.error();
  content->set_total_ore(basket->total_ore);
  content->set_version(order->version() + 1);
  content->clear_hand_over();
  see_to_hand_over(*basket, shopping, *citizen, *content);
  if (order->counted_month() != 0 && citizen->budget_month_ore() != 0)
    *said.mutable_spending() =
        reckon(asked, *citizen, content->citizen_id(), order->counted_month(), basket->total_ore, order->counted_ore());
  *said.mutable_order() = *std::move(content);
  said.set_command_id(asked.command_id.data(), asked.command_id.size());
  said.set_amended_by(wish.amended_by());
  said.set_weight_grams(basket->weight_grams);
  return std::nullopt;
}

Objection cancel(const Asked& asked, const v1::CancelOrder& wish, v1::OrderCancelled& said) {
  if (!is_id_or_empty(wish.cancelled_by())) return invalid("cancelled_by");
  if (!is_id_or_empty(wish.orderer_unit())) return invalid("orderer_unit");
  const auto order = find_placed(asked, wish.order_id());
  if (!order) return order.error();
  if (auto objection = check_cancellable(*order)) return objection;
  const auto citizen = citizens.find(asked.state, order->citizen_id());
  const auto area = areas.find(asked.state, asked.area_id);
  if (!citizen || !area) throw state::StoreFailure{"an order has lost its citizen or area"};
  if (auto objection = check_changer(asked, *area, *citizen, wish.cancelled_by(), wish.orderer_unit(), "cancelled_by"))
    return objection;
  if (!is_sealed_for(order->citizen_id(), wish.reason())) return invalid("reason");
  said.set_order_id(wish.order_id());
  said.set_citizen_id(order->citizen_id());
  *said.mutable_window() = order->window();
  said.set_command_id(asked.command_id.data(), asked.command_id.size());
  said.set_cancelled_by(wish.cancelled_by());
  said.set_was_released(order->phase() == stored::ORDER_PHASE_RELEASED);
  if (wish.has_reason()) *said.mutable_reason() = wish.reason();
  return std::nullopt;
}

}  // namespace matbud::ordering
