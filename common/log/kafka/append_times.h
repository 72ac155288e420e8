// How long appends take until the brokers have acknowledged them.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>

#include "matbud/log/log.h"

namespace matbud::log::kafka {

/// Threads may share it.
class AppendTimes {
 public:
  void add(const TopicPartition& place, std::chrono::microseconds took);
  /// Mean and longest since the last call for this place, as figures of Progress with a space before them; empty when
  /// there were none.
  [[nodiscard]] std::string take_figures(const TopicPartition& place);

 private:
  struct Times {
    std::int64_t count = 0;
    std::chrono::microseconds sum{0};
    std::chrono::microseconds longest{0};
  };
  std::mutex mutex_;
  std::map<TopicPartition, Times> times_;
};

}  // namespace matbud::log::kafka
