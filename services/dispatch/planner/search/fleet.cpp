#include "fleet.h"

#include <algorithm>
#include <cmath>

namespace matbud::dispatch::search {
namespace {

constexpr std::int64_t steps_between_looks = 32;
/// Differences of cost that a step may add while only the number of routes counts, as a share of a mean way.
constexpr double temperature_share = 0.3;

/// How often each stop has been left out.
class Absences {
 public:
  explicit Absences(std::size_t stops) : times_(stops, 0) {}

  void count(const std::vector<Place>& absent) {
    for (const auto stop : absent) ++times_[stop];
  }
  [[nodiscard]] std::int64_t of(const std::vector<Place>& stops) const {
    std::int64_t sum = 0;
    for (const auto stop : stops) sum += times_[stop];
    return sum;
  }
  /// The open route that is easiest to do without; of equal ones the shortest list.
  [[nodiscard]] std::uint32_t easiest(const Solution& solution) const {
    std::uint32_t best = Solution::nowhere;
    std::int64_t best_sum = 0;
    for (const auto& route : solution.routes()) {
      if (route.empty()) continue;
      std::int64_t sum = 0;
      for (std::size_t at = 0; at < route.size(); ++at) sum += times_[route.stop(at)];
      const bool shorter = best != Solution::nowhere && route.size() < solution.routes()[best].size();
      if (best != Solution::nowhere && (sum > best_sum || (sum == best_sum && !shorter))) continue;
      best = route.vehicle();
      best_sum = sum;
    }
    return best;
  }

 private:
  std::vector<std::int64_t> times_;
};

}  // namespace

Solution place_with_fewer_routes(Solution start, std::size_t routes_min, Ruin& ruin, Recreate& recreate, Random& random,
                                 const Progress& progress, double until, std::int64_t& steps) {
  Solution now = std::move(start);
  Solution best = now;
  Absences absences{now.problem().stops.size()};
  const auto ways = static_cast<double>(now.problem().stops.size() + now.routes_used());
  const double temperature = temperature_share * std::max(now.cost(), 1e-9) / std::max(ways, 1.0);
  std::vector<Place> absent;
  for (;; ++steps) {
    if (now.absent().empty()) {
      best = now;
      if (best.routes_used() <= routes_min) break;
      now.close_unused();
      now.close(absences.easiest(now));
    }
    if (steps % steps_between_looks == 0 && progress(steps) >= until) break;
    absent = now.absent();
    now.begin_step();
    ruin(now, random);
    recreate(now, random);
    const auto sum_before = absences.of(absent);
    const auto sum = absences.of(now.absent());
    absences.count(now.absent());
    const bool better = now.absent().size() < absent.size() || sum < sum_before;
    const bool as_good = sum == sum_before && now.step_cost() <= -temperature * std::log(1 - random.share());
    if (!better && !as_good) now.undo_step();
    if (now.absent().size() < best.absent().size()) best = now;
  }
  return best;
}

std::size_t routes_needed_for_load(const Problem& problem) {
  std::size_t needed = problem.stops.empty() ? 0 : 1;
  for (std::size_t measure = 0; measure < Load{}.size(); ++measure) {
    std::int64_t load = 0;
    for (const auto& stop : problem.stops) load += stop.load[measure];
    std::vector<std::int64_t> capacities;
    for (const auto& vehicle : problem.vehicles) capacities.push_back(vehicle.capacity[measure]);
    std::sort(capacities.rbegin(), capacities.rend());
    std::size_t vehicles = 0;
    while (load > 0 && vehicles < capacities.size()) load -= capacities[vehicles++];
    needed = std::max(needed, vehicles);
  }
  return needed;
}

}  // namespace matbud::dispatch::search
