// Commands that a command line appends.
#pragma once

#include <vector>

#include "matbud/log/command.h"
#include "opened.h"

namespace matbud::cli {

/// Appends them all and waits until they are durable, a minute for each partition. Errors as append_and_wait.
[[nodiscard]] Result<void> append_all(const Opened& opened, const std::vector<log::Command>& commands);
/// The same on a log that somebody else has opened.
[[nodiscard]] Result<void> append_all(log::Log& log, const Clock& clock, std::uint32_t partitions,
                                      const std::vector<log::Command>& commands);

}  // namespace matbud::cli
