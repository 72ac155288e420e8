// What becomes of one input: decided, parked, redriven.
#include <google/protobuf/stubs/logging.h>

#include <utility>

#include "folding.h"
#include "matbud/base/plant.h"
#include "matbud/processor/machinery.h"
#include "matbud/version/version.h"
#include "parking.h"
#include "processor_impl.h"
#include "texts.h"

namespace matbud::processor {
namespace {

// Bytes that cannot be decoded are parked with their reason. Protobuf would tell of each on stderr besides, for nobody.
[[maybe_unused]] auto* const protobufs_own_log = google::protobuf::SetLogHandler(nullptr);

/// What is parked is said in an event and kept in state, and a broker takes events of so many bytes and no more. Larger
/// inputs are nobody's: the largest of ours is a page of products.
constexpr std::size_t parked_value_bytes_max = 1U << 20U;

runtime::v1::InputRef ref_of(const Input& input) {
  runtime::v1::InputRef ref;
  ref.set_topic(std::string{input.topic});
  ref.set_partition(input.partition.value());
  ref.set_offset(input.offset.value());
  return ref;
}

std::string own_subject(const Input& input) {
  return "input/" + std::string{input.topic} + "/" + std::to_string(input.partition.value()) + "/" +
         std::to_string(input.offset.value());
}

}  // namespace

Processor::Impl::Outcome Processor::Impl::handle(const Input& input) {
  // Were another's "parked" parked here behind the same subject, two services that hear each other would never rest.
  if (input.record.type == runtime_event_type && !planted("parks-others-parking")) return {};
  const auto subject = input.record.subject;
  const bool queued = !parked_subjects_.empty() && !subject.empty() && parked_subjects_.contains(subject);
  if (input.record.type == runtime_command_type && input.topic == spec.commands_topic) {
    if (const auto* command = spec.decider->runtime_command(input, arena_)) {
      if (command->has_redrive_parked()) return redrive(input, command->redrive_parked());
      if (command->has_start_effect()) return start_effect(input, command->start_effect());
      // Time is the log's: whoever rings before it has a clock that is ahead, and rings again.
      const bool early = command->has_timer_due() && from_ms(command->timer_due().due_at_ms()) > input.appended_at;
      if (early && !planted("timer-sent-early")) return {};
    }
  }
  if (queued && !planted("parked-order-overtaken")) {
    return parked(input, subject, "waits behind an older parked input of " + std::string{subject}, true);
  }
  try {
    return decide(input);
  } catch (const state::StoreFailure&) {
    throw;
  } catch (const std::exception& error) {
    if (planted("input-skipped-on-poison")) return {};
    const bool names_a_queue = !subject.empty() && is_utf8(subject);
    return parked(input, names_a_queue ? std::string{subject} : own_subject(input), error.what(), false);
  }
}

Processor::Impl::Outcome Processor::Impl::decide(const Input& input) {
  // Its texts would go into events.
  if (const auto flaw = flaw_in_texts(input.record); !flaw.empty()) throw Poison{flaw};
  auto decision = spec.decider->decide(overlay_, input, arena_);
  if (!decision) return {};
  if (decision->subject.size() > record_text_bytes_max) throw Poison{"subject of its event is longer than a record's"};
  return {decision->event, std::move(decision->subject), {}};
}

Processor::Impl::Outcome Processor::Impl::said(std::string subject, runtime::v1::RuntimeEvent*& event) {
  auto* top_level = spec.decider->new_event(arena_);
  event = spec.decider->mutable_runtime_event(*top_level);
  return {top_level, std::move(subject), {}};
}

Processor::Impl::Outcome Processor::Impl::parked(const Input& input, std::string_view subject, std::string reason,
                                                 bool behind) {
  runtime::v1::RuntimeEvent* event = nullptr;
  auto outcome = said(std::string{subject}, event);
  if (event == nullptr) {
    stop(
        {Error::Code::invalid, own_subject(input) + " cannot be decided and " + spec.name + " cannot park: " + reason});
    return {};
  }
  auto& parked = *event->mutable_input_parked();
  *parked.mutable_input() = ref_of(input);
  parked.set_subject(std::string{subject});
  auto kept = input.record;
  if (kept.value.size() > parked_value_bytes_max) {
    reason += " (" + std::to_string(kept.value.size()) + " bytes: they stay where they were read)";
    kept.value = {};
  }
  parked.set_record(log::encode(kept));
  parked.set_appended_at_ms(to_ms(input.appended_at));
  parked.set_reason(readable(reason));
  parked.set_code_version(std::string{version()});
  parked.set_behind(behind);
  ++counters.parked;
  return outcome;
}

Processor::Impl::Outcome Processor::Impl::redrive(const Input& input, const runtime::v1::RedriveParked& command) {
  runtime::v1::RuntimeEvent* event = nullptr;
  const bool fits = command.subject().size() <= record_text_bytes_max;
  auto outcome = said(fits ? command.subject() : own_subject(input), event);
  const auto refused = [&](std::string_view reason) {
    auto& refusal = *event->mutable_redrive_refused();
    refusal.set_subject(command.subject());
    refusal.set_reason(readable(reason));
    refusal.set_code_version(std::string{version()});
    return outcome;
  };
  const auto settled = [&](const runtime::v1::InputRef& left) {
    auto& settlement = *event->mutable_parked_settled();
    settlement.set_subject(command.subject());
    *settlement.mutable_input() = left;
    settlement.set_discarded(command.discard());
    settlement.set_reason(command.reason());
    return outcome;
  };
  const auto oldest = oldest_parked(overlay_, command.subject());
  if (!oldest) return refused("nothing is parked for " + command.subject());
  if (command.discard()) return settled(oldest->input());
  const auto record = log::decode(oldest->record());
  if (!record) return refused(record.error().message);
  if (record->value.empty())
    return refused("there is nothing to decide: it was empty, or too large to keep; discard it");
  const Input again{oldest->input().topic(), Partition{oldest->input().partition()}, Offset{oldest->input().offset()},
                    from_ms(oldest->appended_at_ms()), *record};
  try {
    auto decided = decide(again);
    if (decided.event == nullptr) return settled(oldest->input());
    spec.decider->set_redriven(*decided.event, oldest->input());
    // Decide and evolve must speak of one moment, the one at which the input was first read.
    if (!planted("redriven-at-two-times")) decided.time = again.appended_at;
    return decided;
  } catch (const state::StoreFailure&) {
    throw;
  } catch (const std::exception& error) {
    return refused(error.what());
  }
}

Processor::Impl::Outcome Processor::Impl::start_effect(const Input& input, const runtime::v1::StartEffect& command) {
  const auto effect = pending_effect(overlay_, command.effect_id());
  // Whoever comes second finds it started, and asks what became of it instead of doing it again.
  if (!effect || (!effect->started_by().empty() && !planted("effect-started-twice"))) return {};
  runtime::v1::RuntimeEvent* event = nullptr;
  auto outcome = said(std::string{input.record.subject}, event);
  event->mutable_effect_started()->set_effect_id(command.effect_id());
  event->mutable_effect_started()->set_incarnation(command.incarnation());
  return outcome;
}

void Processor::Impl::evolve(const google::protobuf::Message& event, const EventInfo& info) {
  auto [grown, emptied] = fold_event(*spec.decider, overlay_, event, info);
  if (!grown.empty()) parked_subjects_.insert(std::move(grown));
  if (!emptied.empty()) parked_subjects_.erase(emptied);
}

}  // namespace matbud::processor
