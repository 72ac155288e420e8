// Home care in the office: answers for doors that nobody opened, and writes down what citizens say of their deliveries.
#pragma once

#include "listener.h"
#include "matbud/ordering/edge/order_command.h"

namespace matbud::demo {

/// Every office of the installation. Not thread-safe. Log and post must outlive it.
class HomeCare {
 public:
  HomeCare(log::Log& log, Post& post, std::uint32_t partitions, std::uint64_t seed, ordering::edge::Sealer seal);
  /// Reads what the drivers say and does what is due at `now`; returns whether anything was done.
  bool step(Timestamp now) { return listener_.step(now); }
  /// When the next thing is done.
  [[nodiscard]] std::optional<Timestamp> next() const { return listener_.next(); }

 private:
  void hear(const dispatch::v1::DispatchEvent& event, const std::string& area);
  void answer(const dispatch::v1::DeliveryFailed& failed, const std::string& area);
  void write_down(const dispatch::v1::DeliveryDone& done, const std::string& area);

  std::uint64_t seed_;
  ordering::edge::Sealer seal_;
  Listener listener_;
};

}  // namespace matbud::demo
