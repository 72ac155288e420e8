// Folding a read model without a host: for audits and checks.
#pragma once

#include <functional>
#include <string>

#include "matbud/projection/projection.h"

namespace matbud::projection {

/// Folds partition `partition` of the model's topics into `space`, which must be empty, topic after topic: each up to
/// the first record that `wanted` says no to. Returns how many accepted records were folded. Errors as Follower::next.
/// `on_progress` is called now and then with the number of records since the last call; it may be empty.
[[nodiscard]] Result<std::size_t> replay(
    const ReadModel& model, Partition partition, log::Log& log, state::Space& space,
    const std::function<bool(const std::string& topic, const log::Entry& entry)>& wanted,
    const std::function<void(std::size_t)>& on_progress);

}  // namespace matbud::projection
