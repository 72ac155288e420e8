// Judges a campaign by what it left: topics, projections and the history. Knows nothing of how it was done.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "history.h"
#include "matbud/log/log.h"

namespace matbud::broker_faults {

struct Verdict {
  std::vector<std::string> findings;  ///< empty: nothing lost, nothing doubled, no fork followed, every fold equal
  std::uint64_t orders = 0;           ///< acknowledged
  std::uint64_t refused = 0;          ///< of them: they need no notification
  std::uint64_t notifications = 0;
  std::uint64_t records = 0;
  std::uint64_t voided = 0;
  std::uint64_t projections = 0;  ///< compared with a fold: one a partition of each processor or read model
};

/// Looks at all of it. Nobody may append, fold or hold the instances' state meanwhile; instances that never got to
/// having state are passed over. An Error: log or state cannot be read.
[[nodiscard]] Result<Verdict> check(log::Log& log, const History& history);

}  // namespace matbud::broker_faults
