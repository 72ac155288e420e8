// Fewest vehicles: closes one route after another as long as everybody can still be served.
#pragma once

#include <cstddef>
#include <cstdint>

#include "annealing.h"

namespace matbud::dispatch::search {

/// Places absent stops by preferring, among solutions that leave some out, those whose absent stops have been absent
/// least often: a stop that is hard to place is worth more the longer it waits (absence counters of Christiaens and
/// Vanden Berghe, section 5). Each time nobody is absent and `routes_min` allows it, the route whose stops are easiest
/// to place is closed. Returns the solution with the fewest absent stops, then the fewest routes, its unused routes
/// closed if `routes_min` is below their number; `steps` is counted on, and it ends when progress(steps) reaches
/// `until`, or when there is nothing left to gain.
[[nodiscard]] Solution place_with_fewer_routes(Solution start, std::size_t routes_min, Ruin& ruin, Recreate& recreate,
                                               Random& random, const Progress& progress, double until,
                                               std::int64_t& steps);

/// No plan needs fewer routes: by load and the largest capacities. Time windows are not looked at.
[[nodiscard]] std::size_t routes_needed_for_load(const Problem& problem);

}  // namespace matbud::dispatch::search
