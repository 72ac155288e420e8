// The search's bookkeeping against the plain way of driving a route from its start to its end.
#include <gtest/gtest.h>

#include <algorithm>

#include "search/random.h"
#include "search/solution.h"

namespace matbud::dispatch::search {
namespace {

Problem some_problem(std::uint64_t seed, bool with_break) {
  Random random{seed};
  const auto upto = [&](std::size_t end) { return static_cast<double>(random.below(end)); };
  constexpr std::size_t stops = 24;
  Problem problem;
  std::vector<double> length((stops + 1) * (stops + 1));
  std::vector<double> time(length.size());
  for (std::size_t i = 0; i < length.size(); ++i) {
    length[i] = i % (stops + 2) == 0 ? 0 : 1 + upto(50);
    time[i] = i % (stops + 2) == 0 ? 0 : 1 + upto(30);
  }
  problem.length = std::make_shared<Matrix>(stops + 1, length);
  problem.time = std::make_shared<Matrix>(stops + 1, time);
  for (std::size_t i = 0; i < stops; ++i) {
    const double earliest = upto(300);
    problem.stops.push_back({earliest, earliest + upto(200), upto(15), {1, 0}, never});
  }
  for (int i = 0; i < 3; ++i) {
    Vehicle vehicle;
    vehicle.depot = stops;
    vehicle.to = 600;
    vehicle.capacity = {10, 0};
    if (with_break) {
      vehicle.break_from = 150;
      vehicle.break_to = 200;
    }
    problem.vehicles.push_back(vehicle);
  }
  problem.unfairness = 0.01;
  return problem;
}

std::vector<Place> stops_of(const Route& route) {
  std::vector<Place> stops;
  for (std::size_t at = 0; at < route.size(); ++at) stops.push_back(route.stop(at));
  return stops;
}

/// What look-ups in constant time say about an insertion.
bool said_to_fit(const Problem& problem, const Route& route, Place stop, std::size_t before) {
  const auto& vehicle = problem.vehicles[route.vehicle()];
  const auto& left = route.visits()[before - 1];
  const auto& right = route.visits()[before];
  const auto& what = problem.stops[stop];
  const double begins = vehicle.begin(vehicle.arrival(left.leaves, (*problem.time)(left.place, stop)), what);
  return begins <= what.latest &&
         vehicle.arrival(begins + what.service, (*problem.time)(stop, right.place)) <= right.latest;
}

TEST(SearchRoute, KnowsWhatFitsAndWhatItCosts) {
  std::size_t fitting = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const auto problem = some_problem(seed, seed % 2 == 0);
    Random random{seed};
    Route route{problem, 0};
    for (int step = 0; step < 300; ++step) {
      if (route.size() > 2 && random.below(4) == 0) {
        const auto first = random.below(route.size());
        route.erase(problem, first, 1 + random.below(route.size() - first));
        continue;
      }
      const auto stop = static_cast<Place>(random.below(problem.stops.size()));
      auto with = stops_of(route);
      if (std::find(with.begin(), with.end(), stop) != with.end()) continue;
      const auto before = 1 + random.below(route.size() + 1);
      with.insert(with.begin() + static_cast<std::ptrdiff_t>(before - 1), stop);
      const bool fits = schedule(problem, 0, with).has_value();
      ASSERT_EQ(said_to_fit(problem, route, stop, before), fits) << "seed " << seed << " step " << step;
      if (!fits) continue;
      ++fitting;
      route.insert(problem, stop, before);
      Route fresh{problem, 0};
      for (const auto again : with) fresh.insert(problem, again, fresh.size() + 1);
      ASSERT_NEAR(route.cost(), fresh.cost(), 1e-9);
    }
  }
  EXPECT_GT(fitting, 1'000U);
}

TEST(SearchRoute, LeavesAsLateAsItCan) {
  const auto problem = some_problem(3, true);
  for (Place stop = 0; stop < problem.stops.size(); ++stop) {
    const auto made = schedule(problem, 0, {stop});
    if (!made) continue;
    const auto& vehicle = problem.vehicles[0];
    const double way = (*problem.time)(vehicle.depot, stop);
    EXPECT_EQ(vehicle.begin(vehicle.arrival(made->departs, way), problem.stops[stop]), made->begins[0]);
    if (made->departs > vehicle.from) {
      EXPECT_GT(vehicle.begin(vehicle.arrival(made->departs + 1, way), problem.stops[stop]), made->begins[0]);
    }
  }
}

TEST(SearchSolution, IsAsBeforeAfterAStepIsUndone) {
  const auto problem = some_problem(5, false);
  Solution solution{problem};
  Random random{5};
  const auto try_to_place = [&](Place stop) {
    for (std::uint32_t route = 0; route < 3; ++route) {
      const auto& there = solution.routes()[route];
      if (!there.has_room_for(problem, problem.stops[stop].load)) continue;
      for (std::size_t before = 1; before < there.visits().size(); ++before) {
        if (said_to_fit(problem, there, stop, before)) return solution.insert(stop, route, before);
      }
    }
  };
  for (Place stop = 0; stop < problem.stops.size(); ++stop) try_to_place(stop);
  const auto cost = solution.cost();
  const auto absent = solution.absent();
  std::vector<std::vector<Place>> routes;
  for (const auto& route : solution.routes()) routes.push_back(stops_of(route));

  for (int step = 0; step < 50; ++step) {
    solution.begin_step();
    for (std::uint32_t route = 0; route < 3; ++route) {
      if (!solution.routes()[route].empty())
        solution.erase(route, 0, 1 + random.below(solution.routes()[route].size()));
    }
    const auto waiting = solution.absent();
    for (const auto stop : waiting) try_to_place(stop);
    EXPECT_NEAR(solution.cost(), cost + solution.step_cost(), 1e-9);
    solution.undo_step();
    EXPECT_EQ(solution.cost(), cost);
    EXPECT_EQ(solution.absent(), absent);
    for (std::uint32_t route = 0; route < 3; ++route) {
      EXPECT_EQ(stops_of(solution.routes()[route]), routes[route]);
      for (const auto stop : routes[route]) EXPECT_EQ(solution.route_of(stop), route);
    }
  }
}

}  // namespace
}  // namespace matbud::dispatch::search
