// The committer: one thread that makes appends durable, many of them with one sync.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "database.h"
#include "last_commit.h"
#include "matbud/log/activity.h"
#include "partition.h"
#include "segments.h"
#include "topics.h"

namespace matbud::log::embedded {

/// Where a writer's outcomes wait to be fetched. Threads may share it.
class Outcomes {
 public:
  void push(Appended outcome);
  [[nodiscard]] std::optional<Appended> pop();

 private:
  std::atomic<std::size_t> waiting_{0};  ///< spares pop() the lock when there is nothing
  std::mutex mutex_;
  std::deque<Appended> outcomes_;
};

/// One call of append().
struct Submission {
  PartitionState* partition;
  std::vector<std::string> records;
  std::shared_ptr<Outcomes> outcomes;
};

/// While one commit is synced, appends gather for the next: a lone append waits for about one sync, and under load the
/// sync is shared. Of each partition a commit writes one chunk, whatever the number of appends.
class Committer {
 public:
  /// Everything handed in must outlive it.
  Committer(Database& database, Segments& segments, const Topics& topics, LastCommit& last_commit, Activity& activity,
            const Clock& clock, const EmbeddedSettings& settings);
  /// Finishes what was submitted.
  ~Committer();
  Committer(const Committer&) = delete;
  Committer& operator=(const Committer&) = delete;

  /// Any thread.
  void submit(Submission submission);
  /// Takes no more appends from now on: the disk cannot be trusted.
  void fail(const Error& why);
  [[nodiscard]] std::optional<Error> failed() const;
  /// reads_from_disk is not its business.
  [[nodiscard]] EmbeddedLog::Figures figures() const;
  /// Returns when everything submitted before has its outcome.
  void settle();
  /// While held, appends are committed only by settle() and at the end.
  void hold(bool held);

 private:
  class Commit;

  void run();
  /// The next appends to share a sync; empty at the end.
  std::vector<Submission> take();
  void commit(std::vector<Submission> submissions);
  Result<void> write(const Commit& commit);
  /// What a crash before the compaction must not make forgotten.
  rocksdb::Status note_deletions(const PartitionState& partition, const ChunkPtr& chunk, rocksdb::WriteBatch& batch);
  Result<void> begin_segment_if_due(rocksdb::WriteBatch& batch);
  void publish(const Commit& commit);
  void trim_tail();

  Database& database_;
  Segments& segments_;
  const Topics& topics_;
  LastCommit& last_commit_;
  Activity& activity_;
  const Clock& clock_;
  const EmbeddedSettings settings_;

  // Only the committer's thread.
  std::size_t segment_bytes_ = 0;  ///< written to the newest segment, about
  bool segment_begun_ = false;
  struct InTail {
    PartitionState* partition;
    std::size_t bytes;
  };
  std::deque<InTail> tail_;                            ///< chunks in memory, oldest first
  std::chrono::steady_clock::duration last_write_{0};  ///< how long a write with its sync took, last
  std::size_t tail_bytes_ = 0;

  std::atomic<std::uint64_t> commits_{0};
  std::atomic<std::uint64_t> records_{0};
  std::atomic<std::uint64_t> record_bytes_{0};

  mutable std::mutex mutex_;  ///< guards what follows
  std::condition_variable submitted_;
  std::condition_variable settled_;
  bool held_ = false;
  int settling_ = 0;  ///< threads that wait in settle()
  std::deque<Submission> queue_;
  bool committing_ = false;
  bool stopping_ = false;
  std::optional<Error> failed_;

  std::thread thread_;
};

}  // namespace matbud::log::embedded
