#include "matbud/demo/demo.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <optional>
#include <sstream>

namespace matbud::demo {
namespace {

class DemoTest : public testing::Test {
 protected:
  DemoTest() { std::filesystem::remove_all(directory_); }
  ~DemoTest() override { std::filesystem::remove_all(directory_); }

  [[nodiscard]] Options options_of(const std::string& name, std::uint64_t seed) const {
    Options options;
    options.directory = directory_ / name;
    options.inputs = std::filesystem::path{MATBUD_SOURCE_DIR} / ".." / "shared" / "data";
    options.seed = seed;
    options.days = 2;
    options.areas = 2;
    options.citizens_per_area = 8;
    options.partitions = 2;
    return options;
  }

  Summary lived(const std::string& name, std::uint64_t seed) {
    std::ostringstream messages;
    auto summary = live(options_of(name, seed), messages);
    EXPECT_TRUE(summary) << summary.error().message;
    return summary ? *summary : Summary{};
  }

  std::filesystem::path directory_ =
      std::filesystem::temp_directory_path() / ("matbud-demo-" + std::to_string(::getpid()));
};

TEST_F(DemoTest, EveryReleasedOrderReachesItsEndAndEveryInvariantHolds) {
  const auto summary = lived("a", 7);
  EXPECT_TRUE(summary.violations.empty()) << summary.violations.front();
  const auto delivered = summary.orders_by_step.find("delivered");
  ASSERT_NE(delivered, summary.orders_by_step.end());
  EXPECT_GT(delivered->second, 0U);
  EXPECT_GT(summary.mails, 0U);
  EXPECT_FALSE(summary.an_order.empty());
}

// A parcel that comes back after the last day of visits was once ordered again, for a day on which nobody drove.
TEST_F(DemoTest, TheSmallestTownReachesItsEndToo) {
  auto options = options_of("small", Options{}.seed);
  options.days = 1;
  options.areas = Options{}.areas;
  options.citizens_per_area = 2;
  options.partitions = Options{}.partitions;
  std::ostringstream messages;
  const auto summary = live(options, messages);
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_THAT(summary->violations, testing::IsEmpty());
}

TEST_F(DemoTest, TheSameSeedGivesTheSameRecords) {
  const auto once = lived("b", 3);
  const auto again = lived("c", 3);
  const auto other = lived("d", 4);
  EXPECT_EQ(once.digest, again.digest);
  EXPECT_NE(once.digest, other.digest);
}

TEST_F(DemoTest, GoesOnBeforeAnAudienceUntilItHasHadEnough) {
  const Clock* clock = nullptr;
  std::optional<Timestamp> begun;
  bool closed = false;
  std::atomic<int> commits = 0;
  Audience audience;
  audience.speed = 1e6;
  audience.on_commit = [&](std::chrono::nanoseconds) { ++commits; };
  audience.opened = [&](host::Installation&, host::Pipeline& pipeline, const Clock& demo_clock) -> Result<void> {
    EXPECT_TRUE(pipeline.ready());
    clock = &demo_clock;
    begun = clock->now();
    return {};
  };
  audience.wait = [&](std::chrono::milliseconds) { return clock->now() > *begun + std::chrono::hours{9}; };
  audience.closing = [&] { closed = true; };
  std::ostringstream messages;
  const auto summary = live_before(audience, options_of("watched", 5), messages);
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_TRUE(closed);
  EXPECT_GT(commits, 0);
  EXPECT_GT(summary->orders_by_step.size(), 0U);
  EXPECT_FALSE(summary->orders_by_step.contains("delivered")) << "nothing is delivered on the first day";
  EXPECT_TRUE(summary->violations.empty()) << summary->violations.front();
}

TEST_F(DemoTest, BeginsWhereTheAudienceComesIn) {
  std::optional<Timestamp> begun;
  bool closed = false;
  Audience audience;
  audience.speed = 1e6;
  audience.skipped = std::chrono::hours{26};
  audience.on_commit = [](std::chrono::nanoseconds) {};
  audience.opened = [&](host::Installation&, host::Pipeline&, const Clock& clock) -> Result<void> {
    begun = clock.now();
    return {};
  };
  audience.wait = [&](std::chrono::milliseconds) { return begun.has_value(); };
  audience.closing = [&] { closed = true; };
  std::ostringstream messages;
  auto options = options_of("entered", 5);
  for (const auto& [name, driver] : first_crew(options).drivers) options.driven_by_people.insert(driver);
  EXPECT_EQ(options.driven_by_people.size(), 4U) << "two windows, two drivers each";
  const auto summary = live_before(audience, options, messages);
  ASSERT_TRUE(summary) << summary.error().message;
  ASSERT_TRUE(begun);
  EXPECT_EQ(to_ms(*begun) / 3'600'000 % 24, 7) << "eight o'clock in a Norwegian winter";
  EXPECT_TRUE(closed);
  EXPECT_TRUE(summary->orders_by_step.contains("planned")) << "the morning's orders have their drivers";
}

TEST_F(DemoTest, EndsWhenItCannotBeWatched) {
  Audience audience;
  audience.on_commit = [](std::chrono::nanoseconds) {};
  audience.opened = [](host::Installation&, host::Pipeline&, const Clock&) -> Result<void> {
    return failure(Error::Code::unavailable, "the port is taken");
  };
  audience.wait = [](std::chrono::milliseconds) { return false; };
  audience.closing = [] {};
  std::ostringstream messages;
  const auto summary = live_before(audience, options_of("unwatched", 5), messages);
  ASSERT_FALSE(summary);
  EXPECT_EQ(summary.error().message, "the port is taken");
}

}  // namespace
}  // namespace matbud::demo
