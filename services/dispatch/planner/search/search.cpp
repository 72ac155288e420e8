#include "search.h"

#include "fleet.h"

namespace matbud::dispatch::search {
namespace {

/// At most so much of the search goes to placing everybody and closing routes.
constexpr double fleet_share = 0.5;

}  // namespace

Solution search(Solution start, const Settings& settings, const Progress& progress) {
  const auto& problem = start.problem();
  if (problem.stops.empty() || problem.vehicles.empty()) return start;
  Random random{settings.seed};
  Ruin ruin{problem, {}};
  Recreate recreate{problem, {}};
  recreate(start, random);

  std::int64_t steps = 0;
  const bool fewest = settings.objective == Objective::fewest_vehicles;
  if (fewest || !start.absent().empty()) {
    const auto routes_min = fewest ? routes_needed_for_load(problem) : problem.vehicles.size();
    start = place_with_fewer_routes(std::move(start), routes_min, ruin, recreate, random, progress, fleet_share, steps);
    if (fewest) start.close_unused();
  }
  const double begun = progress(steps);
  const auto rest = [&](std::int64_t more) {
    const double done = progress(steps + more);
    return begun >= 1 ? 1 : (done - begun) / (1 - begun);
  };
  return anneal(std::move(start), ruin, recreate, random, settings.cooling, rest);
}

}  // namespace matbud::dispatch::search
