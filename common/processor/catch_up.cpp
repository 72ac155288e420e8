// Step 2 of the protocol: derive everything from the log.
#include <algorithm>

#include "folding.h"
#include "matbud/base/plant.h"
#include "matbud/processor/machinery.h"
#include "matbud/processor/positions.h"
#include "processor_impl.h"

namespace matbud::processor {

Processor::Impl::Impl(const ProcessorSpec& the_spec, Partition the_partition, log::Log& log, state::Space& space,
                      Effector* effector, std::string incarnation, ProcessorSettings settings)
    : spec{the_spec},
      partition{the_partition},
      ticker{*spec.decider, space},
      log_{log},
      space_{space},
      incarnation_{std::move(incarnation)},
      source_{"/matbud/" + spec.name + "/" + std::to_string(the_partition.value())},
      settings_{settings},
      own_{spec.own_topic, the_partition},
      overlay_{space, settings.cache ? settings.cache : std::make_shared<state::CacheBudget>(settings.cache_bytes)},
      outbox_{log, {spec.commands_topic, the_partition}, source_},
      effects_{*spec.decider, space, effector, incarnation_} {
  for (const auto& topic : spec.inputs) inputs_.push_back({topic, log::is_chained(topic), {}, nullptr});
  try {
    const auto version = stored_version(space_);
    if (version != spec.state_version && !(version && planted("state-version-ignored"))) {
      space_.clear();
      space_.write({version_change(spec.state_version)});
    }
    start();
  } catch (const state::StoreFailure& error) {
    stop({Error::Code::unavailable, error.what()});
  }
}

void Processor::Impl::start() {
  phase = Phase::catching_up;
  own_position_ = stored_position(space_, own_.topic).value_or(log::chain_start(own_));
  for (auto& input : inputs_) {
    const log::TopicPartition place{input.topic, partition};
    input.position =
        stored_position(space_, input.topic).value_or(input.chained ? log::chain_start(place) : log::ChainPosition{});
    input.follower.reset();
  }
  checked_ = false;
  reports_decided_ = false;
  idle = false;
  own_follower_ = std::make_unique<log::Follower>(log_, own_, true, own_position_);
}

bool Processor::Impl::check() {
  if (planted("cut-log-not-noticed")) return true;
  auto sound = log::check_not_gone_back(log_, own_, own_position_);
  for (auto input = inputs_.begin(); sound && input != inputs_.end(); ++input) {
    sound = log::check_not_gone_back(log_, {input->topic, partition}, input->position);
  }
  return sound.has_value() || wait_or_stop(sound.error());
}

void Processor::Impl::restart() {
  ++counters.rebuilds;
  if (!planted("overlay-kept-after-unknown")) overlay_.discard();
  if (!planted("writer-reused-after-unknown")) writer_.reset();
  flights_.clear();
  parked_subjects_.clear();
  positions_changed_ = false;
  start();
}

bool Processor::Impl::catch_up() {
  if (!checked_ && !(checked_ = check())) return false;
  std::size_t folded = 0;
  bool more = true;
  while (more && folded < settings_.folds_a_catch_up) {
    const auto followed = own_follower_->next();
    more = followed && *followed;
    if (!followed) {
      wait_or_stop(followed.error());
    } else if (more && fold_own(**followed)) {
      ++folded;
    }
    if (phase == Phase::stopped) return true;
  }
  counters.folded += folded;
  counters.voided += own_follower_->position().voided - own_position_.voided;
  const bool moved = !(own_follower_->position() == own_position_);
  if (moved) {
    own_position_ = own_follower_->position();
    overlay_.close_group();
    overlay_.fold_oldest(position_changes(own_position_, input_positions()));
  }
  if (moved) idle = false;
  if (more) return true;
  if (!settings_.decides && idle) return false;
  const auto marks = log_.watermarks(own_);
  if (marks && planted("catch-up-skips-the-rest")) own_position_.next = marks->end;
  if (!marks) return wait_or_stop(marks.error()) || moved;
  if (marks->end > own_position_.next) return moved;
  if (!settings_.decides) {
    idle = true;
    return moved;
  }
  return begin_running() || moved;
}

bool Processor::Impl::fold_own(const log::Followed& followed) {
  const auto& record = followed.record;
  auto* event = decoded_event(*spec.decider, record, arena_);
  if (event == nullptr) {
    stop(unknown_event(own_, followed.entry.offset, record));
    return false;
  }
  if (record.cause && !planted("causes-not-followed")) advance_input(*record.cause);
  evolve(*event, {record.id, record.key, record.subject, record.time});
  arena_.Reset();
  return true;
}

void Processor::Impl::advance_input(const log::Cause& cause) {
  const auto input =
      std::find_if(inputs_.begin(), inputs_.end(), [&](const auto& one) { return one.topic == cause.topic; });
  if (input == inputs_.end() || cause.offset < input->position.next) return;
  input->position.next = cause.offset.next();
  input->position.head = cause.hash;
  input->position.head_offset = cause.offset;
}

bool Processor::Impl::begin_running() {
  const bool keep_writer = writer_ && planted("writer-reused-after-unknown");
  auto writer = log_.open_writer(own_);
  if (!writer) return wait_or_stop(writer.error());
  commands_end_at_start_ = Offset{0};
  if (!spec.commands_topic.empty()) {
    const auto marks = log_.watermarks({spec.commands_topic, partition});
    if (!marks) return wait_or_stop(marks.error());
    commands_end_at_start_ = marks->end;
  }
  if (!keep_writer) writer_ = std::move(*writer);
  own_follower_.reset();
  for (auto& input : inputs_) {
    input.follower = std::make_unique<log::Follower>(log_, log::TopicPartition{input.topic, partition}, input.chained,
                                                     input.position);
  }
  overlay_.scan(parked_subjects, "", "", [&](std::string_view subject, std::string_view) {
    if (!planted("parked-forgotten-at-start")) parked_subjects_.emplace(subject);
    return true;
  });
  ticker.look_again();
  effects_.look_again();
  phase = Phase::running;
  return true;
}

bool Processor::Impl::wait_or_stop(const Error& error) {
  // An outage is nothing to stop for: the next step asks again.
  if (error.code != Error::Code::retryable) stop(error);
  return false;
}

void Processor::Impl::stop(Error error) {
  alarm = std::move(error);
  phase = Phase::stopped;
  idle = false;
  writer_.reset();
  flights_.clear();
}

}  // namespace matbud::processor
