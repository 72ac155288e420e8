// A file system that can lose power or run full. What was not synced is then lost, wholly or from a random byte on.
#pragma once

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace matbud::rocks::testing {

/// Passes everything on to the machine's file system, and remembers what has not been synced: bytes at the end of
/// files, bytes written in place, and names (made, renamed, removed) in directories. Threads may share it.
class FaultyFiles final : public rocksdb::FileSystemWrapper {
 public:
  /// Removed files are kept in `stash`, which is emptied first, until they are really gone.
  explicit FaultyFiles(std::filesystem::path stash);
  static const char* kClassName() { return "FaultyFiles"; }
  const char* Name() const override { return kClassName(); }

  /// After so many more operations that change something, nothing works any more.
  void cut_power_after(std::int64_t operations) { operations_left_ = operations; }
  [[nodiscard]] bool power_is_cut() const { return operations_left_ <= 0; }
  /// From now on writing fails as on a full disk.
  void fill_up() { full_ = true; }
  /// Syncs do nothing, as on a disk that lies.
  void lie_about_syncs() { lying_ = true; }

  struct Losses {
    std::uint64_t bytes = 0;
    std::uint64_t names = 0;
  };
  /// Does to the disk what a power failure may do. Everything that used this file system must be gone.
  Losses lose_what_was_not_synced(std::mt19937& random);

  rocksdb::IOStatus NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* result,
                                    rocksdb::IODebugContext* context) override;
  rocksdb::IOStatus NewRandomRWFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSRandomRWFile>* result,
                                    rocksdb::IODebugContext* context) override;
  rocksdb::IOStatus NewDirectory(const std::string& path, const rocksdb::IOOptions& options,
                                 std::unique_ptr<rocksdb::FSDirectory>* result,
                                 rocksdb::IODebugContext* context) override;
  rocksdb::IOStatus DeleteFile(const std::string& path, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* context) override;
  rocksdb::IOStatus RenameFile(const std::string& from, const std::string& to, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* context) override;

 private:
  friend class FaultyFile;
  friend class FaultyPages;
  friend class FaultyDirectory;

  struct Bytes {
    std::uint64_t written = 0;
    std::uint64_t synced = 0;
  };
  struct NameChange {
    enum class Kind { made, renamed, removed } kind;
    std::string path;
    std::string from;                            ///< of a renamed file
    std::optional<std::filesystem::path> stash;  ///< what was there before
  };
  struct PageChange {
    std::string path;
    std::uint64_t at;
    std::string before;
  };

  /// Ok while there is power and room; counts the operation.
  rocksdb::IOStatus may_change();
  std::optional<std::filesystem::path> stash(const std::string& path, bool keep_original);
  void undo(const NameChange& change);

  const std::filesystem::path stash_;
  std::atomic<std::int64_t> operations_left_;
  std::atomic<bool> full_{false};
  std::atomic<bool> lying_{false};
  std::mutex mutex_;  ///< guards what follows
  std::map<std::string, Bytes> files_;
  std::vector<NameChange> names_;
  std::vector<PageChange> pages_;
  std::uint64_t stashed_ = 0;
};

/// An environment with these files and a clock that does not sleep: RocksDB rests a second after each error.
[[nodiscard]] std::shared_ptr<rocksdb::Env> environment_with(std::shared_ptr<FaultyFiles> files);

}  // namespace matbud::rocks::testing
