#include "matbud/notification/decider.h"

#include "contacts.h"
#include "matbud/bridge/v1/events.pb.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/log/topics.h"
#include "matbud/notification/v1/commands.pb.h"
#include "matbud/notification/v1/events.pb.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/processor/service_decider.h"
#include "outcomes.h"
#include "settings.h"
#include "telling.h"
#include "waiting.h"

namespace matbud::notification {
namespace {

using google::protobuf::Arena;
using processor::Decision;
using processor::Input;

std::string order_subject(std::string_view order_id) { return std::string{"order/"}.append(order_id); }

/// After so many days nobody waits for the goods any more.
constexpr std::chrono::days worth_telling{3};

bool is_long_past(const orders::v1::DeliveryWindow& window, Timestamp now) {
  return window.closes_at_ms() != 0 && now > from_ms(window.closes_at_ms()) + worth_telling;
}

std::string window_subject(const orders::v1::DeliveryWindow& window) {
  return "window/" + window.area_id() + "/" + window.window_id() + "/" + std::to_string(window.delivery_day());
}

class NotificationDecider final : public processor::ServiceDecider<v1::NotificationCommand, v1::NotificationEvent> {
 public:
  NotificationDecider() : ServiceDecider{log::notification_commands} {}

  [[nodiscard]] std::optional<Decision> decide(const state::TableReader& state, const Input& input,
                                               Arena& arena) const final {
    if (input.topic == commands_topic()) return decide_command(state, input, arena);
    if (input.topic == log::ordering_events) return hear_ordering(state, input, arena);
    if (input.topic == log::bridge_events) return hear_bridge(state, input, arena);
    if (input.topic == log::dispatch_events) return hear_dispatch(state, input, arena);
    return std::nullopt;
  }

 protected:
  void evolve_event(state::TableWriter& state, const v1::NotificationEvent& event,
                    const processor::EventInfo& info) const final {
    switch (event.event_case()) {
      case v1::NotificationEvent::kNotificationsRequested:
        return fold(state, event.notifications_requested(), info.key, info.time);
      case v1::NotificationEvent::kNotificationsSuppressed: return fold(state, event.notifications_suppressed());
      case v1::NotificationEvent::kNotificationSent: return fold(state, event.notification_sent());
      case v1::NotificationEvent::kNotificationFailed: return fold(state, event.notification_failed(), info);
      case v1::NotificationEvent::kNotificationRetried: return fold(state, event.notification_retried(), info.key);
      case v1::NotificationEvent::kContactsPut: return fold(state, event.contacts_put());
      case v1::NotificationEvent::kContactsRefused: return fold(state, event.contacts_refused());
      case v1::NotificationEvent::kNotificationsReleased: return fold(state, event.notifications_released(), info);
      case v1::NotificationEvent::kSettingsPut: return fold(state, event.settings_put());
      case v1::NotificationEvent::kSettingsRefused: return fold(state, event.settings_refused());
      case v1::NotificationEvent::kRuntime:
      case v1::NotificationEvent::EVENT_NOT_SET: return;
    }
  }

 private:
  std::optional<Decision> decide_command(const state::TableReader& state, const Input& input, Arena& arena) const {
    const auto& command = processor::decoded<v1::NotificationCommand>(input, arena);
    switch (command.command_case()) {
      case v1::NotificationCommand::kPutContacts:
        return notification::decide(state, command.put_contacts(), input.record.id, arena);
      case v1::NotificationCommand::kReportOutcome:
        return notification::decide(state, command.report_outcome(), input.record.key, input.appended_at, arena);
      case v1::NotificationCommand::kPutSettings:
        return notification::decide(state, command.put_settings(), input.record.id, arena);
      case v1::NotificationCommand::kRuntime:
        if (!command.runtime().has_timer_due()) return std::nullopt;
        if (is_release_timer(command.runtime().timer_due().timer_id()))
          return decide_release(state, command.runtime().timer_due(), input.record.key, input.appended_at, arena);
        return notification::decide(state, command.runtime().timer_due(), input.appended_at, arena);
      case v1::NotificationCommand::COMMAND_NOT_SET: break;
    }
    throw processor::Poison{"the command holds nothing this version knows"};
  }

  // Most of what the others say is no news for anybody. Their events are told apart by ce_type, which the chain
  // covers, so that a catalogue of thousands of products is not decoded to find that out.

  std::optional<Decision> hear_ordering(const state::TableReader& state, const Input& input, Arena& arena) const {
    using ordering::v1::OrderingEvent;
    constexpr std::string_view news[] = {"matbud.ordering.v1.OrderPlaced", "matbud.ordering.v1.OrderAmended",
                                         "matbud.ordering.v1.OrderCancelled", "matbud.ordering.v1.StandingOrderMissed",
                                         "matbud.ordering.v1.OrdersReleased"};
    if (std::find(std::begin(news), std::end(news), input.record.type) == std::end(news)) return std::nullopt;
    const auto& event = processor::decoded<OrderingEvent>(input, arena);
    switch (event.event_case()) {
      case OrderingEvent::kOrderPlaced: {
        const auto& order = event.order_placed().order();
        Announcement announcement{state, input.record.key, input.appended_at, arena};
        announcement.add({.order_id = order.order_id(),
                          .citizen_id = order.citizen_id(),
                          .kind = v1::NOTIFICATION_KIND_ORDER_PLACED,
                          .window_opens_at_ms = order.window().opens_at_ms(),
                          .window_closes_at_ms = order.window().closes_at_ms()});
        if (goes_beyond(event.order_placed().spending(), order.total_ore()))
          announcement.add({order.order_id(), order.citizen_id(), v1::NOTIFICATION_KIND_BUDGET_EXCEEDED});
        return announcement.decision(order_subject(order.order_id()));
      }
      case OrderingEvent::kOrderAmended: {
        const auto& order = event.order_amended().order();
        const auto& spending = event.order_amended().spending();
        const auto more = order.total_ore() - event.order_amended().total_before_ore();
        if (!goes_beyond(spending, more)) return std::nullopt;
        return tell_one(state, input, {order.order_id(), order.citizen_id(), v1::NOTIFICATION_KIND_BUDGET_EXCEEDED},
                        arena);
      }
      case OrderingEvent::kOrderCancelled: {
        const auto& cancelled = event.order_cancelled();
        return tell_one(state, input,
                        {cancelled.order_id(), cancelled.citizen_id(), v1::NOTIFICATION_KIND_ORDER_CANCELLED}, arena);
      }
      case OrderingEvent::kOrdersReleased: return tell_all(state, input, event.orders_released(), arena);
      case OrderingEvent::kStandingOrderMissed: {
        const auto& missed = event.standing_order_missed();
        const auto& order_id = missed.occurrence().order_id();
        return tell_one(state, input, {order_id, missed.citizen_id(), v1::NOTIFICATION_KIND_STANDING_ORDER_MISSED},
                        arena);
      }
      default: return std::nullopt;
    }
  }

  /// Whether these `more_ore` are what the month's budget does not hold; not when it was exceeded without them, so that
  /// it is told by the order that goes beyond it and not by every one that follows.
  static bool goes_beyond(const ordering::v1::Spending& spending, std::int64_t more_ore) {
    return spending.ordered_ore() > spending.budget_ore() && spending.ordered_ore() - more_ore <= spending.budget_ore();
  }

  std::optional<Decision> hear_bridge(const state::TableReader& state, const Input& input, Arena& arena) const {
    if (input.record.type == "matbud.bridge.v1.GrocerRefused") {
      const auto& refused = processor::decoded<bridge::v1::BridgeEvent>(input, arena).grocer_refused();
      const News news{refused.order_id(), refused.citizen_id(), v1::NOTIFICATION_KIND_REFUSED_BY_GROCER};
      if (!is_long_past(refused.window(), input.appended_at)) return tell_one(state, input, news, arena);
      Announcement announcement{state, input.record.key, input.appended_at, arena};
      announcement.add_long_past(news);
      return announcement.decision(order_subject(refused.order_id()));
    }
    if (input.record.type == "matbud.bridge.v1.OrderConfirmed") {
      const auto& confirmed = processor::decoded<bridge::v1::BridgeEvent>(input, arena).order_confirmed();
      if (confirmed.lines().empty()) return std::nullopt;
      return tell_one(state, input, {confirmed.order_id(), confirmed.citizen_id(), v1::NOTIFICATION_KIND_GOODS_CHANGED},
                      arena);
    }
    if (input.record.type == "matbud.bridge.v1.OrderPacked") {
      const auto& packed = processor::decoded<bridge::v1::BridgeEvent>(input, arena).order_packed();
      const auto& lines = packed.lines();
      if (std::none_of(lines.begin(), lines.end(), [](const auto& line) { return line.outstanding_quantity() > 0; }))
        return std::nullopt;
      return tell_one(state, input, {packed.order_id(), packed.citizen_id(), v1::NOTIFICATION_KIND_GOODS_CHANGED},
                      arena);
    }
    if (input.record.type == "matbud.bridge.v1.SubstitutesReturned") {
      const auto& returned = processor::decoded<bridge::v1::BridgeEvent>(input, arena).substitutes_returned();
      const auto kind =
          returned.after_packing() ? v1::NOTIFICATION_KIND_GOODS_TO_TAKE_OUT : v1::NOTIFICATION_KIND_GOODS_CHANGED;
      return tell_one(state, input, {returned.order_id(), returned.citizen_id(), kind}, arena);
    }
    if (input.record.type == "matbud.bridge.v1.GrocerLate") {
      const auto& late = processor::decoded<bridge::v1::BridgeEvent>(input, arena).grocer_late();
      return tell_one(state, input, {late.order_id(), late.citizen_id(), v1::NOTIFICATION_KIND_GROCER_LATE}, arena);
    }
    return std::nullopt;
  }

  std::optional<Decision> hear_dispatch(const state::TableReader& state, const Input& input, Arena& arena) const {
    using dispatch::v1::DispatchEvent;
    constexpr std::string_view news[] = {"matbud.dispatch.v1.RunsPlanned",    "matbud.dispatch.v1.RunReplanned",
                                         "matbud.dispatch.v1.DeliveryDone",   "matbud.dispatch.v1.DeliveryFailed",
                                         "matbud.dispatch.v1.AlertEscalated", "matbud.dispatch.v1.WindowClosed",
                                         "matbud.dispatch.v1.DeliveryUndone"};
    if (std::find(std::begin(news), std::end(news), input.record.type) == std::end(news)) return std::nullopt;
    const auto& event = processor::decoded<DispatchEvent>(input, arena);
    switch (event.event_case()) {
      case DispatchEvent::kRunsPlanned: return tell_all(state, input, event.runs_planned(), arena);
      case DispatchEvent::kRunReplanned: {
        const auto& added = event.run_replanned().added();
        return tell_one(state, input, {added.order_id(), added.citizen_id(), v1::NOTIFICATION_KIND_DRIVER_ASSIGNED},
                        arena);
      }
      case DispatchEvent::kDeliveryDone: {
        const auto& done = event.delivery_done();
        const auto kind =
            done.kept_back().empty() ? v1::NOTIFICATION_KIND_DELIVERED : v1::NOTIFICATION_KIND_PARTLY_DELIVERED;
        return tell_one(state, input,
                        {.order_id = done.order_id(),
                         .citizen_id = done.citizen_id(),
                         .kind = kind,
                         .at_base = !done.at_unit().empty()},
                        arena);
      }
      case DispatchEvent::kDeliveryFailed: {
        const auto& failed = event.delivery_failed();
        return tell_one(state, input,
                        {.order_id = failed.order_id(),
                         .citizen_id = failed.citizen_id(),
                         .kind = v1::NOTIFICATION_KIND_NOT_DELIVERED,
                         .answer_until_ms = failed.answer_until_ms()},
                        arena);
      }
      case DispatchEvent::kAlertEscalated: {
        const auto& alert = event.alert_escalated();
        return tell_one(state, input, {alert.order_id(), alert.citizen_id(), v1::NOTIFICATION_KIND_NOBODY_ANSWERED},
                        arena);
      }
      case DispatchEvent::kDeliveryUndone: {
        const auto& undone = event.delivery_undone();
        Announcement announcement{state, input.record.key, input.appended_at, arena};
        using Kinds = std::vector<v1::NotificationKind>;
        announcement.take_back(undone.order_id(), undone.citizen_id(),
                               undone.was_delivered()
                                   ? Kinds{v1::NOTIFICATION_KIND_DELIVERED, v1::NOTIFICATION_KIND_PARTLY_DELIVERED}
                                   : Kinds{v1::NOTIFICATION_KIND_NOT_DELIVERED, v1::NOTIFICATION_KIND_NOBODY_ANSWERED});
        return announcement.decision(order_subject(undone.order_id()));
      }
      case DispatchEvent::kWindowClosed: return tell_all(state, input, event.window_closed(), arena);
      default: return std::nullopt;
    }
  }

  static std::optional<Decision> tell_one(const state::TableReader& state, const Input& input, const News& news,
                                          Arena& arena) {
    Announcement announcement{state, input.record.key, input.appended_at, arena};
    announcement.add(news);
    return announcement.decision(order_subject(news.order_id));
  }

  static std::optional<Decision> tell_all(const state::TableReader& state, const Input& input,
                                          const dispatch::v1::RunsPlanned& planned, Arena& arena) {
    Announcement announcement{state, input.record.key, input.appended_at, arena};
    for (const auto& run : planned.runs()) {
      for (const auto& stop : run.stops())
        announcement.add({stop.order_id(), stop.citizen_id(), v1::NOTIFICATION_KIND_DRIVER_ASSIGNED, stop.eta_ms()});
    }
    return announcement.decision(window_subject(planned.window()));
  }

  /// Goods that the citizen must not get any more were taken out, and somebody has to know that they do not come.
  static std::optional<Decision> tell_all(const state::TableReader& state, const Input& input,
                                          const ordering::v1::OrdersReleased& released, Arena& arena) {
    Announcement announcement{state, input.record.key, input.appended_at, arena};
    for (const auto& order : released.shortened())
      announcement.add({order.order_id(), order.citizen_id(), v1::NOTIFICATION_KIND_GOODS_CHANGED});
    for (const auto& order : released.withheld()) {
      if (order.reason() == ordering::v1::REFUSAL_REASON_WARNING_NOT_PASSED)
        announcement.add({order.order_id(), order.citizen_id(), v1::NOTIFICATION_KIND_ORDER_WITHHELD});
    }
    return announcement.decision(window_subject(released.window()));
  }

  static std::optional<Decision> tell_all(const state::TableReader& state, const Input& input,
                                          const dispatch::v1::WindowClosed& closed, Arena& arena) {
    Announcement announcement{state, input.record.key, input.appended_at, arena};
    for (const auto& late : closed.late())
      announcement.add({late.order_id(), late.citizen_id(), v1::NOTIFICATION_KIND_DELIVERY_LATE});
    return announcement.decision(window_subject(closed.window()));
  }
};

}  // namespace

std::shared_ptr<const processor::Decider> make_decider() { return std::make_shared<const NotificationDecider>(); }

}  // namespace matbud::notification
