// What is put together from good plans is a plan: whole routes of theirs, on vehicles that may drive them.
#include "search/memory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <set>

#include "search/search.h"

namespace matbud::dispatch::search {
namespace {

constexpr std::size_t stops = 12;

/// Stops on a circle around the depot, `vehicles` alike but for those of the second kind.
Problem on_a_circle(std::size_t vehicles, std::size_t of_second_kind = 0) {
  Problem problem;
  std::vector<double> ways((stops + 1) * (stops + 1));
  const auto x = [](std::size_t at) { return at == stops ? 0 : std::cos(static_cast<double>(at)); };
  const auto y = [](std::size_t at) { return at == stops ? 0 : std::sin(static_cast<double>(at)); };
  for (std::size_t from = 0; from <= stops; ++from) {
    for (std::size_t to = 0; to <= stops; ++to)
      ways[from * (stops + 1) + to] = std::hypot(x(from) - x(to), y(from) - y(to));
  }
  problem.length = problem.time = std::make_shared<Matrix>(stops + 1, std::move(ways));
  problem.stops.assign(stops, Stop{0, never, 0, {1, 0}, never});
  for (std::size_t n = 0; n < vehicles; ++n) {
    Vehicle vehicle;
    vehicle.depot = stops;
    vehicle.capacity = {static_cast<std::int64_t>(stops), 0};
    vehicle.kind = n < of_second_kind ? 1 : 0;
    problem.vehicles.push_back(vehicle);
  }
  return problem;
}

/// Stops in this order, so many to a vehicle from the first on.
Solution in_turn(const Problem& problem, const std::vector<Place>& order, std::size_t to_a_vehicle) {
  Solution solution{problem};
  for (std::size_t n = 0; n < order.size(); ++n) {
    const auto vehicle = static_cast<std::uint32_t>(n / to_a_vehicle);
    solution.insert(order[n], vehicle, solution.routes()[vehicle].size() + 1);
  }
  return solution;
}

std::vector<Place> numbered(std::size_t count) {
  std::vector<Place> order;
  for (Place stop = 0; stop < count; ++stop) order.push_back(stop);
  return order;
}

std::set<std::vector<Place>> routes_of(const Solution& solution) {
  std::set<std::vector<Place>> routes;
  for (const auto& route : solution.routes()) {
    std::vector<Place> visited;
    for (std::size_t at = 0; at < route.size(); ++at) visited.push_back(route.stop(at));
    if (!visited.empty()) routes.insert(visited);
  }
  return routes;
}

TEST(SearchMemory, KeepsTheBestFirstAndEachOnce) {
  const auto problem = on_a_circle(4);
  const auto short_one = in_turn(problem, numbered(stops), 6);
  const auto long_one = in_turn(problem, numbered(stops), 3);
  const auto not_all = in_turn(problem, numbered(stops - 1), 6);
  ASSERT_LT(short_one.cost(), long_one.cost());
  ASSERT_LT(not_all.cost(), long_one.cost());
  Memory memory{2};
  memory.keep(not_all);
  EXPECT_EQ(memory.best().absent().size(), 1U);
  memory.keep(long_one);
  EXPECT_EQ(routes_of(memory.best()), routes_of(long_one)) << "cheap, but a stop is missing";
  memory.keep(short_one);
  memory.keep(short_one);
  EXPECT_EQ(routes_of(memory.best()), routes_of(short_one));
  // Two are remembered, not the same one twice: routes of the second turn up in some blend.
  std::set<std::vector<Place>> met;
  Random random{1};
  for (int n = 0; n < 50; ++n) met.merge(routes_of(memory.blend(Solution{problem}, random)));
  auto both = routes_of(short_one);
  both.merge(routes_of(long_one));
  EXPECT_EQ(met, both);
}

TEST(SearchMemory, BlendsWholeRoutesWithoutAStopTwice) {
  const auto problem = on_a_circle(6);
  Random random{7};
  Memory memory{8};
  std::set<std::vector<Place>> known;
  auto order = numbered(stops);
  for (std::size_t n = 0; n < 8; ++n) {
    random.shuffle(order);
    const auto solution = in_turn(problem, order, 2 + n % 4);
    memory.keep(solution);
    known.merge(routes_of(solution));
  }
  for (int n = 0; n < 200; ++n) {
    const auto blended = memory.blend(memory.best(), random);
    std::set<Place> seen{blended.absent().begin(), blended.absent().end()};
    ASSERT_EQ(seen.size(), blended.absent().size());
    for (const auto& route : routes_of(blended)) {
      EXPECT_TRUE(known.count(route) == 1);
      for (const auto stop : route) EXPECT_TRUE(seen.insert(stop).second) << "stop " << stop << " twice";
    }
    EXPECT_EQ(seen.size(), stops);
  }
}

TEST(SearchMemory, PutsARouteOnAVehicleOfItsKindThatMayBeUsed) {
  const auto problem = on_a_circle(4, 2);
  Memory memory{4};
  memory.keep(in_turn(problem, numbered(stops), 6));  // on the two of the second kind
  auto pattern = Solution{problem};
  pattern.close(0);
  Random random{3};
  for (int n = 0; n < 20; ++n) {
    const auto blended = memory.blend(pattern, random);
    EXPECT_TRUE(blended.routes()[0].empty()) << "closed";
    EXPECT_EQ(blended.routes()[1].size(), 6U);
    EXPECT_EQ(blended.absent().size(), 6U) << "the others are of another kind";
  }
}

/// Doors at random with hours at random, more vehicles than are needed.
Problem some_day(std::uint64_t seed) {
  constexpr std::size_t doors = 60;
  Random random{seed};
  Problem problem;
  std::vector<double> x;
  std::vector<double> y;
  for (std::size_t at = 0; at <= doors; ++at) {
    x.push_back(100 * random.share());
    y.push_back(100 * random.share());
  }
  std::vector<double> ways((doors + 1) * (doors + 1));
  for (std::size_t from = 0; from <= doors; ++from) {
    for (std::size_t to = 0; to <= doors; ++to)
      ways[from * (doors + 1) + to] = std::hypot(x[from] - x[to], y[from] - y[to]);
  }
  problem.length = problem.time = std::make_shared<Matrix>(doors + 1, std::move(ways));
  for (std::size_t door = 0; door < doors; ++door) {
    const double earliest = 150 + 300 * random.share();  // nobody is too far away
    problem.stops.push_back({earliest, earliest + 40 + 200 * random.share(), 10, {1, 0}, never});
  }
  Vehicle vehicle;
  vehicle.depot = doors;
  vehicle.capacity = {10, 0};
  problem.vehicles.assign(20, vehicle);
  return problem;
}

double length_of(const Problem& problem, std::uint64_t seed, bool many_starts) {
  constexpr double steps = 30'000;
  Settings settings;
  settings.seed = seed;
  settings.many_starts = many_starts;
  const auto found =
      search(Solution{problem}, settings, [](std::int64_t done) { return static_cast<double>(done) / steps; });
  EXPECT_TRUE(found.absent().empty());
  return found.cost();
}

TEST(SearchMemory, MakesManyStartsShorterThanOne) {
  double many = 0;
  double one = 0;
  for (std::uint64_t day = 1; day <= 6; ++day) {
    const auto problem = some_day(day);
    many += length_of(problem, day, true);
    one += length_of(problem, day, false);
  }
  EXPECT_LT(many, 0.998 * one);
}

}  // namespace
}  // namespace matbud::dispatch::search
