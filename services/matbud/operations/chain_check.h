// Follows all topics of one partition number together, so that each event's cause can be looked up.
#pragma once

#include "matbud/operations/verify.h"

namespace matbud::operations {

/// Adds reports and findings for partition `partition` of `topics` to `report`.
[[nodiscard]] Result<void> check_chains(log::Log& log, const std::vector<std::string>& topics, Partition partition,
                                        const std::function<void(std::size_t)>& on_progress, VerifyReport& report);

}  // namespace matbud::operations
