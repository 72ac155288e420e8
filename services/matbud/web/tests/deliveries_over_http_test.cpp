// From the packed box to the door, over HTTP: the dispatcher's board and the driver's phone.
#include "deliveries_story.h"

namespace matbud::apis {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST_F(DeliveriesOverHttp, AnOrderIsDrivenToTheDoor) {
  const auto on_shift = a_driver_comes_on_shift();
  ASSERT_EQ(on_shift.status, 200) << on_shift.text;
  EXPECT_EQ(on_shift.body["outcome"], "driver_on_shift");
  an_order_stands_packed("o-1");

  as_driver();
  const auto before = looks_recorded().size();
  const auto sheet = runs();
  ASSERT_EQ(sheet.size(), 1U);
  const auto& stop = sheet[0]["stops"][0];
  EXPECT_EQ(stop["order_id"], "o-1");
  EXPECT_EQ(stop["doorstep"]["address"], citizen().address);
  EXPECT_TRUE(stop["doorstep"]["point"].contains("latitude_e7"));
  EXPECT_EQ(looks_recorded().size(), before + 1);
  EXPECT_EQ(runs().size(), 1U);
  EXPECT_EQ(looks_recorded().size(), before + 1) << "a sheet that is looked at again is one sitting";

  const auto left = the_run_leaves();
  ASSERT_EQ(left.status, 200) << left.text;
  const auto done =
      says("o-1", "complete", {{"citizen_id", citizen().id.value()}, {"received_by", "Naboen i 2. etasje"}});
  ASSERT_EQ(done.status, 200) << done.text;
  EXPECT_EQ(done.body["outcome"], "delivery_done");
  const auto seen = get(dispatch + "/deliveries/o-1");
  EXPECT_EQ(seen.body["phase"], "delivered");
  EXPECT_EQ(seen.body["received_by"], "Naboen i 2. etasje");
}

TEST_F(DeliveriesOverHttp, TheDriverStandsAtTheDoorAndSaysLaterWhatWasDoneWithoutANet) {
  ASSERT_EQ(a_driver_comes_on_shift().status, 200);
  an_order_stands_packed("o-1");
  ASSERT_EQ(the_run_leaves().status, 200);
  const auto arrived = says("o-1", "arrive");
  ASSERT_EQ(arrived.status, 200) << arrived.text;
  EXPECT_EQ(arrived.body["outcome"], "driver_arrived");
  EXPECT_TRUE(get(dispatch + "/deliveries/o-1").body["arrived_at_ms"].is_number());
  const auto again = says("o-1", "arrive");
  EXPECT_EQ(again.status, 409) << "another tap has an answer, too";
  EXPECT_EQ(again.body["code"], "already");
  const auto noted = to_ms(town().clock().now()) - 60'000;
  const auto done = says("o-1", "complete", {{"said_at_ms", noted}});
  ASSERT_EQ(done.status, 200) << done.text;
  EXPECT_EQ(get(dispatch + "/deliveries/o-1").body["resolved_at_ms"], noted);
}

TEST_F(DeliveriesOverHttp, TheDispatcherSaysHowAnAreaIsPlanned) {
  as_dispatcher();
  EXPECT_EQ(get(dispatch + "/plan-settings?area=" + area()).body["objective"], "shortest");
  const auto put = post(dispatch + "/plan-settings",
                        {{"area_id", area()}, {"objective", "fewest_vehicles"}, {"fairness_metres", 500}});
  ASSERT_EQ(put.status, 200) << put.text;
  const auto settings = get(dispatch + "/plan-settings?area=" + area());
  EXPECT_EQ(settings.body["objective"], "fewest_vehicles");
  EXPECT_EQ(settings.body["fairness_metres"], 500);
  const auto closed = post(dispatch + "/plans", {{"area_id", area()},
                                                 {"window_id", "morning"},
                                                 {"delivery_day", today},
                                                 {"reason", "road_closed"},
                                                 {"closed_roads", {{{"latitude_e7", 598'900'000}}}}});
  EXPECT_EQ(closed.status, 422);
  EXPECT_EQ(closed.body["errors"][0]["pointer"], "#/closed_roads/0/longitude_e7");
}

TEST_F(DeliveriesOverHttp, AWindowIsPlannedAroundAClosedRoad) {
  as_dispatcher();
  json wish{{"area_id", area()},
            {"window_id", "morning"},
            {"delivery_day", today},
            {"reason", "road_closed"},
            {"closed_roads", {{{"latitude_e7", 598'900'000}, {"longitude_e7", 105'200'000}}}}};
  const auto no_circle = post(dispatch + "/plans", wish);
  EXPECT_EQ(no_circle.status, 422);
  EXPECT_EQ(no_circle.body["errors"][0]["pointer"], "#/closed_roads/0/radius_metres");
  wish["closed_roads"][0]["radius_metres"] = 200;
  EXPECT_EQ(post(dispatch + "/plans", wish).body["code"], "nothing_to_plan") << "nobody waits there, and nobody drives";
  wish.erase("reason");
  const auto no_reason = post(dispatch + "/plans", wish);
  EXPECT_EQ(no_reason.status, 422);
  EXPECT_EQ(no_reason.body["errors"][0]["pointer"], "#/reason");
}

TEST_F(DeliveriesOverHttp, AnotherDriverSeesAndDoesNothing) {
  ASSERT_EQ(a_driver_comes_on_shift().status, 200);
  an_order_stands_packed("o-1");
  ASSERT_EQ(the_run_leaves().status, 200);
  as_driver("d-2");
  EXPECT_THAT(runs(), IsEmpty());
  EXPECT_EQ(get(dispatch + "/deliveries/o-1").status, 404);
  const auto refused = says("o-1", "complete");
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.body["code"], "other_driver");
  as_dispatcher();
  EXPECT_EQ(get(dispatch + "/deliveries/o-1").body["phase"], "assigned");
  EXPECT_FALSE(runs()[0]["stops"][0]["doorstep"].contains("door_code")) << "a dispatcher needs no code";
}

TEST_F(DeliveriesOverHttp, NobodyOpensAndHomeCareLooksAfterIt) {
  ASSERT_EQ(a_driver_comes_on_shift().status, 200);
  an_order_stands_packed("o-1");
  ASSERT_EQ(the_run_leaves().status, 200);
  const auto failed = says("o-1", "fail", {{"reason", "not_opened"}});
  ASSERT_EQ(failed.status, 200) << failed.text;
  as_care_worker();
  const auto alerts = get(dispatch + "/alerts?area=" + area());
  ASSERT_EQ(alerts.body["alerts"].size(), 1U) << alerts.text;
  EXPECT_EQ(alerts.body["alerts"][0]["order_id"], "o-1");
  EXPECT_THAT(looks_recorded().back(), HasSubstr("care_worker alert " + citizen().id.value() + " alert"));
  const auto confirmed =
      says("o-1", "confirm-alert", {{"citizen_id", citizen().id.value()}, {"words", "Er hos legen"}});
  ASSERT_EQ(confirmed.status, 200) << confirmed.text;
  EXPECT_THAT(get(dispatch + "/alerts?area=" + area()).body["alerts"], IsEmpty());
  const auto again = says("o-1", "confirm-alert");
  EXPECT_EQ(again.status, 409);
  EXPECT_EQ(again.body["code"], "no_alert");
}

TEST_F(DeliveriesOverHttp, TooQuickIsUndone) {
  ASSERT_EQ(a_driver_comes_on_shift().status, 200);
  an_order_stands_packed("o-1");
  ASSERT_EQ(the_run_leaves().status, 200);
  ASSERT_EQ(says("o-1", "complete", {{"kept_back", {{{"gtin", good()}, {"reason", "damaged"}}}}}).status, 200);
  EXPECT_EQ(get(dispatch + "/deliveries/o-1").status, 200);
  const auto undone = says("o-1", "undo");
  ASSERT_EQ(undone.status, 200) << undone.text;
  EXPECT_EQ(get(dispatch + "/deliveries/o-1").body["phase"], "assigned");
  EXPECT_THAT(get(dispatch + "/deliveries/o-1").body["kept_back"], IsEmpty());
}

TEST_F(DeliveriesOverHttp, TheBoardKnowsWhoIsOnShift) {
  const auto on_shift = a_driver_comes_on_shift();
  as_dispatcher();
  const auto drivers = get(dispatch + "/drivers?area=" + area());
  ASSERT_EQ(drivers.body["drivers"].size(), 1U) << drivers.text;
  EXPECT_EQ(drivers.body["drivers"][0]["on_shift"], true);
  EXPECT_EQ(drivers.body["drivers"][0]["shifts"][0]["capacity_boxes"], 40);
  const auto ended = post(dispatch + "/shifts/s-1/end", {{"area_id", area()}});
  ASSERT_EQ(ended.status, 200) << ended.text;
  EXPECT_THAT(get(dispatch + "/drivers?area=" + area()).body["drivers"], IsEmpty());
  EXPECT_EQ(get(dispatch + "/shifts?area=" + area()).body["shifts"][0]["ended"], true);
  EXPECT_EQ(get(dispatch + "/runs?area=" + area() + "&day=yesterday").status, 400);
  EXPECT_EQ(get(dispatch + "/runs?area=9999-x&day=" + today).status, 403);
}

TEST_F(DeliveriesOverHttp, AShiftIsEndedByItsOwnDriverOrADispatcher) {
  ASSERT_EQ(a_driver_comes_on_shift().status, 200);
  as_driver("d-2");
  const auto refused = post(dispatch + "/shifts/s-1/end", {{"area_id", area()}});
  EXPECT_EQ(refused.status, 409) << refused.text;
  EXPECT_EQ(refused.body["code"], "other_driver");
  as_driver();
  EXPECT_EQ(post(dispatch + "/shifts/s-1/end", {{"area_id", area()}}).status, 200);
}

TEST_F(DeliveriesOverHttp, AShiftLastsUntilItsGoodsAreOutOfTheCar) {
  ASSERT_EQ(a_driver_comes_on_shift().status, 200);
  ASSERT_NO_FATAL_FAILURE(an_order_stands_packed("o-1"));
  ASSERT_EQ(the_run_leaves().status, 200);
  town().clock().move_on(std::chrono::hours{9});  // an hour past its end
  const auto own = [&] {
    as_driver();
    return get(dispatch + "/shifts?area=" + area()).body["shifts"];
  };
  ASSERT_EQ(own().size(), 1U) << "the door is still to be found";
  EXPECT_EQ(own()[0]["on_shift"], false);
  as_driver("d-2");
  EXPECT_TRUE(get(dispatch + "/shifts?area=" + area()).body["shifts"].empty()) << "and nobody else's";
  as_driver();
  const auto failed = says("o-1", "fail", {{"reason", "no_access"}});
  ASSERT_EQ(failed.status, 200) << failed.text;
  EXPECT_EQ(own().size(), 1U) << "the goods are in the car";
  const auto returned = says("o-1", "return");
  ASSERT_EQ(returned.status, 200) << returned.text;
  EXPECT_TRUE(own().empty());
}

TEST_F(DeliveriesOverHttp, ARunOnTheRoadIsGivenToAnotherDriver) {
  ASSERT_EQ(a_driver_comes_on_shift().status, 200);
  ASSERT_NO_FATAL_FAILURE(an_order_stands_packed("o-0"));
  ASSERT_NO_FATAL_FAILURE(an_order_stands_packed("o-1"));
  ASSERT_EQ(the_run_leaves().status, 200);
  ASSERT_EQ(says("o-0", "complete").status, 200);
  ASSERT_EQ(a_driver_comes_on_shift("d-2", "s-2").status, 200);
  as_driver();
  const auto run_id = runs().at(0).at("run_id").get<std::string>();
  const nlohmann::json wish{{"area_id", area()}, {"run_id", run_id}, {"shift_id", "s-2"}};
  EXPECT_EQ(post(dispatch + "/runs/take-over", wish).status, 403) << "drivers do not settle that among themselves";
  as_dispatcher();
  const auto taken = post(dispatch + "/runs/take-over", wish);
  ASSERT_EQ(taken.status, 200) << taken.text;
  EXPECT_EQ(taken.body["outcome"], "run_taken_over");
  EXPECT_EQ(taken.body["driver_id"], "d-2");
  as_driver();
  EXPECT_TRUE(runs().empty()) << "the door is nobody's but who goes there";
  EXPECT_EQ(says("o-1", "complete").body["code"], "other_driver");
  EXPECT_EQ(post(dispatch + "/shifts/s-1/end", {{"area_id", area()}}).status, 200);
  as_driver("d-2");
  EXPECT_EQ(runs().at(0).at("run_id"), run_id);
  ASSERT_EQ(runs().at(0).at("stops").size(), 1U) << "whose door the colleague had been at is not theirs to know";
  EXPECT_EQ(runs().at(0).at("stops").at(0).at("order_id"), "o-1");
  EXPECT_EQ(get(dispatch + "/deliveries/o-0").status, 404);
  const auto done = says("o-1", "complete");
  EXPECT_EQ(done.status, 200) << done.text;
}

TEST_F(DeliveriesOverHttp, AnAreasDepotIsKnownFromItsShiftsAlsoWhenTheyHavePassed) {
  as_dispatcher();
  const auto depot = [&] { return get(dispatch + "/shifts?area=" + area()).body.at("depot"); };
  EXPECT_TRUE(depot().is_null()) << "nobody has driven here";
  const auto on_shift = a_driver_comes_on_shift();
  ASSERT_EQ(on_shift.status, 200);
  town().clock().move_on(std::chrono::days{3});
  as_dispatcher();
  const nlohmann::json known{{"latitude_e7", 598'900'000}, {"longitude_e7", 105'200'000}};
  EXPECT_EQ(depot(), known);
  town().clock().move_on(std::chrono::days{100});
  EXPECT_TRUE(depot().is_null());
}

TEST_F(DeliveriesOverHttp, ARefusalNamesTheField) {
  as_driver();
  const auto now = to_ms(town().clock().now());
  const auto refused = post(dispatch + "/shifts", {{"shift_id", "s-1"},
                                                   {"area_id", area()},
                                                   {"starts_at_ms", now - 7'200'000},
                                                   {"ends_at_ms", now - 3'600'000},
                                                   {"capacity_boxes", 40},
                                                   {"depot_latitude_e7", 0},
                                                   {"depot_longitude_e7", 0}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.body["errors"][0]["pointer"], "#/ends_at_ms");
  as_dispatcher();
  const auto whose = post(dispatch + "/runs/start", {{"area_id", area()}, {"run_id", "r"}});
  EXPECT_EQ(whose.body["errors"][0]["pointer"], "#/driver_id") << "a dispatcher speaks for somebody";
  const auto nothing =
      post(dispatch + "/plans", {{"area_id", area()}, {"window_id", "morning"}, {"delivery_day", today}});
  EXPECT_EQ(nothing.status, 409);
  EXPECT_EQ(nothing.body["code"], "nothing_to_plan");
}

TEST_F(DeliveriesOverHttp, WhoIsToldIsInTheMailbox) {
  as_care_worker();
  const auto placed = post("/api/ordering/v1/orders", basket("o-1"));
  ASSERT_EQ(placed.status, 201);
  const std::string mailbox = "/api/notification/v1/orders/o-1/messages";
  auto messages = get(mailbox);
  while (messages.body["messages"].empty()) messages = get(mailbox);
  for (const auto& message : messages.body["messages"]) EXPECT_EQ(message["order_id"], "o-1");
  EXPECT_THAT(messages.text, Not(HasSubstr("@")));
  as({"administrator", "a-1"});
  const auto contacts = get("/api/notification/v1/citizens/" + citizen().id.value() + "/contacts");
  ASSERT_EQ(contacts.status, 200) << contacts.text;
  EXPECT_EQ(contacts.body["contacts"].size(), citizen().contacts.size());
  EXPECT_EQ(contacts.body["contacts"][0]["address"], citizen().contacts[0].address);
  EXPECT_THAT(looks_recorded().back(), HasSubstr("administration " + citizen().id.value() + " address name"));
}

}  // namespace
}  // namespace matbud::apis
