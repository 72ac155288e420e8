#include "solution.h"

#include <algorithm>

namespace matbud::dispatch::search {

Solution::Solution(const Problem& problem)
    : problem_{&problem},
      route_of_(problem.stops.size(), nowhere),
      at_(problem.stops.size(), 0),
      open_(problem.vehicles.size(), 1),
      is_touched_(problem.vehicles.size(), 0) {
  for (std::uint32_t vehicle = 0; vehicle < problem.vehicles.size(); ++vehicle) routes_.emplace_back(problem, vehicle);
  before_ = routes_;
  for (Place stop = 0; stop < problem.stops.size(); ++stop) absent_.push_back(stop);
}

double Solution::cost() const {
  double sum = 0;
  for (const auto& route : routes_) sum += route.empty() ? 0 : route.cost();
  return sum;
}

std::size_t Solution::routes_used() const {
  return static_cast<std::size_t>(
      std::count_if(routes_.begin(), routes_.end(), [](const Route& route) { return !route.empty(); }));
}

void Solution::insert(Place stop, std::uint32_t route, std::size_t before) {
  remember(route);
  routes_[route].insert(*problem_, stop, before);
  route_of_[stop] = route;
  note_places(route, before - 1);
  const auto found = std::find(absent_.begin(), absent_.end(), stop);
  absent_.erase(found);
}

void Solution::erase(std::uint32_t route, std::size_t first, std::size_t count) {
  remember(route);
  for (std::size_t at = first; at < first + count; ++at) {
    const auto stop = routes_[route].stop(at);
    route_of_[stop] = nowhere;
    absent_.push_back(stop);
  }
  routes_[route].erase(*problem_, first, count);
  note_places(route, first);
}

void Solution::close(std::uint32_t route) {
  if (!routes_[route].empty()) erase(route, 0, routes_[route].size());
  open_[route] = 0;
}

void Solution::close_unused() {
  for (std::uint32_t route = 0; route < routes_.size(); ++route) {
    if (routes_[route].empty()) open_[route] = 0;
  }
}

void Solution::begin_step() {
  for (const auto route : touched_) is_touched_[route] = 0;
  touched_.clear();
  absent_before_ = absent_;
}

void Solution::undo_step() {
  for (const auto stop : absent_) route_of_[stop] = nowhere;
  for (const auto route : touched_) {
    std::swap(routes_[route], before_[route]);
    is_touched_[route] = 0;
    for (std::size_t at = 0; at < routes_[route].size(); ++at) route_of_[routes_[route].stop(at)] = route;
    note_places(route, 0);
  }
  touched_.clear();
  absent_ = absent_before_;
  for (const auto stop : absent_) route_of_[stop] = nowhere;
}

double Solution::step_cost() const {
  double sum = 0;
  for (const auto route : touched_) sum += routes_[route].cost() - before_[route].cost();
  return sum;
}

void Solution::note_places(std::uint32_t route, std::size_t from) {
  for (std::size_t at = from; at < routes_[route].size(); ++at)
    at_[routes_[route].stop(at)] = static_cast<std::uint32_t>(at);
}

void Solution::remember(std::uint32_t route) {
  if (is_touched_[route] != 0) return;
  is_touched_[route] = 1;
  touched_.push_back(route);
  before_[route] = routes_[route];
}

}  // namespace matbud::dispatch::search
