#include "segments.h"

#include <algorithm>
#include <mutex>
#include <utility>

namespace matbud::log::embedded {
namespace {

Offset start_in(const std::vector<Offset>& starts, std::size_t partition_index) {
  return partition_index < starts.size() ? starts[partition_index] : Offset{0};
}

}  // namespace

void Segments::add(SegmentNumber number, std::vector<Offset> starts) {
  const std::lock_guard guard{mutex_};
  if (starts_.empty()) first_ = number;
  starts_.push_back(std::move(starts));
}

std::optional<SegmentNumber> Segments::newest() const {
  const std::shared_lock guard{mutex_};
  if (starts_.empty()) return std::nullopt;
  return SegmentNumber{first_.value() + static_cast<std::uint32_t>(starts_.size()) - 1};
}

SegmentNumber Segments::holding(std::size_t partition_index, Offset offset) const {
  const std::shared_lock guard{mutex_};
  // The last segment that began at or before the offset: those before it that began there hold nothing of it.
  const auto behind = std::partition_point(
      starts_.begin(), starts_.end(), [&](const auto& starts) { return start_in(starts, partition_index) <= offset; });
  const auto place = std::max<std::ptrdiff_t>(behind - starts_.begin() - 1, 0);
  return SegmentNumber{first_.value() + static_cast<std::uint32_t>(place)};
}

Offset Segments::start_of_newest(std::size_t partition_index) const {
  const std::shared_lock guard{mutex_};
  return starts_.empty() ? Offset{0} : start_in(starts_.back(), partition_index);
}

}  // namespace matbud::log::embedded
