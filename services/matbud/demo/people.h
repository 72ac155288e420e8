// Everybody who lives in the demo, in the order in which they act.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>

#include "broken_answer.h"
#include "drivers.h"
#include "home_care.h"
#include "incidents.h"
#include "kitchen_tables.h"
#include "order_book.h"
#include "second_thoughts.h"
#include "shops.h"

namespace matbud::demo {

/// What they live in. All of it must outlive them.
struct Surroundings {
  log::Log& log;
  Post& post;
  std::uint32_t partitions;
  const world::World& world;
  const world::Demand& demand;
  const std::vector<orders::v1::Product>& products;
  const SpecialGoods& goods;
  const Shelves& shelves;
  std::filesystem::path spool;  ///< of the grocer that gets documents
  ordering::edge::Sealer seal;
};

/// Not thread-safe.
class People {
 public:
  People(const Surroundings& around, std::set<std::string> driven_by_people);

  /// The visits of that hour; returns how many orders were asked for.
  std::size_t visit(std::int32_t day, int day_of_demo, int hour, Timestamp now) {
    return tables_.visit(day, day_of_demo, hour, now);
  }
  /// From now on only what is under way goes on.
  void end_visits() { home_care_.end_visits(); }
  [[nodiscard]] const Incidents& incidents() const { return incidents_; }
  /// Does what is due at `now`; returns whether anything was done. Throws what the log says.
  bool step(Timestamp now);
  /// When somebody does something next.
  [[nodiscard]] std::optional<Timestamp> next() const;

 private:
  OrderBook book_;
  Shops shops_;
  Drivers drivers_;
  HomeCare home_care_;
  KitchenTables tables_;
  SecondThoughts second_thoughts_;
  Incidents incidents_;
  BrokenAnswer broken_answer_;
};

}  // namespace matbud::demo
