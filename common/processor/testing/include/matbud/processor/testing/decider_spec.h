// Given/when/then for deciders: a test tells what has happened, what is asked, and what the service says.
//
//   DeciderSpec ordering{ordering::make_decider()};
//   ordering.given(area_defined, citizen_registered).when(place_order, "c1").then_like(order_placed);
//   ordering.when_again().then_nothing();
//
// Each step also checks what every decider promises: the same input on the same state gives the same event, a
// repeated command yields nothing, and folding the service's own events from scratch gives the same state.
#pragma once

#include <google/protobuf/message.h>

#include <memory>
#include <optional>
#include <source_location>
#include <string>
#include <vector>

#include "matbud/processor/decider.h"
#include "matbud/state/overlay.h"
#include "matbud/state/space.h"

namespace matbud::processor::testing {

/// One decider on a state in memory. Not thread-safe. Failures are reported to GoogleTest at the caller's line.
class DeciderSpec {
 public:
  using Where = std::source_location;

  /// `key` is the delivery area of every record, until `in_area` changes it. `own_topic` is needed only where the
  /// topic's name does not follow from the event's type: a grocer's.
  explicit DeciderSpec(std::shared_ptr<const Decider> decider, std::string key = "3024-sandvika",
                       std::string own_topic = {});

  /// When later records are appended. At first 2026-03-02T08:00:00Z, a Monday.
  DeciderSpec& at(Timestamp now);
  /// The delivery area of later records.
  DeciderSpec& in_area(std::string key);

  /// What has happened, in order. Each is a top-level message or one of those inside its oneof (`OrderPlaced` is as
  /// good as an `OrderingEvent` with one). The service's own events are folded; commands and others' events are
  /// decided, and what they cause is folded.
  template <class... Messages>
  DeciderSpec& given(const Messages&... history) {
    (happen(history), ...);
    return *this;
  }
  /// Decides one input and folds what it causes. `id` is the record's ce_id; a fresh one when empty.
  DeciderSpec& when(const google::protobuf::Message& input, std::string id = {});
  /// As `when`, for a topic whose name does not follow from the message's type: a grocer's.
  DeciderSpec& when_on(std::string topic, const google::protobuf::Message& input, std::string id = {});
  /// Decides the last input again: the same id and bytes at a later offset.
  DeciderSpec& when_again();
  /// Sends the TimerDue of every timer that waits for `until` or earlier, in order, those that they set included; the
  /// time of each is the timer's own. Afterwards it is `until`.
  DeciderSpec& when_time_passes(Timestamp until);
  /// Appends undecodable bytes to a topic.
  DeciderSpec& when_bytes_on(std::string topic, std::string bytes);

  /// The last input caused exactly this event.
  DeciderSpec& then(const google::protobuf::Message& event, Where where = Where::current());
  /// The last input caused an event with at least these fields; fields that are not set here may hold anything, and
  /// repeated fields must agree element by element.
  DeciderSpec& then_like(const google::protobuf::Message& event, Where where = Where::current());
  /// The last input caused nothing.
  DeciderSpec& then_nothing(Where where = Where::current());
  /// The last input could not be decided: a processor would park it.
  DeciderSpec& then_poison(Where where = Where::current());

  /// The event that the last input caused, as the message inside the oneof; null when it caused none of this type.
  template <class Inner>
  [[nodiscard]] const Inner* said() const {
    return dynamic_cast<const Inner*>(last_inner());
  }
  /// Every event so far, top-level, the given ones included.
  [[nodiscard]] const std::vector<std::unique_ptr<google::protobuf::Message>>& events() const { return events_; }
  /// ce_subject of the last event.
  [[nodiscard]] const std::string& subject() const { return subject_; }
  /// The state as it is now.
  [[nodiscard]] const state::TableReader& state() const { return tables_; }
  /// Timers that wait.
  [[nodiscard]] std::vector<runtime::v1::Timer> timers() const;
  /// What a decider promises and this one has broken so far; empty when all is well. For property tests.
  [[nodiscard]] std::string broken_promise();

 private:
  struct Record {
    std::string topic;
    std::string id;
    std::string type;
    std::string value;
  };
  /// What `decide` gave, away from its arena.
  struct Outcome {
    std::unique_ptr<google::protobuf::Message> event;
    std::string subject;
    std::string poison;
    [[nodiscard]] std::string bytes() const { return event ? event->SerializeAsString() : std::string{}; }
  };

  void happen(const google::protobuf::Message& message);
  void run(Record record);
  [[nodiscard]] Outcome decide_once(const Record& record);
  void fold(std::unique_ptr<google::protobuf::Message> event, std::string subject);
  [[nodiscard]] std::string fresh_id();
  [[nodiscard]] std::unique_ptr<google::protobuf::Message> wrapped(const google::protobuf::Message& message) const;
  [[nodiscard]] std::string topic_of(const google::protobuf::Message& top_level) const;
  [[nodiscard]] const google::protobuf::Message* last_inner() const;
  void expect_promises_kept(const Where& where);
  void compare(const google::protobuf::Message& event, bool partly, const Where& where);

  std::shared_ptr<const Decider> decider_;
  std::string key_;
  std::string own_topic_;
  std::string commands_topic_;
  Timestamp now_;
  std::int64_t next_offset_ = 0;
  std::int64_t next_id_ = 0;

  state::MemorySpace space_;
  state::Overlay tables_{space_};
  std::vector<std::unique_ptr<google::protobuf::Message>> events_;
  struct FoldedWith {
    std::string key;
    std::string subject;
    Timestamp time;
  };
  std::vector<FoldedWith> infos_;  ///< one for each event

  std::optional<Record> last_;
  const google::protobuf::Message* last_event_ = nullptr;  ///< inside events_
  std::string last_poison_;
  std::string subject_;
  std::string broken_;
};

}  // namespace matbud::processor::testing
