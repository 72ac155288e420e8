// Appending from the edge, where a person or a program waits for the answer.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "matbud/log/command.h"
#include "matbud/log/log.h"

namespace matbud::log {

/// Appends the records to one partition through `writer` and waits until they are durable.
/// Returns the offset of the first. `retryable` after `timeout` or an unknown outcome: the records may be in the log,
/// and appending them again with the same ids is safe, since ids are decided once.
/// The writer must have nothing else in flight; after an error it is spent.
[[nodiscard]] Result<Offset> append_and_wait(Log& log, Writer& writer, std::vector<std::string> canonical_records,
                                             std::chrono::milliseconds timeout);

/// Appends the commands to their partitions, one partition after another, and waits until all are durable, at most
/// `timeout` for each partition. `source` is their ce_source. Errors as append_and_wait; some of the commands may then
/// be in the log, and appending all of them again is safe.
[[nodiscard]] Result<void> append_all(Log& log, Timestamp now, std::uint32_t partitions,
                                      const std::vector<Command>& commands, std::string_view source,
                                      std::chrono::milliseconds timeout);

}  // namespace matbud::log
