// From the question to the runs: the effector solves what dispatch asks, and dispatch takes its answer.
#include "matbud/dispatch/plan_effector.h"

#include <gtest/gtest.h>

#include <future>
#include <stdexcept>
#include <thread>

#include "dispatch_stories.h"
#include "matbud/processor/machinery.h"

namespace matbud::dispatch::stories {
namespace {

const Timestamp plan_time = tuesday_8 - plan_lead;

/// In these tests a sealed point is the point itself.
std::optional<v1::Point> open_sesame(const privacy::v1::Sealed& sealed) {
  v1::Point point;
  if (!point.ParseFromString(sealed.box())) return std::nullopt;
  return point;
}

v1::PutDropPoint doorstep(const std::string& order, std::int32_t longitude_e7) {
  v1::Point point;
  point.set_latitude_e7(598'900'000);
  point.set_longitude_e7(longitude_e7);
  v1::PutDropPoint put;
  put.mutable_drop_point()->set_citizen_id("citizen-" + order);
  put.mutable_drop_point()->set_area_id(sandvika);
  put.mutable_drop_point()->mutable_point()->set_box(point.SerializeAsString());
  return put;
}

/// Two orders east of the depot and one whose doorstep nobody knows.
processor::testing::DeciderSpec a_question() {
  auto dispatch = a_dispatch();
  dispatch.given(doorstep("far", 106'000'000), doorstep("near", 105'300'000), anne_tomorrow());
  dispatch.given(packed("far"), packed("near"), packed("unknown")).when_time_passes(plan_time);
  return dispatch;
}

runtime::v1::PendingEffect asked_of(const processor::testing::DeciderSpec& dispatch) {
  return processor::pending_effect(dispatch.state(), last_request(dispatch).plan_id()).value();
}

v1::DispatchCommand command_in(const processor::EffectReport& report) {
  v1::DispatchCommand command;
  EXPECT_TRUE(command.ParseFromString(report.command));
  return command;
}

TEST(PlanEffector, AnswersWithAPlanThatDispatchTakes) {
  auto dispatch = a_question();
  PlanEffector effector{open_sesame, Solving::at_once};
  ASSERT_TRUE(effector.perform(asked_of(dispatch), false));
  const auto report = effector.poll();
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->effect_id, last_request(dispatch).plan_id());
  EXPECT_EQ(report->type, "matbud.dispatch.v1.ProposePlan");
  EXPECT_FALSE(effector.poll().has_value());
  dispatch.when(command_in(*report).propose_plan());
  ASSERT_NE(dispatch.said<v1::RunsPlanned>(), nullptr);
  const auto& planned = *dispatch.said<v1::RunsPlanned>();
  ASSERT_EQ(planned.runs_size(), 1);
  EXPECT_EQ(planned.runs(0).driver_id(), "anne");
  ASSERT_EQ(planned.runs(0).stops_size(), 3);
  EXPECT_EQ(planned.runs(0).stops(2).order_id(), "unknown") << "last, but not left out";
  EXPECT_EQ(planned.unplanned_order_ids_size(), 0);
}

TEST(PlanEffector, DeliversLateWhatIsPlannedAfterItsWindow) {
  auto dispatch = a_dispatch();
  dispatch.given(packed("o1")).when_time_passes(tuesday_8 + hours{5});
  dispatch.given(anne_tomorrow()).when_time_passes(tuesday_8 + hours{5});
  PlanEffector effector{open_sesame, Solving::at_once};
  ASSERT_TRUE(effector.perform(asked_of(dispatch), false));
  dispatch.when(command_in(effector.poll().value()).propose_plan());
  ASSERT_NE(dispatch.said<v1::RunsPlanned>(), nullptr);
  EXPECT_EQ(dispatch.said<v1::RunsPlanned>()->runs_size(), 1);
}

TEST(PlanEffector, SolvesTheSameBesideAsAtOnce) {
  const auto dispatch = a_question();
  PlanEffector at_once{open_sesame, Solving::at_once};
  ASSERT_TRUE(at_once.perform(asked_of(dispatch), false));

  std::promise<std::thread::id> solver;
  auto solved_by = solver.get_future();
  bool told = false;
  const auto tells_its_thread = [&](const privacy::v1::Sealed& sealed) {
    if (!told) solver.set_value(std::this_thread::get_id());
    told = true;
    return open_sesame(sealed);
  };
  std::promise<void> rung;
  PlanEffector beside{tells_its_thread, Solving::beside, [&rung] { rung.set_value(); }};
  ASSERT_TRUE(beside.perform(asked_of(dispatch), true));
  EXPECT_NE(solved_by.get(), std::this_thread::get_id());
  rung.get_future().wait();
  const auto report = beside.poll();
  ASSERT_TRUE(report) << "woken before there was a report";
  EXPECT_EQ(report->command, at_once.poll()->command);
}

TEST(PlanEffector, TakesNoMoreThanItCanCarry) {
  const auto dispatch = a_question();
  std::promise<void> gate;
  auto opened = gate.get_future().share();
  const auto waits = [opened](const privacy::v1::Sealed& sealed) {
    opened.wait();
    return open_sesame(sealed);
  };
  PlanEffector effector{waits, Solving::beside};
  int taken = 0;
  while (taken < 100 && effector.perform(asked_of(dispatch), false)) ++taken;
  EXPECT_GE(taken, 16);
  EXPECT_LE(taken, 17) << "sixteen wait, one may be in hand";
  gate.set_value();
}

TEST(PlanEffector, RefusesWhatIsNoPlan) {
  PlanEffector effector{open_sesame, Solving::at_once};
  runtime::v1::PendingEffect effect;
  effect.set_kind("email");
  EXPECT_THROW((void)effector.perform(effect, false), std::invalid_argument);
}

}  // namespace
}  // namespace matbud::dispatch::stories
