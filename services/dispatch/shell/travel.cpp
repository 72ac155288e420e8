#include "travel.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace matbud::dispatch {
namespace {

struct Metres {
  double east;
  double north;
};

/// A flat map around `middle`: exact enough within a municipality.
Metres seen_from(const Position& middle, const Position& position) {
  constexpr double metres_a_degree = 111'195;
  const double shrink = std::cos(middle.latitude * std::numbers::pi / 180);
  return {(position.longitude - middle.longitude) * metres_a_degree * shrink,
          (position.latitude - middle.latitude) * metres_a_degree};
}

/// How far the straight line between two places passes from the origin.
double distance_to_line(const Metres& a, const Metres& b) {
  const double east = b.east - a.east;
  const double north = b.north - a.north;
  const double square = east * east + north * north;
  const double share = square > 0 ? std::clamp(-(a.east * east + a.north * north) / square, 0.0, 1.0) : 0.0;
  return std::hypot(a.east + share * east, a.north + share * north);
}

std::vector<std::optional<Position>> places_of(const PlanProblem& problem) {
  std::vector<std::optional<Position>> places;
  for (const auto& delivery : problem.deliveries) places.push_back(delivery.position);
  for (const auto& shift : problem.shifts) places.emplace_back(shift.depot);
  return places;
}

/// Puts a server's matrix of the known places where they stand among all.
bool merge(const TravelMatrix& known, const std::vector<std::size_t>& indices, std::size_t places, TravelMatrix& all) {
  const auto count = indices.size();
  if (known.metres.size() != count * count || known.seconds.size() != count * count) return false;
  for (std::size_t from = 0; from < count; ++from) {
    for (std::size_t to = 0; to < count; ++to) {
      all.metres[indices[from] * places + indices[to]] = known.metres[from * count + to];
      all.seconds[indices[from] * places + indices[to]] = known.seconds[from * count + to];
    }
  }
  return true;
}

}  // namespace

v1::Travel set_travel(PlanProblem& problem, const TravelAsker& ask) {
  v1::Travel travel;
  travel.set_source(v1::TRAVEL_SOURCE_GREAT_CIRCLE);
  problem.travel = great_circle_travel(problem);
  if (!ask) return travel;
  const auto places = places_of(problem);
  std::vector<std::size_t> indices;
  std::vector<Position> known;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (!places[i]) continue;
    indices.push_back(i);
    known.push_back(*places[i]);
  }
  const auto answer = ask(known);
  if (!answer) {
    travel.set_fell_back(answer.error().message);
  } else if (!merge(*answer, indices, places.size(), *problem.travel)) {
    travel.set_fell_back("the matrix has other places than were asked for");
  } else {
    travel.set_source(v1::TRAVEL_SOURCE_ROUTING_SERVER);
  }
  return travel;
}

void go_around(PlanProblem& problem, const google::protobuf::RepeatedPtrField<v1::ClosedRoad>& closed) {
  if (closed.empty() || !problem.travel) return;
  const auto places = places_of(problem);
  for (const auto& road : closed) {
    const Position middle{road.latitude_e7() / 1e7, road.longitude_e7() / 1e7};
    const double longer = std::numbers::pi * road.radius_metres();
    for (std::size_t from = 0; from < places.size(); ++from) {
      for (std::size_t to = 0; to < places.size(); ++to) {
        if (from == to || !places[from] || !places[to]) continue;
        if (distance_to_line(seen_from(middle, *places[from]), seen_from(middle, *places[to])) > road.radius_metres())
          continue;
        auto& metres = problem.travel->metres[from * places.size() + to];
        auto& seconds = problem.travel->seconds[from * places.size() + to];
        constexpr double seconds_a_metre = 3.6 / 30;  // for two doors of one house
        const double pace = metres > 0 && std::isfinite(metres) ? seconds / metres : seconds_a_metre;
        metres += longer;
        seconds += longer * pace;
      }
    }
  }
}

}  // namespace matbud::dispatch
