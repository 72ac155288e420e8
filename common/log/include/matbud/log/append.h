// Appending from the edge, where a person or a program waits for the answer.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "matbud/log/log.h"

namespace matbud::log {

/// Appends the records to one partition through `writer` and waits until they are durable.
/// Returns the offset of the first. `retryable` after `timeout` or an unknown outcome: the records may be in the log,
/// and appending them again with the same ids is safe, since ids are decided once.
/// The writer must have nothing else in flight; after an error it is spent.
[[nodiscard]] Result<Offset> append_and_wait(Log& log, Writer& writer, std::vector<std::string> canonical_records,
                                             std::chrono::milliseconds timeout);

}  // namespace matbud::log
