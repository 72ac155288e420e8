// How far it is, and how long it takes.
#pragma once

#include <chrono>
#include <vector>

#include "matbud/dispatch/planner.h"

namespace matbud::dispatch {

/// Distances and times between all places of a problem, computed once.
class Road {
 public:
  explicit Road(const PlanProblem& problem);

  [[nodiscard]] double metres(std::size_t from, std::size_t to) const { return metres_[from * places_ + to]; }
  [[nodiscard]] std::chrono::milliseconds time(std::size_t from, std::size_t to) const;
  [[nodiscard]] std::size_t place_of_delivery(std::size_t delivery) const { return delivery; }
  [[nodiscard]] std::size_t place_of_depot(std::size_t shift) const { return deliveries_ + shift; }

 private:
  std::size_t deliveries_;
  std::size_t places_;
  std::vector<double> metres_;
};

/// Metres on the road between two positions.
[[nodiscard]] double road_metres(const Position& from, const Position& to);

}  // namespace matbud::dispatch
