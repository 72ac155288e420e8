// Nobody knows whether the news that nobody opened has arrived: home care is told again, and nothing counts as doubled.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "matbud/notification/recording_effector.h"
#include "matbud/stories/town.h"

namespace matbud::stories {
namespace {

constexpr int days = 4;
constexpr int days_to_the_last_delivery = 9;

class ATownWithADoubtfulChannel : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = std::filesystem::path{testing::TempDir()} / "matbud-doubt-XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    directory_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }

  /// Whatever it is told of a shut door, it does not know at first what has become of it.
  [[nodiscard]] TownSettings settings() {
    TownSettings settings;
    settings.directory = directory_;
    settings.citizens_per_area = 30;
    settings.on_acknowledged = [this](const Acknowledged& command) { history_.acknowledged.push_back(command); };
    settings.make_messenger = [this](host::Installation&, const Clock&) {
      return std::make_unique<notification::RecordingEffector>(
          attempts_, [this](const notification::v1::Notification&, const std::string& effect_id) {
            history_.told.push_back(effect_id);
            const bool first = effect_id.find('#') == std::string::npos;
            const bool shut_door = effect_id.find("/not_delivered/") != std::string::npos;
            return first && shut_door ? notification::v1::OUTCOME_UNKNOWN : notification::v1::OUTCOME_SENT;
          });
    };
    return settings;
  }

  std::filesystem::path directory_;
  std::vector<notification::RecordedAttempt> attempts_;
  History history_;
};

TEST_F(ATownWithADoubtfulChannel, TellsAShutDoorAgainAndTheCheckerAgrees) {
  Town town{settings()};
  town.introduce();
  const auto today = town.today();
  for (auto day = today; day < today + days + days_to_the_last_delivery; ++day) {
    town.morning(day);
    if (day < today + days) town.visits(day);
  }
  for (const auto& finding : findings(town.installation(), history_)) ADD_FAILURE() << finding;
  EXPECT_TRUE(std::any_of(history_.told.begin(), history_.told.end(), [](const auto& effect) {
    return effect.ends_with("#2");
  })) << "nobody was told again";
}

}  // namespace
}  // namespace matbud::stories
