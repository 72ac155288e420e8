#include "recreate.h"

#include <algorithm>
#include <cmath>

namespace matbud::dispatch::search {
namespace {

/// Sorts by a number, stops of equal number by theirs.
template <class Key>
void sort_by(std::vector<Place>& stops, const Key& key) {
  std::sort(stops.begin(), stops.end(), [&](Place a, Place b) {
    const auto key_a = key(a);
    const auto key_b = key(b);
    return key_a != key_b ? key_a < key_b : a < b;
  });
}

}  // namespace

struct Recreate::Candidate {
  Candidate(const Problem& problem, Place which)
      : stop{which},
        what{problem.stops[which]},
        length_from{problem.length->from(which)},
        length_to{problem.length->to(which)},
        time_from{problem.time->from(which)},
        time_to{problem.time->to(which)} {}

  Place stop;
  const Stop& what;
  const double* length_from;
  const double* length_to;
  const double* time_from;
  const double* time_to;
};

Recreate::Recreate(const Problem& problem, const RecreateSettings& settings)
    : problem_{problem}, settings_{settings}, companions_{problem, settings.companions} {
  for (Place stop = 0; stop < problem.stops.size(); ++stop) {
    double nearest = never;
    for (const auto& vehicle : problem.vehicles) nearest = std::min(nearest, (*problem.length)(vehicle.depot, stop));
    from_depot_.push_back(nearest);
  }
}

/// Random, largest, farthest, nearest, narrowest window, earliest opening, earliest closing: in parts 4:4:2:1:2:2:2.
void Recreate::order(std::vector<Place>& stops, Random& random) const {
  const auto& all = problem_.stops;
  const auto drawn = random.below(17);
  if (drawn < 4) {
    sort_by(stops, [](Place stop) { return stop; });
    random.shuffle(stops);
  } else if (drawn < 8) {
    sort_by(stops, [&](Place stop) { return -all[stop].load[0]; });
  } else if (drawn < 10) {
    sort_by(stops, [&](Place stop) { return -from_depot_[stop]; });
  } else if (drawn < 11) {
    sort_by(stops, [&](Place stop) { return from_depot_[stop]; });
  } else if (drawn < 13) {
    sort_by(stops, [&](Place stop) { return all[stop].latest - all[stop].earliest; });
  } else if (drawn < 15) {
    sort_by(stops, [&](Place stop) { return all[stop].earliest; });
  } else {
    sort_by(stops, [&](Place stop) { return -all[stop].latest; });
  }
}

bool Recreate::blinks(Random& random) {
  if (settings_.blink_share <= 0) return false;
  if (places_until_blink_-- > 0) return false;
  // One draw a blink instead of one a place: the places between two blinks are geometrically distributed.
  places_until_blink_ = static_cast<std::size_t>(std::log(1 - random.share()) / std::log(1 - settings_.blink_share));
  return true;
}

/// Takes the place before the visit at `before` if it is the best so far. The cheap tests come first.
void Recreate::look_at(const Candidate& candidate, const Route& route, std::size_t before, Random& random,
                       Insertion& best) {
  const auto& left = route.visits()[before - 1];
  const auto& right = route.visits()[before];
  double cost = candidate.length_to[left.place] + candidate.length_from[right.place] - right.link;
  if (!problem_.assignment.empty()) cost += problem_.assignment_cost(route.vehicle(), candidate.stop);
  if (cost >= best.cost && problem_.unfairness == 0) return;
  const auto& vehicle = problem_.vehicles[route.vehicle()];
  const auto& what = candidate.what;
  const double begins = vehicle.begin(vehicle.arrival(left.leaves, candidate.time_to[left.place]), what);
  if (begins > what.latest) return;
  if (vehicle.arrival(begins + what.service, candidate.time_from[right.place]) > right.latest) return;
  if (!route.has_room_for(problem_, what.load)) return;
  if (problem_.unfairness > 0) {
    const double added = what.service + candidate.time_to[left.place] + candidate.time_from[right.place] -
                         (*problem_.time)(left.place, right.place);
    cost += problem_.unfairness * added * (2 * (route.work() + vehicle.worked) + added);
  }
  if (cost >= best.cost || blinks(random)) return;
  if (problem_.cold && !route.keeps_cold(problem_, candidate.stop, before)) return;
  best = {cost, route.vehicle(), before};
}

void Recreate::find_empty_routes(const Solution& solution) {
  empty_.clear();
  for (const auto& route : solution.routes()) {
    if (!route.empty() || !solution.is_open(route.vehicle())) continue;
    const auto kind = problem_.vehicles[route.vehicle()].kind;
    if (empty_.empty() || problem_.vehicles[empty_.back()].kind != kind) empty_.push_back(route.vehicle());
  }
}

Insertion Recreate::cheapest(const Solution& solution, Place stop, Random& random) {
  const Candidate candidate{problem_, stop};
  const auto& routes = solution.routes();
  Insertion best;
  const auto* before = companions_.before(stop);
  const auto* after = companions_.after(stop);
  for (std::size_t i = 0; i < companions_.count(); ++i) {
    const auto left = solution.route_of(before[i]);
    if (left != Solution::nowhere) look_at(candidate, routes[left], solution.at(before[i]) + 2, random, best);
    const auto right = solution.route_of(after[i]);
    if (right != Solution::nowhere) look_at(candidate, routes[right], solution.at(after[i]) + 1, random, best);
  }
  for (const auto route : empty_) look_at(candidate, routes[route], 1, random, best);
  if (best.before != 0) return best;
  for (const auto& route : routes) {
    if (route.empty() || !solution.is_open(route.vehicle()) || !route.has_room_for(problem_, candidate.what.load))
      continue;
    for (std::size_t i = 1; i < route.visits().size(); ++i) look_at(candidate, route, i, random, best);
  }
  return best;
}

void Recreate::operator()(Solution& solution, Random& random) {
  order_ = solution.absent();
  order(order_, random);
  find_empty_routes(solution);
  for (const auto stop : order_) {
    const auto best = cheapest(solution, stop, random);
    if (best.before == 0) continue;
    const bool opens = solution.routes()[best.route].empty();
    solution.insert(stop, best.route, best.before);
    if (opens) find_empty_routes(solution);
  }
}

}  // namespace matbud::dispatch::search
