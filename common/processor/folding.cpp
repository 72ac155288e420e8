#include "folding.h"

#include "matbud/processor/machinery.h"
#include "parking.h"

namespace matbud::processor {
namespace {

std::string emptied_by_leaving(state::TableWriter& state, const runtime::v1::InputRef& input) {
  const auto left = unpark(state, input);
  return left && left->queue_empty ? left->subject : std::string{};
}

QueueChange fold_machinery(state::TableWriter& state, const runtime::v1::RuntimeEvent& event) {
  switch (event.event_case()) {
    case runtime::v1::RuntimeEvent::kInputParked:
      park(state, event.input_parked());
      return {event.input_parked().subject(), {}};
    case runtime::v1::RuntimeEvent::kParkedSettled:
      return {{}, emptied_by_leaving(state, event.parked_settled().input())};
    case runtime::v1::RuntimeEvent::kEffectStarted:
      mark_started(state, event.effect_started().effect_id(), event.effect_started().incarnation());
      return {};
    case runtime::v1::RuntimeEvent::kRedriveRefused:
    case runtime::v1::RuntimeEvent::EVENT_NOT_SET: break;
  }
  return {};
}

}  // namespace

google::protobuf::Message* decoded_event(const Decider& decider, const log::Envelope& record,
                                         google::protobuf::Arena& arena) {
  auto* event = decider.new_event(arena);
  if (!event->ParseFromArray(record.value.data(), static_cast<int>(record.value.size()))) return nullptr;
  return type_of(*event) == record.type ? event : nullptr;
}

Error unknown_event(const log::TopicPartition& place, Offset at, const log::Envelope& record) {
  return {Error::Code::corrupt, to_string(place) + " at " + std::to_string(at.value()) + " is in the chain but " +
                                    std::string{record.type} + " cannot be decoded by this version"};
}

QueueChange fold_event(const Decider& decider, state::TableWriter& state, const google::protobuf::Message& event,
                       const EventInfo& info) {
  if (const auto* machinery = decider.runtime_event(event)) return fold_machinery(state, *machinery);
  decider.evolve(state, event, info);
  if (const auto* input = decider.redriven(event)) return {{}, emptied_by_leaving(state, *input)};
  return {};
}

}  // namespace matbud::processor
