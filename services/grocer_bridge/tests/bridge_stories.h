// The words in which the bridge's stories are told.
#pragma once

#include <chrono>
#include <string>

#include "matbud/bridge/v1/events.pb.h"
#include "matbud/grocer/v1/answers.pb.h"
#include "matbud/grocer_bridge/decider.h"
#include "matbud/log/topics.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/processor/testing/decider_spec.h"

namespace matbud::grocer_bridge::stories {

inline const GrocerId dagros{"dagros"};
inline const GrocerId fjordmat{"fjordmat"};
inline constexpr std::uint64_t milk = 7038010000010;
inline constexpr std::uint64_t oat_milk = 7038010000027;
inline constexpr std::uint64_t apples = 2000000000015;
/// 2026-03-02T08:00:00Z, when the spec's clock starts.
inline constexpr Timestamp monday_8 = from_ms(1772438400000);
inline constexpr std::chrono::hours a_day{24};

inline processor::testing::DeciderSpec a_bridge() {
  return processor::testing::DeciderSpec{make_decider({dagros, fjordmat})};
}

/// The window of Tuesday morning, or of the running Monday when `same_day`.
inline orders::v1::DeliveryWindow window(bool same_day = false) {
  orders::v1::DeliveryWindow window;
  window.set_area_id("3024-sandvika");
  window.set_window_id(same_day ? "today" : "morning");
  window.set_delivery_day(same_day ? 20514 : 20515);
  const auto opens = same_day ? monday_8 : monday_8 + a_day;
  window.set_opens_at_ms(to_ms(opens));
  window.set_closes_at_ms(to_ms(opens + std::chrono::hours{4}));
  window.set_same_day(same_day);
  return window;
}

/// Two litres of milk at 20 kr with 2 kr deposit, and 700 g of apples at 30 kr a kilogram: 65 kr.
inline orders::v1::ReleasedOrder an_order(const std::string& id, const GrocerId& grocer = dagros) {
  orders::v1::ReleasedOrder order;
  order.set_order_id(id);
  order.set_citizen_id("citizen-" + id);
  order.set_grocer_id(grocer.value());
  *order.mutable_window() = window();
  auto& first = *order.add_lines();
  first.set_gtin(milk);
  first.set_quantity(2);
  first.set_price_ore(2000);
  first.set_deposit_ore(200);
  first.set_wish(orders::v1::SUBSTITUTION_WISH_SIMILAR);
  first.mutable_warning_passed_reason()->set_box("sealed words");
  auto& second = *order.add_lines();
  second.set_gtin(apples);
  second.set_quantity(700);
  second.set_price_ore(3000);
  second.set_sold_by_weight(true);
  order.set_total_ore(6500);
  order.set_version(1);
  return order;
}

template <class... Orders>
ordering::v1::OrdersReleased released(const Orders&... orders) {
  ordering::v1::OrdersReleased event;
  *event.mutable_window() = window();
  ((*event.add_orders() = orders), ...);
  return event;
}

/// Placed in today's window: released by being placed.
inline ordering::v1::OrderPlaced placed_today(const std::string& id, bool accepts_by_setting) {
  ordering::v1::OrderPlaced placed;
  *placed.mutable_order() = an_order(id);
  *placed.mutable_order()->mutable_window() = window(true);
  placed.mutable_order()->set_grocer_accepts_by_setting(accepts_by_setting);
  placed.set_ordered_by("care-worker-7");
  return placed;
}

inline ordering::v1::OrderCancelled cancelled(const std::string& id) {
  ordering::v1::OrderCancelled event;
  event.set_order_id(id);
  return event;
}

inline grocer::v1::GrocerAnswer accepted(const std::string& id) {
  grocer::v1::GrocerAnswer answer;
  answer.set_order_id(id);
  answer.mutable_accepted()->set_grocer_reference("G-1");
  return answer;
}
inline grocer::v1::GrocerAnswer refused(const std::string& id) {
  grocer::v1::GrocerAnswer answer;
  answer.set_order_id(id);
  answer.mutable_refused()->set_reason("closed for stocktaking");
  return answer;
}
inline grocer::v1::GrocerAnswer packed(const std::string& id) {
  grocer::v1::GrocerAnswer answer;
  answer.set_order_id(id);
  auto& box = *answer.mutable_packed()->add_boxes();
  box.set_box_id("B-1");
  box.set_weight_grams(3100);
  box.set_storage(orders::v1::STORAGE_CLASS_CHILLED);
  return answer;
}
inline bridge::v1::ConfirmedLine& line(grocer::v1::GrocerAnswer& answer, std::uint64_t gtin,
                                       bridge::v1::LineOutcome outcome) {
  auto& added = *answer.mutable_accepted()->add_lines();
  added.set_ordered_gtin(gtin);
  added.set_outcome(outcome);
  return added;
}

inline bridge::v1::AnswerRejected rejected(const std::string& id, const std::string& reason) {
  bridge::v1::AnswerRejected event;
  event.set_order_id(id);
  event.set_reason(reason);
  return event;
}

inline std::string from(const GrocerId& grocer) { return log::grocer_answers(grocer); }

}  // namespace matbud::grocer_bridge::stories
