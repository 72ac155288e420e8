#include "memory.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>

namespace matbud::dispatch::search {
namespace {

/// Costs that differ by less are those of the same routes.
constexpr double same_cost_share = 1e-9;

bool is_better(const Solution& a, const Solution& b) {
  if (a.absent().size() != b.absent().size()) return a.absent().size() < b.absent().size();
  return a.cost() < b.cost();
}

bool is_same(const Solution& a, const Solution& b) {
  return a.absent().size() == b.absent().size() && std::abs(a.cost() - b.cost()) <= same_cost_share * b.cost();
}

bool has_any_of(const Solution& solution, const Route& route) {
  for (std::size_t at = 0; at < route.size(); ++at) {
    if (solution.route_of(route.stop(at)) != Solution::nowhere) return true;
  }
  return false;
}

/// An empty vehicle that is like this one in everything.
std::optional<std::uint32_t> empty_like(const Solution& solution, std::uint32_t vehicle) {
  const auto& vehicles = solution.problem().vehicles;
  for (const auto& route : solution.routes()) {
    if (route.empty() && solution.is_open(route.vehicle()) && vehicles[route.vehicle()].kind == vehicles[vehicle].kind)
      return route.vehicle();
  }
  return std::nullopt;
}

void empty(Solution& solution) {
  for (std::uint32_t vehicle = 0; vehicle < solution.routes().size(); ++vehicle) {
    if (const auto stops = solution.routes()[vehicle].size(); stops > 0) solution.erase(vehicle, 0, stops);
  }
}

/// A route and when its turn comes.
struct Draw {
  double turn;
  const Route* route;
};

/// Every route once; the turns of a solution's routes come the later, the lower it ranks.
std::vector<Draw> drawn(const std::vector<Solution>& solutions, Random& random) {
  std::vector<Draw> draws;
  for (std::size_t rank = 0; rank < solutions.size(); ++rank) {
    for (const auto& route : solutions[rank].routes()) {
      if (!route.empty()) draws.push_back({-std::log(1 - random.share()) * static_cast<double>(rank + 1), &route});
    }
  }
  std::sort(draws.begin(), draws.end(), [](const Draw& a, const Draw& b) { return a.turn < b.turn; });
  return draws;
}

}  // namespace

void Memory::keep(const Solution& solution) {
  const auto same = [&](const Solution& other) { return is_same(solution, other); };
  if (std::any_of(solutions_.begin(), solutions_.end(), same)) return;
  solutions_.insert(std::upper_bound(solutions_.begin(), solutions_.end(), solution, is_better), solution);
  if (solutions_.size() > solutions_max_) solutions_.pop_back();
}

Solution Memory::blend(const Solution& pattern, Random& random) const {
  Solution blended = pattern;
  empty(blended);
  for (const auto& [turn, route] : drawn(solutions_, random)) {
    if (has_any_of(blended, *route)) continue;
    const auto vehicle = empty_like(blended, route->vehicle());
    if (!vehicle) continue;
    for (std::size_t at = 0; at < route->size(); ++at) blended.insert(route->stop(at), *vehicle, at + 1);
  }
  return blended;
}

}  // namespace matbud::dispatch::search
