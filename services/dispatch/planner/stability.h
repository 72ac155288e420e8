// A plan that replaces another changes as little as it must: every change costs.
#pragma once

#include <vector>

#include "doors.h"
#include "matbud/dispatch/planner.h"
#include "search/solution.h"

namespace matbud::dispatch {

/// The previous plan's runs in terms of doors: [shift] -> stops in driving order. Orders, shifts and whole runs that
/// are no more are left out; a door stands where its first order stood. Runs of shifts that are no more come last, so
/// that there may be more runs than shifts.
[[nodiscard]] std::vector<std::vector<search::Place>> previous_runs(const PlanProblem& problem,
                                                                    const std::vector<Door>& doors);

/// Adds the price of change to the ways and assignments of `terms`.
void charge_changes(const std::vector<std::vector<search::Place>>& previous, std::size_t shifts,
                    search::Problem& terms);

/// Puts the stops where they were, as far as they still fit. `empty` is a solution without stops.
[[nodiscard]] search::Solution as_before(search::Solution empty,
                                         const std::vector<std::vector<search::Place>>& previous);

}  // namespace matbud::dispatch
