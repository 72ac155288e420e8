#include "matbud/processor/testing/decider_spec.h"

#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include "contract.h"
#include "matbud/log/topics.h"
#include "matbud/processor/machinery.h"

namespace matbud::processor::testing {
namespace {

using google::protobuf::Message;
using google::protobuf::util::MessageDifferencer;

constexpr Timestamp a_monday_morning = from_ms(1'772'438'400'000);  // 2026-03-02T08:00:00Z

std::string shown(const Message* message) {
  return message == nullptr ? std::string{"nothing"}
                            : message->GetDescriptor()->name() + " {\n" + message->DebugString() + "}";
}

void fail_at(const std::source_location& where, const std::string& text) {
  ADD_FAILURE_AT(where.file_name(), static_cast<int>(where.line())) << text;
}

/// Commands and grocers' answers have many writers and may come twice; the chain keeps events from it.
bool may_be_repeated(std::string_view topic) {
  const auto name = log::parse_topic(topic);
  return name && (name->kind == "commands" || name->kind == "answers");
}

std::string commands_beside(const std::string& own_topic) {
  const auto name = log::parse_topic(own_topic);
  return name && name->kind == "events" ? name->owner + ".commands.v1" : std::string{};
}

}  // namespace

DeciderSpec::DeciderSpec(std::shared_ptr<const Decider> decider, std::string key, std::string own_topic)
    : decider_{std::move(decider)}, key_{std::move(key)}, own_topic_{std::move(own_topic)}, now_{a_monday_morning} {
  if (own_topic_.empty()) {
    google::protobuf::Arena arena;
    own_topic_ = topic_of(*decider_->new_event(arena));
  }
  commands_topic_ = commands_beside(own_topic_);
}

DeciderSpec& DeciderSpec::at(Timestamp now) {
  now_ = now;
  return *this;
}

DeciderSpec& DeciderSpec::in_area(std::string key) {
  key_ = std::move(key);
  return *this;
}

void DeciderSpec::happen(const Message& message) {
  auto top_level = wrapped(message);
  const auto topic = topic_of(*top_level);
  if (topic == own_topic_) {
    fold(std::move(top_level), {});
  } else {
    run({topic, fresh_id(), std::string{type_of(*top_level)}, top_level->SerializeAsString()});
  }
}

DeciderSpec& DeciderSpec::when(const Message& input, std::string id) {
  const auto top_level = wrapped(input);
  return when_on(topic_of(*top_level), *top_level, std::move(id));
}

DeciderSpec& DeciderSpec::when_on(std::string topic, const Message& input, std::string id) {
  if (id.empty()) id = fresh_id();
  run({std::move(topic), std::move(id), std::string{type_of(input)}, input.SerializeAsString()});
  return *this;
}

DeciderSpec& DeciderSpec::when_again() {
  run(*last_);
  return *this;
}

DeciderSpec& DeciderSpec::when_time_passes(Timestamp until) {
  for (;;) {
    const auto waiting = timers();
    if (waiting.empty() || waiting.front().due_at_ms() > to_ms(until)) break;
    const auto& timer = waiting.front();
    at(from_ms(timer.due_at_ms()));
    runtime::v1::RuntimeCommand command;
    command.mutable_timer_due()->set_timer_id(timer.timer_id());
    command.mutable_timer_due()->set_due_at_ms(timer.due_at_ms());
    run({commands_topic_, fresh_id(), std::string{runtime_command_type}, decider_->wrapped(command)});
    if (timer_due_at(tables_, timer.timer_id()) == from_ms(timer.due_at_ms())) {
      broken_ += "timer " + timer.timer_id() + " still waits after its TimerDue was decided; ";
      break;
    }
  }
  return at(until);
}

DeciderSpec& DeciderSpec::when_bytes_on(std::string topic, std::string bytes) {
  run({std::move(topic), fresh_id(), {}, std::move(bytes)});
  return *this;
}

DeciderSpec& DeciderSpec::then(const Message& event, Where where) {
  compare(event, false, where);
  return *this;
}

DeciderSpec& DeciderSpec::then_like(const Message& event, Where where) {
  compare(event, true, where);
  return *this;
}

DeciderSpec& DeciderSpec::then_nothing(Where where) {
  if (!last_poison_.empty()) fail_at(where, "expected nothing, but the input was poison: " + last_poison_);
  if (last_event_ != nullptr) fail_at(where, "expected nothing, but it said " + shown(last_event_));
  expect_promises_kept(where);
  return *this;
}

DeciderSpec& DeciderSpec::then_poison(Where where) {
  if (last_poison_.empty()) fail_at(where, "expected poison, but it said " + shown(last_event_));
  expect_promises_kept(where);
  return *this;
}

std::vector<runtime::v1::Timer> DeciderSpec::timers() const {
  std::vector<runtime::v1::Timer> waiting;
  state::Table<runtime::v1::Timer>{timers_by_due}.scan(tables_, "", "", [&](std::string_view, const auto& timer) {
    waiting.push_back(timer);
    return true;
  });
  return waiting;
}

std::string DeciderSpec::broken_promise() {
  state::MemorySpace fresh;
  state::Overlay fresh_tables{fresh};
  for (std::size_t i = 0; i < events_.size(); ++i) {
    const auto id = "event-" + std::to_string(i);
    decider_->evolve(fresh_tables, *events_[i], {id, infos_[i].key, infos_[i].subject, infos_[i].time});
    fresh_tables.close_group();
    fresh_tables.fold_oldest({});
  }
  while (tables_.closed_groups() > 0) tables_.fold_oldest({});
  if (state::digest_of(space_, {}) == state::digest_of(fresh, {})) return broken_;
  return broken_ + "folding the events from scratch gives another state";
}

void DeciderSpec::run(Record record) {
  const auto first = decide_once(record);
  if (decide_once(record).bytes() != first.bytes())
    broken_ += "the same " + record.type + " on the same state gave two different events; ";
  last_poison_ = first.poison;
  last_event_ = nullptr;
  subject_ = first.subject;
  ++next_offset_;
  if (first.event) {
    std::unique_ptr<Message> as_read{first.event->New()};
    if (!as_read->ParseFromString(first.event->SerializeAsString())) broken_ += "the event does not decode; ";
    fold(std::move(as_read), first.subject);
    last_event_ = events_.back().get();
  }
  if (may_be_repeated(record.topic) && decide_once(record).event)
    broken_ += record.type + " " + record.id + " caused an event a second time; ";
  last_ = std::move(record);
}

DeciderSpec::Outcome DeciderSpec::decide_once(const Record& record) {
  google::protobuf::Arena arena;
  Input input{record.topic, Partition{0}, Offset{next_offset_}, now_, {}};
  input.record.key = key_;
  input.record.id = record.id;
  input.record.source = "/matbud/test";
  input.record.type = record.type;
  input.record.time = now_;
  input.record.value = record.value;
  try {
    const auto decision = decider_->decide(tables_, input, arena);
    if (!decision) return {};
    std::unique_ptr<Message> kept{decision->event->New()};
    kept->CopyFrom(*decision->event);
    return {std::move(kept), decision->subject, {}};
  } catch (const state::StoreFailure&) {
    throw;
  } catch (const std::exception& error) {
    return {nullptr, {}, error.what()};
  }
}

void DeciderSpec::fold(std::unique_ptr<Message> event, std::string subject) {
  const auto id = "event-" + std::to_string(events_.size());
  decider_->evolve(tables_, *event, {id, key_, subject, now_});
  tables_.close_group();
  // One group stays unverified, so that decisions see both what is pending and what is stored.
  while (tables_.closed_groups() > 1) tables_.fold_oldest({});
  events_.push_back(std::move(event));
  infos_.push_back({key_, std::move(subject), now_});
}

std::string DeciderSpec::fresh_id() { return "command-" + std::to_string(next_id_++); }

std::unique_ptr<Message> DeciderSpec::wrapped(const Message& message) const {
  auto top_level = contract::wrapped(message);
  if (!top_level) throw std::invalid_argument{message.GetDescriptor()->full_name() + " is on no topic"};
  return top_level;
}

std::string DeciderSpec::topic_of(const Message& top_level) const {
  auto topic = contract::topic_of(top_level);
  if (topic.empty()) throw std::invalid_argument{top_level.GetDescriptor()->full_name() + ": name its topic"};
  return topic;
}

const Message* DeciderSpec::last_inner() const {
  return last_event_ == nullptr ? nullptr : contract::inner(*last_event_);
}

void DeciderSpec::expect_promises_kept(const Where& where) {
  if (const auto broken = broken_promise(); !broken.empty()) fail_at(where, "broken promise: " + broken);
}

void DeciderSpec::compare(const Message& event, bool partly, const Where& where) {
  const auto expected = wrapped(event);
  if (!last_poison_.empty()) fail_at(where, "the input was poison: " + last_poison_);
  if (last_event_ == nullptr) {
    fail_at(where, "expected " + shown(expected.get()) + "\nbut it said nothing");
  } else {
    MessageDifferencer differencer;
    std::string difference;
    if (partly) differencer.set_scope(MessageDifferencer::PARTIAL);
    differencer.ReportDifferencesToString(&difference);
    if (!differencer.Compare(*expected, *last_event_))
      fail_at(where, "it said " + shown(last_event_) + "\nwhich differs:\n" + difference);
  }
  expect_promises_kept(where);
}

}  // namespace matbud::processor::testing
