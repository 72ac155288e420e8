// What other threads want of the desk's thread, and how that thread sleeps.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>

#include "matbud/log/log.h"

namespace matbud::api {

/// Many threads push, one takes and sleeps.
class JobQueue {
 public:
  using Job = std::function<void()>;
  /// What the thread waits for besides jobs.
  enum class Awaits {
    nothing,
    a_moment,  ///< something may be due: sleep for `second_look` at most
    the_log,   ///< the log must be polled: wake with its activity
  };
  /// An answer that was folded just before anybody waited is found in the table after so long.
  static constexpr std::chrono::milliseconds second_look{100};

  /// The log must outlive it.
  explicit JobQueue(log::Log& log) : log_{log} {}

  /// False when there is too much to do already: the job is dropped.
  bool push(Job job);
  /// All jobs in their order; nothing once end() was called.
  [[nodiscard]] std::optional<std::deque<Job>> take();
  /// Until there is a job, or what is awaited may have come. `seen`: the log's activity before the last look at it.
  void sleep(std::uint64_t seen, Awaits awaits);
  /// Wakes the thread for good.
  void end();

 private:
  void wake();

  log::Log& log_;
  std::mutex mutex_;
  std::condition_variable something_to_do_;
  std::deque<Job> jobs_;
  bool ended_ = false;
  bool sleeps_ = false;
  std::atomic<bool> sleeps_in_log_{false};
};

}  // namespace matbud::api
