#include "route.h"

namespace matbud::dispatch::search {

Route::Route(const Problem& problem, std::uint32_t vehicle) : vehicle_{vehicle} {
  const auto& driver = problem.vehicles[vehicle];
  visits_ = {{driver.depot, driver.from, 0, 0}, {driver.depot, 0, driver.to, 0}};
  refresh(problem, 1);
}

void Route::insert(const Problem& problem, Place stop, std::size_t before) {
  const auto& time = *problem.time;
  const auto& what = problem.stops[stop];
  const auto from = visits_[before - 1].place;
  const auto to = visits_[before].place;
  const double link_from = (*problem.length)(from, stop);
  const double link_to = (*problem.length)(stop, to);
  length_ += link_from + link_to - visits_[before].link;
  work_ += time(from, stop) + what.service + time(stop, to) - time(from, to);
  assigned_ += problem.assignment_cost(vehicle_, stop);
  for (std::size_t i = 0; i < load_.size(); ++i) load_[i] += what.load[i];
  visits_[before].link = link_to;
  visits_.insert(visits_.begin() + static_cast<std::ptrdiff_t>(before), Visit{stop, -never, never, link_from});
  refresh(problem, before);
}

void Route::erase(const Problem& problem, std::size_t first, std::size_t count) {
  const auto& time = *problem.time;
  const auto from = visits_.begin() + 1 + static_cast<std::ptrdiff_t>(first);
  const auto to = from + static_cast<std::ptrdiff_t>(count);
  for (auto visit = from; visit != to; ++visit) {
    const auto& what = problem.stops[visit->place];
    for (std::size_t i = 0; i < load_.size(); ++i) load_[i] -= what.load[i];
    length_ -= visit->link;
    work_ -= time((visit - 1)->place, visit->place) + what.service;
    assigned_ -= problem.assignment_cost(vehicle_, visit->place);
  }
  const auto last = (from - 1)->place;
  length_ -= to->link;
  work_ -= time((to - 1)->place, to->place);
  to->link = (*problem.length)(last, to->place);
  length_ += to->link;
  work_ += time(last, to->place);
  visits_.erase(from, to);
  refresh(problem, first + 1);
}

/// Times on from `changed` and back from the visit before it, each as far as they differ from what they were.
void Route::refresh(const Problem& problem, std::size_t changed) {
  const auto& vehicle = problem.vehicles[vehicle_];
  const auto& time = *problem.time;
  const auto last = visits_.size() - 1;
  for (std::size_t i = changed; i < last; ++i) {
    const auto& before = visits_[i - 1];
    const auto& stop = problem.stops[visits_[i].place];
    const double leaves =
        vehicle.begin(vehicle.arrival(before.leaves, time(before.place, visits_[i].place)), stop) + stop.service;
    if (i > changed && leaves == visits_[i].leaves) break;
    visits_[i].leaves = leaves;
  }
  for (std::size_t i = std::min(changed, last - 1) + 1; i-- > 1;) {
    const auto& after = visits_[i + 1];
    const double leaves = vehicle.departure(after.latest, time(visits_[i].place, after.place));
    const double latest = vehicle.arrival_for(leaves, problem.stops[visits_[i].place]);
    if (i < changed && i + 1 < changed && latest == visits_[i].latest) break;
    visits_[i].latest = latest;
  }
  cost_ = length_ + assigned_ + problem.unfairness * work_ * (work_ + 2 * vehicle.worked);
}

bool Route::keeps_cold(const Problem& problem, Place stop, std::size_t before) const {
  if (problem.vehicles[vehicle_].cooled) return true;
  std::vector<Place> stops;
  stops.reserve(visits_.size());
  for (std::size_t i = 1; i < visits_.size(); ++i) {
    if (i == before) stops.push_back(stop);
    if (i + 1 < visits_.size()) stops.push_back(visits_[i].place);
  }
  return schedule(problem, vehicle_, stops).has_value();
}

std::optional<Schedule> schedule(const Problem& problem, std::uint32_t vehicle, const std::vector<Place>& stops) {
  const auto& driver = problem.vehicles[vehicle];
  const auto& time = *problem.time;
  Schedule made{driver.from, std::vector<double>(stops.size()), 0};
  const auto drive = [&] {
    double leaves = made.departs;
    Place place = driver.depot;
    for (std::size_t i = 0; i < stops.size(); ++i) {
      const auto& stop = problem.stops[stops[i]];
      made.begins[i] = driver.begin(driver.arrival(leaves, time(place, stops[i])), stop);
      if (made.begins[i] > stop.latest) return false;
      leaves = made.begins[i] + stop.service;
      place = stops[i];
    }
    made.returns = driver.arrival(leaves, time(place, driver.depot));
    return made.returns <= driver.to;
  };
  if (!drive()) return std::nullopt;
  if (stops.empty()) return made;
  double by = made.begins.back();
  for (std::size_t i = stops.size() - 1; i > 0; --i)
    by = driver.arrival_for(driver.departure(by, time(stops[i - 1], stops[i])), problem.stops[stops[i - 1]]);
  made.departs = std::max(driver.from, driver.departure(by, time(driver.depot, stops.front())));
  if (!drive()) return std::nullopt;
  for (std::size_t i = 0; i < stops.size() && !driver.cooled; ++i) {
    if (made.begins[i] - made.departs > problem.stops[stops[i]].ride_max) return std::nullopt;
  }
  return made;
}

}  // namespace matbud::dispatch::search
