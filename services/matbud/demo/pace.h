// How demo time passes before an audience.
#pragma once

#include <algorithm>
#include <chrono>

#include "matbud/demo/demo.h"
#include "virtual_clock.h"

namespace matbud::demo {

/// Keeps the demo's clock at the audience's speed from its making on. When the demo cannot keep up it is not waited
/// for. Not thread-safe; audience and clock must outlive it.
class Pace {
 public:
  Pace(const Audience& audience, VirtualClock& clock)
      : audience_{audience}, clock_{clock}, demo_start_{clock.now()}, start_{std::chrono::steady_clock::now()} {}

  /// Lets the clock run up to shortly before `moment`, which is when this returns; sooner when the demo shall end.
  /// Nothing may be due before `moment`.
  void wait_until(Timestamp moment) {
    ended_ = ended_ || audience_.wait(std::chrono::milliseconds{0});
    for (auto now = demo_now(); !ended_ && now < moment; now = demo_now()) {
      clock_.set(std::max(clock_.now(), now));
      constexpr std::chrono::milliseconds patience{200};
      const std::chrono::duration<double, std::milli> left{static_cast<double>((moment - now).count()) /
                                                           audience_.speed};
      ended_ = audience_.wait(std::min(std::chrono::ceil<std::chrono::milliseconds>(left), patience));
    }
  }
  /// The audience has had enough.
  [[nodiscard]] bool ended() const { return ended_; }

 private:
  [[nodiscard]] Timestamp demo_now() const {
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - start_;
    return demo_start_ + std::chrono::floor<std::chrono::milliseconds>(passed * audience_.speed);
  }

  const Audience& audience_;
  VirtualClock& clock_;
  Timestamp demo_start_;
  std::chrono::steady_clock::time_point start_;
  bool ended_ = false;
};

}  // namespace matbud::demo
