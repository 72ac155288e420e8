// The number behind Log::activity(): it changes when there is something to look at.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace matbud::log {

/// For homes whose own threads make things happen. Threads may share it.
class Activity {
 public:
  [[nodiscard]] std::uint64_t number() const { return number_.load(std::memory_order_acquire); }
  void bump() {
    {
      const std::lock_guard guard{mutex_};  // or a waiter that has just looked would sleep through it
      number_.fetch_add(1, std::memory_order_release);
    }
    changed_.notify_all();
  }
  void wait_until_not(std::uint64_t seen, std::chrono::milliseconds timeout) {
    std::unique_lock lock{mutex_};
    changed_.wait_for(lock, timeout, [&] { return number() != seen; });
  }

 private:
  std::atomic<std::uint64_t> number_{0};
  std::mutex mutex_;
  std::condition_variable changed_;
};

}  // namespace matbud::log
