// Same-day orders: into a run at once, or waiting for a driver.
#include <gtest/gtest.h>

#include "dispatch_stories.h"

namespace matbud::dispatch::stories {
namespace {

using v1::DeliveryRequested;
using v1::RunReplanned;

TEST(Insertion, MakesARunForADriverWhoHasNone) {
  RunReplanned expected;
  expected.set_run_id(annes_run);
  expected.set_driver_id("anne");
  expected.set_shift_id("anne-monday");
  auto& added = *expected.mutable_added();
  added.set_order_id("o1");
  added.set_citizen_id("citizen-o1");
  *added.mutable_window() = today();
  added.set_boxes(1);
  auto dispatch = a_dispatch();
  dispatch.given(anne_today()).when(confirmed_today("o1")).then(expected);
  dispatch.when(confirmed_today("o1")).then_nothing();
}

TEST(Insertion, SharesTheWorkByStops) {
  auto dispatch = a_dispatch();
  dispatch.given(anne_today(), bo_today());
  int annes = 0;
  int bos = 0;
  for (int i = 0; i < 10; ++i) {
    dispatch.when(confirmed_today("o" + std::to_string(i)));
    ASSERT_NE(dispatch.said<RunReplanned>(), nullptr);
    (dispatch.said<RunReplanned>()->driver_id() == "anne" ? annes : bos)++;
    EXPECT_EQ(dispatch.said<RunReplanned>()->stop_index(), static_cast<std::uint32_t>(i / 2));
  }
  EXPECT_EQ(annes, 5);
  EXPECT_EQ(bos, 5);
}

TEST(Insertion, FreesTheDriverWhoseOnlyOrderIsCalledBack) {
  auto dispatch = a_dispatch();
  dispatch.given(anne_today(), confirmed_today("o1"));
  ASSERT_NE(dispatch.said<RunReplanned>(), nullptr);
  const auto first = dispatch.said<RunReplanned>()->run_id();
  dispatch.given(called_back("o1")).when(leave(first)).then_like(refused(v1::DISPATCH_REFUSAL_UNKNOWN_RUN));
  dispatch.when(confirmed_today("o2"));
  ASSERT_NE(dispatch.said<RunReplanned>(), nullptr);
  EXPECT_NE(dispatch.said<RunReplanned>()->run_id(), first);
}

TEST(Insertion, TakesAnOrderOffTheRunWhoseGrocerCannotDeliverItAfterAll) {
  auto dispatch = a_dispatch();
  dispatch.given(anne_today(), confirmed_today("o1"), confirmed_today("o2"));
  bridge::v1::GrocerRefused cannot;
  cannot.set_order_id("o1");
  dispatch.when(cannot);
  ASSERT_NE(dispatch.said<v1::DeliveryWithdrawn>(), nullptr);
  EXPECT_EQ(dispatch.said<v1::DeliveryWithdrawn>()->run_id(), annes_run);
  dispatch.given(packed("o2", today())).when(leave(annes_run));
  ASSERT_NE(dispatch.said<v1::RunStarted>(), nullptr);
  EXPECT_EQ(dispatch.said<v1::RunStarted>()->stops_size(), 1);
}

TEST(Insertion, PassesAFullVehicleBy) {
  auto dispatch = a_dispatch();
  dispatch.given(anne_today(1), bo_today(2), confirmed_today("o1"), confirmed_today("o2"), confirmed_today("o3"));
  dispatch.when(confirmed_today("o4"));
  ASSERT_NE(dispatch.said<DeliveryRequested>(), nullptr) << "all three boxes are taken";
}

TEST(Insertion, PassesADriverByWhoHasLeft) {
  auto dispatch = a_dispatch();
  dispatch.given(anne_today(), confirmed_today("o1"), packed("o1", today()), leave(annes_run));
  dispatch.when(confirmed_today("o2"));
  EXPECT_NE(dispatch.said<DeliveryRequested>(), nullptr);
  dispatch.given(bo_today()).when(confirmed_today("o3"));
  ASSERT_NE(dispatch.said<RunReplanned>(), nullptr);
  EXPECT_EQ(dispatch.said<RunReplanned>()->driver_id(), "bo");
}

TEST(Insertion, PassesDriversByWhoAreNotThereInTime) {
  auto dispatch = a_dispatch();
  dispatch.given(anne_tomorrow(), start(a_shift("early", "bo", monday_8 - hours{3}, monday_8 + minutes{5})));
  dispatch.at(monday_8 + minutes{10}).when(confirmed_today("o1"));
  EXPECT_NE(dispatch.said<DeliveryRequested>(), nullptr);
}

TEST(Insertion, LeavesToThePlanWhatHasACutOffOrAnAnswer) {
  auto dispatch = a_dispatch();
  dispatch.given(anne_today());
  auto by_answer = confirmed_today("o1");
  by_answer.set_by_setting(false);
  dispatch.when(by_answer).then_nothing();
  auto tomorrow = confirmed_today("o2");
  *tomorrow.mutable_window() = tuesday_morning();
  dispatch.when(tomorrow).then_nothing();
}

TEST(Insertion, WaitsForADriverWhoIsThenGivenTheOrderByAPlan) {
  auto dispatch = a_dispatch();
  dispatch.when(confirmed_today("o1"));
  ASSERT_NE(dispatch.said<DeliveryRequested>(), nullptr);
  dispatch.when_time_passes(monday_8).then_like(refused(v1::DISPATCH_REFUSAL_NO_DRIVER));
  EXPECT_TRUE(timers_of(dispatch).empty()) << "nothing to do before a driver comes";
  dispatch.at(monday_8 + hours{1}).given(anne_today());
  dispatch.when_time_passes(monday_8 + hours{1});
  EXPECT_EQ(last_request(dispatch).deliveries_size(), 1);
  dispatch.when(one_run(last_request(dispatch), {"o1"}));
  EXPECT_NE(dispatch.said<v1::RunsPlanned>(), nullptr);
}

TEST(Insertion, LearnsTheLoadWhenTheOrderIsPacked) {
  auto dispatch = a_dispatch();
  dispatch.given(anne_today(5), confirmed_today("o1"));
  dispatch.when(packed("o1", today(), 5));
  ASSERT_NE(dispatch.said<DeliveryRequested>(), nullptr);
  EXPECT_EQ(dispatch.said<DeliveryRequested>()->delivery().boxes(), 5U);
  EXPECT_EQ(dispatch.said<DeliveryRequested>()->delivery().weight_grams(), 20'000U);
  EXPECT_TRUE(dispatch.said<DeliveryRequested>()->delivery().cold());
  EXPECT_TRUE(timers_of(dispatch).empty()) << "it has a driver already";
  dispatch.when(packed("o1", today(), 5)).then_nothing();
  dispatch.when(confirmed_today("o2"));
  EXPECT_NE(dispatch.said<DeliveryRequested>(), nullptr) << "the vehicle is full now";
}

TEST(Insertion, HearsNothingInTheRefusalOfAnOrderThatWasNeverOnARun) {
  bridge::v1::GrocerRefused no;
  no.set_order_id("o1");
  a_dispatch().given(anne_today()).when(no).then_nothing();
}

}  // namespace
}  // namespace matbud::dispatch::stories
