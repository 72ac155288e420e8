// Runs that the dispatcher arranges by hand.
#include <gtest/gtest.h>

#include <functional>

#include "dispatch_stories.h"

namespace matbud::dispatch::stories {
namespace {

using v1::RunsPlanned;

const Timestamp plan_time = tuesday_8 - plan_lead;

/// Anne has o1 and o2 in a run that has not left; Bo is on shift and has nothing; o3 is packed and waits.
struct AMorningByHand : processor::testing::DeciderSpec {
  explicit AMorningByHand(bool cooled = false) : DeciderSpec{make_decider()} {
    auto annes = anne_tomorrow(4);
    annes.mutable_shift()->set_cooled(cooled);
    given(annes, start(a_shift("bo-tuesday", "bo", tuesday_8 - hours{1}, tuesday_8 + hours{7})));
    given(packed("o1"), packed("o2"), packed("o3")).when_time_passes(plan_time);
    auto plan = one_run(last_request(*this), {"o1", "o2"});
    plan.add_unplanned_order_ids("o3");
    given(plan);
    run = plan.runs(0).run_id();
  }
  /// What the dispatcher saw: Anne's run.
  [[nodiscard]] v1::ArrangeRuns instead_of(const std::vector<std::string>& seen) const {
    v1::ArrangeRuns wish;
    wish.set_window_id("morning");
    wish.set_delivery_day(tuesday);
    auto& before = *wish.add_before();
    before.set_run_id(run);
    for (const auto& order : seen) before.add_order_ids(order);
    return wish;
  }
  /// Anne drives o2, and Bo o1.
  [[nodiscard]] v1::ArrangeRuns one_each() const {
    auto wish = instead_of({"o1", "o2"});
    add_run(wish, "anne", {"o2"});
    add_run(wish, "bo", {"o1"});
    return wish;
  }
  static void add_run(v1::ArrangeRuns& wish, const std::string& driver, const std::vector<std::string>& orders) {
    v1::PlanRequested request;
    *request.mutable_window() = tuesday_morning();
    *request.add_shifts() = a_shift(driver + "-tuesday", driver, tuesday_8, tuesday_8 + hours{7});
    auto& added = *wish.add_runs();
    added = one_run(request, orders).runs(0);
    added.set_run_id("by-hand/" + driver);
  }

  std::string run;
};

TEST(ByHand, RunsTakeThePlaceOfThoseThatWereSeen) {
  AMorningByHand spec;
  spec.when(spec.one_each());
  const auto* const planned = spec.said<RunsPlanned>();
  ASSERT_NE(planned, nullptr);
  EXPECT_EQ(planned->plan_id(), "") << "no solver was asked";
  EXPECT_EQ(planned->reason(), v1::REPLAN_REASON_DISPATCHER);
  ASSERT_EQ(planned->replaced_run_ids_size(), 1);
  EXPECT_EQ(planned->replaced_run_ids(0), spec.run);
  EXPECT_EQ(planned->runs(0).window().window_id(), "morning");
  spec.when(leave(spec.run)).then_like(refused(v1::DISPATCH_REFUSAL_UNKNOWN_RUN));
  spec.when(leave("by-hand/bo", "bo"));
  ASSERT_NE(spec.said<v1::RunStarted>(), nullptr);
  EXPECT_EQ(spec.said<v1::RunStarted>()->stops(0).order_id(), "o1");
}

TEST(ByHand, WhoWaitsMayBeTakenAlong) {
  AMorningByHand spec;
  auto wish = spec.instead_of({"o1", "o2"});
  spec.add_run(wish, "bo", {"o3", "o1", "o2"});
  spec.when(wish);
  ASSERT_NE(spec.said<RunsPlanned>(), nullptr);
  spec.when_time_passes(tuesday_8 + hours{4});
  EXPECT_EQ(spec.said<v1::PlanRequested>(), nullptr) << "nobody waits any more";
}

TEST(ByHand, WhoWaitsMayGetARunOfTheirOwn) {
  AMorningByHand spec;
  auto wish = spec.instead_of({});
  wish.clear_before();
  spec.add_run(wish, "bo", {"o3"});
  spec.when(wish);
  ASSERT_NE(spec.said<RunsPlanned>(), nullptr);
  EXPECT_EQ(spec.said<RunsPlanned>()->replaced_run_ids_size(), 0);
  spec.when(leave(spec.run));
  EXPECT_NE(spec.said<v1::RunStarted>(), nullptr) << "Anne's run stands as it stood";
}

TEST(ByHand, IsRefusedWhenTheRunsHaveChangedSince) {
  struct Row {
    const char* why;
    std::function<v1::ArrangeRuns(AMorningByHand&)> wish;
  };
  const Row rows[] = {
      {"run 3024-sandvika/morning/20515/1/1 has changed since",
       [](auto& spec) {
         auto wish = spec.instead_of({"o2", "o1"});
         spec.add_run(wish, "bo", {"o1", "o2"});
         return wish;
       }},
      {"run 3024-sandvika/morning/20515/1/1 has changed since",
       [](auto& spec) {
         auto wish = spec.instead_of({"o1"});
         spec.add_run(wish, "bo", {"o1"});
         return wish;
       }},
      {"run 3024-sandvika/morning/20515/1/1 has left, or is no more",
       [](auto& spec) {
         spec.given(leave(spec.run));
         return spec.one_each();
       }},
      {"run 3024-sandvika/morning/20515/1/1 has left, or is no more",
       [](auto& spec) {
         spec.given(spec.one_each());
         return spec.one_each();
       }},
      {"shift bo-tuesday has ended",
       [](auto& spec) {
         spec.given(end("bo-tuesday"));
         return spec.one_each();
       }},
      {"there is no such window",
       [](auto& spec) {
         auto wish = spec.one_each();
         wish.set_window_id("night");
         return wish;
       }},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.why);
    AMorningByHand spec;
    const auto wish = row.wish(spec);
    spec.when(wish).then_like(refused(v1::DISPATCH_REFUSAL_STALE_PLAN, row.why));
  }
}

TEST(ByHand, ForgetsNobodyAndBreaksNoRule) {
  struct Row {
    v1::DispatchRefusal reason;
    const char* why;
    std::function<void(v1::ArrangeRuns&)> spoil;
  };
  const Row rows[] = {
      {v1::DISPATCH_REFUSAL_INVALID_PLAN, "order o1 is in no run any more",
       [](auto& wish) { wish.mutable_runs()->RemoveLast(); }},
      {v1::DISPATCH_REFUSAL_INVALID_PLAN, "order o2 stands in the plan twice",
       [](auto& wish) { *wish.mutable_runs(1)->add_stops() = wish.runs(0).stops(0); }},
      {v1::DISPATCH_REFUSAL_INVALID_PLAN, "run by-hand/bo: the shift has another driver",
       [](auto& wish) { wish.mutable_runs(1)->set_driver_id("anne"); }},
      {v1::DISPATCH_REFUSAL_INVALID_PLAN, "run by-hand/bo, order o1: outside the window",
       [](auto& wish) {
         wish.mutable_runs(1)->mutable_stops(0)->set_eta_ms(to_ms(tuesday_8 + hours{5}));
         wish.mutable_runs(1)->set_returns_at_ms(to_ms(tuesday_8 + hours{6}));
       }},
      {v1::DISPATCH_REFUSAL_INVALID_PLAN, "run by-hand/bo cannot be driven like that",
       [](auto& wish) { wish.mutable_runs(1)->clear_departs_at_ms(); }},
      {v1::DISPATCH_REFUSAL_INVALID, "runs: missing", [](auto& wish) { wish.clear_runs(); }},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.why);
    AMorningByHand spec;
    auto wish = spec.one_each();
    row.spoil(wish);
    spec.when(wish).then_like(refused(row.reason, row.why));
  }
}

TEST(ByHand, MovesAStopWithinItsRun) {
  AMorningByHand spec;
  auto wish = spec.instead_of({"o1", "o2"});
  spec.add_run(wish, "anne", {"o2", "o1"});
  spec.when(wish);
  ASSERT_NE(spec.said<RunsPlanned>(), nullptr);
  spec.when(leave("by-hand/anne"));
  ASSERT_NE(spec.said<v1::RunStarted>(), nullptr);
  EXPECT_EQ(spec.said<v1::RunStarted>()->stops(0).order_id(), "o2");
  EXPECT_EQ(spec.said<v1::RunStarted>()->stops(1).order_id(), "o1");
}

TEST(ByHand, MovesNothingElse) {
  AMorningByHand spec;
  spec.given(start(a_shift("cato-tuesday", "cato", tuesday_8 - hours{1}, tuesday_8 + hours{7})));
  spec.given(spec.one_each());
  v1::ArrangeRuns wish;  // Bo's stop goes to Cato; Anne is not spoken of
  wish.set_window_id("morning");
  wish.set_delivery_day(tuesday);
  wish.add_before()->set_run_id("by-hand/bo");
  wish.mutable_before(0)->add_order_ids("o1");
  spec.add_run(wish, "cato", {"o1"});
  spec.when(wish);
  const auto* const planned = spec.said<RunsPlanned>();
  ASSERT_NE(planned, nullptr);
  EXPECT_EQ(planned->runs_size(), 1);
  EXPECT_EQ(planned->replaced_run_ids_size(), 1);
  spec.when(leave("by-hand/anne"));
  ASSERT_NE(spec.said<v1::RunStarted>(), nullptr);
  EXPECT_EQ(spec.said<v1::RunStarted>()->stops(0).order_id(), "o2");
}

TEST(ByHand, DrivesNoColdGoodsAboutForHours) {
  AMorningByHand spec;
  v1::PutDropPoint door;
  door.mutable_drop_point()->set_citizen_id("citizen-o2");
  door.mutable_drop_point()->set_area_id(sandvika);
  auto late = spec.instead_of({"o1", "o2"});
  spec.add_run(late, "anne", {"o1", "o2"});
  auto& last = *late.mutable_runs(0)->mutable_stops(1);
  const auto departs = from_ms(late.runs(0).departs_at_ms());
  late.mutable_runs(0)->set_returns_at_ms(to_ms(departs + hours{3}));
  last.set_eta_ms(to_ms(departs + cold_ride_max + minutes{1}));
  const auto too_long =
      refused(v1::DISPATCH_REFUSAL_INVALID_PLAN, "run by-hand/anne, order o2: cold goods would be under way too long");
  {
    AMorningByHand unknown_door;
    unknown_door.given(door).when(late);
    EXPECT_NE(unknown_door.said<RunsPlanned>(), nullptr) << "a person looks for the door, cold or not";
  }
  door.mutable_drop_point()->mutable_point()->set_box("sealed");
  spec.given(door).when(late).then_like(too_long);
  last.set_eta_ms(to_ms(departs + cold_ride_max));
  spec.when(late);
  EXPECT_NE(spec.said<RunsPlanned>(), nullptr);
  {
    AMorningByHand cooled{true};
    last.set_eta_ms(to_ms(departs + cold_ride_max + minutes{1}));
    cooled.given(door).when(late);
    EXPECT_NE(cooled.said<RunsPlanned>(), nullptr) << "the vehicle keeps them cold";
  }
}

TEST(ByHand, LoadsNoVehicleBeyondWhatItHolds) {
  AMorningByHand spec;
  auto wish = spec.instead_of({"o1", "o2"});
  spec.add_run(wish, "anne", {"o1", "o2", "o3"});
  spec.when(wish).then_like(
      refused(v1::DISPATCH_REFUSAL_STALE_PLAN, "run by-hand/anne has more boxes than its vehicle holds"));
}

TEST(ByHand, ARunThatTakesOrdersAllDayIsLeftAlone) {
  auto dispatch = a_dispatch();
  dispatch.given(anne_today(), bo_today(), confirmed_today("o1"));
  dispatch.given(packed("o2", today()));  // so that the window is known
  v1::ArrangeRuns wish;
  wish.set_window_id("today");
  wish.set_delivery_day(monday);
  wish.add_before()->set_run_id(annes_run);
  wish.mutable_before(0)->add_order_ids("o1");
  AMorningByHand::add_run(wish, "bo", {"o1"});
  dispatch.when(wish).then_like(refused(v1::DISPATCH_REFUSAL_INVALID_PLAN,
                                        "run " + annes_run + " takes orders all day, and is not arranged by hand"));
}

TEST(ByHand, MakesTheAnswerOfASolverThatWasAskedBeforeStale) {
  AMorningByHand spec;
  spec.given(plan_anew());
  auto answer = one_run(last_request(spec), {"o1", "o2", "o3"});
  spec.given(spec.one_each());
  spec.when(answer).then_like(refused(v1::DISPATCH_REFUSAL_STALE_PLAN, "run " + spec.run + " has left, or is no more"));
}

}  // namespace
}  // namespace matbud::dispatch::stories
