#include "machinery_oracle.h"

#include "matbud/processor/machinery.h"
#include "trace.h"

namespace matbud::simulation {
namespace {

using runtime::v1::InputParked;
using runtime::v1::InputRef;
using runtime::v1::RuntimeEvent;

constexpr state::Table<InputParked> queues{processor::parked_inputs};
constexpr state::Table<runtime::v1::PendingEffect> effects{processor::pending_effects};

std::string place_of(const InputRef& input) {
  return input.topic() + "/" + std::to_string(input.partition()) + "/" + std::to_string(input.offset());
}

InputRef ref_of(const processor::Input& input) {
  InputRef ref;
  ref.set_topic(std::string{input.topic});
  ref.set_partition(input.partition.value());
  ref.set_offset(input.offset.value());
  return ref;
}

std::int64_t number_from(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char byte : bytes) number = (number << 8) | static_cast<std::uint8_t>(byte);
  return static_cast<std::int64_t>(number);
}

std::string queue_of(const std::string& subject) { return subject + std::string(1, '\0'); }

std::optional<InputParked> oldest_of(const state::TableReader& state, const std::string& subject) {
  std::optional<InputParked> oldest;
  queues.scan(state, queue_of(subject), "", [&](std::string_view, const InputParked& parked) {
    oldest = parked;
    return false;
  });
  return oldest;
}

void leave_queue(state::TableWriter& state, const InputRef& input) {
  std::string key;
  std::string subject;
  queues.scan(state, "", "", [&](std::string_view at, const InputParked& parked) {
    if (place_of(parked.input()) != place_of(input)) return true;
    key = at;
    subject = parked.subject();
    return false;
  });
  if (key.empty()) return;
  const auto oldest = oldest_of(state, subject);
  if (place_of(oldest->input()) != place_of(input))
    throw Violation{"1 order of parked inputs", "parked input " + place_of(input) + " of " + subject +
                                                    " left its queue before " + place_of(oldest->input())};
  state.erase(processor::parked_inputs, key);
  if (!oldest_of(state, subject)) state.erase(processor::parked_subjects, subject);
}

}  // namespace

MachineryOracle::Expected MachineryOracle::said(const std::string& subject, RuntimeEvent*& event,
                                                google::protobuf::Arena& arena) const {
  auto* top_level = spec_.decider->new_event(arena);
  event = spec_.decider->mutable_runtime_event(*top_level);
  if (event == nullptr) throw Violation{"7 cause", spec_.name + " heard an input that it cannot decide nor park"};
  return {top_level, subject, {}};
}

MachineryOracle::Expected MachineryOracle::handle(const state::TableReader& state, const processor::Input& input,
                                                  google::protobuf::Arena& arena) const {
  if (input.record.type == processor::runtime_event_type) return {};
  const std::string subject{input.record.subject};
  const bool queued = !subject.empty() && state.find(processor::parked_subjects, subject);
  if (input.topic == spec_.commands_topic && input.record.type == processor::runtime_command_type) {
    if (const auto* command = spec_.decider->runtime_command(input, arena)) {
      if (command->has_redrive_parked()) return redrive(state, command->redrive_parked(), arena);
      if (command->has_start_effect()) return start_effect(state, input, command->start_effect(), arena);
      // A timer rings in the log's time, whatever time it is at whoever sends the command.
      if (command->has_timer_due() && command->timer_due().due_at_ms() > to_ms(input.appended_at)) return {};
    }
  }
  if (queued) return park(input, subject, "waits behind an older parked input of " + subject, true, arena);
  try {
    auto decision = spec_.decider->decide(state, input, arena);
    if (!decision) return {};
    return {decision->event, std::move(decision->subject), input.appended_at};
  } catch (const std::exception& error) {
    return park(input, subject.empty() ? "input/" + place_of(ref_of(input)) : subject, error.what(), false, arena);
  }
}

MachineryOracle::Expected MachineryOracle::park(const processor::Input& input, const std::string& subject,
                                                const std::string& reason, bool behind,
                                                google::protobuf::Arena& arena) const {
  RuntimeEvent* event = nullptr;
  auto expected = said(subject, event, arena);
  auto& parked = *event->mutable_input_parked();
  *parked.mutable_input() = ref_of(input);
  parked.set_subject(subject);
  parked.set_record(log::encode(input.record));
  parked.set_appended_at_ms(to_ms(input.appended_at));
  parked.set_reason(reason);
  parked.set_behind(behind);
  return expected;
}

MachineryOracle::Expected MachineryOracle::redrive(const state::TableReader& state,
                                                   const runtime::v1::RedriveParked& command,
                                                   google::protobuf::Arena& arena) const {
  RuntimeEvent* event = nullptr;
  auto expected = said(command.subject(), event, arena);
  const auto refuse = [&](const std::string& reason) {
    event->mutable_redrive_refused()->set_subject(command.subject());
    event->mutable_redrive_refused()->set_reason(reason);
    return expected;
  };
  const auto settle = [&](const InputRef& input) {
    auto& settled = *event->mutable_parked_settled();
    settled.set_subject(command.subject());
    *settled.mutable_input() = input;
    settled.set_discarded(command.discard());
    settled.set_reason(command.reason());
    return expected;
  };
  const auto oldest = oldest_of(state, command.subject());
  if (!oldest) return refuse("nothing is parked for " + command.subject());
  if (command.discard()) return settle(oldest->input());
  const auto record = log::decode(oldest->record());
  if (!record) return refuse(record.error().message);
  const auto& place = oldest->input();
  const processor::Input again{place.topic(), Partition{place.partition()}, Offset{place.offset()},
                               from_ms(oldest->appended_at_ms()), *record};
  try {
    auto decision = spec_.decider->decide(state, again, arena);
    if (!decision) return settle(place);
    spec_.decider->set_redriven(*decision->event, place);
    return {decision->event, std::move(decision->subject), again.appended_at};
  } catch (const std::exception& error) {
    return refuse(error.what());
  }
}

MachineryOracle::Expected MachineryOracle::start_effect(const state::TableReader& state, const processor::Input& input,
                                                        const runtime::v1::StartEffect& command,
                                                        google::protobuf::Arena& arena) const {
  const auto effect = effects.find(state, command.effect_id());
  if (!effect || !effect->started_by().empty()) return {};
  RuntimeEvent* event = nullptr;
  auto expected = said(std::string{input.record.subject}, event, arena);
  event->mutable_effect_started()->set_effect_id(command.effect_id());
  event->mutable_effect_started()->set_incarnation(command.incarnation());
  return expected;
}

void MachineryOracle::evolve(state::TableWriter& state, const google::protobuf::Message& event,
                             const processor::EventInfo& info) const {
  const auto* machinery = spec_.decider->runtime_event(event);
  if (machinery == nullptr) spec_.decider->evolve(state, event, info);
  if (machinery != nullptr && machinery->has_input_parked()) {
    const auto& parked = machinery->input_parked();
    const auto next = state.find(processor::parked_subjects, parked.subject());
    const std::int64_t sequence = next ? number_from(*next) : 0;
    queues.put(state, queue_of(parked.subject()) + state::sortable(sequence), parked);
    state.put(processor::parked_subjects, parked.subject(), state::sortable(sequence + 1));
  }
  if (machinery != nullptr && machinery->has_parked_settled()) leave_queue(state, machinery->parked_settled().input());
  if (machinery != nullptr && machinery->has_effect_started()) {
    if (auto effect = effects.find(state, machinery->effect_started().effect_id())) {
      effect->set_started_by(machinery->effect_started().incarnation());
      effects.put(state, effect->effect_id(), *effect);
    }
  }
  if (const auto* input = spec_.decider->redriven(event)) leave_queue(state, *input);
}

}  // namespace matbud::simulation
