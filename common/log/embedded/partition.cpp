#include "partition.h"

#include <algorithm>
#include <utility>

namespace matbud::log::embedded {

PartitionState::PartitionState(TopicPartition place, PlaceId id, std::size_t index, bool compacted)
    : place_{std::move(place)}, id_{id}, index_{index}, compacted_{compacted} {}

void PartitionState::publish(const ChunkPtr& chunk) {
  const std::lock_guard guard{mutex_};
  if (!compacted_) tail_.push_back(chunk);
  end_.store(chunk->end().value(), std::memory_order_release);
}

void PartitionState::forget_oldest() {
  ChunkPtr freed_outside_the_lock;
  const std::lock_guard guard{mutex_};
  freed_outside_the_lock = std::move(tail_.front());
  tail_.pop_front();
}

std::vector<ChunkPtr> PartitionState::tail_from(Offset from, std::size_t records_max) const {
  std::vector<ChunkPtr> chunks;
  const std::lock_guard guard{mutex_};
  if (tail_.empty() || from < tail_.front()->base()) return chunks;
  auto at = std::upper_bound(tail_.begin(), tail_.end(), from,
                             [](Offset offset, const ChunkPtr& chunk) { return offset < chunk->end(); });
  const auto enough = from.value() + static_cast<std::int64_t>(records_max);
  for (; at != tail_.end() && (*at)->base().value() < enough; ++at) chunks.push_back(*at);
  return chunks;
}

}  // namespace matbud::log::embedded
