#include "matbud/dispatch/planner.h"

#include <algorithm>
#include <limits>

#include "improvement.h"
#include "route.h"

namespace matbud::dispatch {
namespace {

constexpr Budget improvement_budget{60'000};

/// The cheapest feasible place of one delivery in one route.
struct Candidate {
  double metres = std::numeric_limits<double>::infinity();
  std::size_t at = 0;
};

Candidate cheapest(const Solver& solver, std::size_t route, const Stops& stops, std::size_t delivery,
                   std::size_t at_first) {
  Candidate best;
  for (std::size_t at = at_first; at <= stops.size(); ++at) {
    const double metres = solver.metres_added(route, stops, at, delivery);
    if (metres >= best.metres) continue;
    auto with = stops;
    with.insert(with.begin() + static_cast<std::ptrdiff_t>(at), delivery);
    if (solver.feasible(route, with)) best = {metres, at};
  }
  return best;
}

/// Inserts, again and again, whichever of these deliveries is cheapest to insert; returns those that fit nowhere.
/// `last`: only behind all other stops.
Stops insert_cheapest(const Solver& solver, std::vector<Stops>& routes, Stops deliveries, bool last) {
  const auto first_place = [&](std::size_t route) { return last ? routes[route].size() : std::size_t{0}; };
  // candidates[i][route]: only the route that changed is looked at again.
  std::vector<std::vector<Candidate>> candidates(deliveries.size(), std::vector<Candidate>(routes.size()));
  for (std::size_t i = 0; i < deliveries.size(); ++i) {
    for (std::size_t route = 0; route < routes.size(); ++route)
      candidates[i][route] = cheapest(solver, route, routes[route], deliveries[i], first_place(route));
  }
  for (;;) {
    std::size_t best = 0;
    std::size_t best_route = 0;
    double metres = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < deliveries.size(); ++i) {
      for (std::size_t route = 0; route < routes.size(); ++route) {
        if (candidates[i][route].metres >= metres) continue;
        metres = candidates[i][route].metres;
        best = i;
        best_route = route;
      }
    }
    if (metres == std::numeric_limits<double>::infinity()) return deliveries;
    auto& stops = routes[best_route];
    stops.insert(stops.begin() + static_cast<std::ptrdiff_t>(candidates[best][best_route].at), deliveries[best]);
    deliveries.erase(deliveries.begin() + static_cast<std::ptrdiff_t>(best));
    candidates.erase(candidates.begin() + static_cast<std::ptrdiff_t>(best));
    for (std::size_t i = 0; i < deliveries.size(); ++i)
      candidates[i][best_route] = cheapest(solver, best_route, stops, deliveries[i], first_place(best_route));
  }
}

PlannedRun as_run(const Solver& solver, std::size_t shift, const Stops& stops) {
  const auto table = solver.timetable(shift, stops).value();
  PlannedRun run{shift, {}, table.departs, table.returns, solver.metres(shift, stops)};
  for (std::size_t i = 0; i < stops.size(); ++i) run.stops.push_back({stops[i], table.etas[i]});
  return run;
}

}  // namespace

Plan plan(const PlanProblem& problem) {
  const Solver solver{problem};
  std::vector<Stops> routes(problem.shifts.size());
  Stops known;
  Stops unknown;
  for (std::size_t i = 0; i < problem.deliveries.size(); ++i)
    (problem.deliveries[i].position ? known : unknown).push_back(i);

  auto left = insert_cheapest(solver, routes, std::move(known), false);
  improve(solver, routes, problem.seed, improvement_budget);
  left = insert_cheapest(solver, routes, std::move(left), false);
  const auto nowhere = insert_cheapest(solver, routes, std::move(unknown), true);

  Plan plan;
  plan.unplanned = std::move(left);
  plan.unplanned.insert(plan.unplanned.end(), nowhere.begin(), nowhere.end());
  std::sort(plan.unplanned.begin(), plan.unplanned.end());
  for (std::size_t shift = 0; shift < routes.size(); ++shift) {
    if (!routes[shift].empty()) plan.runs.push_back(as_run(solver, shift, routes[shift]));
  }
  return plan;
}

}  // namespace matbud::dispatch
