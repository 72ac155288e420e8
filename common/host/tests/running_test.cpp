#include "matbud/host/running.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "matbud/web/testing/tcp_client.h"

namespace matbud::host {
namespace {

using testing::AllOf;
using testing::HasSubstr;

/// An installation without services: what every program has around them.
class RunningTest : public testing::Test {
 protected:
  RunningTest() {
    std::filesystem::remove_all(directory_);
    settings_.installation.directory = directory_;
    settings_.installation.partitions = 2;
    settings_.wire = [](Installation&, Wiring&, const Clock&) {};
  }
  ~RunningTest() override { std::filesystem::remove_all(directory_); }

  void install() { ASSERT_TRUE(Installation::open(settings_.installation, clock_, random_, true)); }
  [[nodiscard]] static web::testing::Answer get(const Running& running, const std::string& path) {
    const auto address = running.address();
    web::testing::TcpClient client{static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)))};
    return client.say(web::testing::get(path)).hear();
  }

  std::filesystem::path directory_ =
      std::filesystem::temp_directory_path() / ("matbud-running-" + std::to_string(::getpid()));
  SystemClock clock_;
  privacy::SystemRandom random_;
  RunSettings settings_;
};

TEST_F(RunningTest, AnswersForItsHealthAndItsNumbers) {
  install();
  settings_.add_pages = [](web::Router& router, const std::shared_ptr<const web::Gate>&, Installation&, Pipeline&,
                           const Clock&) {
    router.add("GET", "/", [](const web::Request&) {
      web::Response response;
      response.body = "a page of its own";
      return response;
    });
  };
  const auto running = Running::start(settings_, clock_, random_);
  ASSERT_TRUE(running) << running.error().message;
  EXPECT_EQ(get(**running, "/health/live").status, 200);
  const auto ready = get(**running, "/health/ready");
  EXPECT_EQ(ready.status, 200) << ready.body;
  EXPECT_THAT(ready.body, HasSubstr("\"ready\":true"));
  EXPECT_THAT(get(**running, "/metrics").body,
              AllOf(HasSubstr("matbud_log_commits_total 0"), HasSubstr("matbud_log_commit_seconds_count 0"),
                    HasSubstr("matbud_alarms_total 0")));
  EXPECT_EQ(get(**running, "/").body, "a page of its own");
  EXPECT_EQ(get(**running, "/orders").status, 404);
}

TEST_F(RunningTest, CountsHowLongTheLogTakesToCommit) {
  install();
  const auto running = Running::start(settings_, clock_, random_);
  ASSERT_TRUE(running) << running.error().message;
  ASSERT_TRUE((*running)->installation().keys().create(CitizenId{"z-1"}, clock_.now()));
  EXPECT_THAT(get(**running, "/metrics").body,
              AllOf(HasSubstr("matbud_log_commits_total 1"), HasSubstr("matbud_log_commit_seconds_count 1")));
}

TEST_F(RunningTest, MakesNothingWhereNothingIs) {
  const auto running = Running::start(settings_, clock_, random_);
  ASSERT_FALSE(running);
  EXPECT_EQ(running.error().code, Error::Code::not_found);
  EXPECT_FALSE(std::filesystem::exists(directory_));
}

TEST_F(RunningTest, SaysWhoHoldsTheInstallation) {
  install();
  const auto first = Running::start(settings_, clock_, random_);
  ASSERT_TRUE(first) << first.error().message;
  const auto second = Running::start(settings_, clock_, random_);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Error::Code::conflict);
  EXPECT_THAT(second.error().message, HasSubstr("in use by process " + std::to_string(::getpid())));
}

TEST_F(RunningTest, GivesTheInstallationBackWhenItEnds) {
  install();
  {
    const auto running = Running::start(settings_, clock_, random_);
    ASSERT_TRUE(running);
    (*running)->stop();
    (*running)->stop();
  }
  EXPECT_TRUE(Running::start(settings_, clock_, random_));
}

}  // namespace
}  // namespace matbud::host
