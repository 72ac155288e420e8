// Home care in the office: answers for doors that nobody opened, and writes down what citizens say of their deliveries.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/log/follower.h"
#include "matbud/ordering/edge/order_command.h"
#include "post.h"

namespace matbud::demo {

/// Every office of the installation. Not thread-safe. Log and post must outlive it.
class HomeCare {
 public:
  HomeCare(log::Log& log, Post& post, std::uint32_t partitions, std::uint64_t seed, ordering::edge::Sealer seal);
  /// Reads what the drivers say and does what is due at `now`; returns whether anything was done.
  bool step(Timestamp now);
  /// When the next thing is done.
  [[nodiscard]] std::optional<Timestamp> next() const;

 private:
  void hear(const dispatch::v1::DispatchEvent& event, const std::string& area);
  void answer(const dispatch::v1::DeliveryFailed& failed, const std::string& area);
  void write_down(const dispatch::v1::DeliveryDone& done, const std::string& area);

  Post& post_;
  std::uint64_t seed_;
  ordering::edge::Sealer seal_;
  std::vector<std::unique_ptr<log::Follower>> followers_;
  std::multimap<Timestamp, log::Command> agenda_;
};

}  // namespace matbud::demo
