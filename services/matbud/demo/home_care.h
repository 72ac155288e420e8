// Home care in the office: answers for doors that nobody opened, orders anew what came back, and writes down what
// citizens say of their deliveries.
#pragma once

#include <map>

#include "listener.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/ordering/edge/order_command.h"
#include "matbud/world/world.h"
#include "order_book.h"

namespace matbud::demo {

/// Every office of the installation. Not thread-safe. What it is given must outlive it.
class HomeCare {
 public:
  HomeCare(log::Log& log, Post& post, std::uint32_t partitions, const world::World& world, const OrderBook& book,
           ordering::edge::Sealer seal);
  /// Reads what the drivers say and does what is due at `now`; returns whether anything was done.
  bool step(Timestamp now) { return listener_.step(now); }
  /// Nobody visits any more, so nothing that came back is ordered again.
  void end_visits() { visits_go_on_ = false; }
  /// When the next thing is done.
  [[nodiscard]] std::optional<Timestamp> next() const { return listener_.next(); }

 private:
  void hear(const log::Followed& followed);
  void answer(const dispatch::v1::DeliveryFailed& failed, const std::string& area);
  /// The same goods, for the next day that takes orders.
  void order_again(const dispatch::v1::GoodsReturned& returned, const std::string& area, Timestamp now);
  void write_down(const dispatch::v1::DeliveryDone& done, const std::string& area);

  const world::World& world_;
  const OrderBook& book_;
  ordering::edge::Sealer seal_;
  Listener listener_;
  bool visits_go_on_ = true;
};

}  // namespace matbud::demo
