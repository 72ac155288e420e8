// One partition in memory: how far it goes, and its newest chunks.
#pragma once

#include <atomic>
#include <deque>
#include <mutex>
#include <vector>

#include "chunk.h"
#include "matbud/log/log.h"

namespace matbud::log::embedded {

/// Threads may share it; only the committer publishes and forgets.
class PartitionState {
 public:
  /// `index` numbers the partitions of the log from 0 in the order they were made.
  PartitionState(TopicPartition place, PlaceId id, std::size_t index, bool compacted);
  /// Starts behind what lies in the database. Before anybody shares it.
  void start_at(Offset end) { end_.store(end.value(), std::memory_order_release); }

  [[nodiscard]] const TopicPartition& place() const { return place_; }
  [[nodiscard]] PlaceId id() const { return id_; }
  [[nodiscard]] std::size_t index() const { return index_; }
  [[nodiscard]] bool compacted() const { return compacted_; }
  /// One behind the last record that is durable.
  [[nodiscard]] Offset end() const { return Offset{end_.load(std::memory_order_acquire)}; }

  /// The chunk that follows the last one is durable now. It stays in memory until forget_oldest(), but not of a
  /// compacted topic: compaction must find every copy.
  void publish(const ChunkPtr& chunk);
  /// Forgets the oldest chunk in memory.
  void forget_oldest();
  /// Chunks in memory from the one that holds `from` on, until they have `records_max` records behind it; none when
  /// `from` is not in memory.
  [[nodiscard]] std::vector<ChunkPtr> tail_from(Offset from, std::size_t records_max) const;

 private:
  TopicPartition place_;
  PlaceId id_;
  std::size_t index_;
  bool compacted_;
  std::atomic<std::int64_t> end_{0};
  mutable std::mutex mutex_;  ///< guards tail_
  std::deque<ChunkPtr> tail_;
};

}  // namespace matbud::log::embedded
