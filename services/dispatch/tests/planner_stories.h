// Days to plan, and what every plan must keep: judged without the planner's code.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <random>
#include <set>
#include <string>

#include "matbud/dispatch/planner.h"

namespace matbud::dispatch::testing {

using std::chrono::hours;
using std::chrono::minutes;

inline constexpr Timestamp opens = from_ms(1'772'438'400'000);
inline constexpr Timestamp closes = opens + hours{4};
inline constexpr Position depot{59.89, 10.52};

inline PlanShift a_shift(const std::string& id, std::uint32_t boxes = 100) {
  return {id, DriverId{"driver of " + id}, opens - hours{1}, closes + hours{1}, depot, boxes, 0, {}, {}, {}};
}

/// So many metres straight east of the depot, about.
inline PlanDelivery a_delivery(const std::string& id, double metres_east, std::uint32_t boxes = 1) {
  PlanDelivery delivery;
  delivery.order = OrderId{id};
  delivery.position = Position{depot.latitude, depot.longitude + metres_east / 55'800};
  delivery.boxes = boxes;
  delivery.grams = 5'000;
  delivery.earliest = opens;
  delivery.latest = closes;
  return delivery;
}

inline PlanProblem a_day(std::size_t stops, std::size_t drivers, std::uint64_t seed) {
  PlanProblem problem;
  problem.seed = seed;
  std::mt19937_64 random{seed};
  const auto within = [&](double from, double to) {
    return from + (to - from) * static_cast<double>(random() % 100'000) / 100'000;
  };
  for (std::size_t i = 0; i < drivers; ++i) problem.shifts.push_back(a_shift("s" + std::to_string(i), 90));
  for (std::size_t i = 0; i < stops; ++i) {
    auto delivery = a_delivery("o" + std::to_string(i), 0, 1 + static_cast<std::uint32_t>(random() % 3));
    delivery.position = Position{within(59.85, 59.95), within(10.40, 10.65)};
    problem.deliveries.push_back(delivery);
  }
  return problem;
}

inline void expect_sound(const PlanProblem& problem, const Plan& plan) {
  std::multiset<std::size_t> seen(plan.unplanned.begin(), plan.unplanned.end());
  std::set<std::size_t> shifts;
  for (const auto& run : plan.runs) {
    const auto& shift = problem.shifts[run.shift];
    EXPECT_TRUE(shifts.insert(run.shift).second) << "two runs of one shift";
    EXPECT_GE(run.departs, shift.from);
    EXPECT_LE(run.returns, shift.to);
    std::uint64_t boxes = 0;
    auto free_at = run.departs;
    for (const auto& stop : run.stops) {
      const auto& delivery = problem.deliveries[stop.delivery];
      seen.insert(stop.delivery);
      boxes += delivery.boxes;
      EXPECT_GE(stop.eta, free_at);
      EXPECT_GE(stop.eta, delivery.earliest);
      EXPECT_LE(stop.eta, delivery.latest);
      if (delivery.ride_max) {
        EXPECT_LE(stop.eta - run.departs, *delivery.ride_max);
      }
      for (const auto& skill : delivery.skills)
        EXPECT_TRUE(std::count(shift.skills.begin(), shift.skills.end(), skill)) << skill;
      free_at = stop.eta + delivery.service;
      EXPECT_TRUE(stop.eta >= shift.break_to || free_at <= shift.break_from) << "served during the break";
    }
    EXPECT_LE(free_at, run.returns);
    EXPECT_LE(boxes, shift.capacity_boxes);
  }
  EXPECT_EQ(seen.size(), problem.deliveries.size());
  for (std::size_t i = 0; i < problem.deliveries.size(); ++i) EXPECT_EQ(seen.count(i), 1U) << i;
}

}  // namespace matbud::dispatch::testing
