#include "matbud/host/lag.h"

#include <gtest/gtest.h>

#include "matbud/log/command.h"
#include "matbud/log/simulated.h"

namespace matbud::host {
namespace {

using namespace std::chrono_literals;

class LagTest : public testing::Test {
 protected:
  LagTest() {
    const std::vector<log::TopicSpec> topics{{"ordering.commands.v1", 1}, {"dispatch.events.v1", 1}};
    EXPECT_TRUE(log_.create_topics(topics));
  }
  void append(const std::string& topic) {
    const auto writer = log_.open_writer({topic, Partition{0}});
    const log::Command command{topic, "3024-sandvika", "c-1", "a.Type", "order/o-1", "", std::nullopt};
    (*writer)->append({log::encode_command(command, clock_.now(), "/test")});
  }
  [[nodiscard]] Lag lag(std::int64_t commands, std::int64_t events) {
    processor::ProcessorStanding standing;
    standing.inputs = {{"ordering.commands.v1", Offset{commands}}, {"dispatch.events.v1", Offset{events}}};
    return lag_of(log_, Partition{0}, standing, clock_.now());
  }

  log::SimulatedClock clock_{from_ms(1'790'000'000'000)};
  log::SimulatedLog log_{clock_};
};

TEST_F(LagTest, IsNoneWhenEverythingHasBeenHandled) {
  append("ordering.commands.v1");
  clock_.advance(5s);
  EXPECT_EQ(lag(1, 0).records, 0U);
  EXPECT_EQ(lag(1, 0).oldest_waits_for, 0ms);
}

TEST_F(LagTest, IsTheRecordsOfAllInputsAndTheAgeOfTheOldest) {
  append("dispatch.events.v1");
  clock_.advance(3s);
  append("ordering.commands.v1");
  append("ordering.commands.v1");
  clock_.advance(4s);
  EXPECT_EQ(lag(0, 0).records, 3U);
  EXPECT_EQ(lag(0, 0).oldest_waits_for, 7s);
  EXPECT_EQ(lag(1, 1).records, 1U);
  EXPECT_EQ(lag(1, 1).oldest_waits_for, 4s);
}

}  // namespace
}  // namespace matbud::host
