// Timers and effects as folded state: what a service's evolve calls to set a timer or to ask for an effect, and its
// decide to see whether one is still wanted. Pure table code.
#pragma once

#include <optional>
#include <string_view>

#include "matbud/base/time.h"
#include "matbud/runtime/v1/runtime.pb.h"
#include "matbud/state/tables.h"

namespace matbud::processor {

/// Tables of the machinery. Numbers live in stored state.
inline constexpr state::TableId timers_by_due{200};    ///< sortable(due) + timer id -> Timer
inline constexpr state::TableId timers_by_id{201};     ///< timer id -> sortable(due)
inline constexpr state::TableId pending_effects{202};  ///< effect id -> PendingEffect
inline constexpr state::TableId parked_inputs{203};    ///< subject, 0, sortable(sequence) -> InputParked
inline constexpr state::TableId parked_subjects{204};  ///< subject -> sortable(next sequence): subjects with a queue
inline constexpr state::TableId positions{205};        ///< `own` and `in/<topic>` -> chain position
inline constexpr state::TableId effect_requests{206};  ///< one key, empty -> sortable(requests so far)

/// Sets a timer, in place of one of the same id. When its moment comes, the partition's owner appends a TimerDue
/// command with the timer's key and subject; it is decided like any input. `key` is the delivery area.
void set_timer(state::TableWriter& state, std::string_view timer_id, Timestamp due, std::string_view key,
               std::string_view subject);
/// Takes a timer away; nothing happens when there is none.
void cancel_timer(state::TableWriter& state, std::string_view timer_id);
/// When the timer is due; nothing when there is none. A TimerDue whose due_at_ms differs is for a timer that is gone.
[[nodiscard]] std::optional<Timestamp> timer_due_at(const state::TableReader& state, std::string_view timer_id);
/// Whether this TimerDue is for a timer that still waits.
[[nodiscard]] bool is_due(const state::TableReader& state, const runtime::v1::TimerDue& due);

/// Asks for an effect: the owner's effector performs it and reports by a command, which must lead to an event that
/// settles it. Asked for again under an id that is pending or has been, it is performed again; started_by and
/// request_number of `effect` do not count.
void request_effect(state::TableWriter& state, const runtime::v1::PendingEffect& effect);
/// The effect's outcome is known; nothing happens when it is not pending.
void settle_effect(state::TableWriter& state, std::string_view effect_id);
/// The owner that this incarnation names is about to perform the effect; nothing happens when it is not pending. Only
/// the machinery calls it.
void mark_started(state::TableWriter& state, std::string_view effect_id, std::string_view incarnation);
[[nodiscard]] std::optional<runtime::v1::PendingEffect> pending_effect(const state::TableReader& state,
                                                                       std::string_view effect_id);

}  // namespace matbud::processor
