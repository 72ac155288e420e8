// Visits at which groceries are ordered, with what those at the table do when an order is refused.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "goods.h"
#include "listener.h"
#include "matbud/ordering/edge/order_command.h"
#include "matbud/ordering/v1/commands.pb.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/world/demand.h"
#include "matbud/world/world.h"
#include "scenes.h"

namespace matbud::demo {

/// Every kitchen table of the installation. Not thread-safe. What it is given must outlive it.
class KitchenTables {
 public:
  KitchenTables(log::Log& log, Post& post, std::uint32_t partitions, const world::World& world,
                const world::Demand& demand, const SpecialGoods& goods, ordering::edge::Sealer seal);
  /// The visits of that hour; returns how many orders were asked for. `day` counts from 1970, `day_of_demo` from 0.
  std::size_t visit(std::int32_t day, int day_of_demo, int hour, Timestamp now);
  /// Hears what was refused and asks again when that is due; returns whether anything was done.
  bool step(Timestamp now) { return listener_.step(now); }
  [[nodiscard]] std::optional<Timestamp> next() const { return listener_.next(); }

 private:
  struct Asked {
    std::string area;
    ordering::v1::PlaceOrder order;
    int attempts = 1;
  };
  /// What is ordered at one table.
  struct Visit {
    const world::Citizen& citizen;
    std::uint64_t number;  ///< of the order, for this citizen
    Wish wish;
    std::string window;
    std::int32_t delivery_day;
  };
  [[nodiscard]] const ordering::v1::Area& area_of(const world::Citizen& citizen) const;
  [[nodiscard]] bool usual_visit(const world::Citizen& citizen, std::int32_t day, int hour, Timestamp now);
  [[nodiscard]] bool scene(const Scene& scene, std::int32_t first_day, Timestamp now);
  void order(const Visit& visit, Timestamp now);
  void wish_for(const Visit& visit, ordering::v1::PlaceOrder& order) const;
  void hear(const log::Followed& followed);
  /// Changes the order so that it may stand now; false when those at the table give it up.
  [[nodiscard]] bool put_right(Asked& asked, const ordering::v1::OrderRefused& refused, Timestamp now) const;
  void say_why(ordering::v1::PlaceOrder& order) const;
  void ask(const Asked& asked, std::int64_t at_ms);

  const world::World& world_;
  const world::Demand& demand_;
  const SpecialGoods goods_;
  ordering::edge::Sealer seal_;
  std::map<std::string, Asked> asked_;                         ///< by order, until it stands
  std::map<std::string, ordering::v1::PlaceOrder> last_time_;  ///< by citizen
  std::set<std::string> service_ended_;                        ///< citizens whom nobody visits any more
  Listener listener_;
};

/// The soonest day from `now` on for which this window still takes orders; 0 when none of the next three weeks does.
[[nodiscard]] std::int32_t soonest_day(const ordering::v1::Area& area, std::string_view window_id, Timestamp now);

}  // namespace matbud::demo
