// What drivers and vehicles can do, when they rest, what they have worked, and how a dispatcher wants a plan.
#include <gtest/gtest.h>

#include "dispatch_stories.h"

namespace matbud::dispatch::stories {
namespace {

const Timestamp plan_time = tuesday_8 - plan_lead;

v1::PutDropPoint door_with(const std::string& order, const std::string& skill) {
  v1::PutDropPoint put;
  put.mutable_drop_point()->set_citizen_id("citizen-" + order);
  put.mutable_drop_point()->set_area_id(sandvika);
  put.mutable_drop_point()->add_skills(skill);
  return put;
}

v1::StartShift anne_with(std::initializer_list<const char*> skills) {
  auto command = anne_tomorrow();
  for (const auto* skill : skills) command.mutable_shift()->add_skills(skill);
  return command;
}

TEST(Skills, OfTheDoorReachTheSolver) {
  auto dispatch = a_dispatch();
  dispatch.given(door_with("o1", "lift"), anne_with({"lift", "se"}), packed("o1")).when_time_passes(plan_time);
  const auto request = last_request(dispatch);
  ASSERT_EQ(request.deliveries_size(), 1);
  ASSERT_EQ(request.deliveries(0).skills_size(), 1);
  EXPECT_EQ(request.deliveries(0).skills(0), "lift");
  EXPECT_EQ(request.shifts(0).skills_size(), 2);
}

TEST(Skills, AreLookedAtAgainWhenThePlanArrives) {
  auto dispatch = a_dispatch();
  dispatch.given(anne_tomorrow(), packed("o1")).when_time_passes(plan_time);
  const auto plan = one_run(last_request(dispatch), {"o1"});
  dispatch.given(door_with("o1", "e_lock"))
      .when(plan)
      .then_like(refused(v1::DISPATCH_REFUSAL_STALE_PLAN, "order o1 needs skills that driver anne lacks"));
}

TEST(Skills, CountForSameDayOrdersToo) {
  auto dispatch = a_dispatch();
  auto bo = bo_today();
  bo.mutable_shift()->add_skills("lift");
  dispatch.given(anne_today(), bo, door_with("o1", "lift"), confirmed_today("o0"), confirmed_today("o2"));
  dispatch.when(confirmed_today("o1"));
  ASSERT_NE(dispatch.said<v1::RunReplanned>(), nullptr);
  EXPECT_EQ(dispatch.said<v1::RunReplanned>()->driver_id(), "bo");
}

TEST(Breaks, LieWithinTheShift) {
  const struct {
    const char* why;
    Timestamp from;
    Timestamp to;
  } rows[] = {
      {"break_from_ms: before the shift, or not before break_to_ms", tuesday_8 - hours{2}, tuesday_8},
      {"break_from_ms: before the shift, or not before break_to_ms", tuesday_8 + hours{1}, tuesday_8 + hours{1}},
      {"break_to_ms: after the shift", tuesday_8 + hours{6}, tuesday_8 + hours{8}},
  };
  for (const auto& [why, from, to] : rows) {
    SCOPED_TRACE(why);
    auto command = anne_tomorrow();
    command.mutable_shift()->set_break_from_ms(to_ms(from));
    command.mutable_shift()->set_break_to_ms(to_ms(to));
    auto dispatch = a_dispatch();
    dispatch.when(command).then_like(refused(v1::DISPATCH_REFUSAL_INVALID, why));
  }
}

TEST(Breaks, HoldNoStop) {
  auto command = anne_tomorrow();
  command.mutable_shift()->set_break_from_ms(to_ms(tuesday_8));
  command.mutable_shift()->set_break_to_ms(to_ms(tuesday_8 + minutes{10}));
  auto dispatch = a_dispatch();
  dispatch.given(command, packed("o1")).when_time_passes(plan_time);
  auto plan = one_run(last_request(dispatch), {"o1"});
  const auto why = "run " + plan.runs(0).run_id() + ", order o1: in the driver's break";
  dispatch.when(plan).then_like(refused(v1::DISPATCH_REFUSAL_INVALID_PLAN, why));
}

TEST(Settings, OfTheDispatcherGoWithEveryPlanOfTheArea) {
  v1::PutPlanSettings command;
  command.mutable_settings()->set_area_id(sandvika);
  command.mutable_settings()->set_objective(v1::PLAN_OBJECTIVE_FEWEST_VEHICLES);
  command.mutable_settings()->set_fairness_metres(500);
  auto dispatch = a_dispatch();
  dispatch.when(command);
  ASSERT_NE(dispatch.said<v1::PlanSettingsPut>(), nullptr);
  dispatch.when(command).then_like(refused(v1::DISPATCH_REFUSAL_ALREADY, "area " + sandvika));
  dispatch.given(anne_tomorrow(), packed("o1")).when_time_passes(plan_time);
  EXPECT_EQ(last_request(dispatch).settings().objective(), v1::PLAN_OBJECTIVE_FEWEST_VEHICLES);
  EXPECT_EQ(last_request(dispatch).settings().fairness_metres(), 500U);

  command.mutable_settings()->set_area_id("3024-fornebu");
  dispatch.when(command).then_like(
      refused(v1::DISPATCH_REFUSAL_INVALID, "area_id: not the area the command was sent to"));
}

TEST(Work, OfTheDaysBeforeGoesWithThePlan) {
  auto dispatch = a_dispatch();
  dispatch.given(anne_tomorrow(), packed("o1")).when_time_passes(plan_time);
  const auto plan = one_run(last_request(dispatch), {"o1"});
  dispatch.given(plan, leave(plan.runs(0).run_id()), hand_over("o1"));
  EXPECT_EQ(last_request(dispatch).work_size(), 0) << "she had worked nothing before";

  const auto on_day = [](int days) {
    auto window = tuesday_morning();
    window.set_delivery_day(tuesday + days);
    window.set_opens_at_ms(to_ms(tuesday_8 + hours{24 * days}));
    window.set_closes_at_ms(to_ms(tuesday_8 + hours{24 * days + 4}));
    return window;
  };
  const auto anne_on = [](int days) {
    const auto from = tuesday_8 + hours{24 * days - 1};
    return start(a_shift("anne-" + std::to_string(days), "anne", from, from + hours{8}));
  };
  dispatch.given(anne_on(1), packed("o2", on_day(1))).when_time_passes(plan_time + hours{24});
  ASSERT_EQ(last_request(dispatch).work_size(), 1);
  EXPECT_EQ(last_request(dispatch).work(0).driver_id(), "anne");
  EXPECT_EQ(last_request(dispatch).work(0).minutes(), 30U);
  dispatch.given(anne_on(7), packed("o3", on_day(7))).when_time_passes(plan_time + hours{24 * 7});
  EXPECT_EQ(last_request(dispatch).work_size(), 0) << "a week ago is forgotten";
}

}  // namespace
}  // namespace matbud::dispatch::stories
