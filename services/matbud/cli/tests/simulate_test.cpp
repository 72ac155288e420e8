#include "cli_fixture.h"

namespace matbud::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class Simulate : public Cli {};

TEST_F(Simulate, RunsItsSeedsAndSaysWhatHappened) {
  const auto answer = matbud({"simulate", "--seeds", "3..4", "--steps", "300"});
  EXPECT_EQ(answer.exit, 0) << answer.out;
  EXPECT_THAT(answer.out, AllOf(HasSubstr("2 seeds, "), HasSubstr("every invariant held")));
  const auto json = nlohmann::json::parse(matbud({"--json", "simulate", "--seeds", "3", "--steps", "300"}).out);
  EXPECT_EQ(json.at("counts").at("seeds"), 1);
  EXPECT_TRUE(json.at("broken").empty());
}

#ifdef MATBUD_PLANTS
TEST_F(Simulate, TellsABrokenSeedWithItsTraceAndHowToRepeatIt) {
  const auto found = matbud({"--json", "simulate", "--seeds", "1..500", "--plant", "missing-dedupe"});
  EXPECT_EQ(found.exit, 1);
  const auto broken = nlohmann::json::parse(found.out).at("broken").at(0);
  EXPECT_FALSE(broken.at("trace").empty());
  const auto seed = std::to_string(broken.at("seed").get<int>());
  const auto again = matbud({"simulate", "--seeds", seed, "--plant", "missing-dedupe"});
  EXPECT_EQ(again.exit, 1);
  EXPECT_THAT(again.out, AllOf(HasSubstr("seed " + seed + " digest " + broken.at("digest").get<std::string>()),
                               HasSubstr("broke invariant " + broken.at("invariant").get<std::string>()),
                               HasSubstr(broken.at("trace").back().get<std::string>()),
                               HasSubstr("again: matbud simulate --seeds " + seed + " --plant missing-dedupe")));
}

TEST_F(Simulate, KnowsItsPlants) {
  const auto answer = matbud({"simulate", "--plant", "tulip"});
  EXPECT_EQ(answer.exit, 2);
  EXPECT_THAT(answer.messages, HasSubstr("no such planted bug: tulip"));
}
#else
TEST_F(Simulate, HasNoPlantsInARelease) {
  const auto answer = matbud({"simulate", "--plant", "missing-dedupe"});
  EXPECT_EQ(answer.exit, 2);
  EXPECT_THAT(answer.messages, HasSubstr("release builds have none"));
}
#endif

TEST_F(Simulate, RefusesSeedsThatAreNone) {
  for (const char* seeds : {"", "a", "1..", "..2", "2..1", "1..2..3", "-1", "18446744073709551615"}) {
    EXPECT_EQ(matbud({"simulate", "--seeds", seeds}).exit, 2) << seeds;
  }
}

}  // namespace
}  // namespace matbud::cli
