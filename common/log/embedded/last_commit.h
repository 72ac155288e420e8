// The file `last-commit` beside the database, which covers what the file of heads is too slow for: of each partition
// in the newest commit its end and a checksum of its last record, written in place after the commit is durable and
// before it is acknowledged. It is not synced, so it costs microseconds and survives a killed process; after a power
// failure it may be older, which does no harm.
#pragma once

#include <rocksdb/file_system.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "layout.h"
#include "matbud/base/result.h"

namespace matbud::log::embedded {

struct CommittedHead {
  PlaceId id;
  Offset end;
  std::uint32_t last_checksum = 0;  ///< CRC-32C of the record's canonical bytes
};

/// The file `last-commit`. Not thread-safe.
class LastCommit {
 public:
  /// Opens it, or makes it; `found()` is the newest commit that can be read.
  [[nodiscard]] static Result<std::unique_ptr<LastCommit>> open(rocksdb::FileSystem& files,
                                                                const std::filesystem::path& directory);
  [[nodiscard]] const std::vector<CommittedHead>& found() const { return found_; }
  /// Records the heads of a commit; those that do not fit into a page are left out.
  [[nodiscard]] Result<void> record(const std::vector<CommittedHead>& heads);

 private:
  explicit LastCommit(std::string path) : path_{std::move(path)} {}

  std::string path_;
  std::unique_ptr<rocksdb::FSRandomRWFile> file_;
  std::uint64_t number_ = 0;
  std::vector<CommittedHead> found_;
};

}  // namespace matbud::log::embedded
