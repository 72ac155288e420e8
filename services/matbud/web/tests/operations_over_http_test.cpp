// What an operator sees and does, without personal data.
#include <thread>

#include "http_story.h"
#include "matbud/log/topics.h"

namespace matbud::apis {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

const std::string operations = "/api/operations/v1";

class OperationsOverHttp : public OverHttp {
 protected:
  void something_is_parked() {
    town().append({.topic = std::string{log::ordering_commands},
                   .key = area(),
                   .id = "bad",
                   .type = "matbud.ordering.v1.PlaceOrder",
                   .subject = "order/o-9",
                   .value = "\xff\xff no protobuf",
                   .partition = {}});
    while (get(operations + "/parked").body.at("parked").empty()) std::this_thread::yield();
  }
};

TEST_F(OperationsOverHttp, TellHowFarEachServiceIs) {
  const auto health = get(operations + "/health");
  ASSERT_EQ(health.status, 200) << health.text;
  EXPECT_THAT(health.body["alarms"], IsEmpty());
  EXPECT_THAT(health.text, HasSubstr("\"processor\":\"ordering\""));
  EXPECT_THAT(health.text, HasSubstr("\"topic\":\"ordering.commands.v1\""));
}

TEST_F(OperationsOverHttp, TellAgainWhenSomethingHasChanged) {
  auto listener = connection();
  listener.say(web::testing::get(operations + "/events", headers()));
  EXPECT_THAT(listener.hear_until("\n\n"), HasSubstr("200 OK"));
  while (listener.hear_until("\n\n").find("event: health") == std::string::npos) {
  }
  something_is_parked();
  while (listener.hear_until("\n\n").find("\"parked\":1") == std::string::npos) {
  }
}

TEST_F(OperationsOverHttp, TellTheStoryOfAnOrder) {
  as_care_worker();
  ASSERT_EQ(post("/api/ordering/v1/orders", basket("o-1")).status, 201);
  as({"operator", "op-1"});
  const auto path = operations + "/orders/o-1/trace";
  auto story = get(path);
  while (story.status == 404) story = get(path);
  ASSERT_EQ(story.status, 200) << story.text;
  EXPECT_FALSE(story.body["story"].empty());
  EXPECT_EQ(get(operations + "/orders/o-404/trace").status, 404);
  as({"operator", "op-2", {}, "9999"});
  EXPECT_EQ(get(path).status, 404) << "another municipality's";
}

TEST_F(OperationsOverHttp, LinkEachEventOfAStoryToItsCause) {
  as_care_worker();
  ASSERT_EQ(post("/api/ordering/v1/orders", basket("o-1")).status, 201);
  as({"operator", "op-1"});
  auto story = get(operations + "/orders/o-1/trace");
  while (story.status == 404 || story.body["story"].size() < 2) story = get(operations + "/orders/o-1/trace");
  const auto& asked = story.body["story"][0];
  const auto& placed = story.body["story"][1];
  EXPECT_TRUE(asked["cause"].is_null());
  EXPECT_EQ(placed["cause"]["topic"], asked["topic"]);
  EXPECT_EQ(placed["cause"]["offset"], asked["offset"]);
}

TEST_F(OperationsOverHttp, ShowWhoseOrderItIsOnlyForAReasonAndNeverUnseen) {
  as_care_worker();
  ASSERT_EQ(post("/api/ordering/v1/orders", basket("o-1")).status, 201);
  as({"operator", "op-1"});
  const auto path = operations + "/orders/o-1/person";
  EXPECT_EQ(post(path, nlohmann::json::object()).body["errors"][0]["pointer"], "#/reason");
  EXPECT_EQ(post(path, {{"reason", "curiosity"}}).status, 422);
  const auto looks = looks_recorded().size();
  auto seen = post(path, {{"reason", "wrong_delivery"}});
  while (seen.status == 404)
    seen = post(path, {{"reason", "wrong_delivery"}});  // the list of orders hears of it by itself
  ASSERT_EQ(seen.status, 200) << seen.text;
  EXPECT_EQ(seen.body["citizen_id"], citizen().id.value());
  EXPECT_EQ(seen.body["name"], citizen().name);
  ASSERT_EQ(looks_recorded().size(), looks + 1);
  EXPECT_THAT(looks_recorded(),
              testing::Contains("op-1 operator unmasked.wrong_delivery " + citizen().id.value() + " name"));
  as({"operator", "op-2", {}, "9999"});
  EXPECT_EQ(post(path, {{"reason", "wrong_delivery"}}).status, 404) << "another municipality's";
}

TEST_F(OperationsOverHttp, VerifyChainsAndCausesWhileOthersAppend) {
  const auto path = operations + "/verify";
  EXPECT_TRUE(get(path).body["last"].is_null());
  as_care_worker();
  ASSERT_EQ(post("/api/ordering/v1/orders", basket("o-1")).status, 201);
  as({"auditor", "a-1"});
  ASSERT_EQ(post(path, nlohmann::json::object()).status, 202);
  as_care_worker();
  for (const auto* order : {"o-2", "o-3", "o-4"}) ASSERT_EQ(post("/api/ordering/v1/orders", basket(order)).status, 201);
  as({"auditor", "a-1"});
  auto verified = get(path);
  while (verified.body["running"] == true) verified = get(path);
  const auto& last = verified.body["last"];
  EXPECT_TRUE(last["failed"].is_null()) << verified.text;
  EXPECT_EQ(last["findings"], 0) << verified.text;
  EXPECT_GT(last["records"], 10);
  EXPECT_EQ(post(path, {{"quick", true}}).status, 422) << "what is not offered is not ignored";
}

TEST_F(OperationsOverHttp, ShowWhatIsParkedAndGiveItUpWithAReason) {
  something_is_parked();
  const auto parked = get(operations + "/parked?subject=order/o-9");
  ASSERT_EQ(parked.body["parked"].size(), 1U) << parked.text;
  EXPECT_EQ(parked.body["parked"][0]["service"], "ordering");
  const auto why =
      post(operations + "/parked/redrive", {{"service", "ordering"}, {"subject", "order/o-9"}, {"discard", true}});
  EXPECT_EQ(why.status, 422);
  EXPECT_EQ(why.body["errors"][0]["pointer"], "#/reason");
  const auto kept = post(operations + "/parked/redrive", {{"service", "ordering"}, {"subject", "order/o-9"}});
  ASSERT_EQ(kept.status, 200) << kept.text;
  EXPECT_EQ(kept.body["still_parked"], 1) << "it cannot be decided today either";
  const auto gone =
      post(operations + "/parked/redrive",
           {{"service", "ordering"}, {"subject", "order/o-9"}, {"discard", true}, {"reason", "kommer ikke fra oss"}});
  ASSERT_EQ(gone.status, 200) << gone.text;
  EXPECT_EQ(gone.body["moved"], 1);
  EXPECT_THAT(get(operations + "/parked").body["parked"], IsEmpty());
  EXPECT_EQ(post(operations + "/parked/redrive", {{"service", "ordering"}, {"subject", "order/o-9"}}).status, 404);
}

}  // namespace
}  // namespace matbud::apis
