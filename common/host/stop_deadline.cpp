#include "matbud/host/stop_deadline.h"

#include <unistd.h>

#include <cstdio>

#include "matbud/host/exit.h"

namespace matbud::host {

StopDeadline::StopDeadline(std::chrono::milliseconds patience)
    : thread_{[this, patience] {
        std::unique_lock lock{mutex_};
        if (stopped_changed_.wait_for(lock, patience, [this] { return stopped_; })) return;
        (void)std::fputs("matbud: it did not stop in time, and is ended\n", stderr);
        // No destructor and no exit handler: one of them is what it waits for.
        ::_exit(static_cast<int>(Exit::failure));
      }} {}

StopDeadline::~StopDeadline() {
  {
    const std::lock_guard lock{mutex_};
    stopped_ = true;
  }
  stopped_changed_.notify_one();
  thread_.join();
}

}  // namespace matbud::host
