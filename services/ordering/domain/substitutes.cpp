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

/// What a substitute is judged by.
struct Judged {
  Shopping shopping;              ///< what the citizen may have
  Objection closed;               ///< why they may have nothing; none = it depends on the goods
  std::uint32_t age_limit_years;  ///< what the driver is told to look at
  bool alcohol;                   ///< whether the driver knows of alcohol and its hours
};

/// Nothing when ordering does not know the order or its citizen, or when the order is over.
std::optional<Judged> know_order(const Asked& asked, const bridge::v1::OrderConfirmed& confirmed) {
  const auto order = order_states.find(asked.state, confirmed.order_id());
  const auto area = areas.find(asked.state, asked.area_id);
  if (!order || order->phase() != stored::ORDER_PHASE_RELEASED || !area) return std::nullopt;
  const auto citizen = citizens.find(asked.state, order->citizen_id());
  if (!citizen) return std::nullopt;
  Judged judged{{}, {}, order->age_limit_years(), order->alcohol()};
  if (const auto* window = time::window_of(*area, order->window().window_id())) {
    judged.shopping.alcohol =
        alcohol_door(known_zone_of(*area), *area, *window, time::day_from(order->window().delivery_day()));
  } else {
    judged.shopping.alcohol.closed = v1::REFUSAL_REASON_ALCOHOL_HOURS;
  }
  judged.closed = know_citizen(asked, *citizen, judged.shopping);
  return judged;
}

Objection check_substitute(const Judged& judged, const std::optional<stored::PricedProduct>& product) {
  if (judged.closed) return judged.closed;
  if (!product) return Refusal{v1::REFUSAL_REASON_UNKNOWN_PRODUCT};
  // The door was told by the order as it was placed: a substitute must not need more of it.
  if (age_limit_of(*product) > judged.age_limit_years) return Refusal{v1::REFUSAL_REASON_AGE_LIMIT};
  if (is_alcohol(*product) && !judged.alcohol) return Refusal{v1::REFUSAL_REASON_ALCOHOL_HOURS};
  return check_citizen(judged.shopping, *product);
}

template <class Line>
void name_goods(const bridge::v1::ConfirmedLine& confirmed, Line& said) {
  said.set_ordered_gtin(confirmed.ordered_gtin());
  said.set_gtin(confirmed.gtin());
}

template <class Event>
std::string_view name_order(const bridge::v1::OrderConfirmed& confirmed, Event& said) {
  said.set_order_id(confirmed.order_id());
  said.set_citizen_id(confirmed.citizen_id());
  return said.order_id();
}

}  // namespace

std::optional<std::string_view> judge_substitutes(const Asked& asked, const processor::Input& input,
                                                  google::protobuf::Arena& arena, v1::OrderingEvent& said) {
  if (input.topic != log::bridge_events || input.record.type != bridge::v1::OrderConfirmed::descriptor()->full_name())
    return std::nullopt;
  const auto& confirmed = processor::decoded<bridge::v1::BridgeEvent>(input, arena).order_confirmed();
  std::optional<Judged> judged;
  ProductKey key{confirmed.grocer_id()};
  v1::SubstitutesRefused refused;
  google::protobuf::RepeatedPtrField<v1::Substitute> let_through;
  for (const auto& line : confirmed.lines()) {
    if (line.outcome() != bridge::v1::LINE_OUTCOME_SUBSTITUTED) continue;
    if (!judged) judged = know_order(asked, confirmed);
    if (!judged) return std::nullopt;
    const auto objection = check_substitute(*judged, products.find(asked.state, key, line.gtin()));
    if (!objection) {
      name_goods(line, *let_through.Add());
      continue;
    }
    auto& sent_back = *refused.add_lines();
    name_goods(line, sent_back);
    sent_back.set_reason(objection->reason);
  }
  if (!judged) return std::nullopt;
  if (refused.lines().empty()) {
    auto& event = *said.mutable_substitutes_let_through();
    *event.mutable_lines() = std::move(let_through);
    return name_order(confirmed, event);
  }
  auto& event = *said.mutable_substitutes_refused();
  event = std::move(refused);
  *event.mutable_let_through() = std::move(let_through);
  return name_order(confirmed, event);
}

}  // namespace matbud::ordering
