// Which segment holds which offsets.
#pragma once

#include <optional>
#include <shared_mutex>
#include <vector>

#include "layout.h"

namespace matbud::log::embedded {

/// Threads may share it; only the committer adds.
class Segments {
 public:
  /// Adds the segment after the newest (or any, as the first). `starts`: by partition index, the end of each partition
  /// when the segment began; partitions made later are left out.
  void add(SegmentNumber number, std::vector<Offset> starts);
  [[nodiscard]] std::optional<SegmentNumber> newest() const;
  /// The segment that holds a record which exists. There must be a segment.
  [[nodiscard]] SegmentNumber holding(std::size_t partition_index, Offset offset) const;
  /// End of the partition when the newest segment began; 0 when there is none.
  [[nodiscard]] Offset start_of_newest(std::size_t partition_index) const;

 private:
  mutable std::shared_mutex mutex_;
  SegmentNumber first_;
  std::vector<std::vector<Offset>> starts_;
};

}  // namespace matbud::log::embedded
