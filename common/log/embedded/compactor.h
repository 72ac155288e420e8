// Compaction of a topic that keeps only the newest record of each key.
#pragma once

#include <mutex>
#include <string_view>
#include <vector>

#include "database.h"
#include "partition.h"
#include "segments.h"

namespace matbud::log::embedded {

/// Whether this record (canonical bytes) deletes its key: it has no value.
[[nodiscard]] bool is_deletion(std::string_view record);

/// Threads may share it; compactions take turns.
class Compactor {
 public:
  Compactor(Database& database, const Segments& segments) : database_{database}, segments_{segments} {}

  /// As EmbeddedLog::compact, for all partitions of one compacted topic.
  [[nodiscard]] Result<EmbeddedLog::Compacted> compact(const std::vector<PartitionState*>& partitions);
  /// Whether the partition holds a deletion that no compaction has carried out.
  [[nodiscard]] Result<bool> owed(const PartitionState& partition);

 private:
  Result<EmbeddedLog::Compacted> rewrite(const PartitionState& partition, Offset end);
  Result<void> remove_old_bytes();
  Result<Offset> noted(char mark, const PartitionState& partition, Offset otherwise);

  Database& database_;
  const Segments& segments_;
  std::mutex mutex_;
};

}  // namespace matbud::log::embedded
