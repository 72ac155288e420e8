// From the contract's question to the planner's terms and back: each wish changes the plan as it should.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "question_stories.h"

namespace matbud::dispatch::stories {
namespace {

std::map<std::string, std::string> drivers_of(const v1::ProposePlan& plan) {
  std::map<std::string, std::string> drivers;
  for (const auto& run : plan.runs()) {
    for (const auto& stop : run.stops()) drivers[stop.order_id()] = run.driver_id();
  }
  return drivers;
}

TEST(Wishes, GiveADoorToSomebodyWhoCanOpenIt) {
  AQuestion question;
  question.drives("anne").add_skills("se");
  question.drives("bo").add_skills("e_lock");
  question.wants("o1", depot_longitude + km_east).add_skills("e_lock");
  question.wants("o2", depot_longitude + 2 * km_east).add_skills("se");
  question.wants("o3", depot_longitude + 3 * km_east).add_skills("lift");
  const auto plan = question.answer();
  EXPECT_EQ(drivers_of(plan).at("o1"), "bo");
  EXPECT_EQ(drivers_of(plan).at("o2"), "anne");
  ASSERT_EQ(plan.unplanned_order_ids_size(), 1);
  EXPECT_EQ(plan.unplanned_order_ids(0), "o3");
  ASSERT_EQ(plan.unplanned_reasons_size(), 1);
  EXPECT_EQ(plan.unplanned_reasons(0), v1::UNPLANNED_REASON_SKILLS);
}

TEST(Wishes, LetADriverRest) {
  AQuestion question;
  auto& anne = question.drives("anne");
  anne.set_break_from_ms(to_ms(tuesday_8 + minutes{30}));
  anne.set_break_to_ms(to_ms(tuesday_8 + hours{3}));
  for (int i = 0; i < 12; ++i) question.wants("o" + std::to_string(i), depot_longitude + (i + 1) * km_east);
  const auto plan = question.answer();
  ASSERT_EQ(plan.runs_size(), 1);
  for (const auto& stop : plan.runs(0).stops()) {
    EXPECT_FALSE(stop.eta_ms() + 5 * 60'000 > anne.break_from_ms() && stop.eta_ms() < anne.break_to_ms())
        << stop.order_id() << " in the break";
  }
}

TEST(Wishes, HoldBoxesKilogramsAndTheCold) {
  AQuestion boxes;
  boxes.drives("anne", 3);
  boxes.wants("o1", depot_longitude + km_east);
  boxes.wants("o2", depot_longitude + km_east);
  EXPECT_EQ(boxes.answer().unplanned_order_ids_size(), 1);
  EXPECT_EQ(boxes.answer().unplanned_reasons(0), v1::UNPLANNED_REASON_NO_ROOM);
  AQuestion weight;
  weight.drives("anne").set_capacity_grams(10'000);
  weight.wants("o1", depot_longitude + km_east);
  weight.wants("o2", depot_longitude + km_east);
  EXPECT_EQ(weight.answer().unplanned_order_ids_size(), 1);
  AQuestion cold;
  cold.drives("anne");
  cold.wants("far", depot_longitude + 60 * km_east).mutable_delivery()->set_cold(true);
  cold.wants("as far, and warm", depot_longitude + 60 * km_east);
  const auto plan = cold.answer();
  ASSERT_EQ(plan.unplanned_order_ids_size(), 1) << "more than two hours on the road";
  EXPECT_EQ(plan.unplanned_order_ids(0), "far");
  cold.drives("bo").set_cooled(true);
  EXPECT_EQ(cold.answer().unplanned_order_ids_size(), 0);
  EXPECT_EQ(drivers_of(cold.answer()).at("far"), "bo") << "whose vehicle keeps it cold";
}

TEST(Wishes, SendTheDriverOfTheNearerDepot) {
  AQuestion question;
  question.drives("anne");
  question.drives("bo").set_depot_longitude_e7(depot_longitude + 20 * km_east);
  question.wants("near anne", depot_longitude + km_east);
  question.wants("near bo", depot_longitude + 19 * km_east);
  const auto drivers = drivers_of(question.answer());
  EXPECT_EQ(drivers.at("near anne"), "anne");
  EXPECT_EQ(drivers.at("near bo"), "bo");
}

TEST(Wishes, RingAtADoorOnce) {
  AQuestion question;
  question.drives("anne");
  question.drives("bo");
  for (const auto* order : {"a1", "b1", "a2", "b2", "a3"})
    question.wants(order, depot_longitude + (order[0] == 'a' ? 3 : -3) * km_east);
  const auto plan = question.answer();
  for (const auto& run : plan.runs()) {
    std::set<char> doors;
    char before = 0;
    for (const auto& stop : run.stops()) {
      const char door = stop.order_id()[0];
      if (door != before) {
        EXPECT_TRUE(doors.insert(door).second) << "door " << door << " twice";
      }
      before = door;
    }
  }
}

TEST(Wishes, TakeFewestVehiclesOrTheShortestWay) {
  AQuestion question;
  question.drives("anne");
  question.drives("bo").set_depot_longitude_e7(depot_longitude + 20 * km_east);
  question.wants("west", depot_longitude - km_east);
  question.wants("east", depot_longitude + 21 * km_east);
  EXPECT_EQ(question.answer().runs_size(), 2);
  question.request.mutable_settings()->set_objective(v1::PLAN_OBJECTIVE_FEWEST_VEHICLES);
  EXPECT_EQ(question.answer().runs_size(), 1);
}

TEST(Wishes, SpareWhoHasWorkedALotThisWeek) {
  AQuestion question;
  question.drives("anne");
  question.drives("bo");
  for (int i = 0; i < 6; ++i) question.wants("o" + std::to_string(i), depot_longitude + (i + 1) * km_east);
  for (const std::string busy : {"anne", "bo"}) {
    SCOPED_TRACE(busy);
    auto asked = question;
    auto& work = *asked.request.add_work();
    work.set_driver_id(busy);
    work.set_minutes(20 * 60);
    for (const auto& [order, driver] : drivers_of(asked.answer())) EXPECT_NE(driver, busy) << order;
  }
}

TEST(Wishes, ChangeAsLittleAsTheyMustInAReplan) {
  AQuestion question;
  question.drives("anne", 120);
  question.drives("bo", 120);
  for (int i = 0; i < 60; ++i)
    question.wants("o" + std::to_string(i), depot_longitude + (i * 37 % 60 - 30) * km_east / 4,
                   depot_latitude + (i * 23 % 60 - 30) * 20'000);
  const auto before = question.answer();
  for (const auto& run : before.runs()) {
    *question.request.add_previous() = run;
  }
  question.request.set_reason(v1::REPLAN_REASON_ORDER_WITHDRAWN);
  const auto gone = before.runs(0).stops(3).order_id();
  auto& all = *question.request.mutable_deliveries();
  all.erase(std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.delivery().order_id() == gone; }));
  const auto after = question.answer();
  EXPECT_TRUE(after.unplanned_order_ids().empty());

  std::map<std::string, std::string> places;
  for (const auto& run : before.runs()) {
    auto last = run.driver_id();
    for (const auto& order : orders_of(run)) {
      if (order == gone) continue;
      places[order] = last;
      last = order;
    }
  }
  std::size_t moved = 0;
  for (const auto& run : after.runs()) {
    auto last = run.driver_id();
    for (const auto& order : orders_of(run)) {
      moved += places.at(order) == last ? 0U : 1U;
      last = order;
    }
  }
  EXPECT_LE(moved, 59 * 5 / 100) << "one order was called back, and only its gap may close";
}

TEST(Wishes, GoAroundAClosedRoad) {
  AQuestion question;
  question.drives("anne");
  question.wants("o1", depot_longitude + 4 * km_east);
  const auto straight = question.answer();
  auto& road = *question.request.add_closed_roads();
  road.set_latitude_e7(depot_latitude);
  road.set_longitude_e7(depot_longitude + 2 * km_east);
  road.set_radius_metres(500);
  const auto around = question.answer();
  const auto longer = around.runs(0).distance_metres() - straight.runs(0).distance_metres();
  EXPECT_NEAR(static_cast<double>(longer), 2 * 3.1416 * 500, 5) << "there and back, half a circle each";
  EXPECT_GT(around.runs(0).returns_at_ms() - around.runs(0).departs_at_ms(),
            straight.runs(0).returns_at_ms() - straight.runs(0).departs_at_ms());
  question.request.mutable_closed_roads(0)->set_latitude_e7(depot_latitude + 200'000);
  EXPECT_EQ(question.answer().runs(0).distance_metres(), straight.runs(0).distance_metres()) << "elsewhere";
}

TEST(Travel, IsTheServersWhenThereIsOne) {
  AQuestion question;
  question.drives("anne");
  question.wants("o1", depot_longitude + km_east);
  question.wants("nobody knows where", 0).clear_point();
  const auto plan = question.answer([](const std::vector<Position>& places) -> Result<TravelMatrix> {
    EXPECT_EQ(places.size(), 2U) << "the door that is known, and the depot";
    return TravelMatrix{{0, 7'000, 7'000, 0}, {0, 600, 600, 0}};
  });
  EXPECT_EQ(plan.travel().source(), v1::TRAVEL_SOURCE_ROUTING_SERVER);
  EXPECT_EQ(plan.travel().fell_back(), "");
  ASSERT_EQ(plan.runs_size(), 1);
  EXPECT_EQ(plan.runs(0).distance_metres(), 7'000U + 5'000U + 5'000U);
}

TEST(Travel, FallsBackToGreatCirclesAndSaysWhy) {
  AQuestion question;
  question.drives("anne");
  question.wants("o1", depot_longitude + km_east);
  const auto without = question.answer();
  EXPECT_EQ(without.travel().source(), v1::TRAVEL_SOURCE_GREAT_CIRCLE);
  EXPECT_EQ(without.travel().fell_back(), "");
  const auto failed = question.answer([](const std::vector<Position>&) -> Result<TravelMatrix> {
    return failure(Error::Code::unavailable, "routing server: http 503");
  });
  EXPECT_EQ(failed.travel().source(), v1::TRAVEL_SOURCE_GREAT_CIRCLE);
  EXPECT_EQ(failed.travel().fell_back(), "routing server: http 503");
  EXPECT_EQ(failed.runs(0).distance_metres(), without.runs(0).distance_metres());
  const auto narrow = question.answer([](const std::vector<Position>&) -> Result<TravelMatrix> {
    return TravelMatrix{{0}, {0}};
  });
  EXPECT_EQ(narrow.travel().fell_back(), "the matrix has other places than were asked for");
}

TEST(Travel, IsToldInTheEventOfThePlan) {
  auto dispatch = a_dispatch();
  dispatch.given(anne_tomorrow(), packed("o1")).when_time_passes(tuesday_8 - plan_lead);
  auto plan = one_run(last_request(dispatch), {"o1"});
  plan.mutable_travel()->set_source(v1::TRAVEL_SOURCE_GREAT_CIRCLE);
  plan.mutable_travel()->set_fell_back("routing server: http 503");
  dispatch.when(plan);
  ASSERT_NE(dispatch.said<v1::RunsPlanned>(), nullptr);
  EXPECT_EQ(dispatch.said<v1::RunsPlanned>()->travel().fell_back(), "routing server: http 503");
}

}  // namespace
}  // namespace matbud::dispatch::stories
