// Stopping takes so long and no longer.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace matbud::host {

/// Ends the process at once, with Exit::failure and a line on stderr, when it still lives after `patience`.
class StopDeadline {
 public:
  explicit StopDeadline(std::chrono::milliseconds patience);
  /// In time: nothing happens.
  ~StopDeadline();
  StopDeadline(const StopDeadline&) = delete;
  StopDeadline& operator=(const StopDeadline&) = delete;

 private:
  std::mutex mutex_;
  std::condition_variable stopped_changed_;
  bool stopped_ = false;
  std::thread thread_;
};

}  // namespace matbud::host
