// The words in which dispatch's stories are told.
#pragma once

#include <chrono>
#include <string>

#include "matbud/bridge/v1/events.pb.h"
#include "matbud/dispatch/decider.h"
#include "matbud/dispatch/v1/commands.pb.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/processor/testing/decider_spec.h"

namespace matbud::dispatch::stories {

using std::chrono::hours;
using std::chrono::minutes;

inline const std::string sandvika = "3024-sandvika";
/// 2026-03-02T08:00:00Z, a Monday: when the spec's clock starts.
inline constexpr Timestamp monday_8 = from_ms(1'772'438'400'000);
inline constexpr Timestamp tuesday_8 = monday_8 + hours{24};
inline constexpr std::int32_t monday = 20514;
inline constexpr std::int32_t tuesday = 20515;

inline processor::testing::DeciderSpec a_dispatch() { return processor::testing::DeciderSpec{make_decider()}; }

/// Tuesday 8 to 12.
inline orders::v1::DeliveryWindow tuesday_morning() {
  orders::v1::DeliveryWindow window;
  window.set_area_id(sandvika);
  window.set_window_id("morning");
  window.set_delivery_day(tuesday);
  window.set_opens_at_ms(to_ms(tuesday_8));
  window.set_closes_at_ms(to_ms(tuesday_8 + hours{4}));
  return window;
}

/// Monday 8 to 20, without a cut-off.
inline orders::v1::DeliveryWindow today() {
  orders::v1::DeliveryWindow window;
  window.set_area_id(sandvika);
  window.set_window_id("today");
  window.set_delivery_day(monday);
  window.set_opens_at_ms(to_ms(monday_8));
  window.set_closes_at_ms(to_ms(monday_8 + hours{12}));
  window.set_same_day(true);
  return window;
}

inline v1::Shift a_shift(const std::string& id, const std::string& driver, Timestamp from, Timestamp to,
                         std::uint32_t boxes = 40) {
  v1::Shift shift;
  shift.set_shift_id(id);
  shift.set_driver_id(driver);
  shift.set_area_id(sandvika);
  shift.set_starts_at_ms(to_ms(from));
  shift.set_ends_at_ms(to_ms(to));
  shift.set_capacity_boxes(boxes);
  shift.set_depot_latitude_e7(598'900'000);
  shift.set_depot_longitude_e7(105'200'000);
  return shift;
}
inline v1::StartShift start(const v1::Shift& shift) {
  v1::StartShift command;
  *command.mutable_shift() = shift;
  return command;
}
/// Anne drives on Monday from 7 to 21.
inline v1::StartShift anne_today(std::uint32_t boxes = 40) {
  return start(a_shift("anne-monday", "anne", monday_8 - hours{1}, monday_8 + hours{13}, boxes));
}
inline v1::StartShift bo_today(std::uint32_t boxes = 40) {
  return start(a_shift("bo-monday", "bo", monday_8 - hours{1}, monday_8 + hours{13}, boxes));
}
/// Anne drives on Tuesday from 7 to 15.
inline v1::StartShift anne_tomorrow(std::uint32_t boxes = 40) {
  return start(a_shift("anne-tuesday", "anne", tuesday_8 - hours{1}, tuesday_8 + hours{7}, boxes));
}
inline v1::EndShift end(const std::string& shift_id) {
  v1::EndShift command;
  command.set_shift_id(shift_id);
  return command;
}

/// The grocer's acceptance by setting of a same-day order.
inline bridge::v1::OrderConfirmed confirmed_today(const std::string& order) {
  bridge::v1::OrderConfirmed confirmed;
  confirmed.set_order_id(order);
  confirmed.set_citizen_id("citizen-" + order);
  confirmed.set_by_setting(true);
  *confirmed.mutable_window() = today();
  return confirmed;
}
inline bridge::v1::OrderPacked packed(const std::string& order,
                                      const orders::v1::DeliveryWindow& window = tuesday_morning(), int boxes = 2) {
  bridge::v1::OrderPacked event;
  event.set_order_id(order);
  event.set_citizen_id("citizen-" + order);
  *event.mutable_window() = window;
  for (int i = 0; i < boxes; ++i) {
    auto& box = *event.add_boxes();
    box.set_weight_grams(4000);
    box.set_storage(i == 0 ? orders::v1::STORAGE_CLASS_CHILLED : orders::v1::STORAGE_CLASS_AMBIENT);
  }
  return event;
}

/// The bridge calls an order back.
inline bridge::v1::OrderWithdrawn called_back(const std::string& order) {
  bridge::v1::OrderWithdrawn event;
  event.set_order_id(order);
  event.set_citizen_id("citizen-" + order);
  return event;
}
/// The dispatcher wants the runs of a window that have not left planned anew.
inline v1::RequestPlan plan_anew(const orders::v1::DeliveryWindow& window = tuesday_morning(),
                                 v1::ReplanReason reason = v1::REPLAN_REASON_DISPATCHER) {
  v1::RequestPlan command;
  command.set_window_id(window.window_id());
  command.set_delivery_day(window.delivery_day());
  command.set_reason(reason);
  return command;
}

inline v1::StartRun leave(const std::string& run, const std::string& driver = "anne") {
  v1::StartRun command;
  command.set_run_id(run);
  command.set_driver_id(driver);
  return command;
}
inline v1::CompleteDelivery hand_over(const std::string& order, const std::string& driver = "anne") {
  v1::CompleteDelivery command;
  command.set_order_id(order);
  command.set_driver_id(driver);
  return command;
}
inline v1::FailDelivery nobody_opens(const std::string& order, const std::string& driver = "anne") {
  v1::FailDelivery command;
  command.set_order_id(order);
  command.set_driver_id(driver);
  command.set_reason(v1::FAILURE_REASON_NOT_OPENED);
  return command;
}
inline v1::ReturnGoods bring_back(const std::string& order, const std::string& driver = "anne") {
  v1::ReturnGoods command;
  command.set_order_id(order);
  command.set_driver_id(driver);
  return command;
}

inline v1::DispatchRefused refused(v1::DispatchRefusal reason, const std::string& detail = {}) {
  v1::DispatchRefused event;
  event.set_reason(reason);
  event.set_detail(detail);
  return event;
}

/// One run with these orders, a quarter of an hour apart from when the request's window opens, for its first shift.
inline v1::ProposePlan one_run(const v1::PlanRequested& request, const std::vector<std::string>& orders) {
  v1::ProposePlan plan;
  plan.set_plan_id(request.plan_id());
  auto& run = *plan.add_runs();
  run.set_run_id(request.plan_id() + "/1");
  run.set_driver_id(request.shifts(0).driver_id());
  run.set_shift_id(request.shifts(0).shift_id());
  const auto first = std::max(request.window().opens_at_ms(), request.shifts(0).starts_at_ms());
  const std::int64_t quarter_ms = std::chrono::milliseconds{minutes{15}}.count();
  run.set_departs_at_ms(first);
  run.set_returns_at_ms(first + quarter_ms * static_cast<std::int64_t>(orders.size() + 1));
  for (std::size_t i = 0; i < orders.size(); ++i) {
    auto& stop = *run.add_stops();
    stop.set_order_id(orders[i]);
    stop.set_citizen_id("citizen-" + orders[i]);
    stop.set_eta_ms(first + quarter_ms * static_cast<std::int64_t>(i));
  }
  return plan;
}

/// What was asked of the solver last.
inline v1::PlanRequested last_request(const processor::testing::DeciderSpec& dispatch) {
  for (auto event = dispatch.events().rbegin(); event != dispatch.events().rend(); ++event) {
    const auto& said = static_cast<const v1::DispatchEvent&>(**event);
    if (said.has_plan_requested()) return said.plan_requested();
  }
  return {};
}

/// What is to happen beside the end of a delivery window, which each window with an order has.
inline std::vector<runtime::v1::Timer> timers_of(const processor::testing::DeciderSpec& dispatch) {
  auto all = dispatch.timers();
  std::erase_if(all, [](const auto& timer) { return timer.timer_id().starts_with("close/"); });
  return all;
}

/// The id of Anne's first same-day run.
inline const std::string annes_run = "same-day/anne-monday/1";

}  // namespace matbud::dispatch::stories
