// A service small enough to see through: it counts, sets timers and asks for effects as its commands say. It speaks
// the auditor's messages, because they have few fields; what the fields mean here is said below.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "matbud/audit/v1/commands.pb.h"
#include "matbud/audit/v1/events.pb.h"
#include "matbud/processor/processor.h"
#include "matbud/processor/service_decider.h"
#include "matbud/state/space.h"

namespace matbud::processor::toy {

inline constexpr std::string_view commands_topic = "audit.commands.v1";
inline constexpr std::string_view events_topic = "audit.events.v1";
inline constexpr std::string_view others_topic = "ordering.events.v1";

using Command = audit::v1::AuditCommand;
using Event = audit::v1::AuditEvent;

/// What the toy understands, as ReportOperatorAct.act; `target` and `reason` are its arguments.
/// Each but `ignore` leads to an OperatorActed of the same act; `actor_id` is then the digest of the state that it was
/// decided on, `reason` the new count of the target, `command_id` the input's id.
inline constexpr std::string_view count = "count";      ///< one more of target
inline constexpr std::string_view ignore = "ignore";    ///< irrelevant: no event
inline constexpr std::string_view confirm = "confirm";  ///< an event only when target has been counted before
inline constexpr std::string_view choke = "choke";      ///< throws Poison, unless the decider is the mended one
inline constexpr std::string_view set = "set";          ///< sets timer `target` to `reason` ms since the epoch
inline constexpr std::string_view cancel = "cancel";    ///< cancels timer `target`
inline constexpr std::string_view ask = "ask";          ///< asks for effect `target`; `reason` once: at most once
inline constexpr std::string_view report = "report";    ///< effect `target` is done; `reason` again: asks for it anew
/// Said when a timer's moment has come.
inline constexpr std::string_view rang = "rang";

/// Two versions of the toy: the first one cannot swallow `choke`.
enum class Version { chokes, mended };
[[nodiscard]] std::shared_ptr<const Decider> decider(Version version = Version::chokes);
/// A service of the toy that hears its commands and another service's events.
[[nodiscard]] ProcessorSpec spec(Version version = Version::chokes);

/// The serialized command.
[[nodiscard]] std::string command(std::string_view act, std::string_view target, std::string_view reason = {});

/// How many of target have been counted.
[[nodiscard]] std::int64_t counted(const state::TableReader& state, std::string_view target);
/// Digest of every event folded so far, in order.
[[nodiscard]] std::string story_digest(const state::TableReader& state);
/// What story_digest is after one more event.
[[nodiscard]] std::string next_digest(std::string_view before, const Event& event);

}  // namespace matbud::processor::toy
