#include "closing.h"

#include "matbud/bridge/v1/events.pb.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/log/topics.h"
#include "matbud/processor/service_decider.h"
#include "tables.h"

namespace matbud::ordering {
namespace {

struct End {
  const std::string* order_id;
  v1::OrderEnding ending;
};

template <class Message>
bool holds(const processor::Input& input) {
  return input.record.type == Message::descriptor()->full_name();
}

std::optional<End> end_in(const processor::Input& input, google::protobuf::Arena& arena) {
  if (input.topic == log::bridge_events && holds<bridge::v1::GrocerRefused>(input)) {
    const auto& refused = processor::decoded<bridge::v1::BridgeEvent>(input, arena).grocer_refused();
    return End{&refused.order_id(), v1::ORDER_ENDING_REFUSED_BY_GROCER};
  }
  if (input.topic == log::dispatch_events && holds<dispatch::v1::DeliveryDone>(input)) {
    const auto& done = processor::decoded<dispatch::v1::DispatchEvent>(input, arena).delivery_done();
    return End{&done.order_id(), v1::ORDER_ENDING_DELIVERED};
  }
  if (input.topic == log::dispatch_events && holds<dispatch::v1::GoodsReturned>(input)) {
    const auto& returned = processor::decoded<dispatch::v1::DispatchEvent>(input, arena).goods_returned();
    return End{&returned.order_id(), v1::ORDER_ENDING_RETURNED};
  }
  return std::nullopt;
}

/// Whether this end may still come to the order. One that was called back comes only when its run had left: what a
/// grocer refuses of it has ended before.
bool may_end(const stored::OrderState& order, v1::OrderEnding ending) {
  if (order.phase() == stored::ORDER_PHASE_RELEASED) return true;
  return order.phase() == stored::ORDER_PHASE_CANCELLED && order.called_back() &&
         ending != v1::ORDER_ENDING_REFUSED_BY_GROCER;
}

}  // namespace

bool close(const state::TableReader& state, const processor::Input& input, google::protobuf::Arena& arena,
           v1::OrderClosed& said) {
  const auto end = end_in(input, arena);
  if (!end) return false;
  const auto order = order_states.find(state, *end->order_id);
  if (!order || !may_end(*order, end->ending)) return false;
  said.set_order_id(*end->order_id);
  said.set_citizen_id(order->citizen_id());
  said.set_ending(end->ending);
  *said.mutable_window() = order->window();
  return true;
}

bool leave(const state::TableReader& state, const processor::Input& input, google::protobuf::Arena& arena,
           v1::OrdersLeft& said) {
  if (input.topic != log::dispatch_events || !holds<dispatch::v1::RunStarted>(input)) return false;
  const auto& started = processor::decoded<dispatch::v1::DispatchEvent>(input, arena).run_started();
  for (const auto& stop : started.stops()) {
    const auto order = order_states.find(state, stop.order_id());
    if (order && order->phase() == stored::ORDER_PHASE_RELEASED && !order->left()) said.add_order_ids(stop.order_id());
  }
  said.set_run_id(started.run_id());
  return !said.order_ids().empty();
}

bool reopen(const state::TableReader& state, const processor::Input& input, google::protobuf::Arena& arena,
            v1::OrderReopened& said) {
  if (input.topic != log::dispatch_events || !holds<dispatch::v1::DeliveryUndone>(input)) return false;
  const auto& undone = processor::decoded<dispatch::v1::DispatchEvent>(input, arena).delivery_undone();
  const auto order = order_states.find(state, undone.order_id());
  if (!undone.was_delivered() || !order || order->phase() != stored::ORDER_PHASE_CLOSED || !order->delivered())
    return false;
  said.set_order_id(undone.order_id());
  said.set_citizen_id(order->citizen_id());
  *said.mutable_window() = order->window();
  return true;
}

}  // namespace matbud::ordering
