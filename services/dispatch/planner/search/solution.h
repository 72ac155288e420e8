// All routes of a plan in the making, and the stops that are on none.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "problem.h"
#include "route.h"

namespace matbud::dispatch::search {

/// Where a stop would go, and what it would cost.
struct Insertion {
  double cost = std::numeric_limits<double>::infinity();
  std::uint32_t route = 0;
  std::size_t before = 0;
};

/// Remembers what a step changes, so that a step that was no good is undone at the price of the routes it touched.
/// The problem must outlive it.
class Solution {
 public:
  static constexpr std::uint32_t nowhere = std::numeric_limits<std::uint32_t>::max();

  /// Every stop absent, every vehicle empty.
  explicit Solution(const Problem& problem);

  [[nodiscard]] const Problem& problem() const { return *problem_; }
  [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }
  /// The route of a stop, or `nowhere`.
  [[nodiscard]] std::uint32_t route_of(Place stop) const { return route_of_[stop]; }
  /// Its place there: routes()[route_of(stop)].stop(at(stop)) is stop.
  [[nodiscard]] std::size_t at(Place stop) const { return at_[stop]; }
  [[nodiscard]] const std::vector<Place>& absent() const { return absent_; }
  /// Cost of the routes; absent stops are not in it.
  [[nodiscard]] double cost() const;
  [[nodiscard]] std::size_t routes_used() const;
  /// Whether the vehicle may be used at all.
  [[nodiscard]] bool is_open(std::uint32_t route) const { return open_[route] != 0; }

  /// `stop` must be absent and fit there.
  void insert(Place stop, std::uint32_t route, std::size_t before);
  /// Takes `count` stops of a route out, from `first` on; they are absent then.
  void erase(std::uint32_t route, std::size_t first, std::size_t count);
  /// Empties a route for good: nothing is put on it from now on. Not part of a step.
  void close(std::uint32_t route);
  /// Closes every empty route.
  void close_unused();

  /// A step begins: what is changed from here on can be undone.
  void begin_step();
  /// As it was at begin_step(). The order of absent() may differ.
  void undo_step();
  /// Cost now less cost at begin_step().
  [[nodiscard]] double step_cost() const;

 private:
  void remember(std::uint32_t route);
  void note_places(std::uint32_t route, std::size_t from);

  const Problem* problem_;
  std::vector<Route> routes_;
  std::vector<std::uint32_t> route_of_;
  std::vector<std::uint32_t> at_;
  std::vector<std::uint8_t> open_;
  std::vector<Place> absent_;

  std::vector<Route> before_;  ///< as routes_, valid for those in touched_
  std::vector<std::uint8_t> is_touched_;
  std::vector<std::uint32_t> touched_;
  std::vector<Place> absent_before_;
};

}  // namespace matbud::dispatch::search
