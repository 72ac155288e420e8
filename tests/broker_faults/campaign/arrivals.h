// When each order reached its notification, as a reader of notification's events sees it.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "matbud/log/follower.h"
#include "order_stream.h"

namespace matbud::broker_faults {

class Arrivals {
 public:
  /// Both must outlive it.
  Arrivals(log::Log& log, const OrderStream& orders, std::uint32_t partitions);

  /// Reads what is new. An outage is nothing new.
  void look();
  /// How long after `moment` an order that was placed since had been notified in every partition; nothing when that
  /// is still to come.
  [[nodiscard]] std::optional<std::chrono::milliseconds> caught_up_since(Timestamp moment) const;
  /// Acknowledged orders that nobody was notified of yet.
  [[nodiscard]] std::size_t outstanding() const;

 private:
  struct Seen {
    OrderStream::Placed order;
    std::optional<Timestamp> notified_at;
  };
  const OrderStream& orders_;
  std::vector<log::Follower> followers_;
  std::vector<std::vector<Seen>> seen_;           ///< by partition, oldest first
  std::vector<std::size_t> done_;                 ///< by partition: so many of the oldest have been notified
  std::map<std::string, Timestamp> notified_at_;  ///< of orders that are not acknowledged to us yet
};

}  // namespace matbud::broker_faults
