// What happens to orders, as the overview of orders hears it.
#pragma once

#include <string>
#include <vector>

#include "matbud/bridge/v1/events.pb.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/log/topics.h"
#include "matbud/notification/v1/events.pb.h"
#include "matbud/ordering/order_overview.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/processor/decider.h"
#include "matbud/state/overlay.h"

namespace matbud::ordering {

using overview::OrderStep;

inline constexpr std::int32_t wednesday = 20516;
inline constexpr Timestamp morning = from_ms(1'772'438'400'000);

/// One record of some topic, as the read model gets to see it.
struct Told {
  std::string topic;
  std::string type;
  std::string value;
  Timestamp time;
  std::string area = "3024-sandvika";
};

/// A read model and what it has heard.
class Reader {
 public:
  Reader& hear(const Told& told) {
    const log::Hash hash{};
    log::Envelope record;
    record.key = told.area;
    record.type = told.type;
    record.time = told.time;
    record.value = told.value;
    model_->fold(tables_, {told.topic, Partition{0}, Offset{0}, told.time, record, hash});
    tables_.close_group();
    tables_.fold_oldest({});
    return *this;
  }
  Reader& hear(const std::vector<Told>& records) {
    for (const auto& told : records) hear(told);
    return *this;
  }
  [[nodiscard]] overview::OrderRow row(const std::string& id) const { return find_order(tables_, OrderId{id}).value(); }
  [[nodiscard]] bool knows(const std::string& id) const { return find_order(tables_, OrderId{id}).has_value(); }
  [[nodiscard]] OrderStep step(const std::string& id) const { return row(id).step(); }
  [[nodiscard]] std::string digest() const { return state::digest_of(space_, {}); }
  [[nodiscard]] const state::TableReader& tables() const { return tables_; }

 private:
  std::shared_ptr<const projection::ReadModel> model_ = order_overview();
  state::MemorySpace space_;
  state::Overlay tables_{space_};
};

inline Told record(std::string_view topic, const google::protobuf::Message& event, int minute) {
  return {std::string{topic}, std::string{processor::type_of(event)}, event.SerializeAsString(),
          morning + std::chrono::minutes{minute}};
}

inline Told placed(const std::string& id, int minute, std::int32_t day = wednesday, std::int64_t released_at_ms = 1) {
  v1::OrderingEvent event;
  auto& said = *event.mutable_order_placed();
  said.mutable_order()->set_order_id(id);
  said.mutable_order()->set_citizen_id("kari");
  said.mutable_order()->mutable_window()->set_area_id("3024-sandvika");
  said.mutable_order()->mutable_window()->set_delivery_day(day);
  said.mutable_order()->set_total_ore(4980);
  said.mutable_order()->set_version(1);
  said.mutable_order()->add_lines()->set_gtin(1);
  said.set_released_at_ms(released_at_ms);
  said.set_weight_grams(2000);
  return record(log::ordering_events, event, minute);
}

inline Told amended(const std::string& id, int minute) {
  v1::OrderingEvent event;
  auto& order = *event.mutable_order_amended()->mutable_order();
  order.set_order_id(id);
  order.mutable_window()->set_delivery_day(wednesday);
  order.set_version(2);
  return record(log::ordering_events, event, minute);
}

inline Told refused(const std::string& id, const std::string& action, int minute) {
  v1::OrderingEvent event;
  event.mutable_order_refused()->set_order_id(id);
  event.mutable_order_refused()->set_action(action);
  event.mutable_order_refused()->set_reason(v1::REFUSAL_REASON_WINDOW_FULL);
  return record(log::ordering_events, event, minute);
}

inline Told cancelled(const std::string& id, int minute) {
  v1::OrderingEvent event;
  event.mutable_order_cancelled()->set_order_id(id);
  return record(log::ordering_events, event, minute);
}

inline Told released(const std::vector<std::string>& ids, int minute) {
  v1::OrderingEvent event;
  for (const auto& id : ids) event.mutable_orders_released()->add_orders()->set_order_id(id);
  return record(log::ordering_events, event, minute);
}

inline Told withheld(const std::string& id, int minute) {
  v1::OrderingEvent event;
  auto& order = *event.mutable_orders_released()->add_withheld();
  order.set_order_id(id);
  order.set_reason(v1::REFUSAL_REASON_CITIZEN_INACTIVE);
  return record(log::ordering_events, event, minute);
}

inline Told closed(const std::string& id, int minute) {
  v1::OrderingEvent event;
  event.mutable_order_closed()->set_order_id(id);
  return record(log::ordering_events, event, minute);
}

inline Told sent(const std::vector<std::string>& ids, int minute) {
  bridge::v1::BridgeEvent event;
  for (const auto& id : ids) event.mutable_orders_sent()->add_orders()->mutable_order()->set_order_id(id);
  return record(log::bridge_events, event, minute);
}

inline Told confirmed(const std::string& id, int minute, bool by_setting = false) {
  bridge::v1::BridgeEvent event;
  event.mutable_order_confirmed()->set_order_id(id);
  event.mutable_order_confirmed()->set_total_ore(4900);
  event.mutable_order_confirmed()->set_by_setting(by_setting);
  return record(log::bridge_events, event, minute);
}

inline Told packed(const std::string& id, int minute) {
  bridge::v1::BridgeEvent event;
  event.mutable_order_packed()->set_order_id(id);
  event.mutable_order_packed()->add_boxes();
  event.mutable_order_packed()->set_total_ore(4890);
  return record(log::bridge_events, event, minute);
}

inline Told refused_by_grocer(const std::string& id, int minute) {
  bridge::v1::BridgeEvent event;
  event.mutable_grocer_refused()->set_order_id(id);
  return record(log::bridge_events, event, minute);
}

inline Told planned(const std::vector<std::string>& ids, int minute) {
  dispatch::v1::DispatchEvent event;
  auto& run = *event.mutable_runs_planned()->add_runs();
  run.set_run_id("run-1");
  run.set_driver_id("driver-1");
  for (const auto& id : ids) {
    auto& stop = *run.add_stops();
    stop.set_order_id(id);
    stop.set_eta_ms(77);
  }
  return record(log::dispatch_events, event, minute);
}

inline Told run_started(const std::vector<std::string>& ids, int minute) {
  dispatch::v1::DispatchEvent event;
  event.mutable_run_started()->set_run_id("run-1");
  event.mutable_run_started()->set_driver_id("driver-1");
  for (const auto& id : ids) event.mutable_run_started()->add_stops()->set_order_id(id);
  return record(log::dispatch_events, event, minute);
}

inline Told delivered(const std::string& id, int minute) {
  dispatch::v1::DispatchEvent event;
  event.mutable_delivery_done()->set_order_id(id);
  return record(log::dispatch_events, event, minute);
}

inline Told not_delivered(const std::string& id, int minute) {
  dispatch::v1::DispatchEvent event;
  event.mutable_delivery_failed()->set_order_id(id);
  return record(log::dispatch_events, event, minute);
}

inline Told returned(const std::string& id, int minute) {
  dispatch::v1::DispatchEvent event;
  event.mutable_goods_returned()->set_order_id(id);
  return record(log::dispatch_events, event, minute);
}

inline Told notified(const std::string& id, int minute) {
  notification::v1::NotificationEvent event;
  event.mutable_notification_sent()->set_order_id(id);
  return record(log::notification_events, event, minute);
}

inline std::vector<Told> whole_life(const std::string& id) {
  return {placed(id, 0),    amended(id, 1),  released({id}, 2),    sent({id}, 3),    confirmed(id, 4), packed(id, 5),
          planned({id}, 6), notified(id, 7), run_started({id}, 8), delivered(id, 9), notified(id, 10), closed(id, 11)};
}

}  // namespace matbud::ordering
