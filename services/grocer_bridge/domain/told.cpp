#include "told.h"

#include "matbud/base/plant.h"

namespace matbud::grocer_bridge {
namespace {

using bridge::v1::BridgeEvent;
using grocer::v1::GrocerMessage;

void fill(grocer::v1::GrocerOrder& told, const bridge::v1::SentOrder& sent) {
  const auto& order = sent.order();
  told.set_order_id(order.order_id());
  told.set_delivery_alias(planted("relay-leaks-citizen") ? order.citizen_id() : sent.delivery_alias());
  *told.mutable_window() = order.window();
  for (const auto& line : order.lines()) {
    auto& told_line = *told.add_lines();
    told_line.set_gtin(line.gtin());
    told_line.set_quantity(line.quantity());
    told_line.set_price_ore(line.price_ore());
    told_line.set_wish(line.wish());
    told_line.set_alternative_gtin(line.alternative_gtin());
    told_line.set_sold_by_weight(line.sold_by_weight());
    told_line.set_deposit_ore(line.deposit_ore());
  }
  told.set_total_ore(order.total_ore());
  told.set_version(order.version());
  told.set_answer_due_at_ms(sent.answer_due_at_ms());
  told.set_accepted_by_setting(order.grocer_accepts_by_setting());
}

template <class Event>
void fill_returned(GrocerMessage& message, const Event& event,
                   const google::protobuf::RepeatedPtrField<bridge::v1::ReturnedSubstitute>& lines) {
  auto& told = *message.mutable_substitutes_returned();
  told.set_order_id(event.order_id());
  told.set_total_ore(event.total_ore());
  for (const auto& line : lines) {
    auto& back = *told.add_lines();
    back.set_ordered_gtin(line.ordered_gtin());
    back.set_gtin(line.gtin());
  }
}

/// Not by the grocer's own answer: it has to be told.
bool was_given_up(const bridge::v1::GrocerRefused& refused) { return refused.answer_id().empty(); }

}  // namespace

bool tell(const BridgeEvent& event, std::string_view grocer_id, GrocerMessage& message) {
  const auto add = [&](const bridge::v1::SentOrder& sent) {
    if (sent.order().grocer_id() == grocer_id) fill(*message.mutable_orders_to_pack()->add_orders(), sent);
  };
  switch (event.event_case()) {
    case BridgeEvent::kOrdersSent:
      for (const auto& sent : event.orders_sent().orders()) add(sent);
      break;
    case BridgeEvent::kOrderConfirmed: {
      const auto& confirmed = event.order_confirmed();
      if (confirmed.by_setting()) add(confirmed.sent());
      if (confirmed.grocer_id() == grocer_id && !confirmed.returned().empty())
        fill_returned(message, confirmed, confirmed.returned());
      break;
    }
    case BridgeEvent::kOrderWithdrawn:
      if (event.order_withdrawn().grocer_id() == grocer_id)
        message.mutable_order_withdrawn()->set_order_id(event.order_withdrawn().order_id());
      break;
    case BridgeEvent::kGrocerRefused:
      if (was_given_up(event.grocer_refused()) && event.grocer_refused().grocer_id() == grocer_id)
        message.mutable_order_withdrawn()->set_order_id(event.grocer_refused().order_id());
      break;
    case BridgeEvent::kSubstitutesReturned: {
      const auto& returned = event.substitutes_returned();
      if (returned.grocer_id() == grocer_id && !returned.lines().empty())
        fill_returned(message, returned, returned.lines());
      break;
    }
    default: break;
  }
  return message.message_case() != GrocerMessage::MESSAGE_NOT_SET;
}

std::set<std::string> grocers_told(const BridgeEvent& event) {
  switch (event.event_case()) {
    case BridgeEvent::kOrdersSent: {
      std::set<std::string> grocers;
      for (const auto& sent : event.orders_sent().orders()) grocers.insert(sent.order().grocer_id());
      return grocers;
    }
    case BridgeEvent::kOrderConfirmed: return {event.order_confirmed().grocer_id()};
    case BridgeEvent::kOrderWithdrawn: return {event.order_withdrawn().grocer_id()};
    case BridgeEvent::kGrocerRefused:
      if (!was_given_up(event.grocer_refused())) return {};
      return {event.grocer_refused().grocer_id()};
    case BridgeEvent::kSubstitutesReturned: return {event.substitutes_returned().grocer_id()};
    default: return {};
  }
}

std::vector<std::string> orders_in(const GrocerMessage& message) {
  std::vector<std::string> orders;
  for (const auto& order : message.orders_to_pack().orders()) orders.push_back(order.order_id());
  if (message.has_order_withdrawn()) orders.push_back(message.order_withdrawn().order_id());
  if (message.has_substitutes_returned()) orders.push_back(message.substitutes_returned().order_id());
  return orders;
}

}  // namespace matbud::grocer_bridge
