// Adaptive memory: the routes of good solutions, from which new ones are put together.
#pragma once

#include <cstddef>
#include <vector>

#include "random.h"
#include "solution.h"

namespace matbud::dispatch::search {

/// Good solutions of one problem, best first: as many stops placed as could be, then the cheapest. Rochat and Taillard,
/// Probabilistic Diversification and Intensification in Local Search for Vehicle Routing, Journal of Heuristics 1,
/// 1995.
class Memory {
 public:
  /// Remembers at most so many, at least one.
  explicit Memory(std::size_t solutions_max) : solutions_max_{solutions_max} {}

  /// Takes a copy, unless one of the same cost is here already; the worst goes when there are too many.
  void keep(const Solution& solution);
  /// Something must have been kept.
  [[nodiscard]] const Solution& best() const { return solutions_.front(); }
  /// Whole routes of the solutions kept, those of better ones rather, no stop twice, on vehicles that `pattern` may
  /// use; what `pattern` has placed does not matter. Stops of no route chosen are absent.
  [[nodiscard]] Solution blend(const Solution& pattern, Random& random) const;

 private:
  std::size_t solutions_max_;
  std::vector<Solution> solutions_;
};

}  // namespace matbud::dispatch::search
