#include "settling.h"

#include "buyer.h"
#include "matbud/bridge/v1/events.pb.h"
#include "matbud/log/topics.h"
#include "matbud/processor/service_decider.h"
#include "tables.h"

namespace matbud::ordering {
namespace {

/// Whether it costs its citizen something: not when it was withdrawn, refused or brought back. The word that it was
/// delivered may come before that it was packed, since they lie in different topics.
bool is_paid_for(const stored::OrderState& order) {
  return order.phase() == stored::ORDER_PHASE_RELEASED ||
         (order.phase() == stored::ORDER_PHASE_CLOSED && order.delivered());
}

}  // namespace

bool settle(const Asked& asked, const processor::Input& input, google::protobuf::Arena& arena, v1::OrderSettled& said) {
  if (input.topic != log::bridge_events || input.record.type != bridge::v1::OrderPacked::descriptor()->full_name())
    return false;
  const auto& packed = processor::decoded<bridge::v1::BridgeEvent>(input, arena).order_packed();
  const auto order = order_states.find(asked.state, packed.order_id());
  if (!order || order->counted_month() == 0 || order->counted_ore() == packed.total_ore() || !is_paid_for(*order))
    return false;
  const auto citizen = citizens.find(asked.state, order->citizen_id());
  if (!citizen) throw state::StoreFailure{"an order has lost its citizen"};
  said.set_order_id(packed.order_id());
  said.set_citizen_id(order->citizen_id());
  said.set_total_ore(packed.total_ore());
  *said.mutable_spending() =
      reckon(asked, *citizen, order->citizen_id(), order->counted_month(), packed.total_ore(), order->counted_ore());
  return true;
}

}  // namespace matbud::ordering
