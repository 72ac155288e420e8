#include "orders.h"

#include <algorithm>
#include <array>

#include "bounds.h"
#include "forms.h"
#include "matbud/base/plant.h"
#include "matbud/processor/decider.h"
#include "matbud/time/window.h"
#include "pricing.h"
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
  if (wish.buyer_reference().size() > text_bytes_max) return invalid("buyer_reference");
  if (!is_sealed_for(wish.citizen_id(), wish.note_to_driver())) return invalid("note_to_driver");
  if (!is_sealed_for(wish.citizen_id(), wish.note_to_home_care())) return invalid("note_to_home_care");
  return std::nullopt;
}

/// Finds a place in the window: fills the window and the moment of release, ms since the epoch, 0 when at once.
Objection find_place(const Asked& asked, const v1::Area& area, const v1::PlaceOrder& wish,
                     orders::v1::DeliveryWindow& place, std::int64_t& released_at_ms) {
  const auto* window = time::window_of(area, wish.window_id());
  if (window == nullptr) return Refusal{v1::REFUSAL_REASON_UNKNOWN_WINDOW, "window_id"};
  const auto zone = time::zone_of(area);
  if (!zone) throw processor::Poison{"this machine knows no time zone " + area.time_zone()};
  const auto day = time::day_from(wish.delivery_day());
  const auto today = zone->local(asked.now).day;
  if (day > today + horizon) return Refusal{v1::REFUSAL_REASON_TOO_FAR_AHEAD, "delivery_day"};
  if (day < today) return Refusal{v1::REFUSAL_REASON_PAST_CUT_OFF, "delivery_day"};
  const auto times = time::window_on(*zone, area, *window, day);
  if (!times) return Refusal{v1::REFUSAL_REASON_NO_DELIVERY_THAT_DAY, "delivery_day"};

  const auto slot = slots.find(asked.state, slot_key(area.area_id(), window->window_id(), wish.delivery_day()));
  released_at_ms = times->cut_off_at ? to_ms(*times->cut_off_at) : 0;
  auto last_moment = times->cut_off_at.value_or(times->closes_at);
  // Orders that wait already were promised a moment: it stays theirs and the newcomer's when the area's cut-off moves.
  if (slot && slot->waiting() > 0 && !window->same_day()) {
    released_at_ms = slot->release_at_ms();
    last_moment = std::min(last_moment, from_ms(released_at_ms));
  }
  if (asked.now >= last_moment) return Refusal{v1::REFUSAL_REASON_PAST_CUT_OFF, "delivery_day"};
  const bool full = (slot ? slot->used() : 0) >= window->capacity_orders();
  if (full && !planted("capacity-not-checked")) return Refusal{v1::REFUSAL_REASON_WINDOW_FULL, "window_id"};

  place.set_area_id(area.area_id());
  place.set_window_id(window->window_id());
  place.set_delivery_day(wish.delivery_day());
  place.set_opens_at_ms(to_ms(times->opens_at));
  place.set_closes_at_ms(to_ms(times->closes_at));
  place.set_same_day(window->same_day());
  return std::nullopt;
}

/// The order, when it stands in this area; else an objection.
tl::expected<stored::OrderState, Refusal> find_open(const Asked& asked, const std::string& order_id) {
  if (!is_id(order_id)) return tl::unexpected{invalid("order_id")};
  auto order = order_states.find(asked.state, order_id);
  if (!order || order->phase() == stored::ORDER_PHASE_REFUSED || order->window().area_id() != asked.area_id)
    return tl::unexpected{Refusal{v1::REFUSAL_REASON_UNKNOWN_ORDER, "order_id"}};
  if (order->phase() != stored::ORDER_PHASE_OPEN && !planted("cancelled-after-release"))
    return tl::unexpected{Refusal{v1::REFUSAL_REASON_ORDER_NOT_OPEN, "order_id"}};
  if (asked.now >= from_ms(order->release_at_ms()))
    return tl::unexpected{Refusal{v1::REFUSAL_REASON_PAST_CUT_OFF, "order_id"}};
  return *std::move(order);
}

}  // namespace

Objection place(const Asked& asked, const v1::PlaceOrder& wish, bool id_is_taken, v1::OrderPlaced& said) {
  if (auto objection = check_form(wish)) return objection;
  if (id_is_taken) return Refusal{v1::REFUSAL_REASON_ORDER_ID_TAKEN, "order_id"};
  const auto area = areas.find(asked.state, asked.area_id);
  if (!area) return Refusal{v1::REFUSAL_REASON_UNKNOWN_AREA};
  const auto citizen = citizens.find(asked.state, wish.citizen_id());
  if (!citizen || citizen->area_id() != asked.area_id) return Refusal{v1::REFUSAL_REASON_UNKNOWN_CITIZEN, "citizen_id"};
  if (!citizen->active()) return Refusal{v1::REFUSAL_REASON_CITIZEN_INACTIVE, "citizen_id"};

  auto& order = *said.mutable_order();
  std::int64_t released_at_ms = 0;
  if (auto objection = find_place(asked, *area, wish, *order.mutable_window(), released_at_ms)) return objection;
  const auto basket = price_lines(asked.state, area->grocer_id(), wish.citizen_id(), area->order_weight_grams_max(),
                                  wish.lines(), *order.mutable_lines());
  if (!basket) return basket.error();

  order.set_order_id(wish.order_id());
  order.set_citizen_id(wish.citizen_id());
  order.set_grocer_id(area->grocer_id());
  order.set_total_ore(basket->total_ore);
  order.set_version(1);
  order.set_grocer_accepts_by_setting(area->grocer_accepts_by_setting());
  said.set_command_id(asked.command_id.data(), asked.command_id.size());
  said.set_ordered_by(wish.ordered_by());
  said.set_visit_id(wish.visit_id());
  if (wish.has_note_to_driver()) *said.mutable_note_to_driver() = wish.note_to_driver();
  if (wish.has_note_to_home_care()) *said.mutable_note_to_home_care() = wish.note_to_home_care();
  said.set_released_at_ms(released_at_ms);
  said.set_weight_grams(basket->weight_grams);
  said.set_channel(wish.channel());
  said.set_buyer_reference(wish.buyer_reference());
  return std::nullopt;
}

Objection amend(const Asked& asked, const v1::AmendOrder& wish, v1::OrderAmended& said) {
  if (!is_id_or_empty(wish.amended_by())) return invalid("amended_by");
  const auto order = find_open(asked, wish.order_id());
  if (!order) return order.error();
  if (order->version() != wish.expected_version())
    return Refusal{v1::REFUSAL_REASON_VERSION_CHANGED, "expected_version"};
  auto content = order_contents.find(asked.state, wish.order_id());
  const auto area = areas.find(asked.state, asked.area_id);
  if (!content || !area) throw state::StoreFailure{"an open order has lost its lines or its area"};

  // The grocer and the window stay what they were when the order was placed; prices are today's.
  content->clear_lines();
  const auto basket = price_lines(asked.state, content->grocer_id(), content->citizen_id(),
                                  area->order_weight_grams_max(), wish.lines(), *content->mutable_lines());
  if (!basket) return basket.error();
  content->set_total_ore(basket->total_ore);
  content->set_version(order->version() + 1);
  *said.mutable_order() = *std::move(content);
  said.set_command_id(asked.command_id.data(), asked.command_id.size());
  said.set_amended_by(wish.amended_by());
  said.set_weight_grams(basket->weight_grams);
  return std::nullopt;
}

Objection cancel(const Asked& asked, const v1::CancelOrder& wish, v1::OrderCancelled& said) {
  if (!is_id_or_empty(wish.cancelled_by())) return invalid("cancelled_by");
  const auto order = find_open(asked, wish.order_id());
  if (!order) return order.error();
  if (!is_sealed_for(order->citizen_id(), wish.reason())) return invalid("reason");
  said.set_order_id(wish.order_id());
  said.set_citizen_id(order->citizen_id());
  *said.mutable_window() = order->window();
  said.set_command_id(asked.command_id.data(), asked.command_id.size());
  said.set_cancelled_by(wish.cancelled_by());
  if (wish.has_reason()) *said.mutable_reason() = wish.reason();
  return std::nullopt;
}

}  // namespace matbud::ordering
