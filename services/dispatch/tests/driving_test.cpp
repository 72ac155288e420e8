// Runs on the road, and goods at the door.
#include <gtest/gtest.h>

#include "dispatch_stories.h"

namespace matbud::dispatch::stories {
namespace {

using v1::DeliveryDone;
using v1::DeliveryFailed;
using v1::GoodsReturned;
using v1::RunStarted;

/// Anne has two packed orders in her same-day run.
processor::testing::DeciderSpec a_packed_run() {
  auto dispatch = a_dispatch();
  dispatch.given(anne_today(), confirmed_today("o1"), confirmed_today("o2"), packed("o1", today()),
                 packed("o2", today()));
  return dispatch;
}
processor::testing::DeciderSpec a_run_on_the_road() {
  auto dispatch = a_packed_run();
  dispatch.given(leave(annes_run));
  return dispatch;
}

TEST(Driving, LeavesWithEverythingOnce) {
  RunStarted expected;
  expected.set_run_id(annes_run);
  expected.set_driver_id("anne");
  expected.set_started_at_ms(to_ms(monday_8));
  for (const auto* order : {"o1", "o2"}) {
    auto& stop = *expected.add_stops();
    stop.set_order_id(order);
    stop.set_citizen_id(std::string{"citizen-"} + order);
  }
  auto dispatch = a_packed_run();
  dispatch.when(leave(annes_run), "tap").then_like(expected);
  dispatch.when(leave(annes_run), "tap").then_nothing();
  dispatch.when(leave(annes_run)).then_like(refused(v1::DISPATCH_REFUSAL_ALREADY, "run " + annes_run));
}

TEST(Driving, LeavesOnlyWithItsOwnDriverAndWhenItExists) {
  auto dispatch = a_packed_run();
  dispatch.when(leave(annes_run, "bo")).then_like(refused(v1::DISPATCH_REFUSAL_OTHER_DRIVER));
  dispatch.when(leave("no such run")).then_like(refused(v1::DISPATCH_REFUSAL_UNKNOWN_RUN, "run no such run"));
}

TEST(Driving, LeavesNotBeforeAnythingIsPacked) {
  auto dispatch = a_dispatch();
  dispatch.given(anne_today(), confirmed_today("o1"));
  dispatch.when(leave(annes_run)).then_like(refused(v1::DISPATCH_REFUSAL_NOT_PACKED));
}

TEST(Driving, LeavesTheUnpackedBehindForTheNextRun) {
  auto dispatch = a_dispatch();
  dispatch.given(anne_today(), confirmed_today("o1"), confirmed_today("o2"), packed("o1", today()));
  dispatch.when(leave(annes_run));
  ASSERT_NE(dispatch.said<RunStarted>(), nullptr);
  ASSERT_EQ(dispatch.said<RunStarted>()->stops_size(), 1);
  EXPECT_EQ(dispatch.said<RunStarted>()->stops(0).order_id(), "o1");
  dispatch.when(hand_over("o2")).then_like(refused(v1::DISPATCH_REFUSAL_NOT_ASSIGNED));
  dispatch.given(packed("o2", today()), hand_over("o1"));  // the run is over and Anne is back
  dispatch.when_time_passes(monday_8);
  EXPECT_EQ(last_request(dispatch).deliveries(0).delivery().order_id(), "o2");
}

TEST(Driving, HasOneRunOnTheRoadAtATime) {
  auto dispatch = a_dispatch();
  dispatch.given(start(a_shift("anne-monday", "anne", monday_8 - hours{1}, monday_8 + hours{13})),
                 start(a_shift("anne-tuesday", "anne", tuesday_8 - hours{1}, tuesday_8 + hours{7})));
  dispatch.given(confirmed_today("o1"), packed("o1", today()), leave(annes_run), packed("o2"));
  dispatch.when_time_passes(tuesday_8 - plan_lead);
  const auto plan = one_run(last_request(dispatch), {"o2"});
  dispatch.given(plan);
  dispatch.when(leave(plan.runs(0).run_id())).then_like(refused(v1::DISPATCH_REFUSAL_RUN_NOT_OVER, "run " + annes_run));
  dispatch.given(hand_over("o1")).when(leave(plan.runs(0).run_id()));
  EXPECT_NE(dispatch.said<RunStarted>(), nullptr);
}

TEST(Driving, HandsOverOnce) {
  auto command = hand_over("o1");
  command.mutable_received_by()->set_box("sealed");
  DeliveryDone expected;
  expected.set_order_id("o1");
  expected.set_citizen_id("citizen-o1");
  expected.set_run_id(annes_run);
  expected.set_driver_id("anne");
  expected.set_delivered_at_ms(to_ms(monday_8));
  expected.mutable_received_by()->set_box("sealed");
  *expected.mutable_window() = today();
  auto dispatch = a_run_on_the_road();
  dispatch.when(command, "tap").then_like(expected);
  dispatch.when(command, "tap").then_nothing();
  dispatch.when(command).then_like(refused(v1::DISPATCH_REFUSAL_ALREADY, "order o1"));
}

TEST(Driving, StandsAtTheDoorOnceBeforeAnythingIsHandedOver) {
  const auto arrive = [](const std::string& driver) {
    v1::ArriveAtDoor command;
    command.set_order_id("o1");
    command.set_driver_id(driver);
    return command;
  };
  a_packed_run().when(arrive("anne")).then_like(refused(v1::DISPATCH_REFUSAL_RUN_NOT_STARTED, "run " + annes_run));
  v1::DriverArrived expected;
  expected.set_order_id("o1");
  expected.set_citizen_id("citizen-o1");
  expected.set_run_id(annes_run);
  expected.set_driver_id("anne");
  expected.set_arrived_at_ms(to_ms(monday_8));
  auto dispatch = a_run_on_the_road();
  dispatch.when(arrive("bo")).then_like(refused(v1::DISPATCH_REFUSAL_OTHER_DRIVER));
  dispatch.when(arrive("anne")).then_like(expected);
  dispatch.when(arrive("anne")).then_like(refused(v1::DISPATCH_REFUSAL_ALREADY, "order o1"));
  dispatch.when(hand_over("o1"));
  ASSERT_NE(dispatch.said<DeliveryDone>(), nullptr);
  dispatch.when(arrive("anne")).then_like(refused(v1::DISPATCH_REFUSAL_ALREADY, "order o1"));
}

TEST(Driving, CountsFromWhenItWasDoneWhenAPhoneWithoutANetHasNotedIt) {
  const auto noted = [](Timestamp at) {
    auto command = hand_over("o1");
    command.set_said_at_ms(to_ms(at));
    return command;
  };
  const auto now = monday_8 + hours{3};
  const auto delivered_at = [](const processor::testing::DeciderSpec& dispatch) {
    return from_ms(dispatch.said<DeliveryDone>()->delivered_at_ms());
  };
  auto dispatch = a_run_on_the_road();
  dispatch.at(now).when(noted(monday_8 + hours{1}));
  ASSERT_NE(dispatch.said<DeliveryDone>(), nullptr);
  EXPECT_EQ(delivered_at(dispatch), monday_8 + hours{1});

  auto ahead = a_run_on_the_road();
  ahead.at(now).when(noted(now + minutes{5}));
  ASSERT_NE(ahead.said<DeliveryDone>(), nullptr);
  EXPECT_EQ(delivered_at(ahead), now) << "a phone's clock may be ahead, what it saw cannot be";

  auto old = a_run_on_the_road();
  old.at(now).when(noted(now - hours{13}));
  old.then_like(refused(v1::DISPATCH_REFUSAL_INVALID, "said_at_ms: more than 12 hours ago"));
}

TEST(Driving, NeverHandsOverBeforeADriverIsAssignedAndOnTheWay) {
  auto dispatch = a_dispatch();
  dispatch.when(hand_over("o1")).then_like(refused(v1::DISPATCH_REFUSAL_UNKNOWN_ORDER, "order o1"));
  dispatch.given(packed("o1", today()));
  dispatch.when(hand_over("o1")).then_like(refused(v1::DISPATCH_REFUSAL_NOT_ASSIGNED, "order o1"));
  auto planned = a_packed_run();
  planned.when(hand_over("o1")).then_like(refused(v1::DISPATCH_REFUSAL_RUN_NOT_STARTED, "run " + annes_run));
  planned.given(leave(annes_run)).when(hand_over("o1", "bo")).then_like(refused(v1::DISPATCH_REFUSAL_OTHER_DRIVER));
}

TEST(Driving, FailsAtTheDoorAndBringsBack) {
  DeliveryFailed failed;
  failed.set_order_id("o1");
  failed.set_citizen_id("citizen-o1");
  failed.set_run_id(annes_run);
  failed.set_driver_id("anne");
  failed.set_reason(v1::FAILURE_REASON_NOT_OPENED);
  failed.set_failed_at_ms(to_ms(monday_8));
  GoodsReturned returned;
  returned.set_order_id("o1");
  returned.set_citizen_id("citizen-o1");
  returned.set_driver_id("anne");
  auto dispatch = a_run_on_the_road();
  dispatch.when(bring_back("o1"))
      .then_like(refused(v1::DISPATCH_REFUSAL_INVALID, "order_id: has not failed at the door"));
  dispatch.when(nobody_opens("o1")).then_like(failed);
  dispatch.when(nobody_opens("o1")).then_like(refused(v1::DISPATCH_REFUSAL_ALREADY, "order o1"));
  dispatch.when(hand_over("o1")).then_like(refused(v1::DISPATCH_REFUSAL_UNKNOWN_ORDER, "order o1 has reached its end"));
  dispatch.when(bring_back("o1", "bo")).then_like(refused(v1::DISPATCH_REFUSAL_OTHER_DRIVER));
  dispatch.when(bring_back("o1")).then_like(returned);
  dispatch.when(bring_back("o1")).then_like(refused(v1::DISPATCH_REFUSAL_ALREADY, "order o1"));
}

TEST(Driving, WantsToKnowWhyADeliveryFailed) {
  auto command = nobody_opens("o1");
  command.clear_reason();
  a_run_on_the_road().when(command).then_like(refused(v1::DISPATCH_REFUSAL_INVALID, "reason: not said"));
}

TEST(Driving, IsOverWithTheLastStop) {
  auto dispatch = a_run_on_the_road();
  dispatch.given(hand_over("o1"), nobody_opens("o2"));
  dispatch.when(leave(annes_run)).then_like(refused(v1::DISPATCH_REFUSAL_UNKNOWN_RUN));
  dispatch.given(bring_back("o2"));
  dispatch.when(confirmed_today("o3"));
  ASSERT_NE(dispatch.said<v1::RunReplanned>(), nullptr);
  EXPECT_EQ(dispatch.said<v1::RunReplanned>()->run_id(), "same-day/anne-monday/2");
}

}  // namespace
}  // namespace matbud::dispatch::stories
