// A clock that stands until it is moved. The committer's thread reads it too.
#pragma once

#include <atomic>

#include "matbud/base/time.h"

namespace matbud::demo {

class VirtualClock final : public Clock {
 public:
  explicit VirtualClock(Timestamp start) : now_ms_{to_ms(start)} {}
  [[nodiscard]] Timestamp now() const override { return from_ms(now_ms_); }
  void set(Timestamp now) { now_ms_ = to_ms(now); }

 private:
  std::atomic<std::int64_t> now_ms_;
};

}  // namespace matbud::demo
