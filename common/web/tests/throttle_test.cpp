#include "throttle.h"

#include <gtest/gtest.h>

namespace matbud::web {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Throttle::Moment start{};

TEST(AThrottle, GivesABurstAndThenARate) {
  Throttle throttle{2, 3};
  for (int i = 0; i < 3; ++i) EXPECT_EQ(throttle.wait_for("ipad", start), std::nullopt) << i;
  EXPECT_EQ(throttle.wait_for("ipad", start), seconds{1});
  EXPECT_EQ(throttle.wait_for("ipad", start + milliseconds{499}), seconds{1});
  EXPECT_EQ(throttle.wait_for("ipad", start + milliseconds{500}), std::nullopt);
  EXPECT_EQ(throttle.wait_for("ipad", start + milliseconds{501}), seconds{1});
}

TEST(AThrottle, NeverSavesUpMoreThanTheBurst) {
  Throttle throttle{100, 2};
  EXPECT_EQ(throttle.wait_for("ipad", start), std::nullopt);
  EXPECT_EQ(throttle.wait_for("ipad", start + seconds{60}), std::nullopt);
  EXPECT_EQ(throttle.wait_for("ipad", start + seconds{60}), std::nullopt);
  EXPECT_NE(throttle.wait_for("ipad", start + seconds{60}), std::nullopt);
}

TEST(AThrottle, SaysHowLongInWholeSeconds) {
  Throttle throttle{0.1, 1};
  EXPECT_EQ(throttle.wait_for("ipad", start), std::nullopt);
  EXPECT_EQ(throttle.wait_for("ipad", start), seconds{10});
  EXPECT_EQ(throttle.wait_for("ipad", start + milliseconds{8500}), seconds{2});
}

TEST(AThrottle, CountsEachClientByItself) {
  Throttle throttle{1, 1};
  EXPECT_EQ(throttle.wait_for("one", start), std::nullopt);
  EXPECT_EQ(throttle.wait_for("other", start), std::nullopt);
  EXPECT_NE(throttle.wait_for("one", start), std::nullopt);
}

TEST(AThrottle, RemembersABoundedNumberOfClients) {
  Throttle throttle{1, 1, 10};
  for (int i = 0; i < 100; ++i) {
    (void)throttle.wait_for("client " + std::to_string(i), start);
    EXPECT_LE(throttle.clients(), 10U);
  }
}

TEST(AThrottle, ForgetsOnlyTheIdleWhileThatMakesRoom) {
  Throttle throttle{1, 1, 2};
  EXPECT_EQ(throttle.wait_for("idle", start), std::nullopt);
  EXPECT_EQ(throttle.wait_for("busy", start + seconds{5}), std::nullopt);
  EXPECT_EQ(throttle.wait_for("new", start + seconds{5}), std::nullopt);
  EXPECT_NE(throttle.wait_for("busy", start + seconds{5}), std::nullopt);
}

}  // namespace
}  // namespace matbud::web
