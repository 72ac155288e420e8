// A citizen is erased while their orders are on the way: nothing can be read any more, no byte of the key is left, and
// everything goes on.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "matbud/log/topics.h"
#include "matbud/stories/town.h"

namespace matbud::stories {
namespace {

class ErasingACitizen : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = std::filesystem::path{testing::TempDir()} / "matbud-erasure-XXXXXX";
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    home_ = pattern;
    open();
    town_->introduce();
    citizen_ = town_->world().citizens.front();
  }
  void TearDown() override {
    town_.reset();
    std::filesystem::remove_all(home_);
  }

  void open() {
    town_.reset();
    TownSettings settings;
    settings.directory = home_ / "town";
    settings.on_acknowledged = [this](const Acknowledged& command) { history_.acknowledged.push_back(command); };
    settings.on_told = [this](const std::string& effect_id) { history_.told.push_back(effect_id); };
    town_ = std::make_unique<Town>(std::move(settings));
  }
  /// The citizen's wrapped key as it stands in the log.
  [[nodiscard]] std::string key_bytes() {
    auto reader = town_->installation().log().open_reader({std::string{log::keys}, Partition{0}}, Offset{0});
    for (auto batch = (*reader)->read(1000); batch && !batch->empty(); batch = (*reader)->read(1000)) {
      for (const auto& entry : batch->entries) {
        const auto record = log::decode(entry.canonical);
        privacy::v1::WrappedKey key;
        if (record && record->key == citizen_.id.value() &&
            key.ParseFromArray(record->value.data(), static_cast<int>(record->value.size())))
          return key.wrapped();
      }
    }
    return {};
  }
  [[nodiscard]] std::vector<std::string> files_holding(const std::string& bytes) const {
    std::vector<std::string> holding;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(home_)) {
      if (!entry.is_regular_file()) continue;
      std::ifstream in{entry.path(), std::ios::binary};
      const std::string content{std::istreambuf_iterator<char>{in}, {}};
      if (content.find(bytes) != std::string::npos) holding.push_back(entry.path());
    }
    return holding;
  }
  void live_for(int days, int with_visits) {
    const auto today = town_->today();
    for (auto day = today; day < today + days; ++day) {
      town_->morning(day);
      if (day < today + with_visits) town_->visits(day);
    }
  }

  std::filesystem::path home_;
  std::unique_ptr<Town> town_;
  world::Citizen citizen_;
  History history_;
};

TEST_F(ErasingACitizen, LeavesNoByteOfTheKeyAndLetsEveryOrderReachItsEnd) {
  live_for(3, 3);
  const auto sealed = town_->sealer()(citizen_.id, "matbud.ordering.v1.Citizen.name", citizen_.name);
  const auto key = key_bytes();
  ASSERT_FALSE(key.empty());
  ASSERT_FALSE(files_holding(key).empty()) << "the search finds nothing, erased or not";

  const auto erased = town_->installation().keys().destroy(citizen_.id, town_->now());
  ASSERT_TRUE(erased) << erased.error().message;
  EXPECT_EQ(files_holding(key), std::vector<std::string>{});
  EXPECT_EQ(files_holding(citizen_.name), std::vector<std::string>{});
  const auto opened = town_->installation().keys().open(sealed, "matbud.ordering.v1.Citizen.name");
  EXPECT_EQ(opened.kind, privacy::Opened::Kind::erased);

  live_for(4, 0);
  open();  // what a later life reads of the log is the same
  EXPECT_EQ(town_->installation().keys().open(sealed, "matbud.ordering.v1.Citizen.name").kind,
            privacy::Opened::Kind::erased);
  town_->settle();
  EXPECT_EQ(files_holding(key), std::vector<std::string>{});
  for (const auto& finding : findings(town_->installation(), history_)) ADD_FAILURE() << finding;
  EXPECT_GT(orders_by_step(town_->installation())["delivered"], 0U);
}

}  // namespace
}  // namespace matbud::stories
