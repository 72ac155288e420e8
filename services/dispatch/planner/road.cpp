#include "road.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <stdexcept>
#include <string>

namespace matbud::dispatch {
namespace {

constexpr double earth_radius_metres = 6'371'008.8;
/// Roads are about so much longer than the crow's way.
constexpr double detour_factor = 1.3;
constexpr double metres_per_ms = 30.0 / 3600.0;  // 30 km/h
/// A place that nobody knows is ten minutes away from everywhere.
constexpr double unknown_place_metres = 10 * 60'000 * metres_per_ms;

double radians(double degrees) { return degrees * std::numbers::pi / 180; }

}  // namespace

double road_metres(const Position& from, const Position& to) {
  // Haversine: exact enough for any two doorsteps, and stable for near ones.
  const double half_latitude = radians(to.latitude - from.latitude) / 2;
  const double half_longitude = radians(to.longitude - from.longitude) / 2;
  const double chord = std::pow(std::sin(half_latitude), 2) + std::cos(radians(from.latitude)) *
                                                                  std::cos(radians(to.latitude)) *
                                                                  std::pow(std::sin(half_longitude), 2);
  return detour_factor * 2 * earth_radius_metres * std::asin(std::min(1.0, std::sqrt(chord)));
}

TravelMatrix great_circle_travel(const PlanProblem& problem) {
  std::vector<std::optional<Position>> positions;
  for (const auto& delivery : problem.deliveries) positions.push_back(delivery.position);
  for (const auto& shift : problem.shifts) positions.emplace_back(shift.depot);
  const auto places = positions.size();
  TravelMatrix travel{std::vector<double>(places * places), std::vector<double>(places * places)};
  for (std::size_t from = 0; from < places; ++from) {
    for (std::size_t to = from + 1; to < places; ++to) {
      const bool known = positions[from] && positions[to];
      const double metres = known ? road_metres(*positions[from], *positions[to]) : unknown_place_metres;
      for (const auto way : {from * places + to, to * places + from}) {
        travel.metres[way] = metres;
        travel.seconds[way] = metres / metres_per_ms / 1'000;
      }
    }
  }
  return travel;
}

Road::Road(const PlanProblem& problem)
    : deliveries_{problem.deliveries.size()}, places_{deliveries_ + problem.shifts.size()} {
  take(problem.travel ? *problem.travel : great_circle_travel(problem));
}

void Road::take(const TravelMatrix& travel) {
  const auto ways = places_ * places_;
  if (travel.metres.size() != ways || travel.seconds.size() != ways)
    throw std::invalid_argument{"a travel matrix for " + std::to_string(places_) + " places has " +
                                std::to_string(travel.metres.size()) + " metres and " +
                                std::to_string(travel.seconds.size()) + " seconds"};
  metres_ = travel.metres;
  for (const double seconds : travel.seconds) time_ms_.push_back(std::round(seconds * 1'000));
}

}  // namespace matbud::dispatch
