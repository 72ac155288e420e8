// Solomon's files: plans that an independent checker accepts, and files that are refused with the place.
#include "matbud/dispatch/vrptw.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "route_checker.h"

namespace matbud::dispatch {
namespace {

using ::testing::IsEmpty;

constexpr const char* folder = MATBUD_SOURCE_DIR "/../shared/data/vrptw/";

SearchProgress so_many(std::int64_t steps) {
  return [steps](std::int64_t done) { return static_cast<double>(done) / static_cast<double>(steps); };
}

VrptwInstance instance(const std::string& name) {
  std::ifstream file{folder + name + ".txt"};
  return read_vrptw(file, name).value();
}

struct Benchmark {
  const char* name;
  double shortest_known;
  std::size_t fewest_known;
};

/// Shortest with any number of vehicles; fewest vehicles.
constexpr Benchmark benchmarks[] = {
    {"C101", 828.94, 10}, {"C201", 591.56, 3}, {"R101", 1642.88, 19}, {"RC101", 1623.58, 14}, {"HC60_11", 466.78, 3},
};

class Solomon : public ::testing::TestWithParam<Benchmark> {};

TEST_P(Solomon, IsPlannedShortEnough) {
  const auto& benchmark = GetParam();
  const auto plan = plan_vrptw(instance(benchmark.name), VrptwObjective::distance, 1, so_many(20'000));
  const auto verdict = testing::RouteChecker{folder + std::string{benchmark.name} + ".txt"}.judge(plan.routes);
  EXPECT_THAT(verdict.faults, IsEmpty());
  EXPECT_THAT(plan.unserved, IsEmpty());
  EXPECT_NEAR(plan.distance, verdict.distance, 1e-6);
  // A twentieth of what a second is enough for, so that sanitizers have time; the benchmark measures the rest.
  EXPECT_LT(plan.distance, benchmark.shortest_known * 1.05);
}

TEST_P(Solomon, IsPlannedWithFewVehicles) {
  const auto& benchmark = GetParam();
  const auto plan = plan_vrptw(instance(benchmark.name), VrptwObjective::fleet, 1, so_many(20'000));
  const auto verdict = testing::RouteChecker{folder + std::string{benchmark.name} + ".txt"}.judge(plan.routes);
  EXPECT_THAT(verdict.faults, IsEmpty());
  EXPECT_THAT(plan.unserved, IsEmpty());
  EXPECT_LE(plan.routes.size(), benchmark.fewest_known + 1);
}

INSTANTIATE_TEST_SUITE_P(Files, Solomon, ::testing::ValuesIn(benchmarks),
                         [](const auto& row) { return std::string{row.param.name}; });

TEST(Vrptw, GivesTheSameRoutesForTheSameSeedAndSteps) {
  const auto file = instance("RC101");
  const auto once = plan_vrptw(file, VrptwObjective::distance, 7, so_many(3'000));
  const auto again = plan_vrptw(file, VrptwObjective::distance, 7, so_many(3'000));
  const auto otherwise = plan_vrptw(file, VrptwObjective::distance, 8, so_many(3'000));
  EXPECT_EQ(once.routes, again.routes);
  EXPECT_NE(once.routes, otherwise.routes);
}

TEST(Vrptw, SaysWhomItHasNoVehicleFor) {
  auto file = instance("C101");
  file.vehicles = 2;
  const auto plan = plan_vrptw(file, VrptwObjective::distance, 1, so_many(500));
  EXPECT_LE(plan.routes.size(), 2U);
  std::size_t served = 0;
  for (const auto& route : plan.routes) served += route.size();
  EXPECT_EQ(served + plan.unserved.size(), 100U);
  EXPECT_THAT(plan.unserved, ::testing::Not(IsEmpty()));
}

TEST(Vrptw, PlansNothingForADepotAlone) {
  std::istringstream file{"none\nVEHICLE\nNUMBER CAPACITY\n1 1\nCUSTOMER\nCUST NO.\n0 0 0 0 0 10 0\n"};
  const auto plan = plan_vrptw(read_vrptw(file, "none").value(), VrptwObjective::fleet, 1, so_many(10));
  EXPECT_THAT(plan.routes, IsEmpty());
  EXPECT_THAT(plan.unserved, IsEmpty());
}

struct BadFile {
  const char* name;
  const char* text;
  const char* message;
};

#define MATBUD_HEAD "F\nVEHICLE\nNUMBER CAPACITY\n2 10\n\nCUSTOMER\nCUST NO. XCOORD.\n0 0 0 0 0 100 0\n"

constexpr BadFile bad_files[] = {
    {"Empty", "", "f.txt:0: the file is empty"},
    {"NoVehicles", "F\nCUSTOMER\n", "f.txt:2: expected the section VEHICLE, found `CUSTOMER`"},
    {"EndsEarly", "F\n", "f.txt:1: the file ends before the section VEHICLE"},
    {"OneNumber", "F\nVEHICLE\nNUMBER CAPACITY\n25\n", "f.txt:4: expected the vehicles' number and capacity"},
    {"NoCapacity", "F\nVEHICLE\nNUMBER CAPACITY\n25 0\n", "f.txt:4: capacity: at least 1"},
    {"NoDepot", "F\nVEHICLE\nNUMBER CAPACITY\n25 1\nCUSTOMER\nCUST NO.\n", "f.txt:6: the file ends before the depot"},
    {"ShortRow", MATBUD_HEAD "1 2 3\n", "f.txt:9: a customer has 7 numbers, not 3"},
    {"Word", MATBUD_HEAD "1 x 3 1 0 50 1\n", "f.txt:9: x: `x` is no number"},
    {"Nan", MATBUD_HEAD "1 nan 3 1 0 50 1\n", "f.txt:9: x: nan is too large"},
    {"Huge", MATBUD_HEAD "1 1e300 3 1 0 50 1\n", "f.txt:9: x: 1e300 is too large"},
    {"HalfABox", MATBUD_HEAD "1 2 3 0.5 0 50 1\n", "f.txt:9: demand: 0.5 is no whole number of zero or more"},
    {"Gap", MATBUD_HEAD "2 2 3 1 0 50 1\n", "f.txt:9: number: expected customer 1, found 2"},
    {"TurnedWindow", MATBUD_HEAD "1 2 3 1 50 20 1\n", "f.txt:9: due date: 20 is before ready time 50"},
    {"NegativeService", MATBUD_HEAD "1 2 3 1 0 50 -1\n", "f.txt:9: service time: -1 is less than nothing"},
    {"TooMuch", MATBUD_HEAD "1 2 3 11 0 50 1\n", "f.txt:9: demand: 11 is more than a vehicle's capacity of 10"},
    {"TooFar", MATBUD_HEAD "1 60 0 1 0 50 1\n", "f.txt:9: due date: the way from the depot takes longer"},
    {"TooLateHome", MATBUD_HEAD "1 40 0 1 70 80 1\n", "f.txt:9: ready time: too late to be back at the depot"},
};

class BadVrptwFile : public ::testing::TestWithParam<BadFile> {};

TEST_P(BadVrptwFile, IsRefusedWithItsPlace) {
  std::istringstream file{GetParam().text};
  const auto read = read_vrptw(file, "f.txt");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, Error::Code::invalid);
  EXPECT_EQ(read.error().message, GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(Table, BadVrptwFile, ::testing::ValuesIn(bad_files),
                         [](const auto& row) { return std::string{row.param.name}; });

}  // namespace
}  // namespace matbud::dispatch
