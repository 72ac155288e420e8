// When a window is planned, and what the solver is asked.
#include <gtest/gtest.h>

#include "dispatch_stories.h"
#include "matbud/processor/machinery.h"

namespace matbud::dispatch::stories {
namespace {

using v1::DeliveryRequested;
using v1::PlanRequested;

const Timestamp plan_time = tuesday_8 - plan_lead;

v1::RequestPlan plan_tuesday_morning() {
  v1::RequestPlan command;
  command.set_window_id("morning");
  command.set_delivery_day(tuesday);
  return command;
}

TEST(Planning, BeginsAnHourBeforeTheWindowOpens) {
  DeliveryRequested expected;
  auto& delivery = *expected.mutable_delivery();
  delivery.set_order_id("o1");
  delivery.set_citizen_id("citizen-o1");
  *delivery.mutable_window() = tuesday_morning();
  delivery.set_boxes(2);
  delivery.set_weight_grams(8000);
  delivery.set_cold(true);
  delivery.set_packed(true);
  expected.set_plan_at_ms(to_ms(plan_time));
  auto dispatch = a_dispatch();
  dispatch.given(anne_tomorrow()).when(packed("o1")).then(expected);
  dispatch.when(packed("o1")).then_nothing();
  ASSERT_EQ(timers_of(dispatch).size(), 1U);
  EXPECT_EQ(timers_of(dispatch)[0].due_at_ms(), to_ms(plan_time));
  dispatch.when_time_passes(plan_time - minutes{1});
  EXPECT_TRUE(last_request(dispatch).plan_id().empty());
  dispatch.when_time_passes(plan_time);
  EXPECT_EQ(last_request(dispatch).plan_id(), "3024-sandvika/morning/20515/1");
  EXPECT_TRUE(timers_of(dispatch).empty());
}

TEST(Planning, AsksWithDoorstepsStillSealed) {
  v1::PutDropPoint put;
  put.mutable_drop_point()->set_citizen_id("citizen-o1");
  put.mutable_drop_point()->set_area_id(sandvika);
  put.mutable_drop_point()->mutable_point()->set_box("sealed");
  put.mutable_drop_point()->set_service_minutes(9);
  auto dispatch = a_dispatch();
  dispatch.given(put, anne_tomorrow(), packed("o1"), packed("o2")).when_time_passes(plan_time);
  const auto request = last_request(dispatch);
  ASSERT_EQ(request.deliveries_size(), 2);
  EXPECT_EQ(request.deliveries(0).point().box(), "sealed");
  EXPECT_EQ(request.deliveries(0).service_minutes(), 9U);
  EXPECT_FALSE(request.deliveries(1).has_point());
  EXPECT_EQ(request.deliveries(1).service_minutes(), 5U);
  ASSERT_EQ(request.shifts_size(), 1);
  EXPECT_EQ(request.shifts(0).starts_at_ms(), to_ms(plan_time));
  const auto effect = processor::pending_effect(dispatch.state(), request.plan_id());
  ASSERT_TRUE(effect.has_value());
  EXPECT_EQ(effect->kind(), plan_effect_kind);
  EXPECT_EQ(effect->request(), request.SerializeAsString());
  EXPECT_FALSE(effect->at_most_once());
}

TEST(Planning, OffersADriverOnlyTheTimeTheyHaveFree) {
  auto dispatch = a_dispatch();
  dispatch.given(anne_tomorrow(), packed("o1")).when_time_passes(plan_time);
  dispatch.given(one_run(last_request(dispatch), {"o1"}));  // 8:00 to 8:30
  dispatch.given(packed("o2")).when_time_passes(plan_time);
  const auto request = last_request(dispatch);
  ASSERT_EQ(request.shifts_size(), 1);
  EXPECT_EQ(request.shifts(0).starts_at_ms(), to_ms(tuesday_8 + minutes{30}));
  EXPECT_EQ(request.shifts(0).ends_at_ms(), to_ms(tuesday_8 + hours{7}));
}

TEST(Planning, SaysWhenNobodyIsOnShiftAndGoesOnWhenSomebodyComes) {
  auto dispatch = a_dispatch();
  dispatch.given(packed("o1")).when_time_passes(plan_time);
  dispatch.then_like(refused(v1::DISPATCH_REFUSAL_NO_DRIVER, "window 3024-sandvika/morning/20515"));
  dispatch.at(tuesday_8 + hours{1}).given(anne_tomorrow()).when_time_passes(tuesday_8 + hours{1});
  EXPECT_EQ(last_request(dispatch).deliveries_size(), 1);
}

TEST(Planning, DeliversLateRatherThanNever) {
  auto dispatch = a_dispatch();
  dispatch.given(packed("o1")).when_time_passes(tuesday_8 + hours{5});
  dispatch.given(anne_tomorrow()).when_time_passes(tuesday_8 + hours{5});
  const auto request = last_request(dispatch);
  ASSERT_EQ(request.shifts_size(), 1);
  dispatch.when(one_run(request, {"o1"}));
  EXPECT_NE(dispatch.said<v1::RunsPlanned>(), nullptr);
}

TEST(Planning, IsAskedForByTheDispatcher) {
  auto dispatch = a_dispatch();
  dispatch.when(plan_tuesday_morning()).then_like(refused(v1::DISPATCH_REFUSAL_NOTHING_TO_PLAN));
  dispatch.given(packed("o1"));
  dispatch.when(plan_tuesday_morning()).then_like(refused(v1::DISPATCH_REFUSAL_NO_DRIVER));
  dispatch.given(anne_tomorrow()).when(plan_tuesday_morning());
  EXPECT_NE(dispatch.said<PlanRequested>(), nullptr);
  dispatch.when_again().then_nothing();
}

TEST(Planning, GivesAnOlderQuestionUpForANewerOne) {
  auto dispatch = a_dispatch();
  dispatch.given(packed("o1"), anne_tomorrow(), plan_tuesday_morning());
  const auto older = last_request(dispatch);
  dispatch.given(plan_tuesday_morning());
  EXPECT_FALSE(processor::pending_effect(dispatch.state(), older.plan_id()));
  dispatch.when(one_run(older, {"o1"}))
      .then_like(refused(v1::DISPATCH_REFUSAL_STALE_PLAN, "another plan was asked for since"));
  dispatch.when(one_run(last_request(dispatch), {"o1"}));
  EXPECT_NE(dispatch.said<v1::RunsPlanned>(), nullptr) << "the refusal of the older one changed nothing";
}

TEST(Planning, LetsWhoComesDuringASolutionWaitForTheNext) {
  auto dispatch = a_dispatch();
  dispatch.given(anne_tomorrow(), packed("o1")).when_time_passes(plan_time);
  const auto request = last_request(dispatch);
  dispatch.given(packed("o2"));
  EXPECT_TRUE(timers_of(dispatch).empty());
  dispatch.given(one_run(request, {"o1"})).when_time_passes(plan_time);
  ASSERT_EQ(last_request(dispatch).deliveries_size(), 1);
  EXPECT_EQ(last_request(dispatch).deliveries(0).delivery().order_id(), "o2");
}

TEST(Planning, AsksForNoMoreAtATimeThanASolverCanCarry) {
  auto dispatch = a_dispatch();
  dispatch.given(anne_tomorrow(2000));
  for (std::size_t i = 0; i < plan_deliveries_max + 5; ++i) dispatch.given(packed("o" + std::to_string(i)));
  dispatch.when_time_passes(plan_time);
  EXPECT_EQ(last_request(dispatch).deliveries_size(), static_cast<int>(plan_deliveries_max));
}

TEST(Planning, ThatCannotBeReadIsParked) {
  a_dispatch().when_bytes_on("dispatch.commands.v1", "\xff\xff").then_poison();
}

}  // namespace
}  // namespace matbud::dispatch::stories
