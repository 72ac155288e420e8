// The part of a decider that is the same for every service: decoding, the machinery's fields. A service writes only
// `decide` for each topic it hears and `evolve` for its own event.
#pragma once

#include "matbud/processor/decider.h"

namespace matbud::processor {

/// Decodes a record's value onto the arena. Throws Poison when it is not a `Message`.
template <class Message>
[[nodiscard]] const Message& decoded(const Input& input, google::protobuf::Arena& arena) {
  auto* message = google::protobuf::Arena::CreateMessage<Message>(&arena);
  const auto value = input.record.value;
  if (!message->ParseFromArray(value.data(), static_cast<int>(value.size()))) {
    throw Poison{"value is not a " + Message::descriptor()->full_name()};
  }
  return *message;
}

/// `Event` is the service's top-level event with fields `runtime` and `redriven`; `Command` its top-level command with
/// field `runtime`; `commands_topic` where such commands arrive.
template <class Command, class Event>
class ServiceDecider : public Decider {
 public:
  explicit ServiceDecider(std::string_view commands_topic) : commands_topic_{commands_topic} {}

  void evolve(state::TableWriter& state, const google::protobuf::Message& event, const EventInfo& info) const final {
    evolve_event(state, static_cast<const Event&>(event), info);
  }
  [[nodiscard]] google::protobuf::Message* new_event(google::protobuf::Arena& arena) const final {
    return google::protobuf::Arena::CreateMessage<Event>(&arena);
  }
  [[nodiscard]] const runtime::v1::RuntimeCommand* runtime_command(const Input& input,
                                                                   google::protobuf::Arena& arena) const final {
    if (input.topic != commands_topic_) return nullptr;
    auto* command = google::protobuf::Arena::CreateMessage<Command>(&arena);
    const auto value = input.record.value;
    if (!command->ParseFromArray(value.data(), static_cast<int>(value.size()))) return nullptr;
    return command->has_runtime() ? &command->runtime() : nullptr;
  }
  [[nodiscard]] std::string wrapped(const runtime::v1::RuntimeCommand& command) const final {
    Command top_level;
    *top_level.mutable_runtime() = command;
    return top_level.SerializeAsString();
  }
  [[nodiscard]] const runtime::v1::RuntimeEvent* runtime_event(const google::protobuf::Message& event) const final {
    const auto& own = static_cast<const Event&>(event);
    return own.has_runtime() ? &own.runtime() : nullptr;
  }
  [[nodiscard]] runtime::v1::RuntimeEvent* mutable_runtime_event(google::protobuf::Message& event) const final {
    return static_cast<Event&>(event).mutable_runtime();
  }
  [[nodiscard]] const runtime::v1::InputRef* redriven(const google::protobuf::Message& event) const final {
    const auto& own = static_cast<const Event&>(event);
    return own.has_redriven() ? &own.redriven() : nullptr;
  }
  void set_redriven(google::protobuf::Message& event, const runtime::v1::InputRef& input) const final {
    *static_cast<Event&>(event).mutable_redriven() = input;
  }

 protected:
  virtual void evolve_event(state::TableWriter& state, const Event& event, const EventInfo& info) const = 0;
  [[nodiscard]] std::string_view commands_topic() const { return commands_topic_; }

 private:
  std::string_view commands_topic_;
};

}  // namespace matbud::processor
