// Deliveries to one door become one visit.
#pragma once

#include <cstddef>
#include <vector>

#include "matbud/dispatch/planner.h"

namespace matbud::dispatch {

/// Deliveries (indices) that are handed over one after the other without driving between them.
using Door = std::vector<std::size_t>;

/// Groups the deliveries whose position is known by position, window and skills; a group never holds more than the
/// largest vehicle. Those in `apart` stay alone.
[[nodiscard]] std::vector<Door> doors_of(const PlanProblem& problem, const std::vector<bool>& apart);

}  // namespace matbud::dispatch
