// What the search solves: stops with time windows, vehicles with capacities, and the ways between them. Plain numbers
// in one unit of time and one of length; the planner and the Solomon files are both put in these terms.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

#include "matrix.h"

namespace matbud::dispatch::search {

inline constexpr double never = std::numeric_limits<double>::infinity();

/// Two measures, for example boxes and grams.
using Load = std::array<std::int64_t, 2>;

struct Stop {
  double earliest = 0;    ///< begins no sooner (the driver waits)
  double latest = never;  ///< begins no later
  double service = 0;
  Load load{};
  double ride_max = never;  ///< begins at most so long after the vehicle has left the depot
};

/// A vehicle with its driver's hours. While the driver rests, from break_from until break_to, the vehicle stands
/// wherever it is, and nobody is served.
struct Vehicle {
  Place depot = 0;
  double from = 0;
  double to = never;
  Load capacity{};
  double break_from = never;
  double break_to = never;
  bool cooled = false;  ///< ride_max does not hold in it
  double worked = 0;    ///< what its driver has worked before, for fair sharing
  /// Vehicles of one kind stand side by side and are alike in everything, so that of the empty ones only the first
  /// needs to be looked at.
  std::uint32_t kind = 0;

  /// When a vehicle that leaves at `leave` has driven for `travel`.
  [[nodiscard]] double arrival(double leave, double travel) const {
    const double arrives = leave + travel;
    if (arrives <= break_from || leave >= break_to) return arrives;
    return leave < break_from ? arrives + (break_to - break_from) : break_to + travel;
  }
  /// The latest departure that arrives by `by`: the inverse of arrival().
  [[nodiscard]] double departure(double by, double travel) const {
    if (by <= break_from || by - travel >= break_to) return by - travel;
    return std::max(break_from - travel, by - travel - (break_to - break_from));
  }
  /// When a driver who arrives at `arrives` begins to serve.
  [[nodiscard]] double begin(double arrives, const Stop& stop) const {
    const double begins = std::max(arrives, stop.earliest);
    return begins + stop.service > break_from && begins < break_to ? break_to : begins;
  }
  /// The latest arrival after which the service is over by `by`, within the stop's window.
  [[nodiscard]] double arrival_for(double by, const Stop& stop) const {
    const double latest = std::min(stop.latest, by - stop.service);
    return latest + stop.service > break_from && latest < break_to ? break_from - stop.service : latest;
  }
};

struct Problem {
  std::vector<Stop> stops;  ///< stop i is place i
  std::vector<Vehicle> vehicles;
  /// What a plan costs for each way driven; not always metres: a way that a stable plan avoids costs more.
  std::shared_ptr<const Matrix> length;
  /// How long each way takes. May be the same object as `length`.
  std::shared_ptr<const Matrix> time;
  /// [vehicle * stops + stop]: what it costs that this vehicle serves this stop; `never`: it must not. Empty: nothing.
  std::vector<double> assignment;
  /// Fair sharing: a route costs so much times what the square of its driver's time at work (driving and serving, and
  /// what they have worked before) grows by it. 0: no matter.
  double unfairness = 0;
  /// Some stop has a ride_max.
  bool cold = false;

  [[nodiscard]] double assignment_cost(std::size_t vehicle, std::size_t stop) const {
    return assignment.empty() ? 0 : assignment[vehicle * stops.size() + stop];
  }
};

}  // namespace matbud::dispatch::search
