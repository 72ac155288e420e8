#include "append_times.h"

#include <algorithm>
#include <utility>

namespace matbud::log::kafka {

void AppendTimes::add(const TopicPartition& place, std::chrono::microseconds took) {
  const std::lock_guard guard{mutex_};
  auto& times = times_[place];
  ++times.count;
  times.sum += took;
  times.longest = std::max(times.longest, took);
}

std::string AppendTimes::take_figures(const TopicPartition& place) {
  const std::lock_guard guard{mutex_};
  const auto found = times_.find(place);
  if (found == times_.end() || found->second.count == 0) return {};
  const auto times = std::exchange(found->second, {});
  return " append_us=" + std::to_string(times.sum.count() / times.count) +
         " append_max_us=" + std::to_string(times.longest.count());
}

}  // namespace matbud::log::kafka
