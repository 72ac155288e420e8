#include "partition_story.h"

#include <algorithm>

#include "matbud/log/follower.h"
#include "matbud/processor/machinery.h"

namespace matbud::processor {
namespace {

constexpr int steps_max = 100'000;

}  // namespace

bool ToyEffector::perform(const runtime::v1::PendingEffect& effect, bool maybe_done) {
  ++offered;
  if (busy || in_hand_.size() >= takes_at_most) return false;
  performed.push_back(effect.effect_id() + (maybe_done ? "?" : ""));
  in_hand_.push_back(effect.effect_id());
  return true;
}

std::optional<EffectReport> ToyEffector::poll() {
  if (reports_.empty()) return std::nullopt;
  auto report = std::move(reports_.front());
  reports_.pop_front();
  return report;
}

void ToyEffector::finish(const std::string& effect_id, const std::string& reason) {
  std::erase(in_hand_, effect_id);
  reports_.push_back({effect_id, toy::command(toy::report, effect_id, reason), "matbud.audit.v1.ReportOperatorAct"});
}

void ToyEffector::finish_all() {
  while (!in_hand_.empty()) finish(std::string{in_hand_.front()});
}

std::string Told::text() const {
  if (event.has_operator_acted()) return event.operator_acted().act() + " " + event.operator_acted().target();
  const auto* kind = event.runtime().GetReflection()->GetOneofFieldDescriptor(
      event.runtime(), event.runtime().GetDescriptor()->oneof_decl(0));
  return kind == nullptr ? "nothing" : kind->camelcase_name();
}

PartitionStory::PartitionStory() : log{std::make_unique<log::SimulatedLog>(clock)} { create_topics(); }

PartitionStory::~PartitionStory() = default;

void PartitionStory::appends_take_time(std::uint64_t seed, log::SimulatedFaults faults) {
  processes_.clear();
  log = std::make_unique<log::SimulatedLog>(clock, seed, faults);
  create_topics();
}

void PartitionStory::create_topics() {
  moody = std::make_unique<MoodyLog>(*log);
  others_head_ = log::genesis(others);
  const log::TopicSpec topics[] = {{own.topic, 1}, {own_commands.topic, 1}, {others.topic, 1}};
  ASSERT_TRUE(log->create_topics(topics));
}

Offset PartitionStory::append(const log::TopicPartition& place, std::string canonical) {
  const auto writer = *log->open_writer(place);
  writer->append({std::move(canonical)});
  for (int i = 0; i < steps_max; ++i) {
    if (const auto outcome = writer->poll()) return outcome->first;
    (void)log->deliver();
  }
  ADD_FAILURE() << "an input was not delivered";
  return Offset{-1};
}

Offset PartitionStory::append_command(std::string_view value, std::string_view type, std::string_view subject,
                                      std::string_view id) {
  log::Envelope record;
  record.key = "3024-sandvika";
  record.id = id;
  record.source = "/test";
  record.type = type;
  record.subject = subject;
  record.time = clock.now();
  record.traceparent = "00-trace";
  record.value = value;
  return append(own_commands, log::encode(record));
}

Offset PartitionStory::hears(std::string_view act, std::string_view target, std::string_view reason) {
  return append_command(toy::command(act, target, reason), "matbud.audit.v1.ReportOperatorAct",
                        "thing/" + std::string{target}, "c" + std::to_string(next_id_++));
}

Offset PartitionStory::hears_runtime(const runtime::v1::RuntimeCommand& command, std::string_view subject) {
  return append_command(toy::decider()->wrapped(command), runtime_command_type, subject,
                        "r" + std::to_string(next_id_++));
}

Offset PartitionStory::hears_bytes(std::string_view value, std::string_view subject, std::string_view id) {
  return append_command(value, "matbud.audit.v1.ReportOperatorAct", subject, id);
}

Offset PartitionStory::hears_foreign(std::string_view value) {
  return append_command(value, log::foreign_type, "", "");
}

Offset PartitionStory::hears_redrive(const std::string& subject, bool discard) {
  runtime::v1::RuntimeCommand command;
  command.mutable_redrive_parked()->set_subject(subject);
  command.mutable_redrive_parked()->set_discard(discard);
  command.mutable_redrive_parked()->set_reason(discard ? "beyond repair" : "mended");
  return hears_runtime(command, "redrive");
}

Offset PartitionStory::append_of_another(std::string_view act, std::string_view target, const log::Hash& prev,
                                         std::string_view type) {
  const auto value = toy::command(act, target);
  const auto subject = "thing/" + std::string{target};
  const auto id = "o" + std::to_string(next_id_++);
  log::Envelope record;
  record.prev = prev;
  record.key = "3024-sandvika";
  record.id = id;
  record.type = type;
  record.subject = subject;
  record.time = clock.now();
  record.value = value;
  auto canonical = log::encode(record);
  if (prev == others_head_) others_head_ = log::hash_of(canonical);
  return append(others, std::move(canonical));
}

Offset PartitionStory::hears_of_another(std::string_view act, std::string_view target) {
  return append_of_another(act, target, others_head_);
}

Offset PartitionStory::hears_machinery_of_another(std::string_view target) {
  return append_of_another(toy::count, target, others_head_, runtime_event_type);
}

Offset PartitionStory::hears_void_of_another(std::string_view act, std::string_view target) {
  return append_of_another(act, target, log::hash_of("of no chain"));
}

Process& PartitionStory::start(const std::string& name, toy::Version version, ProcessorSettings settings) {
  return start(name, toy::spec(version), settings);
}

Process& PartitionStory::start(const std::string& name, const ProcessorSpec& spec, ProcessorSettings settings) {
  auto& place = processes_[name];
  if (!place) place = std::make_unique<Process>();
  place->processor.reset();
  place->effector = {};
  place->processor = std::make_unique<Processor>(spec, own.partition, *moody, place->space, &place->effector,
                                                 name + "-" + std::to_string(++place->lives), settings);
  return *place;
}

void PartitionStory::kill(const std::string& name) { process(name).processor.reset(); }

void PartitionStory::wipe(const std::string& name) {
  kill(name);
  process(name).space.clear();
}

bool PartitionStory::step(const std::string& name) { return process(name).processor->step(clock.now()); }

void PartitionStory::catches_up(const std::string& name) {
  for (int i = 0; i < steps_max && processor(name).phase() == Processor::Phase::catching_up; ++i) step(name);
}

void PartitionStory::settle_all(const std::vector<std::string>& names) {
  for (int i = 0; i < steps_max; ++i) {
    bool moved = log->deliver();
    for (const auto& name : names) moved = step(name) || moved;
    if (!moved) return;
  }
  ADD_FAILURE() << "it does not come to rest";
}

void PartitionStory::deliver_everything() {
  while (log->deliver()) {
  }
}

std::vector<Told> PartitionStory::chain() {
  std::vector<Told> accepted;
  log::Follower follower{*log, own, true, log::chain_start(own)};
  for (auto followed = follower.next(); followed && *followed; followed = follower.next()) {
    auto& one = accepted.emplace_back();
    one.offset = (**followed).entry.offset;
    one.canonical = (**followed).entry.canonical;
    EXPECT_TRUE(one.event.ParseFromString(std::string{(**followed).record.value})) << "at " << one.offset.value();
  }
  for (auto& one : accepted) one.record = *log::decode(one.canonical);
  return accepted;
}

std::vector<std::string> PartitionStory::told() {
  std::vector<std::string> texts;
  for (const auto& one : chain()) texts.push_back(one.text());
  return texts;
}

std::vector<std::string> PartitionStory::commands() {
  std::vector<std::string> texts;
  for (const auto& record : log->records(own_commands)) {
    toy::Command command;
    const auto decoded = log::decode(*record.canonical);
    if (!command.ParseFromString(std::string{decoded->value})) {
      texts.emplace_back("undecodable");
    } else if (command.has_report_operator_act()) {
      texts.push_back(command.report_operator_act().act() + " " + command.report_operator_act().target());
    } else if (command.runtime().has_timer_due()) {
      texts.push_back("TimerDue " + command.runtime().timer_due().timer_id());
    } else if (command.runtime().has_start_effect()) {
      texts.push_back("StartEffect " + command.runtime().start_effect().effect_id());
    } else {
      texts.emplace_back("RedriveParked");
    }
  }
  return texts;
}

std::int64_t PartitionStory::counted(const std::string& name, std::string_view target) {
  return toy::counted(state::SpaceTables{process(name).space}, target);
}

std::string PartitionStory::digest(const std::string& name) {
  return state::digest_of(process(name).space, {state::whole_key(positions, "")});
}

void PartitionStory::expect_every_input_decided_once() {
  std::map<std::string, std::int64_t, std::less<>> last_cause;
  std::map<std::pair<std::string, std::int64_t>, int> decided;
  std::string story = "nothing yet";
  for (const auto& one : chain()) {
    ASSERT_TRUE(one.record.cause) << one.offset.value();
    const auto& cause = *one.record.cause;
    const log::TopicPartition place{std::string{cause.topic}, cause.partition};
    const auto& input = log->records(place).at(static_cast<std::size_t>(cause.offset.value()));
    EXPECT_EQ(cause.hash, log::hash_of(*input.canonical));
    EXPECT_EQ(one.record.time, input.appended_at);
    const auto last = last_cause.find(place.topic);
    EXPECT_TRUE(last == last_cause.end() || last->second < cause.offset.value())
        << place.topic << " at " << cause.offset.value() << " is out of order";
    last_cause[place.topic] = cause.offset.value();
    ++decided[{place.topic, cause.offset.value()}];
    if (!one.event.has_operator_acted()) continue;
    EXPECT_EQ(one.event.operator_acted().actor_id(), story) << "decided on another state";
    story = toy::next_digest(story, one.event);
  }
  for (const auto& place : {own_commands, others}) {
    log::Follower inputs{*log, place, place == others, log::chain_start(place)};
    for (auto input = inputs.next(); input && *input; input = inputs.next()) {
      toy::Command command;
      if (!command.ParseFromString(std::string{(**input).record.value})) continue;
      if (command.report_operator_act().act() != toy::count) continue;
      const auto offset = (**input).entry.offset.value();
      EXPECT_EQ((decided[{place.topic, offset}]), 1) << place.topic << " at " << offset << " was not decided once";
    }
  }
}

}  // namespace matbud::processor
