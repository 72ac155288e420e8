// Windows that are planned anew: a driver ill, an order called back, a road closed, a dispatcher's wish.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "dispatch_stories.h"
#include "matbud/processor/machinery.h"

namespace matbud::dispatch::stories {
namespace {

using v1::RunsPlanned;

const Timestamp plan_time = tuesday_8 - plan_lead;

v1::StartShift bo_tomorrow() { return start(a_shift("bo-tuesday", "bo", tuesday_8 - hours{1}, tuesday_8 + hours{7})); }

/// Anne has o1 and o2 in a run that has not left; Bo is on shift and has nothing.
struct APlannedMorning : processor::testing::DeciderSpec {
  APlannedMorning() : DeciderSpec{make_decider()} {
    given(anne_tomorrow(), bo_tomorrow(), packed("o1"), packed("o2"));
    when_time_passes(plan_time);
    given(by("anne", {"o1", "o2"}));
    run = said_run().run_id();
  }
  /// An answer to the last question: all of these for one driver.
  [[nodiscard]] v1::ProposePlan by(const std::string& driver, const std::vector<std::string>& orders) const {
    const auto request = last_request(*this);
    auto plan = one_run(request, orders);
    plan.mutable_runs(0)->set_driver_id(driver);
    plan.mutable_runs(0)->set_shift_id(driver + "-tuesday");
    return plan;
  }
  [[nodiscard]] const v1::Run& said_run() const { return said<RunsPlanned>()->runs(0); }
  [[nodiscard]] const v1::PlanRequested& question() const { return *said<v1::PlanRequested>(); }

  std::string run;
};

TEST(Replans, PutTheNewRunsInThePlaceOfThoseThatHaveNotLeft) {
  APlannedMorning spec;
  spec.when(plan_anew());
  ASSERT_NE(spec.said<v1::PlanRequested>(), nullptr);
  EXPECT_EQ(spec.question().reason(), v1::REPLAN_REASON_DISPATCHER);
  ASSERT_EQ(spec.question().previous_size(), 1);
  EXPECT_EQ(spec.question().previous(0).run_id(), spec.run);
  EXPECT_EQ(spec.question().previous(0).stops_size(), 2);
  EXPECT_EQ(spec.question().deliveries_size(), 2);
  EXPECT_EQ(spec.question().shifts_size(), 2) << "whoever has the runs may have them again";

  spec.when(spec.by("bo", {"o2", "o1"}));
  ASSERT_NE(spec.said<RunsPlanned>(), nullptr);
  ASSERT_EQ(spec.said<RunsPlanned>()->replaced_run_ids_size(), 1);
  EXPECT_EQ(spec.said<RunsPlanned>()->replaced_run_ids(0), spec.run);
  EXPECT_EQ(spec.said<RunsPlanned>()->reason(), v1::REPLAN_REASON_DISPATCHER);
  const auto bos = spec.said_run().run_id();
  spec.when(leave(spec.run)).then_like(refused(v1::DISPATCH_REFUSAL_UNKNOWN_RUN));
  spec.when(leave(bos, "bo"));
  ASSERT_NE(spec.said<v1::RunStarted>(), nullptr);
  EXPECT_EQ(spec.said<v1::RunStarted>()->stops_size(), 2);
}

TEST(Replans, LeaveTheOldRunsStandingUntilTheAnswerIsAccepted) {
  APlannedMorning spec;
  spec.given(plan_anew());
  spec.when(leave(spec.run));
  EXPECT_NE(spec.said<v1::RunStarted>(), nullptr) << "the driver does not wait for a solver";
}

TEST(Replans, AreStaleWhenARunHasLeftMeanwhileAndTheRestIsAskedForAgain) {
  APlannedMorning spec;
  spec.given(packed("o3"), plan_anew());
  const auto answer = spec.by("bo", {"o1", "o2", "o3"});
  spec.given(leave(spec.run))
      .when(answer)
      .then_like(refused(v1::DISPATCH_REFUSAL_STALE_PLAN, "run " + spec.run + " has left, or is no more"));
  spec.when_time_passes(plan_time);
  const auto again = last_request(spec);
  EXPECT_EQ(again.previous_size(), 0);
  ASSERT_EQ(again.deliveries_size(), 1);
  EXPECT_EQ(again.deliveries(0).delivery().order_id(), "o3");
}

TEST(Replans, AreStaleWhenTheRunHasLostAnOrderMeanwhile) {
  APlannedMorning spec;
  spec.given(plan_anew());
  const auto answer = spec.by("bo", {"o1", "o2"});
  spec.given(called_back("o2"))
      .when(answer)
      .then_like(refused(v1::DISPATCH_REFUSAL_STALE_PLAN, "order o2 no longer waits"));
}

TEST(Replans, AreNotForgottenByANewerQuestion) {
  APlannedMorning spec;
  spec.given(packed("o3"), plan_anew());
  spec.given(start(a_shift("cem-tuesday", "cem", tuesday_8 - hours{1}, tuesday_8 + hours{7})));
  spec.when_time_passes(plan_time);
  const auto request = last_request(spec);
  EXPECT_EQ(request.shifts_size(), 3);
  EXPECT_EQ(request.reason(), v1::REPLAN_REASON_DISPATCHER);
  EXPECT_EQ(request.previous_size(), 1);
}

TEST(Replans, FollowADriverWhoIsIll) {
  APlannedMorning spec;
  spec.given(packed("o3"), start(a_shift("cem-tuesday", "cem", tuesday_8 - hours{1}, tuesday_8 + hours{7})));
  spec.when_time_passes(plan_time);
  spec.given(spec.by("bo", {"o3"}));
  const auto bos = spec.said_run().run_id();
  spec.given(end("anne-tuesday")).when_time_passes(plan_time);
  const auto request = last_request(spec);
  EXPECT_EQ(request.reason(), v1::REPLAN_REASON_DRIVER_GONE);
  ASSERT_EQ(request.previous_size(), 1) << "the ill driver's run is no more; Bo's may change";
  EXPECT_EQ(request.previous(0).run_id(), bos);
  EXPECT_EQ(request.deliveries_size(), 3);
  spec.when(spec.by("bo", {"o3", "o1", "o2"}));
  ASSERT_NE(spec.said<RunsPlanned>(), nullptr);
  EXPECT_EQ(spec.said_run().stops_size(), 3);
}

TEST(Replans, SayThatADriverHasLeftAlsoWhenTheOthersHaveNothingYet) {
  APlannedMorning spec;
  spec.given(end("anne-tuesday")).when_time_passes(plan_time);
  EXPECT_EQ(last_request(spec).previous_size(), 0);
  spec.when(spec.by("bo", {"o1", "o2"}));
  ASSERT_NE(spec.said<RunsPlanned>(), nullptr);
  EXPECT_EQ(spec.said<RunsPlanned>()->reason(), v1::REPLAN_REASON_DRIVER_GONE);
}

TEST(Replans, RememberThatTheOnlyDriverIsIllUntilSomebodyComes) {
  APlannedMorning spec;
  spec.given(end("bo-tuesday"), end("anne-tuesday")).when_time_passes(plan_time);
  spec.then_like(refused(v1::DISPATCH_REFUSAL_NO_DRIVER));
  ASSERT_NE(spec.said<v1::DispatchRefused>(), nullptr);
  EXPECT_THAT(spec.said<v1::DispatchRefused>()->waiting_order_ids(), testing::ElementsAre("o1", "o2"));
  spec.given(start(a_shift("cem-tuesday", "cem", tuesday_8 - hours{1}, tuesday_8 + hours{7})));
  spec.when_time_passes(plan_time);
  EXPECT_EQ(last_request(spec).reason(), v1::REPLAN_REASON_DRIVER_GONE);
  spec.when(spec.by("cem", {"o1", "o2"}));
  ASSERT_NE(spec.said<RunsPlanned>(), nullptr);
  EXPECT_EQ(spec.said<RunsPlanned>()->reason(), v1::REPLAN_REASON_DRIVER_GONE);
}

TEST(Replans, FollowAnOrderThatIsCalledBack) {
  APlannedMorning spec;
  spec.when(called_back("o1"));
  ASSERT_NE(spec.said<v1::DeliveryWithdrawn>(), nullptr);
  EXPECT_EQ(spec.said<v1::DeliveryWithdrawn>()->run_id(), spec.run);
  spec.when(called_back("o1")).then_nothing();
  spec.when_time_passes(plan_time);
  const auto request = last_request(spec);
  EXPECT_EQ(request.reason(), v1::REPLAN_REASON_ORDER_WITHDRAWN);
  ASSERT_EQ(request.deliveries_size(), 1);
  EXPECT_EQ(request.deliveries(0).delivery().order_id(), "o2");
  spec.given(spec.by("anne", {"o2"})).when(leave(spec.said_run().run_id()));
  ASSERT_NE(spec.said<v1::RunStarted>(), nullptr);
  EXPECT_EQ(spec.said<v1::RunStarted>()->stops_size(), 1);
}

TEST(Replans, DoNotCallBackWhatIsOnTheRoadOrAtItsEnd) {
  APlannedMorning spec;
  spec.when(called_back("never heard of")).then_nothing();
  spec.given(leave(spec.run)).when(called_back("o1")).then_nothing();
  spec.given(hand_over("o1")).when(called_back("o1")).then_nothing();
}

TEST(Replans, TakeAnOrderThatWaitedOffTheList) {
  auto spec = a_dispatch();
  spec.given(packed("o1"), called_back("o1"), anne_tomorrow()).when_time_passes(plan_time);
  EXPECT_EQ(last_request(spec).plan_id(), "");
  spec.given(packed("o1")).when_time_passes(plan_time);
  EXPECT_EQ(last_request(spec).deliveries_size(), 1) << "another grocer has packed it after all";
}

TEST(Replans, GoAroundClosedRoadsForAsLongAsTheWindowIsPlanned) {
  APlannedMorning spec;
  auto command = plan_anew(tuesday_morning(), v1::REPLAN_REASON_ROAD_CLOSED);
  auto& road = *command.add_closed_roads();
  road.set_latitude_e7(598'900'000);
  road.set_longitude_e7(105'300'000);
  road.set_radius_metres(300);
  spec.when(command);
  ASSERT_EQ(spec.question().closed_roads_size(), 1);
  spec.given(spec.by("anne", {"o1", "o2"}), packed("o3")).when_time_passes(plan_time);
  ASSERT_EQ(last_request(spec).closed_roads_size(), 1);
  EXPECT_EQ(last_request(spec).previous_size(), 0) << "a new order alone moves nobody";
}

TEST(Replans, AreRefusedWithTheFieldThatCannotBe) {
  const struct {
    const char* why;
    void (*spoil)(v1::RequestPlan&);
  } rows[] = {
      {"closed_roads[0].radius_metres: not 1 to 20000", [](v1::RequestPlan& one) { one.add_closed_roads(); }},
      {"reason: missing, with closed_roads",
       [](v1::RequestPlan& one) {
         one.clear_reason();
         one.add_closed_roads()->set_radius_metres(1);
       }},
      {"closed_roads: too many",
       [](v1::RequestPlan& one) {
         for (int i = 0; i < 21; ++i) one.add_closed_roads()->set_radius_metres(1);
       }},
  };
  for (const auto& [why, spoil] : rows) {
    SCOPED_TRACE(why);
    APlannedMorning spec;
    auto command = plan_anew();
    spoil(command);
    spec.when(command).then_like(refused(v1::DISPATCH_REFUSAL_INVALID, why));
  }
}

}  // namespace
}  // namespace matbud::dispatch::stories
