#include "standing.h"

#include <algorithm>
#include <optional>

#include "bounds.h"
#include "buyer.h"
#include "forms.h"
#include "matbud/log/record.h"
#include "matbud/processor/decider.h"
#include "matbud/processor/machinery.h"
#include "orders.h"
#include "slot.h"
#include "tables.h"

namespace matbud::ordering {
namespace {

/// So long before the cut-off the order is placed, that those at the table can still change it.
constexpr std::chrono::hours lead{48};
/// A day of delivery further ahead than this is not looked for.
constexpr std::chrono::days search{366};
constexpr std::uint32_t all_weekdays = 0b1111111;
constexpr std::int32_t day_max = 100'000;                    ///< in the year 2243
constexpr std::uint32_t cut_off_minute_otherwise = 16 * 60;  ///< of a window that the area has given up since

/// One delivery to come.
struct Next {
  std::int32_t day = 0;     ///< days since 1970-01-01; 0 = there is none
  std::int64_t due_ms = 0;  ///< when its order is placed
};

bool is_wished(const v1::StandingOrder& order, time::Day day) {
  const auto number = time::number_of(day);
  const auto monday_is_0 = std::chrono::weekday{day}.iso_encoding() - 1;
  if ((order.weekdays() >> monday_is_0 & 1U) == 0 || number < order.first_day()) return false;
  return order.paused_from_day() == 0 || number < order.paused_from_day() || number > order.paused_until_day();
}

/// The last moment of ordering for that day. Holidays count too: a day without delivery is told at its own time.
Timestamp last_moment(time::Zone zone, const v1::Window* window, time::Day day) {
  if (window != nullptr && window->same_day()) return zone.utc(day, std::chrono::minutes{window->opens_minute()});
  return zone.utc(time::working_day_before(day),
                  std::chrono::minutes{window != nullptr ? window->cut_off_minute() : cut_off_minute_otherwise});
}

/// Which days of a standing order have had their answer.
struct Told {
  std::int32_t until_day;  ///< an order was made or missed for every day until then
  std::int32_t owed_from;  ///< days from here on were promised: they are told of, also when they can be had no more
};

/// The first delivery after those that were told of, whose order can still be placed or is owed.
Next next_delivery(const Asked& asked, const v1::Area& area, const v1::StandingOrder& order, const Told& told) {
  if (order.ended()) return {};
  const auto zone = known_zone_of(area);
  const auto* window = time::window_of(area, order.window_id());
  const auto today = zone.local(asked.now).day;
  const auto first =
      std::max({std::min(today, time::day_from(told.owed_from)), time::day_from(told.until_day) + std::chrono::days{1},
                time::day_from(order.first_day())});
  auto last = first + search;
  if (order.last_day() != 0) last = std::min(last, time::day_from(order.last_day()));
  for (auto day = first; day <= last; day += std::chrono::days{1}) {
    if (!is_wished(order, day)) continue;
    const auto moment = last_moment(zone, window, day);
    if (moment <= asked.now && time::number_of(day) < told.owed_from) continue;
    const bool same_day = window != nullptr && window->same_day();
    const auto due = same_day ? moment : moment - lead;
    return {time::number_of(day), to_ms(std::max(due, asked.now))};
  }
  return {};
}

/// Whether no later day can bring anything either: it is told once, and the standing order rests until it is put anew.
bool is_over(const Refusal& refusal) {
  return refusal.reason == v1::REFUSAL_REASON_CITIZEN_INACTIVE || refusal.reason == v1::REFUSAL_REASON_UNKNOWN_CITIZEN;
}

/// The same each time it is asked for, and telling a grocer nothing: neither whose it is nor which orders belong
/// together.
std::string order_id_of(std::string_view standing_order_id, std::int32_t day) {
  constexpr std::size_t digits = 24;
  const auto hash = log::hash_of("standing order " + std::string{standing_order_id} + " on " + std::to_string(day));
  return "s-" + log::hex(hash).substr(0, digits);
}

Objection check_form(const Asked& asked, const v1::StandingOrder& order) {
  const auto field = [](const char* name) { return invalid(std::string{"standing_order."} + name); };
  if (!is_id(order.standing_order_id())) return field("standing_order_id");
  if (!is_id(order.citizen_id())) return field("citizen_id");
  if (!is_id(order.window_id())) return field("window_id");
  if (!is_id_or_empty(order.set_by())) return field("set_by");
  if (order.weekdays() == 0 || order.weekdays() > all_weekdays) return field("weekdays");
  const auto is_day = [](std::int32_t day) { return day >= 0 && day <= day_max; };
  if (!is_day(order.first_day())) return field("first_day");
  if (!is_day(order.last_day()) || (order.last_day() != 0 && order.last_day() < order.first_day()))
    return field("last_day");
  if (!is_day(order.paused_from_day())) return field("paused_from_day");
  if (!is_day(order.paused_until_day()) || order.paused_until_day() < order.paused_from_day())
    return field("paused_until_day");
  const auto earlier = standing_orders.find(asked.state, order.standing_order_id());
  if (earlier && earlier->order().citizen_id() != order.citizen_id()) return field("standing_order_id");
  return std::nullopt;
}

/// Lines that cannot be had today are told at the table, not two days before the delivery.
Objection check_lines(const Asked& asked, const v1::Area& area, const stored::CitizenState& citizen,
                      const v1::StandingOrder& order) {
  const auto* window = time::window_of(area, order.window_id());
  if (window == nullptr) return Refusal{v1::REFUSAL_REASON_UNKNOWN_WINDOW, "standing_order.window_id"};
  const auto zone = known_zone_of(area);
  Shopping shopping{.grocer_id = area.grocer_id(),
                    .citizen_id = order.citizen_id(),
                    .today = zone.local(asked.now).day,
                    .order_weight_grams_max = area.order_weight_grams_max()};
  // Hours differ from day to day; what they forbid is left out on that day.
  if (!area.has_alcohol()) shopping.alcohol.closed = v1::REFUSAL_REASON_ALCOHOL_NOT_OFFERED;
  if (auto objection = know_citizen(asked, citizen, shopping)) return objection;
  Lines priced;
  if (auto basket = price_lines(asked.state, shopping, order.lines(), priced); !basket) return basket.error();
  return std::nullopt;
}

}  // namespace

std::string standing_timer(std::string_view standing_order_id) {
  return std::string{standing_timer_prefix}.append(standing_order_id);
}

Objection put_standing_order(const Asked& asked, const v1::PutStandingOrder& wish, v1::StandingOrderPut& said) {
  const auto& order = wish.standing_order();
  if (auto objection = check_form(asked, order)) return objection;
  const auto area = areas.find(asked.state, asked.area_id);
  if (!area) return Refusal{v1::REFUSAL_REASON_UNKNOWN_AREA};
  Told told{.until_day = 0, .owed_from = day_max};
  if (const auto earlier = standing_orders.find(asked.state, order.standing_order_id())) {
    told.until_day = earlier->last_day_made();
    // Its timer may be late: a change must not make the day that it stands for go by in silence.
    if (earlier->next_delivery_day() != 0) told.owed_from = earlier->next_delivery_day();
  }
  if (!order.ended()) {
    const auto citizen = find_buyer(asked, order.citizen_id());
    if (!citizen) return citizen.error();
    if (auto objection = check_orderer(*area, asked.now, *citizen, order.set_by(), wish.orderer_unit()))
      return objection;
    if (auto objection = check_lines(asked, *area, *citizen, order)) return objection;
    const auto next = next_delivery(asked, *area, order, told);
    if (next.day == 0) return Refusal{v1::REFUSAL_REASON_NEVER_DELIVERED, "standing_order.weekdays"};
    said.set_next_delivery_day(next.day);
    said.set_next_due_at_ms(next.due_ms);
  }
  *said.mutable_standing_order() = order;
  said.set_command_id(asked.command_id.data(), asked.command_id.size());
  return std::nullopt;
}

bool make_occurrence(const Asked& asked, const runtime::v1::TimerDue& due, v1::OrderingEvent& said) {
  if (!processor::is_due(asked.state, due)) return false;
  const auto id = due.timer_id().substr(standing_timer_prefix.size());
  const auto standing = standing_orders.find(asked.state, id);
  const auto area = areas.find(asked.state, asked.area_id);
  if (!standing || !area) throw state::StoreFailure{"a standing order's timer waits without the order or its area"};
  const auto& order = standing->order();

  v1::PlaceOrder wish;
  wish.set_order_id(order_id_of(id, standing->next_delivery_day()));
  wish.set_citizen_id(order.citizen_id());
  wish.set_window_id(order.window_id());
  wish.set_delivery_day(standing->next_delivery_day());
  wish.set_ordered_by(order.set_by());
  wish.set_channel("standing");
  *wish.mutable_lines() = order.lines();
  const auto earlier = order_states.find(asked.state, wish.order_id());
  const bool id_is_taken = earlier && earlier->phase() != stored::ORDER_PHASE_REFUSED;

  v1::Occurrence occurrence;
  occurrence.set_standing_order_id(id);
  occurrence.set_order_id(wish.order_id());
  occurrence.set_delivery_day(standing->next_delivery_day());
  const auto objection =
      place_for(asked, wish, id_is_taken, *said.mutable_order_placed(), occurrence.mutable_left_out());
  if (!objection || !is_over(*objection)) {
    const auto day = standing->next_delivery_day();
    const auto next = next_delivery(asked, *area, order, {.until_day = day, .owed_from = day});
    occurrence.set_next_delivery_day(next.day);
    // A day that is owed is due at once, and never at the moment of this timer: one that was sent twice would be both.
    if (next.day != 0) occurrence.set_next_due_at_ms(std::max(next.due_ms, due.due_at_ms() + 1));
  }
  if (objection) {
    auto& missed = *said.mutable_standing_order_missed();  // whatever stood in the oneof is gone
    missed.set_citizen_id(order.citizen_id());
    missed.set_reason(objection->reason);
    missed.set_field(objection->field);
    missed.set_gtin(objection->gtin);
    missed.set_window_id(order.window_id());
    *missed.mutable_occurrence() = std::move(occurrence);
  } else {
    *said.mutable_order_placed()->mutable_occurrence() = std::move(occurrence);
  }
  return true;
}

}  // namespace matbud::ordering
