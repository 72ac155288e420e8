#include "matbud/ordering/order_overview.h"

#include <array>
#include <unordered_set>

#include "matbud/bridge/v1/events.pb.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/log/topics.h"
#include "matbud/notification/v1/events.pb.h"
#include "matbud/ordering/v1/events.pb.h"
#include "overview_rows.h"

namespace matbud::ordering {
namespace {

using overview::OrderRow;
using projection::Seen;

/// One record and the rows it changes.
class Telling {
 public:
  Telling(state::TableWriter& state, const Seen& seen) : state_{state}, seen_{seen} {}

  template <class Edit>
  void about(const std::string& order_id, Edit edit) const {
    change_row(state_, order_id, seen_.record.key, seen_.record.time, edit);
  }

 private:
  state::TableWriter& state_;
  const Seen& seen_;
};

void set_content(OrderRow& row, const orders::v1::ReleasedOrder& order, std::uint32_t weight_grams) {
  row.set_citizen_id(order.citizen_id());
  *row.mutable_window() = order.window();
  row.set_grocer_id(order.grocer_id());
  row.set_lines(static_cast<std::uint32_t>(order.lines_size()));
  row.set_version(order.version());
  row.set_ordered_ore(order.total_ore());
  row.set_weight_grams(weight_grams);
}

void tell_refused(const Telling& telling, const v1::OrderRefused& event) {
  if (event.action() != "place") return;  // a refused change leaves the order as it stands
  telling.about(event.order_id(), [&](OrderRow& row, std::int64_t now) {
    if (row.at().placed() != 0) return;  // somebody tried the id of an order that stands
    row.mutable_at()->set_refused(now);
    row.set_refusal_reason(event.reason());
    row.set_citizen_id(event.citizen_id());
  });
}

/// The order that a standing order should have brought: nobody has refused it, and nobody gets it.
void tell_missed(const Telling& telling, const v1::StandingOrderMissed& event) {
  telling.about(event.occurrence().order_id(), [&](OrderRow& row, std::int64_t now) {
    if (row.at().placed() != 0) return;
    row.mutable_at()->set_missed(now);
    row.set_refusal_reason(event.reason());
    row.set_citizen_id(event.citizen_id());
    auto& window = *row.mutable_window();
    window.set_area_id(row.area_id());
    window.set_window_id(event.window_id());
    window.set_delivery_day(event.occurrence().delivery_day());
  });
}

void tell_placed(const Telling& telling, const v1::OrderPlaced& event) {
  telling.about(event.order().order_id(), [&](OrderRow& row, std::int64_t now) {
    set_content(row, event.order(), event.weight_grams());
    row.set_ordered_by(event.ordered_by());
    row.set_release_at_ms(event.released_at_ms());
    row.set_refusal_reason(0);
    row.mutable_at()->set_refused(0);
    row.mutable_at()->set_missed(0);
    row.mutable_at()->set_placed(now);
    if (event.released_at_ms() == 0) row.mutable_at()->set_released(now);
  });
}

void tell_ordering(const Telling& telling, const v1::OrderingEvent& event) {
  switch (event.event_case()) {
    case v1::OrderingEvent::kOrderPlaced: return tell_placed(telling, event.order_placed());
    case v1::OrderingEvent::kOrderRefused: return tell_refused(telling, event.order_refused());
    case v1::OrderingEvent::kStandingOrderMissed: return tell_missed(telling, event.standing_order_missed());
    case v1::OrderingEvent::kOrderAmended:
      return telling.about(event.order_amended().order().order_id(), [&](OrderRow& row, std::int64_t now) {
        set_content(row, event.order_amended().order(), event.order_amended().weight_grams());
        row.mutable_at()->set_amended(now);
      });
    case v1::OrderingEvent::kOrderCancelled:
      return telling.about(event.order_cancelled().order_id(),
                           [](OrderRow& row, std::int64_t now) { row.mutable_at()->set_cancelled(now); });
    case v1::OrderingEvent::kOrdersReleased:
      for (const auto& order : event.orders_released().orders()) {
        telling.about(order.order_id(), [&](OrderRow& row, std::int64_t now) {
          row.mutable_at()->set_released(now);
          // It may have lost lines.
          row.set_lines(static_cast<std::uint32_t>(order.lines_size()));
          row.set_ordered_ore(order.total_ore());
        });
      }
      for (const auto& withheld : event.orders_released().withheld()) {
        telling.about(withheld.order_id(), [&](OrderRow& row, std::int64_t now) {
          row.mutable_at()->set_cancelled(now);
          row.set_refusal_reason(withheld.reason());
        });
      }
      return;
    case v1::OrderingEvent::kOrderReopened:
      return telling.about(event.order_reopened().order_id(),
                           [](OrderRow& row, std::int64_t) { row.mutable_at()->set_closed(0); });
    case v1::OrderingEvent::kOrderClosed:
      return telling.about(event.order_closed().order_id(), [](OrderRow& row, std::int64_t now) {
        row.mutable_at()->set_closed(now);
        row.mutable_at()->set_cancelled(0);  // it was called back too late, and has come
      });
    default: return;
  }
}

void tell_confirmed(const Telling& telling, const bridge::v1::OrderConfirmed& event) {
  telling.about(event.order_id(), [&](OrderRow& row, std::int64_t now) {
    row.mutable_at()->set_confirmed(now);
    if (event.by_setting()) row.mutable_at()->set_sent(now);  // this event also sends the order
    row.set_confirmed_ore(event.total_ore());
  });
}

void tell_bridge(const Telling& telling, const bridge::v1::BridgeEvent& event) {
  switch (event.event_case()) {
    case bridge::v1::BridgeEvent::kOrdersSent:
      for (const auto& sent : event.orders_sent().orders()) {
        telling.about(sent.order().order_id(),
                      [](OrderRow& row, std::int64_t now) { row.mutable_at()->set_sent(now); });
      }
      return;
    case bridge::v1::BridgeEvent::kOrderConfirmed: return tell_confirmed(telling, event.order_confirmed());
    case bridge::v1::BridgeEvent::kOrderPacked:
      return telling.about(event.order_packed().order_id(), [&](OrderRow& row, std::int64_t now) {
        row.mutable_at()->set_packed(now);
        row.set_packed_ore(event.order_packed().total_ore());
        row.set_boxes(static_cast<std::uint32_t>(event.order_packed().boxes_size()));
      });
    case bridge::v1::BridgeEvent::kGrocerRefused:
      return telling.about(event.grocer_refused().order_id(),
                           [](OrderRow& row, std::int64_t now) { row.mutable_at()->set_refused_by_grocer(now); });
    case bridge::v1::BridgeEvent::kGrocerLate:
      return telling.about(event.grocer_late().order_id(),
                           [](OrderRow& row, std::int64_t now) { row.mutable_at()->set_late(now); });
    default: return;
  }
}

void tell_planned(const Telling& telling, const dispatch::v1::RunsPlanned& event) {
  for (const auto& run : event.runs()) {
    for (const auto& stop : run.stops()) {
      telling.about(stop.order_id(), [&](OrderRow& row, std::int64_t now) {
        row.mutable_at()->set_planned(now);
        row.set_run_id(run.run_id());
        row.set_driver_id(run.driver_id());
        row.set_eta_ms(stop.eta_ms());
      });
    }
  }
}

void tell_run_started(const Telling& telling, const dispatch::v1::RunStarted& event) {
  for (const auto& stop : event.stops()) {
    telling.about(stop.order_id(), [&](OrderRow& row, std::int64_t now) {
      row.mutable_at()->set_on_the_way(now);
      row.set_run_id(event.run_id());
      row.set_driver_id(event.driver_id());
      if (stop.eta_ms() != 0) row.set_eta_ms(stop.eta_ms());
    });
  }
}

void tell_dispatch(const Telling& telling, const dispatch::v1::DispatchEvent& event) {
  switch (event.event_case()) {
    case dispatch::v1::DispatchEvent::kRunsPlanned: return tell_planned(telling, event.runs_planned());
    case dispatch::v1::DispatchEvent::kRunStarted: return tell_run_started(telling, event.run_started());
    case dispatch::v1::DispatchEvent::kRunReplanned:
      return telling.about(event.run_replanned().added().order_id(), [&](OrderRow& row, std::int64_t now) {
        row.mutable_at()->set_planned(now);
        row.set_run_id(event.run_replanned().run_id());
        row.set_driver_id(event.run_replanned().driver_id());
      });
    case dispatch::v1::DispatchEvent::kDeliveryDone:
      return telling.about(event.delivery_done().order_id(),
                           [](OrderRow& row, std::int64_t now) { row.mutable_at()->set_delivered(now); });
    case dispatch::v1::DispatchEvent::kDeliveryFailed:
      return telling.about(event.delivery_failed().order_id(),
                           [](OrderRow& row, std::int64_t now) { row.mutable_at()->set_not_delivered(now); });
    case dispatch::v1::DispatchEvent::kDeliveryUndone:
      return telling.about(event.delivery_undone().order_id(), [](OrderRow& row, std::int64_t) {
        row.mutable_at()->set_delivered(0);
        row.mutable_at()->set_not_delivered(0);
      });
    case dispatch::v1::DispatchEvent::kGoodsReturned:
      return telling.about(event.goods_returned().order_id(),
                           [](OrderRow& row, std::int64_t now) { row.mutable_at()->set_returned(now); });
    default: return;
  }
}

void tell_notification(const Telling& telling, const notification::v1::NotificationEvent& event) {
  if (event.has_notification_sent()) {
    telling.about(event.notification_sent().order_id(), [](OrderRow& row, std::int64_t now) {
      row.mutable_at()->set_notified(now);
      row.set_notifications_sent(row.notifications_sent() + 1);
    });
  } else if (event.has_notification_failed() && event.notification_failed().retry_at_ms() == 0) {
    telling.about(event.notification_failed().order_id(),
                  [](OrderRow& row, std::int64_t) { row.set_notifications_failed(row.notifications_failed() + 1); });
  }
}

/// The events that change a row, by ce_type: all others are passed over without looking inside.
bool is_told(std::string_view type) {
  static const std::unordered_set<std::string_view> told{
      v1::OrderPlaced::descriptor()->full_name(),
      v1::OrderAmended::descriptor()->full_name(),
      v1::OrderCancelled::descriptor()->full_name(),
      v1::OrderRefused::descriptor()->full_name(),
      v1::OrdersReleased::descriptor()->full_name(),
      v1::OrderClosed::descriptor()->full_name(),
      v1::OrderReopened::descriptor()->full_name(),
      v1::StandingOrderMissed::descriptor()->full_name(),
      bridge::v1::OrdersSent::descriptor()->full_name(),
      bridge::v1::OrderConfirmed::descriptor()->full_name(),
      bridge::v1::OrderPacked::descriptor()->full_name(),
      bridge::v1::GrocerRefused::descriptor()->full_name(),
      bridge::v1::GrocerLate::descriptor()->full_name(),
      dispatch::v1::RunsPlanned::descriptor()->full_name(),
      dispatch::v1::RunReplanned::descriptor()->full_name(),
      dispatch::v1::RunStarted::descriptor()->full_name(),
      dispatch::v1::DeliveryDone::descriptor()->full_name(),
      dispatch::v1::DeliveryFailed::descriptor()->full_name(),
      dispatch::v1::DeliveryUndone::descriptor()->full_name(),
      dispatch::v1::GoodsReturned::descriptor()->full_name(),
      notification::v1::NotificationSent::descriptor()->full_name(),
      notification::v1::NotificationFailed::descriptor()->full_name(),
  };
  return told.contains(type);
}

class OrderOverview final : public projection::ReadModel {
 public:
  std::string name() const override { return "order_overview"; }
  std::uint32_t version() const override { return 5; }
  std::vector<std::string> topics() const override {
    return {std::string{log::ordering_events}, std::string{log::bridge_events}, std::string{log::dispatch_events},
            std::string{log::notification_events}};
  }

  void fold(state::TableWriter& state, const Seen& seen) const override {
    if (!is_told(seen.record.type)) return;
    const Telling telling{state, seen};
    if (seen.topic == log::ordering_events) {
      tell<v1::OrderingEvent>(telling, seen, tell_ordering);
    } else if (seen.topic == log::bridge_events) {
      tell<bridge::v1::BridgeEvent>(telling, seen, tell_bridge);
    } else if (seen.topic == log::dispatch_events) {
      tell<dispatch::v1::DispatchEvent>(telling, seen, tell_dispatch);
    } else if (seen.topic == log::notification_events) {
      tell<notification::v1::NotificationEvent>(telling, seen, tell_notification);
    }
  }

 private:
  /// What does not decode is left out: the processor of its topic would never have written it.
  template <class TopLevel>
  static void tell(const Telling& telling, const Seen& seen, void (*teller)(const Telling&, const TopLevel&)) {
    std::array<char, 4096> block;  // most events fit, and the arena then takes nothing from the heap
    google::protobuf::ArenaOptions options;
    options.initial_block = block.data();
    options.initial_block_size = block.size();
    google::protobuf::Arena arena{options};
    auto* event = google::protobuf::Arena::CreateMessage<TopLevel>(&arena);
    const auto value = seen.record.value;
    if (event->ParseFromArray(value.data(), static_cast<int>(value.size()))) teller(telling, *event);
  }
};

}  // namespace

std::shared_ptr<const projection::ReadModel> order_overview() { return std::make_shared<OrderOverview>(); }

}  // namespace matbud::ordering
