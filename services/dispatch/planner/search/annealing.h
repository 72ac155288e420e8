// Simulated annealing over ruin and recreate: shortens a solution with the vehicles it may use.
#pragma once

#include <cstdint>
#include <functional>

#include "random.h"
#include "recreate.h"
#include "ruin.h"
#include "solution.h"

namespace matbud::dispatch::search {

/// How much of the search is over, 0 ... 1, told the steps done so far; the search ends at 1. From steps alone the
/// result is the same everywhere; a caller with a clock may tell the time instead.
using Progress = std::function<double(std::int64_t steps)>;

/// Temperatures as shares of a solution's mean way between two stops.
struct Cooling {
  double warm = 3;
  double cold = 0.06;
};

/// The best solution met; as many stops placed as could be, then the cheapest.
[[nodiscard]] Solution anneal(Solution start, Ruin& ruin, Recreate& recreate, Random& random, const Cooling& cooling,
                              const Progress& progress);

}  // namespace matbud::dispatch::search
