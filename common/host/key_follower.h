// Keeps a key ring current while other processes make and destroy keys.
#pragma once

#include <optional>

#include "matbud/privacy/key_ring.h"
#include "matbud/processor/host.h"

namespace matbud::host {

/// Refreshes the ring about each second: until then, a key that another process destroyed still opens here. When
/// keys.v1 cannot be followed for another reason than an outage, alarms() tell: an erasure may not have reached us.
class KeyFollower final : public processor::Stepper {
 public:
  /// A handle of the ring: what it refers to must outlive the follower.
  explicit KeyFollower(privacy::KeyRing keys) : keys_{std::move(keys)} {}

  bool step(Timestamp now) override;
  [[nodiscard]] std::optional<Timestamp> next_timer() const override { return next_; }
  [[nodiscard]] std::vector<Error> alarms() const override;

 private:
  privacy::KeyRing keys_;
  std::optional<Timestamp> next_;
  std::optional<Error> alarm_;
};

}  // namespace matbud::host
