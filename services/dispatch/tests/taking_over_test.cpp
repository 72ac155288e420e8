// A run on the road that gets another driver.
#include <gtest/gtest.h>

#include "dispatch_stories.h"

namespace matbud::dispatch::stories {
namespace {

using v1::DeliveryDone;
using v1::GoodsReturned;
using v1::RunTakenOver;

v1::TakeOverRun go_on_with(const std::string& run, const std::string& shift = "bo-monday") {
  v1::TakeOverRun command;
  command.set_run_id(run);
  command.set_shift_id(shift);
  return command;
}

/// Anne is on the road with o1 and o2; Bo is on shift and has nothing to drive.
processor::testing::DeciderSpec anne_on_the_road() {
  auto dispatch = a_dispatch();
  dispatch.given(anne_today(), confirmed_today("o1"), confirmed_today("o2"), packed("o1", today()),
                 packed("o2", today()), leave(annes_run), bo_today());
  return dispatch;
}

TEST(TakingOver, GivesWhatIsLeftToAnotherDriver) {
  RunTakenOver expected;
  expected.set_run_id(annes_run);
  expected.set_from_driver_id("anne");
  expected.set_driver_id("bo");
  expected.set_shift_id("bo-monday");
  expected.add_order_ids("o2");
  auto dispatch = anne_on_the_road();
  dispatch.given(hand_over("o1"));
  dispatch.when(go_on_with(annes_run)).then_like(expected);
  dispatch.when(hand_over("o2", "anne")).then_like(refused(v1::DISPATCH_REFUSAL_OTHER_DRIVER, "order o2"));
  dispatch.when(hand_over("o2", "bo"));
  ASSERT_NE(dispatch.said<DeliveryDone>(), nullptr);
  EXPECT_EQ(dispatch.said<DeliveryDone>()->driver_id(), "bo");
}

TEST(TakingOver, LetsWhoIsIllGoHomeAndKeepsWhoGoesOnUntilTheCarIsEmpty) {
  auto dispatch = anne_on_the_road();
  dispatch.when(end("anne-monday")).then_like(refused(v1::DISPATCH_REFUSAL_RUN_NOT_OVER, "run " + annes_run));
  dispatch.given(go_on_with(annes_run));
  dispatch.when(end("bo-monday")).then_like(refused(v1::DISPATCH_REFUSAL_RUN_NOT_OVER, "run " + annes_run));
  dispatch.when(end("anne-monday"));
  EXPECT_NE(dispatch.said<v1::DriverOffShift>(), nullptr);
  dispatch.given(hand_over("o1", "bo"), hand_over("o2", "bo"));
  dispatch.when(end("bo-monday"));
  EXPECT_EQ(dispatch.said<v1::DriverOffShift>()->driver_id(), "bo");
}

TEST(TakingOver, BringsBackWhatTheColleagueCouldNotHandOver) {
  auto dispatch = anne_on_the_road();
  dispatch.given(nobody_opens("o1"), go_on_with(annes_run));
  dispatch.when(bring_back("o1", "anne")).then_like(refused(v1::DISPATCH_REFUSAL_OTHER_DRIVER, "order o1"));
  dispatch.when(bring_back("o1", "bo"));
  EXPECT_NE(dispatch.said<GoodsReturned>(), nullptr);
}

TEST(TakingOver, IsForRunsOnTheRoad) {
  auto dispatch = a_dispatch();
  dispatch.given(anne_today(), bo_today(), confirmed_today("o1"), packed("o1", today()));
  dispatch.when(go_on_with(annes_run)).then_like(refused(v1::DISPATCH_REFUSAL_RUN_NOT_STARTED, "run " + annes_run));
  dispatch.when(go_on_with("no such run")).then_like(refused(v1::DISPATCH_REFUSAL_UNKNOWN_RUN, "run no such run"));
  dispatch.given(leave(annes_run), hand_over("o1"));
  dispatch.when(go_on_with(annes_run)).then_like(refused(v1::DISPATCH_REFUSAL_UNKNOWN_RUN, "run " + annes_run));
}

TEST(TakingOver, NeedsADriverWhoIsThere) {
  auto dispatch = anne_on_the_road();
  dispatch.when(go_on_with(annes_run, "anne-monday"))
      .then_like(refused(v1::DISPATCH_REFUSAL_ALREADY, "run " + annes_run));
  dispatch.when(go_on_with(annes_run, "nobody's"))
      .then_like(refused(v1::DISPATCH_REFUSAL_INVALID, "shift_id: no such shift, or it has ended"));
  dispatch.given(start(a_shift("cis-evening", "cis", monday_8 + hours{8}, monday_8 + hours{12})));
  dispatch.when(go_on_with(annes_run, "cis-evening"))
      .then_like(refused(v1::DISPATCH_REFUSAL_INVALID, "shift_id: has not begun"));
  dispatch.at(monday_8 + hours{13}).when(go_on_with(annes_run));
  dispatch.then_like(refused(v1::DISPATCH_REFUSAL_INVALID, "shift_id: is over"));
}

TEST(TakingOver, GivesNobodyTwoRunsOnTheRoad) {
  auto dispatch = anne_on_the_road();
  dispatch.given(confirmed_today("o3"), packed("o3", today()), leave("same-day/bo-monday/1", "bo"));
  dispatch.when(go_on_with(annes_run))
      .then_like(refused(v1::DISPATCH_REFUSAL_RUN_NOT_OVER, "run same-day/bo-monday/1"));
  dispatch.given(hand_over("o3", "bo"));
  dispatch.when(go_on_with(annes_run));
  EXPECT_NE(dispatch.said<RunTakenOver>(), nullptr);
}

TEST(TakingOver, NeedsWhatTheDoorsThatAreLeftNeed) {
  v1::PutDropPoint e_lock;
  e_lock.mutable_drop_point()->set_citizen_id("citizen-o2");
  e_lock.mutable_drop_point()->set_area_id(sandvika);
  e_lock.mutable_drop_point()->add_skills("e_lock");
  auto dispatch = anne_on_the_road();
  dispatch.given(e_lock);
  dispatch.when(go_on_with(annes_run))
      .then_like(refused(v1::DISPATCH_REFUSAL_INVALID, "shift_id: lacks the skills for order o2"));
  dispatch.given(hand_over("o2"));
  dispatch.when(go_on_with(annes_run));
  EXPECT_NE(dispatch.said<RunTakenOver>(), nullptr);
}

TEST(TakingOver, PlansAnewWhatTheNewDriverWouldHaveDrivenMeanwhile) {
  auto dispatch = anne_on_the_road();
  // Anne's run has left, so o3 and its run are Bo's; it has not.
  dispatch.given(confirmed_today("o3"), packed("o3", today()));
  dispatch.when(go_on_with(annes_run));
  ASSERT_NE(dispatch.said<RunTakenOver>(), nullptr);
  ASSERT_EQ(dispatch.said<RunTakenOver>()->replaced_run_ids_size(), 1);
  EXPECT_EQ(dispatch.said<RunTakenOver>()->replaced_run_ids(0), "same-day/bo-monday/1");
  dispatch.when(leave("same-day/bo-monday/1", "bo"))
      .then_like(refused(v1::DISPATCH_REFUSAL_UNKNOWN_RUN, "run same-day/bo-monday/1"));
  // o3 waits for who is free first: the question is asked again when the run is over.
  dispatch.given(hand_over("o1", "bo"), hand_over("o2", "bo"));
  dispatch.when_time_passes(monday_8 + minutes{1});
  const auto request = last_request(dispatch);
  ASSERT_EQ(request.deliveries_size(), 1);
  EXPECT_EQ(request.deliveries(0).delivery().order_id(), "o3");
}

TEST(TakingOver, LetsTheNewDriverTakeBackWhatWasSaidTooQuickly) {
  auto dispatch = anne_on_the_road();
  dispatch.given(go_on_with(annes_run), hand_over("o1", "bo"));
  v1::UndoDelivery undo;
  undo.set_order_id("o1");
  undo.set_driver_id("bo");
  dispatch.when(undo);
  EXPECT_NE(dispatch.said<v1::DeliveryUndone>(), nullptr);
  dispatch.when(hand_over("o1", "bo"));
  EXPECT_NE(dispatch.said<DeliveryDone>(), nullptr);
}

}  // namespace
}  // namespace matbud::dispatch::stories
