// Moves an installation's log from one home to another, record by record, the chain unbroken.
#pragma once

#include <cstdint>
#include <functional>

#include "matbud/log/log.h"

namespace matbud::operations {

/// What copy() did.
struct CopyReport {
  std::uint64_t partitions = 0;
  std::uint64_t records = 0;   ///< in the source, all of them now in the target and compared
  std::uint64_t appended = 0;  ///< by this run; fewer than `records` when an earlier one was cut short
};

struct CopyPlan {
  /// True: the target may hold the beginning of this very log, from a run that was cut short, and it goes on from
  /// there.
  bool resume = false;
  /// Called with the number of records appended or compared since the last call; may be empty.
  std::function<void(std::size_t)> on_progress;
};

/// Makes the source's topics in the target, appends every record at its own offset, and then reads both again and
/// compares them record by record. Nobody else may write to either meanwhile.
/// A record is appended when its cause is in the target, so that the target, too, has taken every cause first.
/// A compacted topic has holes, which no log can be asked to leave: its records keep their order and bytes, not their
/// offsets; nothing refers to these. The moment at which the log took a record is the copying's; the moments that
/// records themselves tell of stay.
/// `conflict`: the target has records (without `resume`) or others than the source's (nothing was appended then), has
/// topics of the same name with other properties, or somebody wrote meanwhile. `invalid`: a partition of the source
/// does not begin at 0. `corrupt`: what was read back is not what was written. Outages as the logs say; `resume` goes
/// on.
[[nodiscard]] Result<CopyReport> copy(log::Log& from, log::Log& to, const CopyPlan& plan);

}  // namespace matbud::operations
