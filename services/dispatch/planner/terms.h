// A planning problem in the search's terms: doors become stops, shifts become vehicles, moments become milliseconds.
#pragma once

#include <vector>

#include "doors.h"
#include "matbud/dispatch/planner.h"
#include "road.h"
#include "search/problem.h"

namespace matbud::dispatch {

/// Stop i is doors[i], vehicle i is shift i; times are milliseconds since the epoch. Whole numbers of them stay exact
/// in a double, so that a plan which keeps a window here keeps it to the millisecond.
[[nodiscard]] search::Problem in_search_terms(const PlanProblem& problem, const Road& road,
                                              const std::vector<Door>& doors);

}  // namespace matbud::dispatch
