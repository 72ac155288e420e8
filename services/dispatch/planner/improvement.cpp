#include "improvement.h"

#include <algorithm>
#include <numeric>
#include <random>

namespace matbud::dispatch {
namespace {

/// A move must save more than rounding.
constexpr double metres_worthwhile = 0.5;

/// Metres less without the stop at `at`.
double metres_saved(const Solver& solver, std::size_t shift, Stops stops, std::size_t at) {
  const auto stop = stops[at];
  stops.erase(stops.begin() + static_cast<std::ptrdiff_t>(at));
  return solver.metres_added(shift, stops, at, stop);
}

bool two_opt(const Solver& solver, std::size_t shift, Stops& stops, Budget& budget) {
  bool improved = false;
  for (std::size_t from = 0; from + 1 < stops.size(); ++from) {
    for (std::size_t to = from + 1; to < stops.size(); ++to) {
      if (!budget.spend()) return improved;
      auto turned = stops;
      std::reverse(turned.begin() + static_cast<std::ptrdiff_t>(from),
                   turned.begin() + static_cast<std::ptrdiff_t>(to + 1));
      if (solver.metres(shift, turned) + metres_worthwhile >= solver.metres(shift, stops)) continue;
      if (!solver.in_time(shift, turned)) continue;
      stops = std::move(turned);
      improved = true;
    }
  }
  return improved;
}

/// Moves the stop at `at` of `from` to the cheapest feasible place anywhere.
bool relocate(const Solver& solver, std::vector<Stops>& routes, std::size_t from, std::size_t at, Budget& budget) {
  const auto stop = routes[from][at];
  auto without = routes[from];
  without.erase(without.begin() + static_cast<std::ptrdiff_t>(at));
  if (!solver.in_time(from, without)) return false;  // a later departure can make the rest late
  double best_gain = metres_worthwhile;
  std::size_t best_route = 0;
  Stops best;
  const double saved = metres_saved(solver, from, routes[from], at);
  for (std::size_t route = 0; route < routes.size(); ++route) {
    const auto& stops = route == from ? without : routes[route];
    for (std::size_t place = 0; place <= stops.size(); ++place) {
      if (!budget.spend()) return false;
      const double gain = saved - solver.metres_added(route, stops, place, stop);
      if (gain <= best_gain) continue;
      auto with = stops;
      with.insert(with.begin() + static_cast<std::ptrdiff_t>(place), stop);
      if (!solver.feasible(route, with)) continue;
      best_gain = gain;
      best_route = route;
      best = std::move(with);
    }
  }
  if (best.empty()) return false;
  routes[from] = std::move(without);
  routes[best_route] = std::move(best);
  return true;
}

}  // namespace

void improve(const Solver& solver, std::vector<Stops>& routes, std::uint64_t seed, Budget budget) {
  std::mt19937_64 random{seed};
  std::vector<std::size_t> order(routes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (bool improved = true; improved && budget.looks > 0;) {
    improved = false;
    // Fisher-Yates by hand: std::shuffle may differ between libraries, and a plan must not.
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
    for (const auto route : order) {
      improved |= two_opt(solver, route, routes[route], budget);
      for (std::size_t at = 0; at < routes[route].size(); ++at) improved |= relocate(solver, routes, route, at, budget);
    }
  }
}

}  // namespace matbud::dispatch
