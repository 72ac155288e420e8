// The RocksDB database of the log: its files, families and settings.
#pragma once

#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <filesystem>
#include <memory>
#include <shared_mutex>
#include <string_view>
#include <vector>

#include "matbud/base/result.h"
#include "matbud/log/embedded/embedded_log.h"

namespace matbud::log::embedded {

inline constexpr std::size_t protection_bytes_a_key = 8;

[[nodiscard]] inline rocksdb::Slice slice(std::string_view bytes) { return {bytes.data(), bytes.size()}; }
[[nodiscard]] inline std::string_view view(const rocksdb::Slice& bytes) { return {bytes.data(), bytes.size()}; }

/// What the log stands on.
[[nodiscard]] inline rocksdb::Env* environment_of(const EmbeddedSettings& settings) {
  return settings.environment ? settings.environment.get() : rocksdb::Env::Default();
}

/// Threads may share it.
class Database {
 public:
  /// Opens the database in `directory`/db, or makes it.
  [[nodiscard]] static Result<std::unique_ptr<Database>> open(const std::filesystem::path& directory,
                                                              const EmbeddedSettings& settings);
  /// Whether there is one, without opening it.
  [[nodiscard]] static bool exists(rocksdb::FileSystem& files, const std::filesystem::path& directory);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  [[nodiscard]] rocksdb::DB& db() { return *db_; }
  /// Topics and what is owed to them.
  [[nodiscard]] rocksdb::ColumnFamilyHandle* about() { return families_[0].get(); }
  /// Chunks by segment.
  [[nodiscard]] rocksdb::ColumnFamilyHandle* chunks() { return families_[1].get(); }
  /// Chunks of compacted topics.
  [[nodiscard]] rocksdb::ColumnFamilyHandle* compacted() { return families_[2].get(); }
  [[nodiscard]] rocksdb::FileSystem& files() { return *environment_->GetFileSystem(); }
  [[nodiscard]] const std::filesystem::path& directory() const { return directory_; }

  /// Held shared while an iterator over compacted() lives, since it keeps old files alive, and alone while those must
  /// go.
  [[nodiscard]] std::shared_mutex& compacted_files() { return compacted_files_; }

  /// Writes and syncs.
  [[nodiscard]] Result<void> write(rocksdb::WriteBatch& batch);
  /// Turns what is in memory into files: before it returns, or in the background. `retryable` in the latter case when
  /// the background is still busy with earlier ones.
  [[nodiscard]] Result<void> flush(bool wait);
  /// Deletes files, the write-ahead log's among them, that nothing needs any more, before it returns.
  [[nodiscard]] Result<void> delete_obsolete_files();
  /// An error that names this log.
  [[nodiscard]] Error error(const rocksdb::Status& status) const;

 private:
  Database(std::filesystem::path directory, const EmbeddedSettings& settings);

  std::filesystem::path directory_;
  std::shared_ptr<rocksdb::Env> given_environment_;
  rocksdb::Env* environment_;
  std::unique_ptr<rocksdb::DB> db_;
  std::shared_mutex compacted_files_;
  std::vector<std::unique_ptr<rocksdb::ColumnFamilyHandle>> families_;
};

}  // namespace matbud::log::embedded
