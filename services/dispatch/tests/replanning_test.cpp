// Plans that replace another: as little as possible changes for drivers and for people who wait.
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <limits>
#include <map>

#include "matbud/dispatch/planner.h"
#include "planner_stories.h"

namespace matbud::dispatch {
namespace {

using testing::a_day;
using testing::a_delivery;
using testing::expect_sound;

std::vector<PreviousRun> as_previous(const PlanProblem& problem, const Plan& plan) {
  std::vector<PreviousRun> runs;
  for (const auto& run : plan.runs) {
    auto& previous = runs.emplace_back(PreviousRun{problem.shifts[run.shift].shift_id, {}});
    for (const auto& stop : run.stops) previous.orders.push_back(problem.deliveries[stop.delivery].order);
  }
  return runs;
}

/// Driver and the order before, for each order, once `gone` is taken out.
std::map<std::string, std::pair<std::string, std::string>> places(const std::vector<PreviousRun>& runs,
                                                                  const std::string& gone) {
  std::map<std::string, std::pair<std::string, std::string>> found;
  for (const auto& run : runs) {
    std::string before;
    for (const auto& order : run.orders) {
      if (order.value() == gone) continue;
      found[order.value()] = {run.shift_id, before};
      before = order.value();
    }
  }
  return found;
}

std::size_t moved(const std::vector<PreviousRun>& from, const std::vector<PreviousRun>& to, const std::string& gone) {
  const auto then = places(from, gone);
  const auto now = places(to, gone);
  std::size_t count = 0;
  for (const auto& [order, place] : then) count += now.count(order) == 0 || now.at(order) != place ? 1 : 0;
  return count;
}

class Replanning : public ::testing::Test {
 protected:
  Replanning() {
    problem_.steps = 4'000;
    plan_ = plan(problem_);
    problem_.previous = as_previous(problem_, plan_);
    problem_.steps = 0;
  }

  PlanProblem problem_ = a_day(120, 5, 3);
  Plan plan_;
};

TEST_F(Replanning, ChangesNothingWithoutAReason) {
  const auto again = plan(problem_);
  EXPECT_LE(moved(problem_.previous, as_previous(problem_, again), ""), 6U);
}

TEST_F(Replanning, LeavesTheOthersWhereTheyAreWhenAnOrderIsCancelled) {
  for (const std::size_t cancelled : {0U, 17U, 60U, 119U}) {
    auto problem = problem_;
    const auto gone = problem.deliveries[cancelled].order.value();
    problem.deliveries.erase(problem.deliveries.begin() + static_cast<std::ptrdiff_t>(cancelled));
    const auto again = plan(problem);
    expect_sound(problem, again);
    EXPECT_TRUE(again.unplanned.empty());
    EXPECT_LE(moved(problem.previous, as_previous(problem, again), gone), 119 * 5 / 100) << gone;
  }
}

TEST_F(Replanning, FitsANewOrderIn) {
  auto problem = problem_;
  auto added = a_delivery("new", 1500);
  problem.deliveries.push_back(added);
  const auto again = plan(problem);
  expect_sound(problem, again);
  EXPECT_TRUE(again.unplanned.empty());
  // Whoever comes behind the new order has another one before them.
  EXPECT_LE(moved(problem.previous, as_previous(problem, again), "new"), 6U);
}

TEST_F(Replanning, SharesOutTheStopsOfADriverWhoIsIll) {
  auto problem = problem_;
  const auto ill = problem.shifts.back().shift_id;
  problem.shifts.pop_back();
  const auto again = plan(problem);
  expect_sound(problem, again);
  EXPECT_TRUE(again.unplanned.empty());
  std::map<std::string, std::string> driver;
  for (const auto& run : as_previous(problem, again)) {
    for (const auto& order : run.orders) driver[order.value()] = run.shift_id;
  }
  std::size_t handed_over = 0;
  std::size_t others = 0;
  for (const auto& run : problem.previous) {
    for (const auto& order : run.orders) {
      if (run.shift_id == ill) continue;
      ++others;
      handed_over += driver.at(order.value()) != run.shift_id ? 1 : 0;
    }
  }
  EXPECT_LE(handed_over, others / 10) << "the well drivers keep their own stops";
}

TEST_F(Replanning, GoesAroundAClosedRoad) {
  auto problem = problem_;
  const auto& run = plan_.runs.front();
  const auto from = run.stops[2].delivery;
  const auto to = run.stops[3].delivery;
  const auto places = problem.deliveries.size() + problem.shifts.size();
  TravelMatrix travel{std::vector<double>(places * places), std::vector<double>(places * places)};
  const auto position = [&](std::size_t place) {
    return place < problem.deliveries.size() ? *problem.deliveries[place].position : testing::depot;
  };
  for (std::size_t a = 0; a < places; ++a) {
    for (std::size_t b = 0; b < places; ++b) {
      // A made-up town with streets along the meridians and parallels.
      travel.metres[a * places + b] = std::abs(position(a).latitude - position(b).latitude) * 111'200 +
                                      std::abs(position(a).longitude - position(b).longitude) * 55'800;
      travel.seconds[a * places + b] = travel.metres[a * places + b] / 8;
    }
  }
  travel.seconds[from * places + to] = travel.metres[from * places + to] = std::numeric_limits<double>::infinity();
  problem.travel = travel;
  const auto again = plan(problem);
  expect_sound(problem, again);
  EXPECT_TRUE(again.unplanned.empty());
  for (const auto& other : again.runs) {
    for (std::size_t i = 1; i < other.stops.size(); ++i)
      EXPECT_FALSE(other.stops[i - 1].delivery == from && other.stops[i].delivery == to);
  }
}

}  // namespace
}  // namespace matbud::dispatch
