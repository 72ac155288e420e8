// What happens on set days of the month without anybody's order: illness, a closed road, a change of grocer.
#pragma once

#include <functional>
#include <vector>

#include "drivers.h"
#include "goods.h"
#include "listener.h"
#include "matbud/world/world.h"
#include "shops.h"

namespace matbud::demo {

/// Everything that is to happen. Not thread-safe. What it is given must outlive it.
class Incidents {
 public:
  Incidents(log::Log& log, Post& post, std::uint32_t partitions, const world::World& world,
            const std::vector<orders::v1::Product>& products, const SpecialGoods& goods, ordering::edge::Sealer seal);
  /// Puts it all on the agenda.
  void prepare(Drivers& drivers, Shops& shops);
  /// Does what is due at `now`; returns whether anything was done.
  bool step(Timestamp now) { return listener_.step(now); }
  [[nodiscard]] std::optional<Timestamp> next() const { return listener_.next(); }
  /// The shifts of that window and day, as the dispatcher has planned them, at the moment at which they are told: on
  /// one morning nobody comes before a quarter to nine.
  [[nodiscard]] bool comes_late(const std::string& area, const std::string& window, int day_of_demo) const;

 private:
  void on_the_road(Drivers& drivers);
  void in_the_shops(Shops& shops);
  void with_the_people();
  void no_milk(std::size_t number, int day, std::chrono::minutes moment, const std::string& why);
  void put_product(const GrocerId& grocer, const orders::v1::Product& product, int day, std::chrono::minutes at,
                   const std::string& why);
  void at(int day, std::chrono::minutes at, log::Command command);
  [[nodiscard]] const orders::v1::Product* product(std::uint64_t gtin) const;
  [[nodiscard]] bool has(std::size_t area) const { return area < world_.areas.size(); }

  const world::World& world_;
  const std::vector<orders::v1::Product>& products_;
  const SpecialGoods goods_;
  ordering::edge::Sealer seal_;
  std::uint32_t partitions_;
  Listener listener_;
};

}  // namespace matbud::demo
