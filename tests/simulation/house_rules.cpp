#include "house_rules.h"

#include <algorithm>
#include <cstdlib>

#include "matbud/log/topics.h"

namespace matbud::simulation {
namespace {

template <class Message>
Message parsed(const Accepted& event) {
  Message message;
  if (!message.ParseFromArray(event.record.value.data(), static_cast<int>(event.record.value.size())))
    throw Violation{"5 chain", "an accepted event cannot be decoded"};
  return message;
}

}  // namespace

void HouseRules::expect(bool holds, const char* invariant, const std::string& message) const {
  if (!holds) throw Violation{invariant, place_ + ": " + message};
}

std::string HouseRules::slot_of(const orders::v1::DeliveryWindow& window) {
  return window.area_id() + "/" + window.window_id() + "/" + std::to_string(window.delivery_day());
}

HouseRules::Order& HouseRules::known(const std::string& order_id, const char* what) {
  const auto found = orders_.find(order_id);
  expect(found != orders_.end(), cause_first, "order " + order_id + " was " + what + " before it was placed");
  return found->second;
}

void HouseRules::judge(const Accepted& event, const log::TopicPartition& place) {
  place_ = log::to_string(place) + " at " + std::to_string(event.offset.value());
  if (place.topic == log::ordering_events) judge(parsed<ordering::v1::OrderingEvent>(event), event.record.time);
  if (place.topic == log::bridge_events) judge(parsed<bridge::v1::BridgeEvent>(event));
  if (place.topic == log::dispatch_events) judge(parsed<dispatch::v1::DispatchEvent>(event));
  if (place.topic == log::notification_events) judge(parsed<notification::v1::NotificationEvent>(event));
  if (place.topic.ends_with(".orders.v1")) judge(parsed<grocer::v1::GrocerMessage>(event));
}

void HouseRules::sent(const bridge::v1::SentOrder& sent) {
  auto& order = known(sent.order().order_id(), "sent to its grocer");
  expect(order.released, cause_first, "order " + sent.order().order_id() + " was sent before it was released");
  expect(!order.sent, no_order_lost, "order " + sent.order().order_id() + " was sent to its grocer twice");
  expect(sent.delivery_alias() != sent.order().citizen_id() && !sent.delivery_alias().empty(), "10 no personal data",
         "order " + sent.order().order_id() + " goes to its grocer under the citizen's id");
  for (const auto& line : sent.order().lines()) order.ordered.insert(line.gtin());
  order.sent = true;
}

void HouseRules::judge(const bridge::v1::BridgeEvent& event) {
  using Event = bridge::v1::BridgeEvent;
  switch (event.event_case()) {
    case Event::kOrdersSent:
      for (const auto& one : event.orders_sent().orders()) sent(one);
      return;
    case Event::kOrderConfirmed: {
      if (event.order_confirmed().by_setting()) sent(event.order_confirmed().sent());
      auto& order = known(event.order_confirmed().order_id(), "confirmed");
      expect(order.sent && !order.confirmed && !order.refused, cause_first, "an order was confirmed unsent or twice");
      order.confirmed = true;
      for (const auto& line : event.order_confirmed().lines()) order.not_to_come.erase(line.gtin());
      return;
    }
    case Event::kOrderPacked: return packed(event.order_packed());
    case Event::kSubstitutesReturned: return went_back(event.substitutes_returned());
    case Event::kGrocerRefused: {
      auto& order = known(event.grocer_refused().order_id(), "refused");
      expect(order.sent && !order.refused && !order.packed, cause_first,
             "an order was refused unsent, twice or packed");
      order.refused = true;
      return;
    }
    case Event::kOrderWithdrawn: known(event.order_withdrawn().order_id(), "withdrawn").withdrawn = true; return;
    default: return;
  }
}

void HouseRules::packed(const bridge::v1::OrderPacked& event) {
  auto& order = known(event.order_id(), "packed");
  expect(order.told_to_grocer, cause_first, "order " + event.order_id() + " was packed before its grocer was told");
  expect(!order.packed && !order.refused, cause_first, "an order was packed twice or after a refusal");
  for (const auto& line : event.lines()) {
    expect(line.quantity() == 0 || !order.not_to_come.contains(line.gtin()), cause_first,
           "order " + event.order_id() + " was packed with what had gone back");
    if (line.quantity() > 0) order.in_boxes.insert(line.gtin());
  }
  order.packed = true;
}

void HouseRules::went_back(const bridge::v1::SubstitutesReturned& event) {
  auto& order = known(event.order_id(), "sent back in part");
  expect(order.goods_refused, cause_first, "goods of order " + event.order_id() + " went back that nobody refused");
  expect(event.after_packing() == order.packed, cause_first,
         "order " + event.order_id() + " is packed for those who take goods out of it and not for others");
  for (const auto& line : event.lines()) {
    expect(!event.after_packing() || order.in_boxes.erase(line.gtin()) == 1, cause_first,
           "of order " + event.order_id() + " something shall be taken out that does not lie in it");
    if (line.gtin() == line.ordered_gtin() || !order.ordered.contains(line.gtin()))
      order.not_to_come.insert(line.gtin());
  }
}

void HouseRules::judge(const grocer::v1::GrocerMessage& message) {
  for (const auto& one : message.orders_to_pack().orders()) {
    auto& order = known(one.order_id(), "shown to a grocer");
    expect(order.sent, cause_first, "order " + one.order_id() + " reached a grocer before the bridge sent it");
    expect(!order.told_to_grocer, no_order_lost, "order " + one.order_id() + " reached a grocer twice");
    order.told_to_grocer = true;
  }
}

void HouseRules::judge(const dispatch::v1::DispatchEvent& event) {
  using Event = dispatch::v1::DispatchEvent;
  switch (event.event_case()) {
    case Event::kRunsPlanned: return planned(event.runs_planned());
    case Event::kRunReplanned: {
      const auto& added = event.run_replanned();
      // A same-day run begins with its first stop. Its time is not told: what is seen is when it leaves.
      const auto [run, fresh] = runs_.try_emplace(added.run_id(), Run{added.driver_id(), 0, 0, {}, false});
      if (fresh) runs_of_driver_[added.driver_id()].insert(added.run_id());
      expect(!run->second.started, no_overlap, "an order was put on run " + added.run_id() + ", which has left");
      put_on(run->second, added.run_id(), added.added().order_id());
      return;
    }
    case Event::kDeliveryWithdrawn: {
      const auto& gone = event.delivery_withdrawn();
      auto& order = known(gone.order_id(), "called back");
      expect(order.withdrawn || order.refused, cause_first,
             "order " + gone.order_id() + " left its run and nobody had called it back");
      expect(!order.on_the_road, cause_first, "order " + gone.order_id() + " was called back on the road");
      if (!gone.run_id().empty()) runs_.at(gone.run_id()).open_stops.erase(gone.order_id());
      return;
    }
    case Event::kRunStarted: return started(event.run_started());
    case Event::kRunTakenOver: return taken_over(event.run_taken_over());
    case Event::kDriverOffShift: return off_shift(event.driver_off_shift().driver_id());
    case Event::kDeliveryDone:
      return handed_over(event.delivery_done().order_id(), event.delivery_done().run_id(),
                         event.delivery_done().driver_id(), true);
    case Event::kDeliveryFailed:
      return handed_over(event.delivery_failed().order_id(), event.delivery_failed().run_id(),
                         event.delivery_failed().driver_id(), false);
    case Event::kDeliveryUndone: {
      const auto& undone = event.delivery_undone();
      auto& order = known(undone.order_id(), "taken back");
      expect(undone.was_delivered() ? order.delivered : order.failed, cause_first,
             "order " + undone.order_id() + " was taken back and had not been handed over");
      (undone.was_delivered() ? order.delivered : order.failed) = false;
      ++order.times_taken_back;
      runs_.at(undone.run_id()).open_stops.insert(undone.order_id());
      return;
    }
    case Event::kAlertConfirmed:
    case Event::kAlertEscalated: {
      const auto& order_id =
          event.has_alert_confirmed() ? event.alert_confirmed().order_id() : event.alert_escalated().order_id();
      expect(known(order_id, "alarmed about").failed, cause_first, "an alarm about order " + order_id + " for nothing");
      return;
    }
    case Event::kWindowClosed: return window_closed(event.window_closed());
    case Event::kGoodsReturned: {
      auto& order = known(event.goods_returned().order_id(), "returned");
      expect(order.failed && !order.returned, cause_first, "goods came back that had not failed");
      order.returned = true;
      return;
    }
    default: return;
  }
}

void HouseRules::window_closed(const dispatch::v1::WindowClosed& event) {
  for (const auto& late : event.late()) {
    auto& order = known(late.order_id(), "late");
    expect(!order.delivered && !order.failed, cause_first, "order " + late.order_id() + " was at its door, and late");
    expect(!order.late, cause_first, "order " + late.order_id() + " was called late twice");
    expect(late.run_id().empty() || late.run_id() == order.run, cause_first,
           "order " + late.order_id() + " is late on a run that is not its own");
    order.late = true;
  }
}

void HouseRules::planned(const dispatch::v1::RunsPlanned& event) {
  for (const auto& id : event.replaced_run_ids()) {
    const auto run = runs_.find(id);
    expect(run != runs_.end() && !run->second.started, no_overlap, "run " + id + " was replaced after it had left");
    run->second.open_stops.clear();
  }
  for (const auto& planned : event.runs()) {
    const auto [run, fresh] = runs_.try_emplace(planned.run_id());
    expect(fresh, no_overlap, "run " + planned.run_id() + " was planned twice");
    run->second.driver = planned.driver_id();
    run->second.departs_at_ms = planned.departs_at_ms();
    run->second.returns_at_ms = planned.returns_at_ms();
    auto& others = runs_of_driver_[planned.driver_id()];
    for (const auto& id : others) {
      const auto& other = runs_.at(id);
      expect(other.open_stops.empty() || other.returns_at_ms <= planned.departs_at_ms() ||
                 planned.returns_at_ms() <= other.departs_at_ms,
             no_overlap,
             "driver " + planned.driver_id() + " has run " + planned.run_id() + " and run " + id + " at once");
    }
    others.insert(planned.run_id());
    for (const auto& stop : planned.stops()) put_on(run->second, planned.run_id(), stop.order_id());
  }
}

void HouseRules::put_on(Run& run, const std::string& run_id, const std::string& order_id) {
  auto& order = known(order_id, "planned");
  expect(order.confirmed || order.packed, cause_first, "order " + order_id + " was planned unconfirmed");
  expect(order.run.empty() || !runs_.at(order.run).open_stops.contains(order_id), no_overlap,
         "order " + order_id + " is on two runs");
  order.run = run_id;
  run.open_stops.insert(order_id);
}

void HouseRules::off_shift(const std::string& driver) {
  // Runs that had not left are dissolved; their orders wait again.
  for (const auto& id : runs_of_driver_[driver]) {
    if (auto& run = runs_.at(id); !run.started) run.open_stops.clear();
  }
}

void HouseRules::started(const dispatch::v1::RunStarted& event) {
  const auto run = runs_.find(event.run_id());
  expect(run != runs_.end() && !run->second.started, cause_first, "a run started unplanned or twice");
  expect(run->second.driver == event.driver_id(), cause_first, "somebody else's run was started");
  for (const auto& id : runs_of_driver_[event.driver_id()]) {
    const auto& other = runs_.at(id);
    expect(
        !other.started || other.open_stops.empty(), no_overlap,
        "driver " + event.driver_id() + " leaves with run " + event.run_id() + " while run " + id + " is on the road");
  }
  run->second.started = true;
  // What is not packed stays behind and waits for the next run.
  run->second.open_stops.clear();
  for (const auto& stop : event.stops()) {
    auto& order = known(stop.order_id(), "driven");
    expect(order.packed, cause_first, "order " + stop.order_id() + " was driven before it was packed");
    expect(order.run == event.run_id(), no_overlap, "order " + stop.order_id() + " left with another run than its own");
    order.on_the_road = true;
    run->second.open_stops.insert(stop.order_id());
  }
}

void HouseRules::taken_over(const dispatch::v1::RunTakenOver& event) {
  for (const auto& id : event.replaced_run_ids()) {
    auto& run = runs_.at(id);
    expect(!run.started && run.driver == event.driver_id(), no_overlap,
           "run " + id + " was given up for another, and had left or is somebody else's");
    run.open_stops.clear();
  }
  const auto found = runs_.find(event.run_id());
  expect(found != runs_.end() && found->second.started, cause_first, "a run was taken over that had not left");
  auto& run = found->second;
  expect(run.driver == event.from_driver_id(), cause_first, "a run was taken over from who did not drive it");
  expect(std::set<std::string>(event.order_ids().begin(), event.order_ids().end()) == run.open_stops, no_order_lost,
         "run " + event.run_id() + " was taken over with other stops than it had left");
  for (const auto& id : runs_of_driver_[event.driver_id()]) {
    const auto& other = runs_.at(id);
    expect(
        !other.started || other.open_stops.empty() || id == event.run_id(), no_overlap,
        "driver " + event.driver_id() + " takes run " + event.run_id() + " over while run " + id + " is on the road");
  }
  runs_of_driver_[run.driver].erase(event.run_id());
  run.driver = event.driver_id();
  runs_of_driver_[run.driver].insert(event.run_id());
  ++counts_.taken_over;
}

void HouseRules::handed_over(const std::string& order_id, const std::string& run_id, const std::string& driver_id,
                             bool delivered) {
  auto& order = known(order_id, delivered ? "delivered" : "brought in vain");
  expect(order.on_the_road, cause_first, "order " + order_id + " was handed over before its run started");
  expect(!order.delivered && !order.returned, cause_first, "order " + order_id + " was handed over twice");
  const auto run = runs_.find(run_id);
  expect(run != runs_.end() && run->second.driver == driver_id, cause_first,
         "order " + order_id + " was handed over by a driver who does not have it");
  run->second.open_stops.erase(order_id);
  (delivered ? order.delivered : order.failed) = true;
  order.once_delivered = order.once_delivered || delivered;
}

namespace {

/// Which telling of its kind a notification is, from 1: `<order>/<kind>~2/<contact>`.
int telling_in(const std::string& notification_id) {
  const auto mark = notification_id.find('~');
  return mark == std::string::npos ? 1 : std::atoi(notification_id.c_str() + mark + 1);
}

std::string person_told(const std::string& order_id, int kind, const std::string& contact_id, int telling) {
  return order_id + "/" + std::to_string(kind) + "~" + std::to_string(telling) + "/" + contact_id;
}

}  // namespace

void HouseRules::judge(const notification::v1::NotificationEvent& event) {
  requested(event.notifications_requested());
  requested(event.notification_failed().told());
  const auto& released = event.notifications_released();
  if (released.wait_until_ms() != 0) return;
  if (released.has_message()) {
    waiting_.erase(released.message().notification_id());
    put_in_a_message(released.message().notification_id());
    for (const auto& more : released.message().more()) {
      expect(waiting_.erase(more.notification_id()) == 1, no_second_notification,
             "notification " + more.notification_id() + " is in a digest and did not wait for one");
      put_in_a_message(more.notification_id());
    }
    ++counts_.digests;
  }
  for (const auto& one : released.suppressed()) {
    const auto person = person_told(one.order_id(), one.kind(), one.contact_id(), telling_in(one.notification_id()));
    expect(told_.contains(person), no_second_notification, "somebody is left out who was not to be told: " + person);
    std::erase_if(waiting_, [&](const std::string& id) {
      return id.starts_with(one.order_id() + "/") && id.ends_with("/" + one.contact_id());
    });
  }
}

void HouseRules::requested(const notification::v1::NotificationsRequested& event) {
  for (const auto& one : event.notifications()) {
    told(one.order_id(), one.kind(), one.contact().contact_id(), one.notification_id());
    if (one.wait_until_ms() != 0) {
      waiting_.insert(one.notification_id());
    } else {
      put_in_a_message(one.notification_id());
    }
    for (const auto& more : one.more()) {
      told(more.order_id(), more.kind(), one.contact().contact_id(), more.notification_id());
      put_in_a_message(more.notification_id());
    }
  }
}

void HouseRules::told(const std::string& order_id, int kind, const std::string& contact_id,
                      const std::string& notification_id) {
  const auto telling = telling_in(notification_id);
  const auto person = person_told(order_id, kind, contact_id, telling);
  expect(notifications_.insert(notification_id).second, no_second_notification,
         "notification " + notification_id + " was asked for twice");
  expect(told_.insert(person).second, no_second_notification, "somebody is told twice: " + person);
  // That a standing order brought nothing is news of an order that there is not, and its mail may find a dead address.
  if (kind != notification::v1::NOTIFICATION_KIND_STANDING_ORDER_MISSED &&
      kind != notification::v1::NOTIFICATION_KIND_CONTACT_UNREACHABLE)
    (void)known(order_id, "told about");
  if (telling > 1) {
    expect(known(order_id, "told about").times_taken_back >= telling - 1, no_second_notification,
           "news of order " + order_id + " are told anew that nobody took back");
  }
  if (kind == notification::v1::NOTIFICATION_KIND_TOLD_BY_MISTAKE) {
    const auto was_told = [&](int what) { return told_.contains(person_told(order_id, what, contact_id, telling)); };
    expect(was_told(notification::v1::NOTIFICATION_KIND_DELIVERED) ||
               was_told(notification::v1::NOTIFICATION_KIND_PARTLY_DELIVERED) ||
               was_told(notification::v1::NOTIFICATION_KIND_NOT_DELIVERED) ||
               was_told(notification::v1::NOTIFICATION_KIND_NOBODY_ANSWERED),
           no_second_notification, "somebody hears of a mistake who had heard nothing: " + person);
  }
  ++counts_.notifications;
}

void HouseRules::put_in_a_message(const std::string& notification_id) {
  expect(in_messages_.insert(notification_id).second, no_second_notification,
         "notification " + notification_id + " is in two messages");
}

std::size_t HouseRules::open_orders() const {
  return static_cast<std::size_t>(
      std::count_if(orders_.begin(), orders_.end(), [](const auto& order) { return !order.second.ended(); }));
}

void HouseRules::expect_every_order_ended() const {
  for (const auto& [id, order] : orders_) {
    if (order.doubtful)
      throw Violation{cause_first,
                      "order " + id + " holds what its citizen must not get, and nobody looked at it again"};
    if (order.ended()) continue;
    const auto has = [](bool yes, const char* what) { return yes ? std::string{" "} + what : std::string{}; };
    throw Violation{no_order_lost, "order " + id + " of " + slot_of(order.window) + " never ended; it is placed" +
                                       has(order.released, "released") + has(order.sent, "sent") +
                                       has(order.confirmed, "confirmed") + has(order.packed, "packed") +
                                       has(!order.run.empty(), "planned") + has(order.on_the_road, "driven") +
                                       has(order.delivered, "delivered") + has(order.failed, "failed")};
  }
}

}  // namespace matbud::simulation
