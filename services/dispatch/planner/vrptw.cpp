#include "matbud/dispatch/vrptw.h"

#include <algorithm>
#include <cmath>

#include "search/search.h"

namespace matbud::dispatch {
namespace {

using search::Place;

search::Problem problem_of(const VrptwInstance& instance) {
  search::Problem problem;
  const auto places = instance.customers.size();
  const auto stops = places - 1;
  // In the search the stops come first and the depot last.
  const auto at = [&](std::size_t place) -> const VrptwCustomer& { return instance.customers[(place + 1) % places]; };
  std::vector<double> ways(places * places);
  for (std::size_t from = 0; from < places; ++from) {
    for (std::size_t to = 0; to < places; ++to)
      ways[from * places + to] = std::hypot(at(from).x - at(to).x, at(from).y - at(to).y);
  }
  problem.length = problem.time = std::make_shared<search::Matrix>(places, std::move(ways));
  for (std::size_t i = 0; i < stops; ++i) {
    const auto& customer = at(i);
    problem.stops.push_back({customer.ready, customer.due, customer.service, {customer.demand, 0}, search::never});
  }
  const auto& depot = instance.customers.front();
  search::Vehicle vehicle;
  vehicle.depot = static_cast<Place>(stops);
  vehicle.from = depot.ready;
  vehicle.to = depot.due;
  vehicle.capacity = {instance.capacity, 0};
  // No plan uses more vehicles than there are customers.
  problem.vehicles.assign(std::min(instance.vehicles, stops), vehicle);
  return problem;
}

}  // namespace

VrptwPlan plan_vrptw(const VrptwInstance& instance, VrptwObjective objective, std::uint64_t seed,
                     const SearchProgress& progress) {
  const auto problem = problem_of(instance);
  search::Settings settings;
  settings.seed = seed;
  settings.many_starts = true;
  if (objective == VrptwObjective::fleet) settings.objective = search::Objective::fewest_vehicles;
  const auto found = search::search(search::Solution{problem}, settings, progress);

  VrptwPlan plan;
  for (const auto& route : found.routes()) {
    if (route.empty()) continue;
    auto& customers = plan.routes.emplace_back();
    for (std::size_t i = 0; i < route.size(); ++i) customers.push_back(route.stop(i) + std::size_t{1});
    for (const auto& visit : route.visits()) plan.distance += visit.link;
  }
  for (const auto stop : found.absent()) plan.unserved.push_back(stop + std::size_t{1});
  std::sort(plan.unserved.begin(), plan.unserved.end());
  return plan;
}

}  // namespace matbud::dispatch
