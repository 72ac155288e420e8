#include "annealing.h"

#include <algorithm>
#include <cmath>

namespace matbud::dispatch::search {
namespace {

constexpr std::int64_t steps_between_looks = 32;

double mean_way(const Solution& solution) {
  const auto ways = solution.problem().stops.size() - solution.absent().size() + solution.routes_used();
  return ways == 0 ? 1 : std::max(solution.cost(), 1e-9) / static_cast<double>(ways);
}

}  // namespace

Solution anneal(Solution start, Ruin& ruin, Recreate& recreate, Random& random, const Cooling& cooling,
                const Progress& progress) {
  Solution now = std::move(start);
  Solution best = now;
  double cost = now.cost();
  double best_cost = cost;
  const double warm = cooling.warm * mean_way(now);
  const double cold = cooling.cold * mean_way(now);
  double temperature = warm;
  for (std::int64_t steps = 0;; ++steps) {
    if (steps % steps_between_looks == 0) {
      const double done = progress(steps);
      if (done >= 1) break;
      temperature = warm * std::pow(cold / warm, done);
      cost = now.cost();  // sums of differences drift
    }
    const auto absent = now.absent().size();
    now.begin_step();
    ruin(now, random);
    recreate(now, random);
    const double added = now.step_cost();
    const auto absent_now = now.absent().size();
    const double dearer_at_most = -temperature * std::log(1 - random.share());
    if (absent_now > absent || (absent_now == absent && added > dearer_at_most)) {
      now.undo_step();
      continue;
    }
    cost += added;
    if (absent_now < best.absent().size() ||
        (absent_now == best.absent().size() && cost < best_cost - 1e-9 * best_cost)) {
      best = now;
      best_cost = cost;
    }
  }
  return best;
}

}  // namespace matbud::dispatch::search
