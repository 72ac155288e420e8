// Shortening a plan by small moves.
#pragma once

#include <cstdint>
#include <vector>

#include "route.h"

namespace matbud::dispatch {

/// A bounded number of looks at moves, so that a plan depends on its problem and not on the machine.
struct Budget {
  std::int64_t looks;
  [[nodiscard]] bool spend() { return looks-- > 0; }
};

/// Turns stretches of one run around (2-opt) and moves single stops within and between runs (relocate) while that
/// shortens the plan and keeps it feasible. Runs stay feasible throughout.
void improve(const Solver& solver, std::vector<Stops>& routes, std::uint64_t seed, Budget budget);

}  // namespace matbud::dispatch
