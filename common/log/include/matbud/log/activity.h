// The number behind Log::activity(): it changes when there is something to look at.
// To a thread with a waiting place of its own it need not change for what other threads read and append.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>

namespace matbud::log {

/// Where a thread waits. Threads that said nothing wait together at the common place, and hear everything.
using WaitingPlace = std::uint8_t;
inline constexpr WaitingPlace common_place = 0;
inline constexpr WaitingPlace waiting_places = 32;  ///< the common one among them

/// Where the calling thread waits.
[[nodiscard]] WaitingPlace waiting_place();

/// While it lives, its thread waits at a place of its own: what is read and appended by threads with other places does
/// not wake it. For threads that look at nothing but what they read and append themselves. A process has a few of
/// them; whoever comes when all are taken waits at the common one. Not to be nested; ends in its own thread.
class OwnWaitingPlace {
 public:
  OwnWaitingPlace();
  ~OwnWaitingPlace();
  OwnWaitingPlace(const OwnWaitingPlace&) = delete;
  OwnWaitingPlace& operator=(const OwnWaitingPlace&) = delete;
};

/// For homes whose own threads make things happen. Threads may share it.
class Activity {
 public:
  /// The calling thread's number: it changes with every bump that is for everybody or for its place.
  [[nodiscard]] std::uint64_t number() const;
  /// There is something to look at for everybody.
  void bump();
  /// There is something to look at for whoever waits at this place, and at the common one.
  void bump(WaitingPlace place);
  /// Returns when the calling thread's number is no longer `seen`, or after `timeout`.
  void wait_until_not(std::uint64_t seen, std::chrono::milliseconds timeout);

 private:
  struct Place {
    std::atomic<std::uint64_t> news{0};  ///< for this place alone
    std::size_t waiting = 0;
    std::condition_variable changed;
  };

  std::mutex mutex_;  ///< or a waiter that has just looked would sleep through a bump
  std::atomic<std::uint64_t> news_for_all_{0};
  std::array<Place, waiting_places> places_;
};

}  // namespace matbud::log
