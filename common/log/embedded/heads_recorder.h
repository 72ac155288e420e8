// Keeps the file of heads up to date.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

#include "database.h"
#include "heads.h"
#include "partition.h"
#include "segments.h"
#include "topics.h"

namespace matbud::log::embedded {

/// A thread that records the heads whenever they have moved, but not more often than `interval`.
class HeadsRecorder {
 public:
  HeadsRecorder(Database& database, const Segments& segments, const Topics& topics);
  ~HeadsRecorder();
  HeadsRecorder(const HeadsRecorder&) = delete;
  HeadsRecorder& operator=(const HeadsRecorder&) = delete;

  /// Records them now; nothing is written when none has moved since.
  [[nodiscard]] Result<void> record();
  /// Starts the thread. It ends at the first failure, which it hands to `on_failure`.
  void start(std::chrono::milliseconds interval, std::function<void(const Error&)> on_failure);
  void stop();

 private:
  Result<Head> head_of(const PartitionState& partition);

  Database& database_;
  const Segments& segments_;
  const Topics& topics_;
  std::map<std::size_t, Head> recorded_;  ///< by partition index
  bool ever_recorded_ = false;

  std::mutex mutex_;  ///< guards stopping_
  std::condition_variable stop_asked_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace matbud::log::embedded
