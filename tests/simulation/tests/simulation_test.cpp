#include "matbud/simulation/simulation.h"

#include <gtest/gtest.h>

#include <cstdio>

#include "matbud/base/plant.h"

namespace matbud::simulation {
namespace {

/// What CI runs: 500 seeds on two threads.
TEST(ASimulation, HoldsEveryInvariantFor500Seeds) {
  const auto campaign = run_seeds(1, 500, {}, 2, [](const Outcome& outcome) { return outcome.held; });
  for (const auto& outcome : campaign.broken) ADD_FAILURE() << as_text(outcome);
  EXPECT_EQ(campaign.counts.seeds, 500U);
  EXPECT_GT(campaign.counts.voided, 0U) << "no chain was ever contested: the faults do not bite";
  EXPECT_GT(campaign.counts.redecided, 0U);
  EXPECT_GT(campaign.counts.erasures, 0U);
  EXPECT_GT(campaign.counts.boxes_of_erased, 0U) << "nothing of the erased citizens was ever found: the search is blind";
}

TEST(ASimulation, RepeatsASeedToTheByte) {
  for (const std::uint64_t seed : {3U, 4U, 5U}) {
    const auto once = run_seed(seed, {});
    const auto again = run_seed(seed, {});
    EXPECT_EQ(once.digest, again.digest);
    EXPECT_EQ(once.counts.records, again.counts.records);
    EXPECT_NE(once.digest, run_seed(seed + 10, {}).digest);
  }
}

TEST(ASimulation, HoldsWithoutFaultsToo) {
  Options options;
  options.faults = false;
  const auto campaign = run_seeds(1, 20, options, 2, [](const Outcome& outcome) { return outcome.held; });
  for (const auto& outcome : campaign.broken) ADD_FAILURE() << as_text(outcome);
  EXPECT_EQ(campaign.counts.kills, 0U);
  EXPECT_EQ(campaign.counts.voided, 0U) << "a chain was contested although nothing goes wrong";
}

#ifdef MATBUD_PLANTS
class APlantedBug : public testing::TestWithParam<Plant> {
 protected:
  void TearDown() override { planted_bug().clear(); }
};

TEST_P(APlantedBug, IsCaughtWithin500Seeds) {
  planted_bug() = GetParam().name;
  const auto campaign = run_seeds(1, 500, {}, 2, [](const Outcome& outcome) { return outcome.held; });
  ASSERT_FALSE(campaign.broken.empty()) << GetParam().breaks << ", and nobody noticed";
  const auto& caught = campaign.broken.front();
  EXPECT_FALSE(caught.message.empty());
  EXPECT_FALSE(caught.trace.empty());
  // The table in the README is made of these lines.
  std::printf("| `%s` | %s | %s | %llu |\n", std::string{GetParam().name}.c_str(),
              std::string{GetParam().breaks}.c_str(), caught.invariant.c_str(),
              static_cast<unsigned long long>(caught.seed));
}

INSTANTIATE_TEST_SUITE_P(Simulation, APlantedBug, testing::ValuesIn(plants()), [](const auto& planted_one) {
  std::string name{planted_one.param.name};
  for (char& c : name) c = c == '-' ? '_' : c;
  return name;
});
#endif

}  // namespace
}  // namespace matbud::simulation
