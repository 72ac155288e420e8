// Commands that every partition has to know: reference data that belongs to no area.
#pragma once

#include "matbud/api/clerk.h"
#include "matbud/api/desk.h"

namespace matbud::api {

/// Appends the command to every partition and answers what the last one makes of it, once it is durable in all others;
/// 503 when the log cannot be reached. The last one has the command's own id, the others' are made from it, so that
/// asking again with the same id repeats them all, and each partition decides it once. `command.partition` does not
/// count. `source` is the ce_source of those that nobody waits for. Clerk, desk, log must outlive the answer.
[[nodiscard]] web::Answer ask_everywhere(Clerk& clerk, Desk& desk, log::Log& log, Timestamp now, log::Command command,
                                         std::string source);

}  // namespace matbud::api
