#include "key_follower.h"

#include <gtest/gtest.h>

#include "matbud/log/command.h"
#include "matbud/log/simulated.h"
#include "matbud/log/topics.h"

namespace matbud::host {
namespace {

using namespace std::chrono_literals;
using KeyState = privacy::KeyRing::KeyState;

class AKeyFollower : public testing::Test {
 protected:
  AKeyFollower() {
    const log::TopicSpec topic{std::string{log::keys}, 1, true};
    EXPECT_TRUE(log_.create_topics({&topic, 1}));
  }
  [[nodiscard]] privacy::KeyRing a_ring() {
    return *privacy::KeyRing::load(log_, master_, random_, privacy::Access::all());
  }
  void append_no_key() {
    const log::Command command{std::string{log::keys}, "z-1",       "keys/z-1",  "matbud.privacy.v1.WrappedKey",
                               "citizen/z-1",          "not a key", std::nullopt};
    (*log_.open_writer({command.topic, Partition{0}}))->append({log::encode_command(command, clock_.now(), "/test")});
  }

  log::SimulatedClock clock_{from_ms(1'790'000'000'000)};
  log::SimulatedLog log_{clock_};
  privacy::SeededRandom random_{7};
  privacy::MasterKey master_ = privacy::MasterKey::unsaved(random_);
  const CitizenId kari_{"z-kari"};
};

TEST_F(AKeyFollower, HearsOfAnErasureElsewhereWithinASecond) {
  auto elsewhere = a_ring();
  ASSERT_TRUE(elsewhere.create(kari_, clock_.now()));
  auto here = a_ring();
  KeyFollower follower{here};
  EXPECT_FALSE(follower.step(clock_.now())) << "nothing new";
  ASSERT_TRUE(elsewhere.destroy(kari_, clock_.now()));
  clock_.advance(500ms);
  EXPECT_FALSE(follower.step(clock_.now())) << "it looks once a second";
  ASSERT_EQ(follower.next_timer(), clock_.now() + 500ms);
  clock_.advance(500ms);
  EXPECT_TRUE(follower.step(clock_.now()));
  EXPECT_EQ(here.state_of(kari_), KeyState::destroyed);
  EXPECT_TRUE(follower.alarms().empty());
}

TEST_F(AKeyFollower, IsNotStoppedByAClockThatIsSetBack) {
  auto elsewhere = a_ring();
  ASSERT_TRUE(elsewhere.create(kari_, clock_.now()));
  auto here = a_ring();
  KeyFollower follower{here};
  (void)follower.step(clock_.now());
  ASSERT_TRUE(elsewhere.destroy(kari_, clock_.now()));
  EXPECT_TRUE(follower.step(clock_.now() - 2h));
  EXPECT_EQ(here.state_of(kari_), KeyState::destroyed);
}

TEST_F(AKeyFollower, AlarmsWhenErasuresCanNoLongerBeHeardOf) {
  KeyFollower follower{a_ring()};
  append_no_key();
  (void)follower.step(clock_.now());
  ASSERT_EQ(follower.alarms().size(), 1U);
  EXPECT_EQ(follower.alarms().front().code, Error::Code::corrupt) << follower.alarms().front().message;
}

}  // namespace
}  // namespace matbud::host
