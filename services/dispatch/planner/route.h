// One driver's stops while a plan is made, and whether they can be kept.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "matbud/dispatch/planner.h"
#include "road.h"

namespace matbud::dispatch {

/// Stops as indices of deliveries, in driving order.
using Stops = std::vector<std::size_t>;

/// When a run with these stops would be where.
struct Timetable {
  Timestamp departs;
  std::vector<Timestamp> etas;
  Timestamp returns;
};

/// A problem with its distances: what every step of solving looks things up in.
class Solver {
 public:
  explicit Solver(const PlanProblem& problem) : problem_{problem}, road_{problem} {}

  /// Nothing when the stops cannot be kept: too late at a door or at the depot.
  [[nodiscard]] std::optional<Timetable> timetable(std::size_t shift, const Stops& stops) const;
  /// As timetable, without making one.
  [[nodiscard]] bool in_time(std::size_t shift, const Stops& stops) const;
  [[nodiscard]] bool has_room(std::size_t shift, const Stops& stops) const;
  [[nodiscard]] bool feasible(std::size_t shift, const Stops& stops) const {
    return has_room(shift, stops) && in_time(shift, stops);
  }
  /// From the depot, by all stops, and back.
  [[nodiscard]] double metres(std::size_t shift, const Stops& stops) const;
  /// Metres more with this delivery before the stop at `at`.
  [[nodiscard]] double metres_added(std::size_t shift, const Stops& stops, std::size_t at, std::size_t delivery) const;

  [[nodiscard]] const PlanProblem& problem() const { return problem_; }

 private:
  template <class Visit>
  bool drive(std::size_t shift, const Stops& stops, const Visit& visit) const;
  [[nodiscard]] Timestamp departure(std::size_t shift, const Stops& stops) const;

  const PlanProblem& problem_;
  Road road_;
};

}  // namespace matbud::dispatch
