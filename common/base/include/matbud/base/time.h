// Moments and the clock. Only main() and tests own a clock; domains get their time from the input's record.
#pragma once

#include <chrono>

namespace matbud {

/// A moment, in milliseconds since 1970-01-01T00:00:00Z.
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

[[nodiscard]] constexpr Timestamp from_ms(std::int64_t ms) { return Timestamp{std::chrono::milliseconds{ms}}; }
[[nodiscard]] constexpr std::int64_t to_ms(Timestamp moment) { return moment.time_since_epoch().count(); }

/// What time it is. Threads may share it.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Timestamp now() const = 0;
};

/// The machine's own clock.
class SystemClock final : public Clock {
 public:
  [[nodiscard]] Timestamp now() const override {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  }
};

}  // namespace matbud
