// At opening: is everything still there that was recorded beside the database?
#pragma once

#include <optional>
#include <vector>

#include "database.h"
#include "heads.h"
#include "last_commit.h"
#include "segments.h"
#include "topics.h"

namespace matbud::log::embedded {

/// `corrupt`, with the partition, when the log ends before a recorded head or holds another record there, or when it
/// has records and its file of heads is gone.
[[nodiscard]] Result<void> check_not_gone_back(Database& database, const Segments& segments, const Topics& topics,
                                               const std::optional<std::vector<Head>>& heads,
                                               const std::vector<CommittedHead>& last_commit);

}  // namespace matbud::log::embedded
