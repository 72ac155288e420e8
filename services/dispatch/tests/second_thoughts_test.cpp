// A driver who was too quick, and a door that nobody opened.
#include <gtest/gtest.h>

#include "dispatch_stories.h"

namespace matbud::dispatch::stories {
namespace {

using v1::AlertConfirmed;
using v1::AlertEscalated;
using v1::DeliveryDone;
using v1::DeliveryUndone;

/// Anne is on the road with o1 and o2.
processor::testing::DeciderSpec a_run_on_the_road() {
  auto dispatch = a_dispatch();
  dispatch.given(anne_today(), confirmed_today("o1"), confirmed_today("o2"), packed("o1", today()),
                 packed("o2", today()), leave(annes_run));
  return dispatch;
}

v1::UndoDelivery take_back(const std::string& order, const std::string& driver = "anne") {
  v1::UndoDelivery command;
  command.set_order_id(order);
  command.set_driver_id(driver);
  return command;
}

v1::ConfirmAlert answered(const std::string& order) {
  v1::ConfirmAlert command;
  command.set_order_id(order);
  command.set_confirmed_by("worker-1");
  return command;
}

TEST(Undo, TakesBackADeliveryWithinTenMinutes) {
  auto dispatch = a_run_on_the_road();
  dispatch.given(hand_over("o1"));
  DeliveryUndone undone;
  undone.set_order_id("o1");
  undone.set_citizen_id("citizen-o1");
  undone.set_run_id(annes_run);
  undone.set_driver_id("anne");
  undone.set_was_delivered(true);
  dispatch.at(monday_8 + minutes{10}).when(take_back("o1")).then_like(undone);
  dispatch.when(hand_over("o1"));
  EXPECT_NE(dispatch.said<DeliveryDone>(), nullptr) << "it can be delivered, now for good";
}

TEST(Undo, IsRefusedToOthersAndWhenItIsTooLate) {
  auto dispatch = a_run_on_the_road();
  dispatch.when(take_back("o1"))
      .then_like(refused(v1::DISPATCH_REFUSAL_INVALID, "order_id: neither delivered nor failed"));
  dispatch.given(hand_over("o1"));
  dispatch.when(take_back("o1", "bo")).then_like(refused(v1::DISPATCH_REFUSAL_OTHER_DRIVER));
  dispatch.at(monday_8 + minutes{10} + std::chrono::milliseconds{1}).when(take_back("o1"));
  dispatch.then_like(refused(v1::DISPATCH_REFUSAL_TOO_LATE, "order o1"));
}

TEST(Undo, OpensARunThatWasOverWithItsLastStop) {
  auto dispatch = a_run_on_the_road();
  dispatch.given(hand_over("o1"), hand_over("o2"), take_back("o2"));
  // Anne is on the road: another run of hers cannot leave, and no shift ends.
  dispatch.when(end("anne-monday"));
  EXPECT_EQ(dispatch.said<v1::DriverOffShift>(), nullptr);
  dispatch.when(hand_over("o2"));
  EXPECT_NE(dispatch.said<DeliveryDone>(), nullptr);
  dispatch.when(end("anne-monday"));
  EXPECT_NE(dispatch.said<v1::DriverOffShift>(), nullptr);
}

TEST(Undo, IsRefusedWhenTheDriverHasGoneOn) {
  auto dispatch = a_run_on_the_road();
  dispatch.given(hand_over("o1"), hand_over("o2"), end("anne-monday"));
  dispatch.when(take_back("o2")).then_like(refused(v1::DISPATCH_REFUSAL_TOO_LATE, "run " + annes_run));
}

TEST(ShutDoor, IsHomeCaresToConfirmWithinAQuarterOfAnHour) {
  auto dispatch = a_run_on_the_road();
  dispatch.given(nobody_opens("o1"));
  AlertConfirmed confirmed;
  confirmed.set_order_id("o1");
  confirmed.set_citizen_id("citizen-o1");
  confirmed.set_confirmed_by("worker-1");
  confirmed.set_raised_at_ms(to_ms(monday_8));
  dispatch.at(monday_8 + minutes{14}).when(answered("o1")).then_like(confirmed);
  dispatch.when(answered("o1")).then_like(refused(v1::DISPATCH_REFUSAL_NO_ALERT, "order o1"));
  const auto said_before = dispatch.events().size();
  dispatch.when_time_passes(monday_8 + minutes{20});
  EXPECT_EQ(dispatch.events().size(), said_before) << "nothing is escalated";
}

TEST(ShutDoor, SaysUntilWhenHomeCareHasToConfirm) {
  auto dispatch = a_run_on_the_road();
  dispatch.when(nobody_opens("o1"));
  ASSERT_NE(dispatch.said<v1::DeliveryFailed>(), nullptr);
  EXPECT_EQ(dispatch.said<v1::DeliveryFailed>()->answer_until_ms(), to_ms(monday_8 + minutes{15}));
  auto refused_goods = nobody_opens("o2");
  refused_goods.set_reason(v1::FAILURE_REASON_REFUSED_AT_DOOR);
  dispatch.when(refused_goods);
  ASSERT_NE(dispatch.said<v1::DeliveryFailed>(), nullptr);
  EXPECT_EQ(dispatch.said<v1::DeliveryFailed>()->answer_until_ms(), 0) << "somebody was there: no alert is raised";
}

TEST(ShutDoor, IsEscalatedWhenNobodyConfirmsAndCanStillBeAnswered) {
  auto dispatch = a_run_on_the_road();
  dispatch.given(nobody_opens("o1"));
  AlertEscalated escalated;
  escalated.set_order_id("o1");
  escalated.set_citizen_id("citizen-o1");
  escalated.set_raised_at_ms(to_ms(monday_8));
  dispatch.when_time_passes(monday_8 + minutes{15});
  dispatch.then_like(escalated);
  dispatch.when(answered("o1"));
  EXPECT_NE(dispatch.said<AlertConfirmed>(), nullptr);
}

TEST(ShutDoor, ThatOpensAfterAllAlarmsNobody) {
  auto dispatch = a_run_on_the_road();
  dispatch.given(nobody_opens("o1"), take_back("o1"));
  EXPECT_TRUE(timers_of(dispatch).empty());
  dispatch.when(hand_over("o1"));
  EXPECT_NE(dispatch.said<DeliveryDone>(), nullptr);
}

}  // namespace
}  // namespace matbud::dispatch::stories
