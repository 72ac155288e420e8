// The store: where processors and projections keep their folds, in one RocksDB database for the process.
// It is a cache of the log: it may be deleted at any time and is rebuilt by folding the log again.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "matbud/base/ids.h"
#include "matbud/base/result.h"
#include "matbud/state/space.h"

namespace rocksdb {
class Env;
}

namespace matbud::store {

/// Memory and disk budgets of one store.
struct StoreSettings {
  std::size_t block_cache_bytes = 16U << 20U;      ///< blocks, indexes and filters of all spaces together
  std::size_t write_buffer_bytes = 32U << 20U;     ///< memtables of all spaces together, about
  std::size_t write_ahead_bytes_max = 64U << 20U;  ///< bounds what an opening has to replay
  int open_files_max = 256;
  /// The file system and clock below; null = the machine's own. For tests that lose power.
  std::shared_ptr<rocksdb::Env> environment = nullptr;
};

/// One RocksDB database: a column family for each name, keys led by the partition. Threads may share it; a space
/// belongs to one thread at a time. Spaces must not outlive their store.
///
/// What is written survives a killed process. After a power failure the store may stand at an earlier moment, the same
/// for all its spaces; whoever folds into it replays from the position it finds there.
class RocksStore {
 public:
  /// Opens the store in `directory`, which is made when it is not there. `conflict` when another store has it open;
  /// `corrupt`, with the file's name, when it is not what was written, or a read found that while it was open before:
  /// see quarantine(). `unavailable` for an outage.
  [[nodiscard]] static Result<std::unique_ptr<RocksStore>> open(const std::filesystem::path& directory,
                                                                const StoreSettings& settings = {});
  ~RocksStore();

  /// The space of this name (`ordering`, `orders-by-citizen.2`) and partition, made when it is not there. Opening the
  /// same one twice gives two handles to the same keys. Partitions go up to 65,535; `invalid` above.
  [[nodiscard]] Result<std::unique_ptr<state::Space>> open_space(const std::string& name, Partition partition);
  /// Names that have spaces, in byte order.
  [[nodiscard]] std::vector<std::string> names() const;
  /// Removes every space of this name and gives its disk space back. Nothing happens when there is none. No handle to
  /// one of its spaces may be used afterwards.
  [[nodiscard]] Result<void> drop(const std::string& name);

  /// Reads every file and compares checksums. `corrupt` names the first bad file.
  [[nodiscard]] Result<void> verify() const;
  /// Writes a copy of the store as of now to `directory`, which must not exist: hard links where possible. The copy is
  /// verified before success is reported, and removed when it is not whole.
  [[nodiscard]] Result<void> checkpoint(const std::filesystem::path& directory) const;

  /// Where it lies.
  [[nodiscard]] const std::filesystem::path& path() const;

 private:
  class Database;
  explicit RocksStore(std::unique_ptr<Database> database);
  std::unique_ptr<Database> database_;
};

/// Moves a store that is corrupt aside, to `<directory>.corrupt-<n>` with the first n that is free, and returns that
/// path, for the alarm. Nothing is deleted: the next open() starts empty and is filled from the log.
/// `not_found` when there is no such directory.
[[nodiscard]] Result<std::filesystem::path> quarantine(const std::filesystem::path& directory);

}  // namespace matbud::store
