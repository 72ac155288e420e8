// A driver takes back what they have said at a door: who was told is told so, and the truth is told when it comes.
#include <gtest/gtest.h>

#include "stories.h"

namespace matbud::notification::testing {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr auto done = v1::NOTIFICATION_KIND_DELIVERED;
constexpr auto undelivered = v1::NOTIFICATION_KIND_NOT_DELIVERED;
constexpr auto unanswered = v1::NOTIFICATION_KIND_NOBODY_ANSWERED;
constexpr auto mistake = v1::NOTIFICATION_KIND_TOLD_BY_MISTAKE;

dispatch::v1::DeliveryUndone undone(const std::string& order_id, bool was_delivered = true) {
  dispatch::v1::DeliveryUndone event;
  event.set_order_id(order_id);
  event.set_citizen_id("c-berit");
  event.set_was_delivered(was_delivered);
  return event;
}

dispatch::v1::AlertEscalated escalated(const std::string& order_id) {
  dispatch::v1::AlertEscalated event;
  event.set_order_id(order_id);
  event.set_citizen_id("c-berit");
  return event;
}

/// A daughter hears of everything at the door, home care of what went wrong.
processor::testing::DeciderSpec a_family() {
  auto unit = contact("unit", {undelivered, unanswered});
  unit.set_relation("home_care");
  auto spec = notification();
  spec.given(contacts_of("c-berit", {contact("daughter", {done, undelivered}), unit}));
  return spec;
}

TEST(Mistake, IsToldToWhomItHadReachedAndToNobodyElse) {
  auto spec = a_family();
  spec.given(delivered("o1"), report("o1/delivered/daughter", v1::OUTCOME_SENT));
  spec.when(undone("o1")).then_like(requested({"o1/told_by_mistake/daughter"}));
  EXPECT_EQ(spec.said<v1::NotificationsRequested>()->notifications_size(), 1) << "home care was told nothing";
}

TEST(Mistake, IsFollowedByTheTruthOnce) {
  auto spec = a_family();
  spec.given(delivered("o1"), undone("o1"));
  spec.when(delivered("o1")).then_like(requested({"o1/delivered~2/daughter"}));
  spec.when(delivered("o1")).then_nothing();
}

TEST(Mistake, AboutAShutDoorDoesNotSwallowTheNextOne) {
  auto spec = a_family();
  spec.given(not_delivered("o1"));
  spec.when(undone("o1", false));
  spec.then_like(requested({"o1/told_by_mistake/daughter", "o1/told_by_mistake/unit"}));
  spec.when(not_delivered("o1")).then_like(requested({"o1/not_delivered~2/daughter", "o1/not_delivered~2/unit"}));
  spec.when(escalated("o1")).then_like(requested({"o1/nobody_answered~2/unit"}));
}

TEST(Mistake, MayBeMadeAgain) {
  auto spec = a_family();
  spec.given(delivered("o1"), undone("o1"), delivered("o1"));
  spec.when(undone("o1")).then_like(requested({"o1/told_by_mistake~2/daughter"}));
  spec.when(delivered("o1")).then_like(requested({"o1/delivered~3/daughter"}));
}

TEST(Mistake, ThatReachedNobodyIsNotTold) {
  auto spec = notification();
  spec.given(delivered("o1"));
  spec.when(undone("o1")).then_like(suppressed("o1", mistake, "nobody_told"));
  // A daughter who is told from now on hears of the true delivery.
  spec.given(contacts_of("c-berit", {contact("daughter", {done})}));
  spec.when(delivered("o1")).then_like(requested({"o1/delivered~2/daughter"}));
}

TEST(Mistake, IsNotToldOfAMessageThatNeverArrived) {
  auto spec = a_family();
  spec.given(delivered("o1"), report("o1/delivered/daughter", v1::OUTCOME_FAILED));
  spec.when(undone("o1")).then_like(suppressed("o1", mistake, "nobody_told"));
}

TEST(Mistake, IsNotToldOfAMessageThatStillWaitsForTheMorning) {
  auto spec = a_family();
  const auto night = monday_8am + hours{14};
  spec.given(quiet_nights(0)).at(night).given(delivered("o1"));
  spec.at(night + minutes{2}).when(undone("o1")).then_like(suppressed("o1", mistake, "nobody_told"));
  spec.at(night + minutes{9}).given(delivered("o1"));
  spec.when_time_passes(monday_8am + hours{24});
  const auto* released = spec.said<v1::NotificationsReleased>();
  ASSERT_NE(released, nullptr);
  EXPECT_EQ(released->message().notification_id(), "o1/delivered~2/daughter");
  EXPECT_EQ(released->message().more_size(), 0);
  ASSERT_EQ(released->suppressed_size(), 1);
  EXPECT_EQ(released->suppressed(0).notification_id(), "");
  EXPECT_EQ(released->suppressed(0).reason(), "overtaken");
}

TEST(Mistake, StopsTheNextAttemptAtTellingIt) {
  auto spec = a_family();
  spec.given(delivered("o1"), report("o1/delivered/daughter", v1::OUTCOME_TRY_LATER));
  spec.when(undone("o1")).then_like(suppressed("o1", mistake, "nobody_told"));
  spec.when_time_passes(monday_8am + hours{1});
  const auto* given_up = spec.said<v1::NotificationFailed>();
  ASSERT_NE(given_up, nullptr);
  EXPECT_EQ(given_up->detail(), "overtaken");
}

TEST(Mistake, IsNotToldLateWhenTheTruthHasBeenToldSince) {
  auto spec = a_family();
  spec.given(delivered("o1"), undone("o1"), report("o1/told_by_mistake/daughter", v1::OUTCOME_TRY_LATER),
             delivered("o1"));
  spec.when_time_passes(monday_8am + hours{1});
  const auto* given_up = spec.said<v1::NotificationFailed>();
  ASSERT_NE(given_up, nullptr);
  EXPECT_EQ(given_up->notification_id(), "o1/told_by_mistake/daughter");
  EXPECT_EQ(given_up->detail(), "overtaken");
}

TEST(Mistake, ThatNobodyHeardOfIsNoNews) { notification().when(undone("o1")).then_nothing(); }

}  // namespace
}  // namespace matbud::notification::testing
