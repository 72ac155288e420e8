// What one grocer is told of what the bridge has said.
#include "matbud/base/plant.h"
#include "matbud/bridge/v1/events.pb.h"
#include "matbud/grocer/v1/orders.pb.h"
#include "matbud/grocer_bridge/decider.h"
#include "matbud/log/topics.h"
#include "matbud/processor/service_decider.h"

namespace matbud::grocer_bridge {
namespace {

using google::protobuf::Arena;
using grocer::v1::GrocerMessage;

template <class Message>
bool is(const processor::Input& input) {
  return input.record.type == Message::descriptor()->full_name();
}

/// Field by field: what is not named here does not leave the house.
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
  }
  told.set_total_ore(order.total_ore());
  told.set_version(order.version());
  told.set_answer_due_at_ms(sent.answer_due_at_ms());
  told.set_accepted_by_setting(order.grocer_accepts_by_setting());
}

class RelayDecider final : public processor::Decider {
 public:
  explicit RelayDecider(GrocerId grocer) : grocer_{std::move(grocer)} {}

  [[nodiscard]] std::optional<processor::Decision> decide(const matbud::state::TableReader&,
                                                          const processor::Input& input, Arena& arena) const override {
    if (input.topic != log::bridge_events) return std::nullopt;
    if (!is<bridge::v1::OrdersSent>(input) && !is<bridge::v1::OrderConfirmed>(input) &&
        !is<bridge::v1::OrderWithdrawn>(input) && !is<bridge::v1::SubstitutesReturned>(input)) {
      return std::nullopt;
    }
    const auto& event = processor::decoded<bridge::v1::BridgeEvent>(input, arena);
    auto* message = Arena::CreateMessage<GrocerMessage>(&arena);
    for (const auto& sent : event.orders_sent().orders()) tell(*message, sent);
    if (event.order_confirmed().by_setting()) tell(*message, event.order_confirmed().sent());
    if (event.order_withdrawn().grocer_id() == grocer_.value())
      message->mutable_order_withdrawn()->set_order_id(event.order_withdrawn().order_id());
    if (const auto& confirmed = event.order_confirmed(); !confirmed.returned().empty())
      tell_returned(*message, confirmed, confirmed.returned());
    if (const auto& returned = event.substitutes_returned(); !returned.lines().empty())
      tell_returned(*message, returned, returned.lines());
    if (message->message_case() == GrocerMessage::MESSAGE_NOT_SET) return std::nullopt;
    return processor::Decision{message, std::string{input.record.subject}};
  }

  void evolve(matbud::state::TableWriter&, const google::protobuf::Message&,
              const processor::EventInfo&) const override {}
  [[nodiscard]] google::protobuf::Message* new_event(Arena& arena) const override {
    return Arena::CreateMessage<GrocerMessage>(&arena);
  }
  [[nodiscard]] const runtime::v1::RuntimeCommand* runtime_command(const processor::Input&, Arena&) const override {
    return nullptr;
  }
  /// Never called: a relay has no commands topic.
  [[nodiscard]] std::string wrapped(const runtime::v1::RuntimeCommand&) const override { return {}; }
  [[nodiscard]] const runtime::v1::RuntimeEvent* runtime_event(const google::protobuf::Message&) const override {
    return nullptr;
  }
  [[nodiscard]] runtime::v1::RuntimeEvent* mutable_runtime_event(google::protobuf::Message&) const override {
    return nullptr;
  }
  [[nodiscard]] const runtime::v1::InputRef* redriven(const google::protobuf::Message&) const override {
    return nullptr;
  }
  /// Never called: what cannot park is never redriven.
  void set_redriven(google::protobuf::Message&, const runtime::v1::InputRef&) const override {}

 private:
  void tell(GrocerMessage& message, const bridge::v1::SentOrder& sent) const {
    if (sent.order().grocer_id() == grocer_.value()) fill(*message.mutable_orders_to_pack()->add_orders(), sent);
  }

  template <class Event>
  void tell_returned(GrocerMessage& message, const Event& event,
                     const google::protobuf::RepeatedPtrField<bridge::v1::ReturnedSubstitute>& lines) const {
    if (event.grocer_id() != grocer_.value()) return;
    auto& told = *message.mutable_substitutes_returned();
    told.set_order_id(event.order_id());
    told.set_total_ore(event.total_ore());
    for (const auto& line : lines) {
      auto& back = *told.add_lines();
      back.set_ordered_gtin(line.ordered_gtin());
      back.set_gtin(line.gtin());
    }
  }

  GrocerId grocer_;
};

}  // namespace

std::shared_ptr<const processor::Decider> make_relay_decider(GrocerId grocer) {
  return std::make_shared<RelayDecider>(std::move(grocer));
}

}  // namespace matbud::grocer_bridge
