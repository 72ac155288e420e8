#include "matbud/simulation/simulation.h"

#include <gtest/gtest.h>

namespace matbud::simulation {
namespace {

/// What CI runs: 500 seeds on two threads.
TEST(ASimulation, HoldsEveryInvariantFor500Seeds) {
  const auto campaign = run_seeds(1, 500, {}, 2, [](const Outcome& outcome) { return outcome.held; });
  for (const auto& outcome : campaign.broken) ADD_FAILURE() << as_text(outcome);
  EXPECT_EQ(campaign.counts.seeds, 500U);
  EXPECT_GT(campaign.counts.voided, 0U) << "no chain was ever contested: the faults do not bite";
  EXPECT_GT(campaign.counts.redecided, 0U);
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

}  // namespace
}  // namespace matbud::simulation
