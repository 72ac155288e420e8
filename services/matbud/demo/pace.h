// How demo time passes before an audience.
#pragma once

#include <algorithm>
#include <chrono>
#include <functional>
#include <utility>

#include "matbud/demo/demo.h"
#include "virtual_clock.h"

namespace matbud::demo {

/// Keeps the demo's clock at the audience's speed once what it skips has been lived through. When the demo cannot keep
/// up it is not waited for. Not thread-safe; audience and clock must outlive it.
class Pace {
 public:
  /// `begin` is called once, when the audience comes in.
  Pace(const Audience& audience, VirtualClock& clock, std::function<void()> begin)
      : audience_{audience}, clock_{clock}, demo_start_{clock.now() + audience.skipped}, begin_{std::move(begin)} {}

  /// Lets the clock run up to shortly before `moment`, which is when this returns true. Returns false sooner when the
  /// demo shall end, or when `visited` says that somebody from outside, such as a page, has made something happen:
  /// other things may be due before `moment` then. Nothing else may be.
  bool wait_until(Timestamp moment, const std::function<bool()>& visited) {
    if (begin_ && moment >= demo_start_) begin();
    ended_ = ended_ || audience_.wait(std::chrono::milliseconds{0});
    if (begin_) return !ended_;
    for (auto now = demo_now(); !ended_ && now < moment; now = demo_now()) {
      clock_.set(std::max(clock_.now(), now));
      if (visited()) return false;
      constexpr std::chrono::milliseconds patience{20};  // a page's answer waits at most so long for its turn
      const std::chrono::duration<double, std::milli> left{static_cast<double>((moment - now).count()) /
                                                           audience_.speed};
      ended_ = audience_.wait(std::min(std::chrono::ceil<std::chrono::milliseconds>(left), patience));
    }
    return !ended_;
  }
  /// The audience has had enough.
  [[nodiscard]] bool ended() const { return ended_; }

 private:
  void begin() {
    clock_.set(std::max(clock_.now(), demo_start_));
    std::exchange(begin_, nullptr)();
    start_ = std::chrono::steady_clock::now();
  }
  [[nodiscard]] Timestamp demo_now() const {
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start_;
    return demo_start_ + std::chrono::floor<std::chrono::milliseconds>(passed * audience_.speed);
  }

  const Audience& audience_;
  VirtualClock& clock_;
  Timestamp demo_start_;
  std::function<void()> begin_;  ///< none: the audience is there
  std::chrono::steady_clock::time_point start_{};
  bool ended_ = false;
};

}  // namespace matbud::demo
