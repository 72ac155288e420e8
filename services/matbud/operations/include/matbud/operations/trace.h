// The story of one order out of the whole log, told in the order in which things happened.
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "matbud/audit/causal_order.h"
#include "matbud/audit/story.h"
#include "matbud/log/log.h"

namespace matbud::operations {

/// One record of a story.
struct TraceLine {
  audit::Place place;
  Timestamp appended_at;
  std::string type;
  std::optional<audit::Place> cause;  ///< the input that it comes from; commands have none
  std::string told;                   ///< one line of plain English; sealed fields stay sealed
};

/// Reads the entries' records and tells them, a cause before what it caused. Errors as Reader::read, and `corrupt` when
/// an entry's record is not there.
[[nodiscard]] Result<std::vector<TraceLine>> trace(log::Log& log, const std::vector<audit::StoryEntry>& entries,
                                                   const std::string& order_id);

/// One line each: local time in Oslo, what happened, where it stands in the log; or one JSON object each.
void print(const std::vector<TraceLine>& lines, bool json, std::ostream& out);

}  // namespace matbud::operations
