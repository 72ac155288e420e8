// A solver's plan, judged by the state of the moment it arrives.
#include <gtest/gtest.h>

#include <functional>

#include "dispatch_stories.h"
#include "matbud/processor/machinery.h"

namespace matbud::dispatch::stories {
namespace {

using v1::RunsPlanned;

const Timestamp plan_time = tuesday_8 - plan_lead;

/// Two orders, Anne on shift, and the solver at work.
processor::testing::DeciderSpec a_question() {
  auto dispatch = a_dispatch();
  dispatch.given(anne_tomorrow(4), packed("o1"), packed("o2")).when_time_passes(plan_time);
  return dispatch;
}

TEST(Proposals, BecomeTheRunsOfTheWindow) {
  auto dispatch = a_question();
  const auto request = last_request(dispatch);
  auto plan = one_run(request, {"o1", "o2"});
  RunsPlanned expected;
  expected.set_plan_id(request.plan_id());
  *expected.mutable_window() = tuesday_morning();
  *expected.mutable_runs() = plan.runs();
  *expected.mutable_runs(0)->mutable_window() = tuesday_morning();
  dispatch.when(plan, "answer").then_like(expected);
  EXPECT_FALSE(processor::pending_effect(dispatch.state(), request.plan_id())) << "the effect is settled";
  EXPECT_TRUE(timers_of(dispatch).empty());
  dispatch.when_again().then_nothing();
  dispatch.when(plan, "the same answer by the next owner").then_nothing();
}

TEST(Proposals, LeaveTheUnplannedWaitingUntilTheWindowHasClosed) {
  auto dispatch = a_question();
  auto plan = one_run(last_request(dispatch), {"o1"});
  plan.add_unplanned_order_ids("o2");
  plan.add_unplanned_reasons(v1::UNPLANNED_REASON_NO_ROOM);
  dispatch.given(plan);
  EXPECT_EQ(dispatch.said<RunsPlanned>()->unplanned_reasons(0), v1::UNPLANNED_REASON_NO_ROOM);
  ASSERT_EQ(timers_of(dispatch).size(), 1U);
  EXPECT_EQ(timers_of(dispatch)[0].due_at_ms(), tuesday_morning().closes_at_ms());
  dispatch.when_time_passes(tuesday_8 + hours{4});
  ASSERT_EQ(last_request(dispatch).deliveries_size(), 1);
  EXPECT_EQ(last_request(dispatch).deliveries(0).delivery().order_id(), "o2");
}

TEST(Proposals, LeaveTheUnplannedToTheNextDriver) {
  auto dispatch = a_question();
  auto plan = one_run(last_request(dispatch), {"o1"});
  plan.add_unplanned_order_ids("o2");
  dispatch.given(plan, start(a_shift("bo-tuesday", "bo", tuesday_8, tuesday_8 + hours{4})));
  dispatch.when_time_passes(plan_time);
  EXPECT_EQ(last_request(dispatch).deliveries(0).delivery().order_id(), "o2");
  EXPECT_EQ(last_request(dispatch).shifts_size(), 2);
}

TEST(Proposals, AreRefusedAsInvalidWhenTheyBreakARule) {
  struct Row {
    const char* why;
    std::function<void(v1::ProposePlan&)> spoil;
  };
  const auto run_name = std::string{"run 3024-sandvika/morning/20515/1/1"};
  const Row rows[] = {
      {"a run has no run_id", [](auto& plan) { plan.mutable_runs(0)->clear_run_id(); }},
      {"run 3024-sandvika/morning/20515/1/1 exists already", [](auto& plan) { *plan.add_runs() = plan.runs(0); }},
      {"run 3024-sandvika/morning/20515/1/1 has no stops", [](auto& plan) { plan.mutable_runs(0)->clear_stops(); }},
      {"run 3024-sandvika/morning/20515/1/1: the shift has another driver",
       [](auto& plan) { plan.mutable_runs(0)->set_driver_id("bo"); }},
      {"run 3024-sandvika/morning/20515/1/1 returns before it departs",
       [](auto& plan) { plan.mutable_runs(0)->set_returns_at_ms(plan.runs(0).departs_at_ms()); }},
      {"run 3024-sandvika/morning/20515/1/1 lies outside its shift",
       [](auto& plan) { plan.mutable_runs(0)->set_returns_at_ms(to_ms(tuesday_8 + hours{8})); }},
      {"run 3024-sandvika/morning/20515/1/1, order o2: out of order",
       [](auto& plan) { plan.mutable_runs(0)->mutable_stops(1)->set_eta_ms(plan.runs(0).stops(0).eta_ms() - 1); }},
      {"run 3024-sandvika/morning/20515/1/1, order o2: outside the window",
       [](auto& plan) {
         plan.mutable_runs(0)->set_returns_at_ms(to_ms(tuesday_8 + hours{6}));
         plan.mutable_runs(0)->mutable_stops(1)->set_eta_ms(to_ms(tuesday_8 + hours{5}));
       }},
      {"order o1 stands in the plan twice",
       [](auto& plan) { plan.mutable_runs(0)->mutable_stops(1)->set_order_id("o1"); }},
      {"order o1 stands in the plan twice", [](auto& plan) { plan.add_unplanned_order_ids("o1"); }},
      {"unplanned_reasons: not one for each of unplanned_order_ids",
       [](auto& plan) { plan.add_unplanned_reasons(v1::UNPLANNED_REASON_TIME); }},
      {"order o9 is not to be delivered",
       [](auto& plan) { plan.mutable_runs(0)->mutable_stops(1)->set_order_id("o9"); }},
      {"order o2 is for another citizen",
       [](auto& plan) { plan.mutable_runs(0)->mutable_stops(1)->set_citizen_id("citizen-o1"); }},
      {"order o2 is neither planned nor unplanned",
       [](auto& plan) { plan.mutable_runs(0)->mutable_stops()->RemoveLast(); }},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.why);
    auto dispatch = a_question();
    auto plan = one_run(last_request(dispatch), {"o1", "o2"});
    row.spoil(plan);
    dispatch.when(plan).then_like(refused(v1::DISPATCH_REFUSAL_INVALID_PLAN, row.why));
    EXPECT_FALSE(processor::pending_effect(dispatch.state(), plan.plan_id()));
    ASSERT_EQ(timers_of(dispatch).size(), 1U) << "the orders are planned again";
    EXPECT_EQ(timers_of(dispatch)[0].due_at_ms(), to_ms(plan_time + minutes{1})) << "but not at full speed";
  }
}

TEST(Proposals, AreRefusedAsStaleWhenTheShiftHasEnded) {
  auto dispatch = a_question();
  const auto plan = one_run(last_request(dispatch), {"o1", "o2"});
  dispatch.given(end("anne-tuesday"));
  dispatch.when(plan).then_like(refused(v1::DISPATCH_REFUSAL_STALE_PLAN, "shift anne-tuesday has ended"));
  dispatch.when_time_passes(plan_time).then_like(refused(v1::DISPATCH_REFUSAL_NO_DRIVER));
}

TEST(Proposals, AreRefusedWhenTheLoadIsTooMuchForTheVehicle) {
  auto dispatch = a_question();
  dispatch.given(one_run(last_request(dispatch), {"o1", "o2"}));
  dispatch.given(packed("o3", tuesday_morning(), 5)).when_time_passes(plan_time);
  const auto plan = one_run(last_request(dispatch), {"o3"});
  dispatch.when(plan).then_like(refused(v1::DISPATCH_REFUSAL_STALE_PLAN,
                                        "run " + plan.runs(0).run_id() + " has more boxes than its vehicle holds"));
}

TEST(Proposals, NeverGiveADriverTwoRunsAtATime) {
  auto dispatch = a_question();
  dispatch.given(one_run(last_request(dispatch), {"o1", "o2"}));
  dispatch.given(packed("o3")).when_time_passes(plan_time);
  auto plan = one_run(last_request(dispatch), {"o3"});
  plan.mutable_runs(0)->set_departs_at_ms(to_ms(tuesday_8));
  dispatch.when(plan).then_like(
      refused(v1::DISPATCH_REFUSAL_STALE_PLAN,
              "run " + plan.runs(0).run_id() + " overlaps run 3024-sandvika/morning/20515/1/1 of the same driver"));
  dispatch.when_time_passes(plan_time);

  auto both = one_run(last_request(dispatch), {"o3"});
  auto& second = *both.add_runs();
  second = both.runs(0);
  second.set_run_id("another");
  second.mutable_stops(0)->set_order_id("o4");
  dispatch.when(both).then_like(refused(v1::DISPATCH_REFUSAL_STALE_PLAN));
  EXPECT_EQ(dispatch.said<RunsPlanned>(), nullptr);
}

TEST(Proposals, NobodyAskedForAreRefused) {
  v1::ProposePlan plan;
  plan.set_plan_id("3024-sandvika/morning/20515/7");
  auto dispatch = a_question();
  dispatch.when(plan).then_like(refused(v1::DISPATCH_REFUSAL_STALE_PLAN, "nobody asked for this plan"));
  plan.set_plan_id("nonsense");
  dispatch.when(plan).then_like(refused(v1::DISPATCH_REFUSAL_STALE_PLAN, "nobody asked for this plan"));
  dispatch.when(one_run(last_request(dispatch), {"o1", "o2"}));
  EXPECT_NE(dispatch.said<RunsPlanned>(), nullptr) << "the real question is still open";
}

}  // namespace
}  // namespace matbud::dispatch::stories
