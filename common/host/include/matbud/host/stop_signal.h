// SIGINT and SIGTERM as something to wait for.
#pragma once

#include <signal.h>

#include <chrono>

namespace matbud::host {

/// While it lives, SIGINT and SIGTERM do not end the process: they are waited for. They are blocked in the thread that
/// makes it and in threads started afterwards, so make it before any other thread. One at a time.
class StopSignal {
 public:
  StopSignal();
  /// Restores what the signals did before, in the thread that destroys it.
  ~StopSignal();
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;

  /// Whether a signal has come; waits for one until `timeout`. Once true, always true.
  [[nodiscard]] bool wait_for(std::chrono::milliseconds timeout);
  /// Returns when a signal has come.
  void wait();

 private:
  sigset_t mask_before_;
  int descriptor_;
  bool came_ = false;
};

}  // namespace matbud::host
