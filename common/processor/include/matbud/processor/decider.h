// What a service hands to its processor: how to decide and how to fold. Pure; bound to nothing.
#pragma once

#include <google/protobuf/arena.h>
#include <google/protobuf/message.h>

#include <optional>
#include <string>
#include <string_view>

#include "matbud/log/record.h"
#include "matbud/runtime/v1/runtime.pb.h"
#include "matbud/state/tables.h"

namespace matbud::processor {

/// One input: a record of a topic that the service hears.
struct Input {
  std::string_view topic;
  Partition partition;
  Offset offset;
  Timestamp appended_at;  ///< the time of the decision
  log::Envelope record;
};

/// The one event that an input causes.
struct Decision {
  google::protobuf::Message* event;  ///< the topic's top-level message; lives on the arena
  std::string subject;               ///< ce_subject: `order/7f3a`, `window/3024-sandvika/morning/20779`
};

/// What evolve may know about an event besides its content.
struct EventInfo {
  std::string_view id;       ///< ce_id
  std::string_view key;      ///< delivery area
  std::string_view subject;  ///< ce_subject
  Timestamp time;            ///< ce_time: the `appended_at` of the input that was decided
};

/// Thrown by decide when the input cannot be decided: it is parked. Any other std::exception does the same.
/// The text must not hold personal data.
class Poison : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// ce_type of a command of the machinery. The processor looks for its own commands only under this type.
inline constexpr std::string_view runtime_command_type = "matbud.runtime.v1.RuntimeCommand";
/// ce_type of an event of the machinery. It is the business of the service whose topic holds it and of no other: a
/// processor passes those of others by.
inline constexpr std::string_view runtime_event_type = "matbud.runtime.v1.RuntimeEvent";

/// Decides and folds for one service. Stateless and const: threads may share it.
class Decider {
 public:
  virtual ~Decider() = default;

  /// The event that the input causes on this state, or nothing when it is irrelevant or repeated. A refusal is an
  /// event. Deterministic. Throws to have the input parked; the state is then as before.
  /// Nothing must be for good: the log does not say that an input was looked at, so a rebuilt owner may look at it
  /// again on a later state. Where an input comes too early to matter and would matter later, say an event.
  [[nodiscard]] virtual std::optional<Decision> decide(const state::TableReader& state, const Input& input,
                                                       google::protobuf::Arena& arena) const = 0;
  /// Folds one accepted event of the service's own topic. Must not fail.
  virtual void evolve(state::TableWriter& state, const google::protobuf::Message& event,
                      const EventInfo& info) const = 0;
  /// A new, empty top-level event message.
  [[nodiscard]] virtual google::protobuf::Message* new_event(google::protobuf::Arena& arena) const = 0;

  // The machinery's own part of the service's messages (runtime.proto).

  /// The machinery's command that this input carries, or null. Null too when the input cannot be decoded.
  [[nodiscard]] virtual const runtime::v1::RuntimeCommand* runtime_command(const Input& input,
                                                                           google::protobuf::Arena& arena) const = 0;
  /// A serialized top-level command that carries the machinery's command; its ce_type is runtime_command_type.
  [[nodiscard]] virtual std::string wrapped(const runtime::v1::RuntimeCommand& command) const = 0;
  /// The machinery's event inside this event, or null.
  [[nodiscard]] virtual const runtime::v1::RuntimeEvent* runtime_event(
      const google::protobuf::Message& event) const = 0;
  /// The place of the machinery's event in a new top-level event. Null when the topic has none (a relay's): such a
  /// processor cannot park, and stops with an alarm where another would park.
  [[nodiscard]] virtual runtime::v1::RuntimeEvent* mutable_runtime_event(google::protobuf::Message& event) const = 0;
  /// The parked input that this event was redriven from, or null.
  [[nodiscard]] virtual const runtime::v1::InputRef* redriven(const google::protobuf::Message& event) const = 0;
  virtual void set_redriven(google::protobuf::Message& event, const runtime::v1::InputRef& input) const = 0;
};

/// The full name of the message inside the top-level message's oneof: ce_type. Empty when none is set.
[[nodiscard]] std::string_view type_of(const google::protobuf::Message& top_level);

}  // namespace matbud::processor
