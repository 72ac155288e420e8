// The queues of parked inputs: one a subject, oldest first. Folded state, changed only by events.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "matbud/runtime/v1/runtime.pb.h"
#include "matbud/state/tables.h"

namespace matbud::processor {

/// Appends to the queue of the input's subject.
void park(state::TableWriter& state, const runtime::v1::InputParked& input);
/// The oldest input of the subject's queue.
[[nodiscard]] std::optional<runtime::v1::InputParked> oldest_parked(const state::TableReader& state,
                                                                    std::string_view subject);
/// Removes this input from the queue it heads. Returns whether the queue of that subject is now empty, with the
/// subject; nothing when no queue is headed by it.
struct Unparked {
  std::string subject;
  bool queue_empty;
};
[[nodiscard]] std::optional<Unparked> unpark(state::TableWriter& state, const runtime::v1::InputRef& input);

}  // namespace matbud::processor
