// Which records of an installation count as of a moment. A cut is consistent when no event that counts has a cause that
// does not: only then do all services' states belong to one moment (Chandy and Lamport, 1985).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "matbud/log/log.h"

namespace matbud::operations {

struct Cut {
  Timestamp latest = Timestamp::max();           ///< records that were appended later do not count
  std::map<log::TopicPartition, Offset> ends{};  ///< first offset that does not; a partition without one counts whole

  [[nodiscard]] Offset end_of(const log::TopicPartition& place) const;
};

/// The largest consistent cut inside this one, of these topics; it has ends and no time. An event whose cause does not
/// count is left out with all that its chain holds behind it: a later service may have been named whole, and brokers'
/// clocks differ. Reads each partition once and, when it has to be shortened, again. Errors as Reader::read and
/// Follower::next.
[[nodiscard]] Result<Cut> consistent(log::Log& log, const std::vector<log::TopicSpec>& topics, Cut cut);

}  // namespace matbud::operations
