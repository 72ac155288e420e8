// Carries to one grocer's topic what the bridge has said.
#include "matbud/bridge/v1/events.pb.h"
#include "matbud/grocer/v1/orders.pb.h"
#include "matbud/grocer_bridge/decider.h"
#include "matbud/log/topics.h"
#include "matbud/processor/service_decider.h"
#include "told.h"

namespace matbud::grocer_bridge {
namespace {

using google::protobuf::Arena;
using grocer::v1::GrocerMessage;

template <class Message>
bool is(const processor::Input& input) {
  return input.record.type == Message::descriptor()->full_name();
}

class RelayDecider final : public processor::Decider {
 public:
  explicit RelayDecider(GrocerId grocer) : grocer_{std::move(grocer)} {}

  [[nodiscard]] std::optional<processor::Decision> decide(const matbud::state::TableReader&,
                                                          const processor::Input& input, Arena& arena) const override {
    if (input.topic != log::bridge_events) return std::nullopt;
    if (!is<bridge::v1::OrdersSent>(input) && !is<bridge::v1::OrderConfirmed>(input) &&
        !is<bridge::v1::OrderWithdrawn>(input) && !is<bridge::v1::GrocerRefused>(input) &&
        !is<bridge::v1::SubstitutesReturned>(input)) {
      return std::nullopt;
    }
    const auto& event = processor::decoded<bridge::v1::BridgeEvent>(input, arena);
    auto* message = Arena::CreateMessage<GrocerMessage>(&arena);
    if (!tell(event, grocer_.value(), *message)) return std::nullopt;
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
  GrocerId grocer_;
};

}  // namespace

std::shared_ptr<const processor::Decider> make_relay_decider(GrocerId grocer) {
  return std::make_shared<RelayDecider>(std::move(grocer));
}

}  // namespace matbud::grocer_bridge
