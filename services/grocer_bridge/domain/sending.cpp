#include "sending.h"

#include <algorithm>
#include <chrono>

#include "alias.h"
#include "matbud/bridge/v1/events.pb.h"
#include "matbud/grocer_bridge/deadlines.h"
#include "matbud/processor/machinery.h"
#include "tables.h"

namespace matbud::grocer_bridge {
namespace {

using bridge::v1::BridgeEvent;

constexpr std::chrono::minutes time_to_answer_min{30};
constexpr std::chrono::hours time_to_act{3};
constexpr std::chrono::hours time_to_pack_min{1};
constexpr std::chrono::hours time_to_load{1};
constexpr std::chrono::hours time_to_give_up{12};
constexpr std::chrono::hours time_to_call_min{1};

void check_grocer(const orders::v1::ReleasedOrder& order, const Moment& moment) {
  const bool known = std::any_of(moment.grocers.begin(), moment.grocers.end(),
                                 [&](const GrocerId& grocer) { return grocer.value() == order.grocer_id(); });
  if (!known) {
    throw processor::Poison{"order " + order.order_id() + ": grocer_id `" + order.grocer_id() +
                            "` is no grocer of this installation"};
  }
}

void fill_sent(bridge::v1::SentOrder& sent, const orders::v1::ReleasedOrder& order, Timestamp now) {
  *sent.mutable_order() = order;
  sent.set_delivery_alias(delivery_alias(order.order_id()));
  if (!order.grocer_accepts_by_setting()) sent.set_answer_due_at_ms(to_ms(answer_due(order.window(), now)));
}

}  // namespace

Timestamp answer_due(const orders::v1::DeliveryWindow& window, Timestamp sent_at) {
  const auto soonest = sent_at + time_to_answer_min;
  if (window.same_day()) return soonest;
  return std::max(soonest, from_ms(window.opens_at_ms()) - time_to_act);
}

Timestamp packing_due(const orders::v1::DeliveryWindow& window, Timestamp accepted_at) {
  return std::max(accepted_at + time_to_pack_min, from_ms(window.opens_at_ms()) - time_to_load);
}

Timestamp given_up_at(const orders::v1::DeliveryWindow& window, Timestamp told_late_at) {
  return std::max(told_late_at + time_to_call_min, from_ms(window.closes_at_ms()) + time_to_give_up);
}

std::optional<processor::Decision> decide_released(const TableReader& tables,
                                                   const ordering::v1::OrdersReleased& released, const Moment& moment,
                                                   Arena& arena) {
  auto* event = Arena::CreateMessage<BridgeEvent>(&arena);
  for (const auto& order : released.orders()) {
    if (table::orders.contains(tables, order.order_id())) continue;
    check_grocer(order, moment);
    fill_sent(*event->mutable_orders_sent()->add_orders(), order, moment.now);
  }
  if (!event->has_orders_sent()) return std::nullopt;
  return processor::Decision{event, std::string{moment.subject}};
}

std::optional<processor::Decision> decide_placed(const TableReader& tables, const ordering::v1::OrderPlaced& placed,
                                                 const Moment& moment, Arena& arena) {
  const auto& order = placed.order();
  if (placed.released_at_ms() != 0 || table::orders.contains(tables, order.order_id())) return std::nullopt;
  check_grocer(order, moment);
  auto* event = Arena::CreateMessage<BridgeEvent>(&arena);
  if (order.grocer_accepts_by_setting()) {
    auto& confirmed = *event->mutable_order_confirmed();
    confirmed.set_order_id(order.order_id());
    confirmed.set_citizen_id(order.citizen_id());
    confirmed.set_grocer_id(order.grocer_id());
    *confirmed.mutable_window() = order.window();
    confirmed.set_by_setting(true);
    confirmed.set_total_ore(order.total_ore());
    fill_sent(*confirmed.mutable_sent(), order, moment.now);
  } else {
    fill_sent(*event->mutable_orders_sent()->add_orders(), order, moment.now);
  }
  return processor::Decision{event, order_subject(order.order_id())};
}

std::optional<processor::Decision> decide_cancelled(const TableReader& tables,
                                                    const ordering::v1::OrderCancelled& cancelled, Arena& arena) {
  const auto order = table::orders.find(tables, cancelled.order_id());
  // What stands packed is called back as well: it has not left, as far as ordering has heard.
  const bool ended = !order || order->phase() == state::PHASE_REFUSED || order->phase() == state::PHASE_WITHDRAWN;
  if (ended) return std::nullopt;
  auto* event = Arena::CreateMessage<BridgeEvent>(&arena);
  auto& withdrawn = *event->mutable_order_withdrawn();
  withdrawn.set_order_id(cancelled.order_id());
  withdrawn.set_citizen_id(order->citizen_id());
  withdrawn.set_grocer_id(order->grocer_id());
  *withdrawn.mutable_window() = order->window();
  return processor::Decision{event, order_subject(cancelled.order_id())};
}

std::optional<processor::Decision> decide_due(const TableReader& tables, const runtime::v1::TimerDue& due,
                                              Arena& arena) {
  const bool is_given_up = due.timer_id().starts_with(given_up_prefix);
  if (!processor::is_due(tables, due) || (!is_given_up && !due.timer_id().starts_with(late_prefix)))
    return std::nullopt;
  const auto order_id = due.timer_id().substr(is_given_up ? given_up_prefix.size() : late_prefix.size());
  const auto order = table::orders.find(tables, order_id);
  if (!order || (order->phase() != state::PHASE_SENT && order->phase() != state::PHASE_ACCEPTED)) return std::nullopt;
  auto* event = Arena::CreateMessage<BridgeEvent>(&arena);
  if (is_given_up) {
    auto& refused = *event->mutable_grocer_refused();
    refused.set_order_id(order_id);
    refused.set_citizen_id(order->citizen_id());
    refused.set_grocer_id(order->grocer_id());
    *refused.mutable_window() = order->window();
    return processor::Decision{event, order_subject(order_id)};
  }
  auto& late = *event->mutable_grocer_late();
  late.set_order_id(order_id);
  late.set_citizen_id(order->citizen_id());
  late.set_grocer_id(order->grocer_id());
  late.set_due_at_ms(due.due_at_ms());
  return processor::Decision{event, order_subject(order_id)};
}

}  // namespace matbud::grocer_bridge
