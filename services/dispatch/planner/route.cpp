#include "route.h"

#include <algorithm>

namespace matbud::dispatch {

Timestamp Solver::departure(std::size_t shift, const Stops& stops) const {
  const auto& first = problem_.deliveries[stops.front()];
  const auto way = road_.time(road_.place_of_depot(shift), road_.place_of_delivery(stops.front()));
  // No use in waiting at the first door: goods keep better in the cold store.
  return std::max(problem_.shifts[shift].from, first.earliest - way);
}

/// Calls visit(eta) for each stop and returns whether all are in time, the depot included.
template <class Visit>
bool Solver::drive(std::size_t shift, const Stops& stops, const Visit& visit) const {
  if (stops.empty()) return true;
  auto at = road_.place_of_depot(shift);
  auto now = departure(shift, stops);
  for (const auto stop : stops) {
    const auto& delivery = problem_.deliveries[stop];
    now = std::max(now + road_.time(at, road_.place_of_delivery(stop)), delivery.earliest);
    if (now > delivery.latest) return false;
    visit(now);
    now += delivery.service;
    at = road_.place_of_delivery(stop);
  }
  now += road_.time(at, road_.place_of_depot(shift));
  visit(now);
  return now <= problem_.shifts[shift].to;
}

bool Solver::in_time(std::size_t shift, const Stops& stops) const {
  return drive(shift, stops, [](Timestamp) {});
}

std::optional<Timetable> Solver::timetable(std::size_t shift, const Stops& stops) const {
  if (stops.empty()) return std::nullopt;
  Timetable table;
  table.departs = departure(shift, stops);
  if (!drive(shift, stops, [&](Timestamp moment) { table.etas.push_back(moment); })) return std::nullopt;
  table.returns = table.etas.back();
  table.etas.pop_back();
  return table;
}

bool Solver::has_room(std::size_t shift, const Stops& stops) const {
  std::uint64_t boxes = 0;
  std::uint64_t grams = 0;
  for (const auto stop : stops) {
    boxes += problem_.deliveries[stop].boxes;
    grams += problem_.deliveries[stop].grams;
  }
  const auto& vehicle = problem_.shifts[shift];
  return boxes <= vehicle.capacity_boxes && (vehicle.capacity_grams == 0 || grams <= vehicle.capacity_grams);
}

double Solver::metres(std::size_t shift, const Stops& stops) const {
  if (stops.empty()) return 0;
  const auto depot = road_.place_of_depot(shift);
  double sum = road_.metres(depot, road_.place_of_delivery(stops.front()));
  for (std::size_t i = 1; i < stops.size(); ++i)
    sum += road_.metres(road_.place_of_delivery(stops[i - 1]), road_.place_of_delivery(stops[i]));
  return sum + road_.metres(road_.place_of_delivery(stops.back()), depot);
}

double Solver::metres_added(std::size_t shift, const Stops& stops, std::size_t at, std::size_t delivery) const {
  const auto depot = road_.place_of_depot(shift);
  const auto before = at == 0 ? depot : road_.place_of_delivery(stops[at - 1]);
  const auto after = at == stops.size() ? depot : road_.place_of_delivery(stops[at]);
  const auto here = road_.place_of_delivery(delivery);
  return road_.metres(before, here) + road_.metres(here, after) - (before == after ? 0 : road_.metres(before, after));
}

}  // namespace matbud::dispatch
