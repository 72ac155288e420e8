#include "terms.h"

#include <algorithm>
#include <limits>

namespace matbud::dispatch {
namespace {

constexpr double ms_per_hour = 3'600'000;

double as_ms(Timestamp moment) { return static_cast<double>(to_ms(moment)); }

double as_ms(std::chrono::minutes span) {
  return static_cast<double>(std::chrono::duration_cast<std::chrono::milliseconds>(span).count());
}

/// One after the other: the second delivery at a door begins when the first is over.
search::Stop stop_for(const PlanProblem& problem, const Door& door) {
  search::Stop stop;
  for (const auto index : door) {
    const auto& delivery = problem.deliveries[index];
    stop.earliest = std::max(stop.earliest, as_ms(delivery.earliest) - stop.service);
    stop.latest = std::min(stop.latest, as_ms(delivery.latest) - stop.service);
    if (delivery.ride_max) stop.ride_max = std::min(stop.ride_max, as_ms(*delivery.ride_max) - stop.service);
    stop.load[0] += static_cast<std::int64_t>(delivery.boxes);
    stop.load[1] += static_cast<std::int64_t>(delivery.grams);
    stop.service += as_ms(delivery.service);
  }
  return stop;
}

search::Vehicle vehicle_for(const PlanShift& shift, search::Place depot) {
  search::Vehicle vehicle;
  vehicle.depot = depot;
  vehicle.from = as_ms(shift.from);
  vehicle.to = as_ms(shift.to);
  constexpr auto any = std::numeric_limits<std::int64_t>::max() / 2;
  vehicle.capacity = {static_cast<std::int64_t>(shift.capacity_boxes),
                      shift.capacity_grams == 0 ? any : static_cast<std::int64_t>(shift.capacity_grams)};
  vehicle.worked = as_ms(shift.worked);
  vehicle.cooled = shift.cooled;
  if (shift.break_from < shift.break_to) {
    vehicle.break_from = as_ms(shift.break_from);
    vehicle.break_to = as_ms(shift.break_to);
  }
  return vehicle;
}

bool alike(const PlanShift& a, const PlanShift& b) {
  return a.from == b.from && a.to == b.to && a.depot.latitude == b.depot.latitude &&
         a.depot.longitude == b.depot.longitude && a.capacity_boxes == b.capacity_boxes &&
         a.capacity_grams == b.capacity_grams && a.break_from == b.break_from && a.break_to == b.break_to &&
         a.skills == b.skills && a.worked == b.worked && a.cooled == b.cooled;
}

bool can_do(const PlanShift& shift, const std::vector<std::string>& skills) {
  return std::all_of(skills.begin(), skills.end(), [&](const std::string& skill) {
    return std::find(shift.skills.begin(), shift.skills.end(), skill) != shift.skills.end();
  });
}

void forbid_without_skills(const PlanProblem& problem, const std::vector<Door>& doors, search::Problem& terms) {
  const bool any = std::any_of(problem.deliveries.begin(), problem.deliveries.end(),
                               [](const PlanDelivery& delivery) { return !delivery.skills.empty(); });
  if (!any) return;
  terms.assignment.assign(problem.shifts.size() * doors.size(), 0);
  for (std::size_t shift = 0; shift < problem.shifts.size(); ++shift) {
    for (std::size_t stop = 0; stop < doors.size(); ++stop) {
      if (!can_do(problem.shifts[shift], problem.deliveries[doors[stop].front()].skills))
        terms.assignment[shift * doors.size() + stop] = search::never;
    }
  }
}

}  // namespace

search::Problem in_search_terms(const PlanProblem& problem, const Road& road, const std::vector<Door>& doors) {
  search::Problem terms;
  std::vector<std::size_t> places;
  for (const auto& door : doors) {
    places.push_back(road.place_of_delivery(door.front()));
    terms.stops.push_back(stop_for(problem, door));
    terms.cold = terms.cold || terms.stops.back().ride_max != search::never;
  }
  for (std::size_t shift = 0; shift < problem.shifts.size(); ++shift) {
    terms.vehicles.push_back(vehicle_for(problem.shifts[shift], static_cast<search::Place>(places.size())));
    if (shift > 0) {
      const bool same = problem.previous.empty() && alike(problem.shifts[shift - 1], problem.shifts[shift]);
      terms.vehicles[shift].kind = terms.vehicles[shift - 1].kind + (same ? 0 : 1);
    }
    places.push_back(road.place_of_depot(shift));
  }
  std::vector<double> length;
  std::vector<double> time;
  length.reserve(places.size() * places.size());
  time.reserve(places.size() * places.size());
  for (const auto from : places) {
    for (const auto to : places) {
      length.push_back(road.metres(from, to));
      time.push_back(road.time_ms(from, to));
    }
  }
  terms.length = std::make_shared<search::Matrix>(places.size(), std::move(length));
  terms.time = std::make_shared<search::Matrix>(places.size(), std::move(time));
  terms.unfairness = problem.metres_per_square_hour / (ms_per_hour * ms_per_hour);
  forbid_without_skills(problem, doors, terms);
  return terms;
}

}  // namespace matbud::dispatch
