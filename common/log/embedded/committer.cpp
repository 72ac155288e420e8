#include "committer.h"

#include <rocksdb/write_batch.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "compactor.h"
#include "crc32c.h"
#include "segment_start.h"

namespace matbud::log::embedded {
namespace {

constexpr std::size_t few_appends = 8;  ///< so few may be joined by more
constexpr std::chrono::steady_clock::duration longest_write_counted = std::chrono::milliseconds{4};

std::size_t bytes_of(const Submission& submission) {
  std::size_t bytes = 0;
  for (const auto& record : submission.records) bytes += record.size();
  return bytes;
}

}  // namespace

void Outcomes::push(Appended outcome) {
  const std::lock_guard guard{mutex_};
  outcomes_.push_back(std::move(outcome));
  waiting_.store(outcomes_.size(), std::memory_order_release);
}

std::optional<Appended> Outcomes::pop() {
  if (waiting_.load(std::memory_order_acquire) == 0) return std::nullopt;
  const std::lock_guard guard{mutex_};
  auto outcome = std::move(outcomes_.front());
  outcomes_.pop_front();
  waiting_.store(outcomes_.size(), std::memory_order_release);
  return outcome;
}

/// What one sync makes durable: of each partition a chunk, and of each append its place.
class Committer::Commit {
 public:
  Commit(const std::vector<Submission>& submissions, Timestamp now) {
    std::vector<std::pair<std::size_t, std::size_t>> room;  // records and bytes of each partition
    std::vector<std::size_t> part_of;
    std::unordered_map<PartitionState*, std::size_t> parts;
    for (const auto& submission : submissions) {
      const auto [part, is_new] = parts.emplace(submission.partition, room.size());
      if (is_new) {
        partitions_.push_back(submission.partition);
        room.emplace_back();
      }
      part_of.push_back(part->second);
      room[part->second].first += submission.records.size();
      room[part->second].second += bytes_of(submission);
    }
    std::vector<ChunkBuilder> builders;
    for (std::size_t part = 0; part < partitions_.size(); ++part) {
      builders.emplace_back(partitions_[part]->id(), partitions_[part]->end());
      builders.back().reserve(room[part].first, room[part].second);
      records_ += room[part].first;
      record_bytes_ += room[part].second;
    }
    for (std::size_t i = 0; i < submissions.size(); ++i) {
      auto& builder = builders[part_of[i]];
      firsts_.push_back(builder.end());
      for (const auto& record : submissions[i].records) builder.add(record);
    }
    for (auto& builder : builders) chunks_.push_back(builder.finish(now));
  }

  [[nodiscard]] const std::vector<PartitionState*>& partitions() const { return partitions_; }
  [[nodiscard]] const std::vector<ChunkPtr>& chunks() const { return chunks_; }
  /// Of each submission, the offset of its first record.
  [[nodiscard]] const std::vector<Offset>& firsts() const { return firsts_; }
  [[nodiscard]] std::size_t records() const { return records_; }
  [[nodiscard]] std::size_t record_bytes() const { return record_bytes_; }

 private:
  std::vector<PartitionState*> partitions_;
  std::vector<ChunkPtr> chunks_;
  std::vector<Offset> firsts_;
  std::size_t records_ = 0;
  std::size_t record_bytes_ = 0;
};

Committer::Committer(Database& database, Segments& segments, const Topics& topics, LastCommit& last_commit,
                     Activity& activity, const Clock& clock, const EmbeddedSettings& settings)
    : database_{database},
      segments_{segments},
      topics_{topics},
      last_commit_{last_commit},
      activity_{activity},
      clock_{clock},
      settings_{settings} {
  if (const auto newest = segments.newest()) {
    // A segment that is far from full goes on: its files overlap and are merged, so that many openings do not leave
    // as many tiny files.
    const auto from = segment_start_key(*newest);
    const auto to = segment_start_key(newest->next());
    const rocksdb::Range range{slice(from), slice(to)};
    std::uint64_t bytes_on_disk = 0;
    const auto status = database.db().GetApproximateSizes({}, database.chunks(), &range, 1, &bytes_on_disk);
    segment_begun_ = status.ok() && bytes_on_disk < settings.segment_bytes / 2;
    segment_bytes_ = bytes_on_disk;
  }
  thread_ = std::thread{[this] { run(); }};
}

Committer::~Committer() {
  {
    const std::lock_guard guard{mutex_};
    stopping_ = true;
  }
  submitted_.notify_one();
  thread_.join();
}

void Committer::submit(Submission submission) {
  {
    const std::lock_guard guard{mutex_};
    queue_.push_back(std::move(submission));
  }
  submitted_.notify_one();
}

void Committer::fail(const Error& why) {
  const std::lock_guard guard{mutex_};
  if (failed_) return;
  failed_ = Error{Error::Code::unavailable, why.message + "; the log takes no more appends until it is opened again"};
}

std::optional<Error> Committer::failed() const {
  const std::lock_guard guard{mutex_};
  return failed_;
}

EmbeddedLog::Figures Committer::figures() const { return {commits_, records_, record_bytes_, 0}; }

void Committer::run() {
  for (;;) {
    auto submissions = take();
    if (submissions.empty()) return;
    commit(std::move(submissions));
    {
      const std::lock_guard guard{mutex_};
      committing_ = false;
    }
    settled_.notify_all();
  }
}

void Committer::settle() {
  std::unique_lock lock{mutex_};
  ++settling_;
  submitted_.notify_all();
  settled_.wait(lock, [&] { return queue_.empty() && !committing_; });
  --settling_;
}

void Committer::hold(bool held) {
  const std::lock_guard lock{mutex_};
  held_ = held;
  submitted_.notify_all();
}

std::vector<Submission> Committer::take() {
  std::vector<Submission> taken;
  std::size_t bytes = 0;
  std::unique_lock lock{mutex_};
  submitted_.wait(lock, [&] { return stopping_ || (!queue_.empty() && (!held_ || settling_ > 0)); });
  // An event is often heard by two services at once. Who comes a moment later would wait for a whole sync.
  if (queue_.size() < few_appends) submitted_.wait_for(lock, last_write_ / 16, [&] { return stopping_; });
  while (!queue_.empty() && bytes < settings_.commit_bytes_max) {
    bytes += bytes_of(queue_.front());
    taken.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  committing_ = !taken.empty();
  return taken;
}

void Committer::commit(std::vector<Submission> submissions) {
  auto trouble = failed();
  if (!trouble) {
    const Commit commit{submissions, clock_.now()};
    const auto begun = std::chrono::steady_clock::now();
    if (const auto written = write(commit)) {
      if (settings_.on_commit) settings_.on_commit(std::chrono::steady_clock::now() - begun);
      publish(commit);
      for (std::size_t i = 0; i < submissions.size(); ++i)
        submissions[i].outcomes->push({true, commit.firsts()[i], submissions[i].records.size(), {}});
    } else {
      fail(written.error());
      trouble = failed();
    }
  }
  if (trouble) {
    for (const auto& submission : submissions)
      submission.outcomes->push({false, Offset{}, submission.records.size(), trouble->message});
  }
  activity_.bump();
}

Result<void> Committer::write(const Commit& commit) {
  rocksdb::WriteBatch batch{commit.record_bytes() / 2 + 1024, 0, protection_bytes_a_key, 0};
  if (auto begun = begin_segment_if_due(batch); !begun) return begun;
  std::vector<CommittedHead> heads;
  for (std::size_t i = 0; i < commit.chunks().size(); ++i) {
    const auto& partition = *commit.partitions()[i];
    const auto& chunk = *commit.chunks()[i];
    // A compacted topic holds keys: random bytes, which no compression makes smaller.
    const auto status =
        partition.compacted()
            ? batch.Put(database_.compacted(), place_key(partition.id(), chunk.base()), chunk.bytes())
            : batch.Put(database_.chunks(), segment_key(*segments_.newest(), partition.id(), chunk.base()),
                        chunk.compressed());
    if (!status.ok()) return tl::unexpected{database_.error(status)};
    heads.push_back({partition.id(), chunk.end(), crc32c(chunk.last_record())});
    if (partition.compacted()) {
      if (const auto noted = note_deletions(partition, commit.chunks()[i], batch); !noted.ok())
        return tl::unexpected{database_.error(noted)};
    }
  }
  const auto began = std::chrono::steady_clock::now();
  if (auto written = database_.write(batch); !written) return written;
  last_write_ = std::min(std::chrono::steady_clock::now() - began, longest_write_counted);
  segment_bytes_ += batch.GetDataSize();
  return last_commit_.record(heads);
}

rocksdb::Status Committer::note_deletions(const PartitionState& partition, const ChunkPtr& chunk,
                                          rocksdb::WriteBatch& batch) {
  std::optional<Offset> newest;
  for (ChunkWalk walk{chunk}; !walk.finished();) {
    const auto offset = walk.offset();
    if (is_deletion(walk.next())) newest = offset;
  }
  if (!newest) return rocksdb::Status::OK();
  return batch.Put(database_.about(), note_key(deletion_mark, partition.id()), as_bytes(*newest));
}

Result<void> Committer::begin_segment_if_due(rocksdb::WriteBatch& batch) {
  if (segment_begun_ && segment_bytes_ < settings_.segment_bytes) return {};
  if (segment_begun_) {
    const auto flushed = database_.flush(false);
    // The disk cannot keep up: this segment grows on, and RocksDB holds up the next write until it can.
    if (!flushed && flushed.error().code == Error::Code::retryable) return {};
    if (!flushed) return flushed;
  }
  const auto newest = segments_.newest();
  const auto number = newest ? newest->next() : SegmentNumber{1};
  SegmentStart listed;
  std::vector<Offset> starts;
  for (const auto* partition : topics_.partitions()) {
    const auto end = partition->compacted() ? Offset{0} : partition->end();
    starts.push_back(end);
    if (end > Offset{0}) listed.emplace_back(partition->id(), end);
  }
  const auto status = batch.Put(database_.chunks(), segment_start_key(number), encode_segment_start(listed));
  if (!status.ok()) return tl::unexpected{database_.error(status)};
  segments_.add(number, std::move(starts));
  segment_begun_ = true;
  segment_bytes_ = 0;
  return {};
}

void Committer::publish(const Commit& commit) {
  for (std::size_t i = 0; i < commit.chunks().size(); ++i) {
    auto* partition = commit.partitions()[i];
    const auto& chunk = commit.chunks()[i];
    partition->publish(chunk);
    if (partition->compacted()) continue;
    tail_.push_back({partition, chunk->bytes().size()});
    tail_bytes_ += chunk->bytes().size();
  }
  commits_.fetch_add(1, std::memory_order_relaxed);
  records_.fetch_add(commit.records(), std::memory_order_relaxed);
  record_bytes_.fetch_add(commit.record_bytes(), std::memory_order_relaxed);
  trim_tail();
}

void Committer::trim_tail() {
  while (tail_bytes_ > settings_.tail_bytes) {
    tail_.front().partition->forget_oldest();
    tail_bytes_ -= tail_.front().bytes;
    tail_.pop_front();
  }
}

}  // namespace matbud::log::embedded
