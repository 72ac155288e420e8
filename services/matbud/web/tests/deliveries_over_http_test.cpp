// From the packed box to the door, over HTTP: the dispatcher's board and the driver's phone.
#include <thread>

#include "http_story.h"
#include "matbud/grocer/v1/answers.pb.h"
#include "matbud/log/topics.h"

namespace matbud::apis {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::string dispatch = "/api/dispatch/v1";
const std::string today = "2026-11-23";

class DeliveriesOverHttp : public OverHttp {
 protected:
  void as_dispatcher() { as({"dispatcher", "b-1", {}, area().substr(0, 4)}); }
  void as_driver(const std::string& id = "d-1") { as({"driver", id, {}, area().substr(0, 4)}); }

  Answer a_driver_comes_on_shift() {
    as_driver();
    const auto now = to_ms(town().clock().now());
    return post(dispatch + "/shifts", {{"shift_id", "s-1"},
                                       {"area_id", area()},
                                       {"starts_at_ms", now - 3'600'000},
                                       {"ends_at_ms", now + 8 * 3'600'000},
                                       {"capacity_boxes", 40},
                                       {"depot_latitude_e7", 598'900'000},
                                       {"depot_longitude_e7", 105'200'000}});
  }

  /// A same-day order, ordered, given to the driver and packed.
  void an_order_stands_packed(const std::string& order_id) {
    as_care_worker();
    auto body = basket(order_id);
    body["window_id"] = "same-day";
    body["delivery_day"] = today;
    const auto placed = post("/api/ordering/v1/orders", body);
    ASSERT_EQ(placed.status, 201) << placed.text;
    as_dispatcher();
    waits_for(order_id, "phase", "assigned");
    grocer::v1::GrocerAnswer answer;
    answer.set_order_id(order_id);
    auto& box = *answer.mutable_packed()->add_boxes();
    box.set_box_id("b-" + order_id);
    box.set_weight_grams(1'000);
    box.set_storage(orders::v1::STORAGE_CLASS_AMBIENT);
    town().append({.topic = log::grocer_answers(GrocerId{"dagros"}),
                   .key = area(),
                   .id = "packed/" + order_id,
                   .type = "matbud.grocer.v1.GrocerAnswer",
                   .subject = "order/" + order_id,
                   .value = answer.SerializeAsString(),
                   .partition = {}});
    waits_for(order_id, "packed", true);
  }

  void waits_for(const std::string& order_id, const std::string& field, const json& value) {
    for (;;) {
      const auto answer = get(dispatch + "/deliveries/" + order_id);
      if (answer.status == 200 && answer.body.at(field) == value) return;
      std::this_thread::yield();
    }
  }

  [[nodiscard]] json runs() {
    const auto answer = get(dispatch + "/runs?area=" + area() + "&day=" + today);
    EXPECT_EQ(answer.status, 200) << answer.text;
    return answer.body.at("runs");
  }

  Answer the_run_leaves() {
    as_driver();
    const auto run = runs().at(0).at("run_id");
    return post(dispatch + "/runs/start", {{"area_id", area()}, {"run_id", run}});
  }

  Answer says(const std::string& order_id, const std::string& what, json body = json::object()) {
    body["area_id"] = area();
    return post(dispatch + "/deliveries/" + order_id + "/" + what, body);
  }
};

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
  const auto seen = get(dispatch + "/deliveries/o-1", done.token());
  EXPECT_EQ(seen.body["phase"], "delivered");
  EXPECT_EQ(seen.body["received_by"], "Naboen i 2. etasje");
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
  const auto alerts = get(dispatch + "/alerts?area=" + area(), failed.token());
  ASSERT_EQ(alerts.body["alerts"].size(), 1U) << alerts.text;
  EXPECT_EQ(alerts.body["alerts"][0]["order_id"], "o-1");
  const auto confirmed =
      says("o-1", "confirm-alert", {{"citizen_id", citizen().id.value()}, {"words", "Er hos legen"}});
  ASSERT_EQ(confirmed.status, 200) << confirmed.text;
  EXPECT_THAT(get(dispatch + "/alerts?area=" + area(), confirmed.token()).body["alerts"], IsEmpty());
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
  EXPECT_EQ(get(dispatch + "/deliveries/o-1", undone.token()).body["phase"], "assigned");
  EXPECT_THAT(get(dispatch + "/deliveries/o-1", undone.token()).body["kept_back"], IsEmpty());
}

TEST_F(DeliveriesOverHttp, TheBoardKnowsWhoIsOnShift) {
  const auto on_shift = a_driver_comes_on_shift();
  as_dispatcher();
  const auto drivers = get(dispatch + "/drivers?area=" + area(), on_shift.token());
  ASSERT_EQ(drivers.body["drivers"].size(), 1U) << drivers.text;
  EXPECT_EQ(drivers.body["drivers"][0]["on_shift"], true);
  EXPECT_EQ(drivers.body["drivers"][0]["shifts"][0]["capacity_boxes"], 40);
  const auto ended = post(dispatch + "/shifts/s-1/end", {{"area_id", area()}});
  ASSERT_EQ(ended.status, 200) << ended.text;
  EXPECT_THAT(get(dispatch + "/drivers?area=" + area(), ended.token()).body["drivers"], IsEmpty());
  EXPECT_EQ(get(dispatch + "/shifts?area=" + area()).body["shifts"][0]["ended"], true);
  EXPECT_EQ(get(dispatch + "/runs?area=" + area() + "&day=yesterday").status, 400);
  EXPECT_EQ(get(dispatch + "/runs?area=9999-x&day=" + today).status, 403);
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
