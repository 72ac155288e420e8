// The planner: which driver delivers what, in which order. Pure, and deterministic for a seed.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <tl/expected.hpp>
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
  /// When the driver rests, wherever the vehicle is then; equal = no break.
  Timestamp break_from{};
  Timestamp break_to{};
  std::vector<std::string> skills{};  ///< what driver and vehicle can do: `lift`, `e_lock`, `se` ...
  /// Whether the vehicle keeps goods cold: ride_max does not hold in it.
  bool cooled = false;
  /// What the driver has worked lately, beyond what the least busy of them has.
  std::chrono::minutes worked{0};
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
  /// The longest time from the depot to this door in a vehicle that is not cooled, for goods that must stay cold;
  /// nothing = any.
  std::optional<std::chrono::minutes> ride_max{};
  std::vector<std::string> skills{};  ///< what its driver and vehicle must be able to do
};

/// A run of the plan that was made before.
struct PreviousRun {
  std::string shift_id;
  std::vector<OrderId> orders;  ///< in driving order
};

/// Ways from a routing server: row by row, from each place to each place. The places are the deliveries, in their
/// order, then the depots of the shifts. Infinite: there is no way.
struct TravelMatrix {
  std::vector<double> metres;
  std::vector<double> seconds;
};

/// What a good plan is.
enum class PlanObjective {
  shortest,         ///< fewest metres
  fewest_vehicles,  ///< fewest runs, then fewest metres
};

/// What is to be solved.
struct PlanProblem {
  std::vector<PlanShift> shifts;
  std::vector<PlanDelivery> deliveries;
  std::uint64_t seed = 0;
  PlanObjective objective = PlanObjective::shortest;
  /// Fair sharing: a run costs so many metres more for the square of its hours of driving and serving, so that an
  /// hour weighs more on the driver who has many already, of this plan or of the days before. 0 = never mind.
  double metres_per_square_hour = 300;
  /// The plan that this one replaces, in full; empty = there is none. What can stay as it is does so unless a change
  /// is worth it: see stable_run_metres.
  std::vector<PreviousRun> previous{};
  /// Nothing: great circles times 1.3, driven at 30 km/h.
  std::optional<TravelMatrix> travel{};
  /// How many steps to search; 0 = as many as the number of deliveries asks for (well under a second for 120).
  std::int64_t steps = 0;
};

/// Metres and seconds between all places of a problem by great circles times 1.3, driven at 30 km/h; a place that
/// nobody knows is ten minutes away from everywhere.
[[nodiscard]] TravelMatrix great_circle_travel(const PlanProblem& problem);

/// A replan gives a stop to another driver only if that saves so many metres,
inline constexpr double stable_run_metres = 3'000;
/// and puts two stops next to each other that were not only if that saves so many.
inline constexpr double stable_link_metres = 500;

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

/// Why a run cannot be driven as somebody wants it.
enum class Hindrance {
  load,    ///< more than the vehicle holds or carries
  skills,  ///< a door needs what driver or vehicle cannot do
  time,    ///< a window, the shift or a cold ride cannot be kept
};

/// The runs, at most one a shift, and what fits in none.
struct Plan {
  std::vector<PlannedRun> runs;
  std::vector<std::size_t> unplanned;  ///< indices into PlanProblem::deliveries, ascending
  /// For each of them why the most able of the shifts could not bring it even alone; nothing when one could, had it
  /// nothing else to bring.
  std::vector<std::optional<Hindrance>> hindrances;
};

/// Solves by ruin and recreate under simulated annealing (README.md of the planner's folder). Every run keeps its
/// shift's time, break, capacity and skills, and every delivery's window and cold ride; whatever cannot is unplanned.
/// Deliveries to one door with one window are one visit, unless no vehicle holds them together. A delivery without a
/// position is planned last in a run, as ten minutes away from everywhere, so that a person deals with it instead of
/// nobody. The budget counts steps, not time: the same problem gives the same plan on every machine.
/// Throws std::invalid_argument if `travel` is not as wide as there are places.
[[nodiscard]] Plan plan(const PlanProblem& problem);

/// A run that somebody else has put together: an index into PlanProblem::shifts, and indices into
/// PlanProblem::deliveries in driving order. It leaves as late as it can without being later anywhere.
/// Throws std::invalid_argument for an index that is none, and as plan() does.
[[nodiscard]] tl::expected<PlannedRun, Hindrance> timed(const PlanProblem& problem, std::size_t shift,
                                                        const std::vector<std::size_t>& deliveries);

}  // namespace matbud::dispatch
