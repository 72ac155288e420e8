#include "matbud/demo/demo.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <sstream>

namespace matbud::demo {
namespace {

class DemoTest : public testing::Test {
 protected:
  DemoTest() { std::filesystem::remove_all(directory_); }
  ~DemoTest() override { std::filesystem::remove_all(directory_); }

  Summary lived(const std::string& name, std::uint64_t seed) {
    Options options;
    options.directory = directory_ / name;
    options.inputs = std::filesystem::path{MATBUD_SOURCE_DIR} / ".." / "shared" / "data";
    options.seed = seed;
    options.days = 2;
    options.areas = 2;
    options.citizens_per_area = 8;
    options.partitions = 2;
    std::ostringstream messages;
    auto summary = live(options, messages);
    EXPECT_TRUE(summary) << summary.error().message;
    return summary ? *summary : Summary{};
  }

  std::filesystem::path directory_ = std::filesystem::temp_directory_path() / ("matbud-demo-" + std::to_string(::getpid()));
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

TEST_F(DemoTest, TheSameSeedGivesTheSameRecords) {
  const auto once = lived("b", 3);
  const auto again = lived("c", 3);
  const auto other = lived("d", 4);
  EXPECT_EQ(once.digest, again.digest);
  EXPECT_NE(once.digest, other.digest);
}

}  // namespace
}  // namespace matbud::demo
