#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "matbud/cli/command.h"
#include "matbud/installation/installation.h"

namespace matbud::cli {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

/// Calls the command line on a directory of its own.
class Cli : public testing::Test {
 protected:
  struct Answer {
    int exit;
    std::string out;
    std::string messages;
  };

  Cli() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    directory_ = std::filesystem::path{testing::TempDir()} / (std::string{"matbud_cli_"} + test->name());
    std::filesystem::remove_all(directory_);
    std::filesystem::create_directories(directory_);
  }
  ~Cli() override { std::filesystem::remove_all(directory_); }

  [[nodiscard]] std::filesystem::path data() const { return directory_ / "data"; }

  Answer matbud(std::vector<std::string> arguments, const std::string& input = {}) {
    arguments.insert(arguments.begin(), {"--data", data().string()});
    std::istringstream in{input};
    std::ostringstream out;
    std::ostringstream messages;
    const int exit = run(arguments, {out, messages, in});
    return {exit, out.str(), messages.str()};
  }

  void install() {
    const SystemClock clock;
    privacy::SystemRandom random;
    installation::Settings settings;
    settings.directory = data();
    settings.partitions = 2;
    settings.grocers = {GrocerId{"grocer-1"}};
    const auto made = installation::Installation::open(settings, clock, random, true);
    ASSERT_TRUE(made) << made.error().message;
  }

  std::filesystem::path directory_;
};

TEST_F(Cli, UsageThatCannotBeIsTwo) {
  EXPECT_EQ(matbud({"bake"}).exit, 2);
  EXPECT_EQ(matbud({"events"}).exit, 2);
  EXPECT_EQ(matbud({"events", "cat", "--from", "-1"}).exit, 2);
}

TEST_F(Cli, HelpIsDataAndNoError) {
  const auto answer = matbud({"--help"});
  EXPECT_EQ(answer.exit, 0);
  EXPECT_THAT(answer.out, HasSubstr("events"));
  EXPECT_THAT(answer.messages, IsEmpty());
}

TEST_F(Cli, AMissingInstallationIsNotFoundAndNotMade) {
  const auto answer = matbud({"events", "cat"});
  EXPECT_EQ(answer.exit, 3);
  EXPECT_THAT(answer.messages, HasSubstr("no installation"));
  EXPECT_FALSE(std::filesystem::exists(data()));
}

TEST_F(Cli, AnEmptyLogVerifies) {
  install();
  const auto answer = matbud({"log", "verify"});
  EXPECT_EQ(answer.exit, 0) << answer.messages;
  EXPECT_THAT(answer.out, HasSubstr("0 records"));
}

}  // namespace
}  // namespace matbud::cli
