// The planner: which driver delivers what, in which order. Pure, and deterministic for a seed.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "matbud/base/ids.h"
#include "matbud/base/time.h"

namespace matbud::dispatch {

/// A position on the ground in degrees, WGS 84.
struct Position {
  double latitude = 0;
  double longitude = 0;
};

/// A driver with a vehicle, and the time they may drive for this plan.
struct PlanShift {
  std::string shift_id;
  DriverId driver;
  Timestamp from;  ///< leaves the depot no sooner
  Timestamp to;    ///< is back no later
  Position depot;
  std::uint32_t capacity_boxes = 0;
  std::uint64_t capacity_grams = 0;  ///< 0 = no limit
};

/// One order to hand over.
struct PlanDelivery {
  OrderId order;
  CitizenId citizen;
  std::optional<Position> position;  ///< nothing: nobody knows where, or it can no longer be read
  std::chrono::minutes service{5};   ///< at the door
  std::uint32_t boxes = 0;
  std::uint64_t grams = 0;
  Timestamp earliest;  ///< arrives no sooner (waits at the door)
  Timestamp latest;    ///< arrives no later
};

/// What is to be solved.
struct PlanProblem {
  std::vector<PlanShift> shifts;
  std::vector<PlanDelivery> deliveries;
  std::uint64_t seed = 0;
};

/// One stop of a run: an index into PlanProblem::deliveries, and when the driver is there.
struct PlannedStop {
  std::size_t delivery;
  Timestamp eta;
};

/// One run: an index into PlanProblem::shifts, and its stops in driving order.
struct PlannedRun {
  std::size_t shift;
  std::vector<PlannedStop> stops;  ///< never empty
  Timestamp departs;
  Timestamp returns;
  double distance_metres = 0;  ///< to the first stop, between stops, and home
};

/// The runs, at most one a shift, and what fits in none.
struct Plan {
  std::vector<PlannedRun> runs;
  std::vector<std::size_t> unplanned;  ///< indices into PlanProblem::deliveries, ascending
};

/// Solves: cheapest insertion, then moves within and between runs until none shortens them or the budget is spent.
/// Every run keeps its shift's time and capacity and every delivery's earliest and latest; whatever cannot is
/// unplanned. Distances are great circles times 1.3, driven at 30 km/h. A delivery without a position is planned last
/// in a run, as ten minutes away from everywhere, so that a person deals with it instead of nobody.
/// The budget counts moves, not time, so that a plan depends on its problem alone.
[[nodiscard]] Plan plan(const PlanProblem& problem);

}  // namespace matbud::dispatch
