// Steps 3 to 5 of the protocol: decide, append without waiting, verify and fold.
#include "matbud/processor/processor.h"

#include "matbud/base/plant.h"
#include "matbud/processor/machinery.h"
#include "matbud/processor/positions.h"
#include "processor_impl.h"

namespace matbud::processor {
namespace {

constexpr std::size_t inputs_a_step = 4096;
constexpr std::size_t batch_bytes_max = 1U << 20U;

}  // namespace

bool Processor::Impl::step(Timestamp now) {
  try {
    switch (phase) {
      case Phase::catching_up: return catch_up();
      case Phase::running: return run(now);
      case Phase::stopped: return false;
    }
  } catch (const state::StoreFailure& error) {
    stop({Error::Code::unavailable, error.what()});
  }
  return true;
}

bool Processor::Impl::run(Timestamp now) {
  bool moved = verify();
  if (phase != Phase::running) return true;
  const bool decided = decide_batch();
  if (phase != Phase::running) return true;
  moved = moved || decided;
  const bool nothing_in_flight = flights_.empty() || planted("position-stored-in-flight");
  if (nothing_in_flight && !decided && positions_changed_ && now >= positions_due_) {
    moved = store_positions_when_quiet(now) || moved;
  }
  if (phase != Phase::running) return true;
  moved = drive_effects(now) || moved;
  idle = !moved && flights_.empty() && outbox_.idle() && !positions_changed_ && !read_failed_;
  return moved;
}

bool Processor::Impl::verify() {
  bool moved = false;
  while (!flights_.empty()) {
    const auto outcome = writer_->poll();
    if (!outcome) break;
    moved = true;
    const Flight& flight = flights_.front();
    const bool gap = outcome->known && outcome->first != flight.first && !planted("ack-gap-ignored");
    const bool unknown = !outcome->known && !planted("unknown-taken-for-success");
    if (unknown || gap || (outcome->known && outcome->count != flight.count)) {
      // Somebody else wrote, or may have: only the log knows what is accepted.
      restart();
      return true;
    }
    const auto reached = position_changes(flight.own_after, flight.inputs_after);
    if (planted("position-before-apply")) space_.write(reached);
    overlay_.fold_oldest(planted("non-atomic-batch") ? std::vector<state::Change>{} : reached);
    if (planted("non-atomic-batch")) space_.write(reached);
    counters.events += flight.count;
    flights_.pop_front();
  }
  return moved;
}

bool Processor::Impl::decide_batch() {
  if (flights_.size() >= settings_.batches_in_flight) return false;
  read_failed_ = false;
  std::vector<std::string> batch;
  const auto inputs_before = counters.inputs;
  std::size_t bytes = 0;
  std::size_t quiet = 0;
  // One input of each topic in turn, so that none starves the others.
  while (quiet < inputs_.size() && batch.size() < settings_.decisions_a_batch && bytes < batch_bytes_max &&
         counters.inputs - inputs_before < inputs_a_step) {
    const auto before = batch.size();
    quiet = take_input(inputs_[next_input_], batch) ? 0 : quiet + 1;
    if (phase != Phase::running) return true;
    arena_.Reset();
    if (batch.size() > before) bytes += batch.back().size();
    next_input_ = (next_input_ + 1) % inputs_.size();
  }
  if (!batch.empty()) append(std::move(batch));
  return counters.inputs != inputs_before;
}

bool Processor::Impl::take_input(InputTopic& input, std::vector<std::string>& batch) {
  const auto voided_before = input.follower->position().voided;
  auto followed = input.follower->next();
  const auto voided = input.follower->position().voided - voided_before;
  counters.voided += voided;
  if (voided > 0 && !is_still_followed(input)) return true;
  if (!followed) {
    read_failed_ = true;
    return wait_or_stop(because_of_log(followed.error(), input));
  }
  if (!*followed) return false;
  const auto& [entry, record, hash] = **followed;
  ++counters.inputs;
  const Input heard{input.topic, partition, entry.offset, entry.appended_at, record};
  const auto outcome = handle(heard);
  if (phase != Phase::running) return true;
  input.position = input.follower->position();
  if (outcome.event == nullptr) {
    positions_changed_ = true;
    return true;
  }
  const std::string id =
      input.topic + "/" + std::to_string(partition.value()) + "/" + std::to_string(entry.offset.value());
  outcome.event->SerializeToString(&scratch_value_);
  log::Envelope event;
  event.prev =
      planted("prev-of-wrong-record") && !flights_.empty() ? flights_.back().own_after.head : own_position_.head;
  event.key = record.key;
  event.id = id;
  event.source = source_;
  event.type = type_of(*outcome.event);
  event.subject = outcome.subject;
  event.time = outcome.time.value_or(entry.appended_at);
  event.traceparent = record.traceparent;
  event.cause = log::Cause{input.topic, partition, entry.offset, planted("cause-hash-missing") ? log::Hash{} : hash};
  event.writer = incarnation_;
  event.value = scratch_value_;
  evolve(*outcome.event, {id, event.key, event.subject, event.time});
  batch.push_back(log::encode(event));
  own_position_.head = log::hash_of(batch.back());
  own_position_.head_offset = own_position_.next;
  own_position_.next = own_position_.next.next();
  ++own_position_.accepted;
  return true;
}

bool Processor::Impl::is_still_followed(const InputTopic& input) {
  // Either somebody without the right to has written, or the log was cut and has grown anew: then all of it is void to
  // us from now on, and would look like quiet.
  if (planted("cut-log-not-noticed")) return true;
  const auto sound = log::check_not_gone_back(log_, {input.topic, partition}, input.follower->position());
  return sound || sound.error().code == Error::Code::retryable || wait_or_stop(sound.error());
}

void Processor::Impl::append(std::vector<std::string> batch) {
  const auto count = batch.size();
  overlay_.close_group();
  flights_.push_back(
      {Offset{own_position_.next.value() - static_cast<std::int64_t>(count)}, count, own_position_, input_positions()});
  writer_->append(std::move(batch));
  positions_changed_ = false;
}

Error Processor::Impl::because_of_log(const Error& error, const InputTopic& input) {
  if (error.code != Error::Code::not_found) return error;
  const auto sound = log::check_not_gone_back(log_, {input.topic, partition}, input.position);
  return sound ? error : sound.error();
}

bool Processor::Impl::store_positions_when_quiet(Timestamp now) {
  // The inputs were irrelevant on our state. Only while nobody else has written is that the accepted one: to an owner
  // who has been left behind, an input may look irrelevant that is not.
  const auto marks = log_.watermarks(own_);
  if (!marks) return wait_or_stop(marks.error());
  const bool left_behind = marks->end != own_position_.next;
  if (left_behind && !planted("position-stored-when-left-behind") && !planted("position-stored-in-flight")) {
    restart();
    return true;
  }
  positions_changed_ = false;
  positions_due_ = now + settings_.store_positions_every;
  overlay_.close_group();
  overlay_.fold_oldest(position_changes(own_position_, input_positions()));
  return false;
}

bool Processor::Impl::drive_effects(Timestamp now) {
  if (spec.commands_topic.empty()) return false;
  const bool timers_changed = overlay_.take_folded(timers_by_due);
  if (overlay_.take_folded(parked_subjects) || timers_changed) ticker.look_again();
  if (overlay_.take_folded(pending_effects)) effects_.look_again();
  const auto sent = ticker.step(now, outbox_);
  counters.timers += sent;
  see_reports_decided();
  const auto handed_over = reports_decided_ ? effects_.step(now, outbox_) : 0;
  counters.effects += handed_over;
  return outbox_.step() || sent > 0 || handed_over > 0;
}

void Processor::Impl::see_reports_decided() {
  if (reports_decided_) return;
  // What is stored is verified; there need not be a moment without anything in flight.
  const auto commands = stored_position(space_, spec.commands_topic);
  reports_decided_ = commands_end_at_start_ <= (commands ? commands->next : Offset{0});
}

std::vector<log::ChainPosition> Processor::Impl::input_positions() const {
  std::vector<log::ChainPosition> result;
  result.reserve(inputs_.size());
  for (const auto& input : inputs_) result.push_back(input.position);
  return result;
}

std::vector<state::Change> Processor::Impl::position_changes(const log::ChainPosition& own,
                                                             const std::vector<log::ChainPosition>& inputs) const {
  std::vector<state::Change> changes;
  changes.reserve(inputs.size() + 1);
  changes.push_back(position_change(own_.topic, own));
  for (std::size_t i = 0; i < inputs.size(); ++i) changes.push_back(position_change(inputs_[i].topic, inputs[i]));
  return changes;
}

Processor::Processor(const ProcessorSpec& spec, Partition partition, log::Log& log, state::Space& space,
                     Effector* effector, std::string incarnation, ProcessorSettings settings)
    : impl_{std::make_unique<Impl>(spec, partition, log, space, effector, std::move(incarnation), settings)} {}
Processor::~Processor() = default;
bool Processor::step(Timestamp now) { return impl_->step(now); }
Processor::Phase Processor::phase() const { return impl_->phase; }
const std::optional<Error>& Processor::alarm() const { return impl_->alarm; }
const ProcessorCounters& Processor::counters() const { return impl_->counters; }
std::optional<Timestamp> Processor::next_timer() const {
  // While it catches up or stands still no timer is looked at, however long it has been due.
  return impl_->phase == Phase::running ? impl_->ticker.next() : std::nullopt;
}
ProcessorStanding Processor::standing() const { return impl_->standing(); }
log::Progress Processor::progress() const { return impl_->progress(); }
bool Processor::idle() const { return impl_->idle; }
Partition Processor::partition() const { return impl_->partition; }
const ProcessorSpec& Processor::spec() const { return impl_->spec; }

}  // namespace matbud::processor
