// The log's embedded home: durable, for one process, in one directory. What is acknowledged has been synced to disk.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>

#include "matbud/log/log.h"

namespace rocksdb {
class Env;
}

namespace matbud::log {

/// Budgets of one embedded log. The defaults suit production: about 80 MB resident when it is written to at full speed.
struct EmbeddedSettings {
  std::size_t tail_bytes = 16U << 20U;        ///< newest records kept in memory for readers that are near the end
  std::size_t segment_bytes = 16U << 20U;     ///< written to memory and the write-ahead log before a file is made of it
  std::size_t block_cache_bytes = 4U << 20U;  ///< indexes, and blocks of cold reads
  std::size_t commit_bytes_max = 4U << 20U;   ///< appends that share one sync, about
  std::chrono::milliseconds heads_interval{1000};  ///< how often the heads are recorded beside the database
  /// Told how long each commit took, its sync included, on the log's thread; must not wait. May be empty.
  std::function<void(std::chrono::nanoseconds)> on_commit = nullptr;
  /// The file system and clock below; null = the machine's own. For tests that lose power.
  std::shared_ptr<rocksdb::Env> environment = nullptr;
};

/// One directory is one log. Promises of log.h, and: an acknowledged append survives a killed process and a power
/// failure; readers see only what would survive. The process owns all partitions of every topic.
///
/// After an error of the disk, appends with an unknown outcome get one, the log takes no more appends
/// (`unavailable`), and readers go on. Closing and opening it again finds out what became of them.
class EmbeddedLog final : public Log {
 public:
  /// Opens the log in `directory`, which is made when it is not there.
  /// `conflict`: another process, or this one, has it open. `unavailable`: an outage, or no permission.
  /// `corrupt`: what lies there is not what was written, with the file or the partition and offset; also when the log
  /// ends before, or holds another record at, a head that was recorded beside it ("the log went back"). A write torn
  /// by a crash is not corrupt: it was never acknowledged and is dropped.
  [[nodiscard]] static Result<std::unique_ptr<EmbeddedLog>> open(const std::filesystem::path& directory,
                                                                 const Clock& clock,
                                                                 const EmbeddedSettings& settings = {});
  /// Finishes what was appended and records the heads. Readers, writers and ownerships must be gone.
  ~EmbeddedLog() override;

  [[nodiscard]] Result<void> create_topics(std::span<const TopicSpec> topics) override;
  [[nodiscard]] Result<std::vector<TopicSpec>> topics() override;
  [[nodiscard]] Result<Watermarks> watermarks(const TopicPartition& place) override;
  [[nodiscard]] Result<std::unique_ptr<Reader>> open_reader(const TopicPartition& place, Offset from) override;
  [[nodiscard]] Result<std::unique_ptr<Writer>> open_writer(const TopicPartition& place) override;
  [[nodiscard]] Result<std::unique_ptr<Ownership>> join(const std::string& own_topic) override;
  [[nodiscard]] std::uint64_t activity() const override;
  void wait_for_activity(std::uint64_t seen, std::chrono::milliseconds timeout) override;
  void wake() override;

  /// Returns when every append made before has its outcome. For drivers whose every step must find the same log:
  /// replays of a demo, tests.
  void settle();
  /// While held, appends become visible only by settle(), all at once: what a step sees does not depend on how quick the
  /// disk was. Whoever appends and waits for the outcome without settling waits until it is no longer held.
  void hold(bool held);
  /// Where the data lies, to tell people at start.
  [[nodiscard]] const std::filesystem::path& path() const;

  /// Reads every record and every file and compares checksums; returns how many records there are. `corrupt` names
  /// topic, partition and offset of the first that is not what was written. May run beside everything else.
  [[nodiscard]] Result<std::uint64_t> verify();

  /// What a compaction did.
  struct Compacted {
    std::uint64_t kept = 0;     ///< the newest record of each key, deletions included
    std::uint64_t removed = 0;  ///< superseded records, whose bytes are in no file of the directory any more
  };
  /// Compacts a topic that was made compacted: only the newest record of each key stays. A deletion stays as well, so
  /// that a reader who comes late hears of it. When this returns, the bytes of what was removed are physically gone.
  /// After a crash in between, the next opening finishes what a deletion has asked for.
  /// `not_found`: no such topic; `invalid`: it is not compacted; `unavailable`: an outage, to be asked again.
  [[nodiscard]] Result<Compacted> compact(const std::string& topic);

  /// What it has done since it was opened.
  struct Figures {
    std::uint64_t commits = 0;          ///< syncs that appends have shared
    std::uint64_t records = 0;          ///< records appended
    std::uint64_t record_bytes = 0;     ///< their bytes
    std::uint64_t reads_from_disk = 0;  ///< reads that the tail in memory could not serve
  };
  [[nodiscard]] Figures figures() const;

 private:
  class Impl;
  explicit EmbeddedLog(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace matbud::log
