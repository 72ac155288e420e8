// How far it is, and how long it takes.
#pragma once

#include <vector>

#include "matbud/dispatch/planner.h"

namespace matbud::dispatch {

/// Distances and times between all places of a problem: its deliveries, then its shifts' depots.
class Road {
 public:
  /// Throws std::invalid_argument if the problem brings a matrix of another size.
  explicit Road(const PlanProblem& problem);

  [[nodiscard]] double metres(std::size_t from, std::size_t to) const { return metres_[from * places_ + to]; }
  /// Whole milliseconds, or infinity.
  [[nodiscard]] double time_ms(std::size_t from, std::size_t to) const { return time_ms_[from * places_ + to]; }
  [[nodiscard]] std::size_t place_of_delivery(std::size_t delivery) const { return delivery; }
  [[nodiscard]] std::size_t place_of_depot(std::size_t shift) const { return deliveries_ + shift; }

 private:
  void take(const TravelMatrix& travel);

  std::size_t deliveries_;
  std::size_t places_;
  std::vector<double> metres_;
  std::vector<double> time_ms_;
};

/// Metres on the road between two positions: the great circle times a detour factor.
[[nodiscard]] double road_metres(const Position& from, const Position& to);

}  // namespace matbud::dispatch
