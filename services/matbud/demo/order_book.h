// What is in the orders, as ordering says it: whoever stands at a door or at a table has the slip in their hand.
#pragma once

#include <map>
#include <string>

#include "listener.h"
#include "matbud/orders/v1/orders.pb.h"

namespace matbud::demo {

/// Not thread-safe. Log and post must outlive it.
class OrderBook {
 public:
  OrderBook(log::Log& log, Post& post, std::uint32_t partitions);
  /// Reads what is new; returns whether there was anything.
  bool step(Timestamp now) { return listener_.step(now); }
  /// The order as it was placed or last amended; null for one that never was.
  [[nodiscard]] const orders::v1::ReleasedOrder* find(const std::string& order_id) const;

 private:
  std::map<std::string, orders::v1::ReleasedOrder> orders_;
  Listener listener_;
};

}  // namespace matbud::demo
