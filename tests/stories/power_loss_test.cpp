// Power failures under a whole installation, log and state alike: what was not synced is gone, wholly or from some byte
// on, and yet nothing acknowledged is lost, nothing is told twice, and every order reaches its end.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <random>

#include "matbud/rocks/testing/faulty_files.h"
#include "matbud/stories/town.h"

namespace matbud::stories {
namespace {

using rocks::testing::environment_with;
using rocks::testing::FaultyFiles;

constexpr unsigned seeds = 100;
constexpr int lives = 3;
constexpr unsigned operations_max = 2500;
constexpr int days_to_the_last_delivery = 4;

class AnInstallationWithoutPower : public testing::Test {
 protected:
  void SetUp() override {
    // What survives is up to the faulty files, not to a disk: memory is as good, and faster.
    const std::filesystem::path memory{"/dev/shm"};
    const auto home = std::filesystem::is_directory(memory) ? memory : std::filesystem::path{testing::TempDir()};
    std::string pattern = home / "matbud-power-XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    home_ = pattern;
  }
  void TearDown() override { std::filesystem::remove_all(home_); }

  [[nodiscard]] TownSettings settings(const std::shared_ptr<FaultyFiles>& files) {
    TownSettings settings;
    settings.directory = home_ / "town";
    settings.citizens_per_area = 4;
    settings.partitions = 2;
    settings.log.environment = environment_with(files);
    settings.store.environment = settings.log.environment;
    settings.log.segment_bytes = 64U << 10U;  // so that files are made all the time
    settings.log.heads_interval = std::chrono::milliseconds{2};
    settings.store.write_buffer_bytes = 256U << 10U;
    settings.power_is_cut = [files] { return files->power_is_cut(); };
    settings.on_acknowledged = [this](const Acknowledged& command) { history_.acknowledged.push_back(command); };
    settings.on_told = [this](const std::string& effect_id) { history_.told.push_back(effect_id); };
    return settings;
  }

  /// A life that ends when the power does.
  void live_and_lose_power(std::mt19937& random) {
    auto files = std::make_shared<FaultyFiles>(home_ / "stash");
    files->cut_power_after(static_cast<std::int64_t>(1 + random() % operations_max));
    try {
      Town town{settings(files)};
      town.introduce();
      for (auto day = town.today();; ++day) {
        town.morning(day);
        town.visits(day);
      }
    } catch (const PowerIsCut&) {
    } catch (const Trouble& trouble) {
      ADD_FAILURE() << trouble.what();
    }
    const auto lost = files->lose_what_was_not_synced(random);
    lost_bytes_ += lost.bytes;
    lost_names_ += lost.names;
  }

  /// A life with power, until every order has reached its end. Returns what does not hold.
  std::vector<std::string> live_to_the_end() {
    Town town{settings(std::make_shared<FaultyFiles>(home_ / "stash"))};
    town.introduce();
    const auto today = town.today();
    for (auto day = today; day < today + days_to_the_last_delivery; ++day) {
      town.morning(day);
      if (day == today) town.visits(day);
    }
    auto found = findings(town.installation(), history_);
    delivered_ += orders_by_step(town.installation())["delivered"];
    return found;
  }

  std::filesystem::path home_;
  History history_;
  std::uint64_t lost_bytes_ = 0;
  std::uint64_t lost_names_ = 0;
  std::uint64_t delivered_ = 0;
};

TEST_F(AnInstallationWithoutPower, LosesDoublesAndForgetsNothing) {
  std::size_t acknowledged = 0;
  for (unsigned seed = 0; seed < seeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random{seed};
    std::filesystem::remove_all(home_ / "town");
    history_ = {};
    for (int life = 0; life < lives; ++life) live_and_lose_power(random);
    for (const auto& finding : live_to_the_end()) ADD_FAILURE() << finding;
    if (HasFailure()) return;
    acknowledged += history_.acknowledged.size();
  }
  std::cout << seeds << " seeds: " << lost_bytes_ << " bytes and " << lost_names_ << " names lost; " << acknowledged
            << " commands acknowledged, " << delivered_ << " orders delivered\n";
  // The seeds would show nothing if no power failure ever hit anything.
  EXPECT_GT(lost_bytes_, 100'000U);
  EXPECT_GT(lost_names_, 100U);
  EXPECT_GT(delivered_, seeds);
}

}  // namespace
}  // namespace matbud::stories
