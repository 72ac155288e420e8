#include "substitutes.h"

#include "buyer.h"
#include "matbud/bridge/v1/events.pb.h"
#include "matbud/log/topics.h"
#include "matbud/processor/service_decider.h"
#include "pricing.h"
#include "slot.h"
#include "tables.h"

namespace matbud::ordering {
namespace {

/// What is known of the order's buyer and door. False when ordering does not know the order or its citizen.
bool know_order(const Asked& asked, const bridge::v1::OrderConfirmed& confirmed, Shopping& shopping,
                Objection& closed) {
  const auto order = order_states.find(asked.state, confirmed.order_id());
  const auto area = areas.find(asked.state, asked.area_id);
  if (!order || order->phase() != stored::ORDER_PHASE_RELEASED || !area) return false;
  const auto citizen = citizens.find(asked.state, order->citizen_id());
  if (!citizen) return false;
  if (const auto* window = time::window_of(*area, order->window().window_id())) {
    shopping.alcohol =
        alcohol_door(known_zone_of(*area), *area, *window, time::day_from(order->window().delivery_day()));
  } else {
    shopping.alcohol.closed = v1::REFUSAL_REASON_ALCOHOL_HOURS;
  }
  closed = know_citizen(asked, *citizen, shopping);
  return true;
}

}  // namespace

bool refuse_substitutes(const Asked& asked, const processor::Input& input, google::protobuf::Arena& arena,
                        v1::SubstitutesRefused& said) {
  if (input.topic != log::bridge_events || input.record.type != bridge::v1::OrderConfirmed::descriptor()->full_name())
    return false;
  const auto& confirmed = processor::decoded<bridge::v1::BridgeEvent>(input, arena).order_confirmed();
  std::optional<Shopping> shopping;
  Objection closed;
  ProductKey key{confirmed.grocer_id()};
  for (const auto& line : confirmed.lines()) {
    if (line.outcome() != bridge::v1::LINE_OUTCOME_SUBSTITUTED) continue;
    if (!shopping && !know_order(asked, confirmed, shopping.emplace(), closed)) return false;
    const auto product = products.find(asked.state, key.of(line.gtin()));
    auto objection = closed ? closed : check_citizen(*shopping, product.value_or(stored::PricedProduct{}));
    if (!objection) continue;
    auto& refused = *said.add_lines();
    refused.set_ordered_gtin(line.ordered_gtin());
    refused.set_gtin(line.gtin());
    refused.set_reason(objection->reason);
  }
  said.set_order_id(confirmed.order_id());
  said.set_citizen_id(confirmed.citizen_id());
  return !said.lines().empty();
}

}  // namespace matbud::ordering
