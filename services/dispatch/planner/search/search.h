// The search from an empty plan, or from yesterday's, to the best one met.
#pragma once

#include <cstdint>

#include "annealing.h"

namespace matbud::dispatch::search {

enum class Objective {
  shortest,         ///< least cost with whichever vehicles
  fewest_vehicles,  ///< fewest vehicles, then least cost
};

struct Settings {
  Objective objective = Objective::shortest;
  std::uint64_t seed = 0;
  Cooling cooling{};
  /// Many short searches, from the start and from the routes found; else one, which stays nearer to the start, and is
  /// better when there are few steps for each stop.
  bool many_starts = false;
};

/// Places as many stops as it can, then follows the objective. `start` keeps what it has placed as far as that is
/// worth it; an empty one is built from nothing. Everything is decided by the problem, the settings and what
/// `progress` says. The problem of `start` must outlive the result.
[[nodiscard]] Solution search(Solution start, const Settings& settings, const Progress& progress);

}  // namespace matbud::dispatch::search
