// What an effector with threads of its own is made of: work that waits for a thread, and reports that wait for the
// processor.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

#include "matbud/processor/effector.h"

namespace matbud::processor {

/// One partition's reports, filled by an effector's threads and emptied by the processor's, in the order of their
/// coming. Threads may share it.
class ReportInbox {
 public:
  void put(EffectReport report) {
    const std::lock_guard lock{mutex_};
    reports_.push_back(std::move(report));
  }
  /// The oldest report; nothing while there is none.
  [[nodiscard]] std::optional<EffectReport> take() {
    const std::lock_guard lock{mutex_};
    if (reports_.empty()) return std::nullopt;
    std::optional<EffectReport> report{std::move(reports_.front())};
    reports_.pop_front();
    return report;
  }

 private:
  std::mutex mutex_;
  std::deque<EffectReport> reports_;
};

/// Jobs for one thread, oldest first, bounded, with an end that drops what still waits. Threads may share it.
template <class Job>
class WorkQueue {
 public:
  explicit WorkQueue(std::size_t waiting_max) : waiting_max_{waiting_max} {}

  /// False when as many as may wait do, or it has ended; the job is then untouched.
  [[nodiscard]] bool add(Job&& job) {
    {
      const std::lock_guard lock{mutex_};
      if (ended_ || waiting_.size() >= waiting_max_) return false;
      waiting_.push_back(std::move(job));
    }
    changed_.notify_all();
    return true;
  }
  /// Waits for a job. Nothing once it has ended.
  [[nodiscard]] std::optional<Job> next() {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return ended_ || !waiting_.empty(); });
    if (ended_) return std::nullopt;
    std::optional<Job> job{std::move(waiting_.front())};
    waiting_.pop_front();
    return job;
  }
  /// Waits until then, between two attempts of one job. True when it has ended meanwhile.
  [[nodiscard]] bool ends_before(std::chrono::steady_clock::time_point until) {
    std::unique_lock lock{mutex_};
    return changed_.wait_until(lock, until, [&] { return ended_; });
  }
  void end() {
    {
      const std::lock_guard lock{mutex_};
      ended_ = true;
    }
    changed_.notify_all();
  }
  [[nodiscard]] bool ended() const {
    const std::lock_guard lock{mutex_};
    return ended_;
  }

 private:
  const std::size_t waiting_max_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> waiting_;
  bool ended_ = false;
};

}  // namespace matbud::processor
