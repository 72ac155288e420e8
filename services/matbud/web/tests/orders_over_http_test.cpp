// An order's way over HTTP: from the kitchen table to its outcome, and back to be read.
#include <algorithm>
#include <thread>

#include "http_story.h"

namespace matbud::apis {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::string orders = "/api/ordering/v1/orders";

class OrdersOverHttp : public OverHttp {
 protected:
  void SetUp() override {
    OverHttp::SetUp();
    as_care_worker();
  }
};

TEST_F(OrdersOverHttp, AnOrderIsPlacedAndItsWriterSeesItAtOnce) {
  const auto placed = post(orders, basket("o-1"));
  ASSERT_EQ(placed.status, 201) << placed.text;
  EXPECT_EQ(placed.body["outcome"], "placed");
  EXPECT_EQ(placed.body["order"]["total_ore"], 4980);
  EXPECT_EQ(placed.headers.at("Location"), orders + "/o-1");
  ASSERT_THAT(placed.token(), Not(IsEmpty()));
  const auto read = get(orders + "/o-1");
  ASSERT_EQ(read.status, 200) << read.text;
  EXPECT_EQ(read.body["ordered_by"], "w-7");
  EXPECT_EQ(read.body["line_list"][0]["name"], "Havregryn 500 g");
  EXPECT_EQ(read.body["can_change"], true);
  EXPECT_EQ(read.body["can_cancel"], true);
}

TEST_F(OrdersOverHttp, ARepeatedRequestGetsTheFirstAnswer) {
  const auto body = basket("o-1");
  const auto first = post(orders, body, "key-1");
  const auto again = post(orders, body, "key-1");
  EXPECT_EQ(first.status, 201) << first.text;
  EXPECT_EQ(again.status, 201) << again.text;
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(again.token(), first.token());
  const auto asked = get("/api/ordering/v1/commands/key-1");
  EXPECT_EQ(asked.status, 201);
  EXPECT_EQ(asked.body, first.body);
  EXPECT_EQ(get("/api/ordering/v1/commands/key-2").status, 404);
}

TEST_F(OrdersOverHttp, AKeyBelongsToOneRequest) {
  ASSERT_EQ(post(orders, basket("o-1"), "key-1").status, 201);
  const auto other = post(orders, basket("o-2"), "key-1");
  EXPECT_EQ(other.status, 422);
  EXPECT_EQ(other.body["code"], "idempotency_key_reused");
}

/// What one area has answered is not told to another that happens on its key.
TEST_F(OrdersOverHttp, AKeyBelongsToOneArea) {
  ASSERT_EQ(post(orders, basket("o-1"), "key-1").status, 201);
  auto elsewhere = basket("o-1");
  elsewhere["area_id"] = "3024-somewhere-else";
  const auto other = post(orders, elsewhere, "key-1");
  EXPECT_EQ(other.status, 422);
  EXPECT_EQ(other.body["code"], "idempotency_key_reused") << other.text;
}

TEST_F(OrdersOverHttp, ARefusalSaysWhyAndWhere) {
  auto unknown = basket("o-1");
  unknown["lines"].push_back({{"gtin", "73513537"}, {"quantity", 1}});
  const auto refused = post(orders, unknown);
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.body["code"], "unknown_product");
  EXPECT_EQ(refused.body["errors"][0]["pointer"], "#/lines/1/gtin");
  EXPECT_THAT(refused.body["detail"].get<std::string>(), HasSubstr("73513537"));

  auto zero = basket("o-2");
  zero["lines"][0]["quantity"] = 0;
  const auto bad = post(orders, zero);
  EXPECT_EQ(bad.status, 422);
  EXPECT_EQ(bad.body["errors"][0]["pointer"], "#/lines/0/quantity");

  auto past = basket("o-3");
  past["delivery_day"] = "2020-01-02";
  EXPECT_EQ(post(orders, past).status, 409) << "somebody who asks earlier another time may get it";
}

TEST_F(OrdersOverHttp, ARequestThatIsNoneIsToldWhatItLacks) {
  const auto body = basket("o-1").dump();
  const auto json_type = std::string{"Content-Type: application/json\r\n"};
  EXPECT_EQ(say("POST", orders, body, headers(json_type)).status, 400) << "no key";
  EXPECT_EQ(say("POST", orders, body, headers(json_type + "Idempotency-Key: a b\r\n")).status, 400);
  EXPECT_EQ(say("POST", orders, body, headers("Content-Type: text/plain\r\nIdempotency-Key: k\r\n")).status, 415);
  EXPECT_EQ(say("POST", orders, "{", headers(json_type + "Idempotency-Key: k\r\n")).status, 422);
  EXPECT_EQ(say("POST", orders, std::string(300'000, ' '), headers(json_type + "Idempotency-Key: k\r\n")).status, 413);
  std::string deep(40, '[');
  deep += std::string(40, ']');
  EXPECT_EQ(say("POST", orders, deep, headers(json_type + "Idempotency-Key: k\r\n")).status, 422);
  EXPECT_EQ(get(orders + "/o-1", "not-a-token").status, 400);
  EXPECT_EQ(get(orders + "/o-1", "99.1").status, 400) << "there is no such partition";
  EXPECT_EQ(get(orders + "/o-404").status, 404);
}

TEST_F(OrdersOverHttp, AnOrderIsAmendedAndCancelled) {
  ASSERT_EQ(post(orders, basket("o-1")).status, 201);
  const json lines = {{{"gtin", good()}, {"quantity", 1}}, {{"gtin", good(2)}, {"quantity", 1}}};
  const auto amended = post(orders + "/o-1/amend", {{"area_id", area()}, {"expected_version", 1}, {"lines", lines}});
  ASSERT_EQ(amended.status, 200) << amended.text;
  EXPECT_EQ(amended.body["order"]["version"], 2);
  const auto stale = post(orders + "/o-1/amend", {{"area_id", area()}, {"expected_version", 1}, {"lines", lines}});
  EXPECT_EQ(stale.status, 409);
  EXPECT_EQ(stale.body["code"], "version_changed");
  const auto cancelled = post(orders + "/o-1/cancel",
                              {{"area_id", area()}, {"citizen_id", citizen().id.value()}, {"reason", "Reist bort"}});
  ASSERT_EQ(cancelled.status, 200) << cancelled.text;
  const auto read = get(orders + "/o-1");
  EXPECT_EQ(read.body["step"], "cancelled");
  EXPECT_EQ(read.body["can_change"], false);
  EXPECT_EQ(read.body["can_cancel"], false);
}

TEST_F(OrdersOverHttp, OrdersAreListedPageByPage) {
  for (int i = 0; i < 5; ++i) {
    const auto placed = post(orders, basket("o-" + std::to_string(i)));
    ASSERT_EQ(placed.status, 201) << placed.text;
  }
  std::vector<std::string> ids;
  std::string cursor;
  do {
    const auto page = get(orders + "?area=" + area() + "&limit=2" + (cursor.empty() ? "" : "&cursor=" + cursor));
    ASSERT_EQ(page.status, 200) << page.text;
    for (const auto& row : page.body["orders"]) ids.push_back(row["order_id"]);
    cursor = page.body["next"].is_null() ? "" : page.body["next"].get<std::string>();
  } while (!cursor.empty());
  EXPECT_THAT(ids, testing::UnorderedElementsAre("o-0", "o-1", "o-2", "o-3", "o-4"));
  EXPECT_EQ(get(orders + "?step=lost").status, 400);
  EXPECT_EQ(get(orders + "?day=2026-11-24").status, 400) << "a day needs an area";
  EXPECT_EQ(get(orders + "?limit=0").status, 400);
  EXPECT_EQ(get(orders + "?cursor=99:x").status, 400);
}

TEST_F(OrdersOverHttp, NotesAreOpenedForThoseWhoseWorkNeedsThemAndTheLookIsRecorded) {
  auto body = basket("o-1");
  body["note_to_driver"] = "Ring to ganger";
  const auto placed = post(orders, body);
  ASSERT_EQ(placed.status, 201) << placed.text;
  EXPECT_THAT(placed.text, Not(HasSubstr("Ring")));
  const auto before = looks_recorded().size();
  const auto seen = get(orders + "/o-1");
  EXPECT_EQ(seen.body["note_to_driver"], "Ring to ganger");
  EXPECT_EQ(seen.body["note_to_home_care"], nullptr);
  const auto looks = looks_recorded();
  ASSERT_EQ(looks.size(), before + 1);
  EXPECT_EQ(looks.back(), "w-7 care_worker visit " + citizen().id.value() + " diet note_to_driver");

  as({"dispatcher", "d-1"});
  const auto unopened = get(orders + "/o-1");
  EXPECT_EQ(unopened.status, 200);
  EXPECT_FALSE(unopened.body.contains("note_to_driver"));
  EXPECT_EQ(looks_recorded().size(), looks.size()) << "nothing was opened";
}

TEST_F(OrdersOverHttp, AnotherMunicipalityAndAnotherUnitSeeNothing) {
  ASSERT_EQ(post(orders, basket("o-1")).status, 201);
  const auto body = basket("o-2");
  as({"care_worker", "w-8", citizen().service_unit, "9999"});
  EXPECT_EQ(get(orders + "/o-1").status, 404);
  EXPECT_EQ(post(orders, body).status, 403);
  EXPECT_EQ(get("/api/ordering/v1/commands/k-1").status, 404);
  as({"care_worker", "w-9", "another-unit", area().substr(0, 4)});
  EXPECT_EQ(get(orders + "/o-1").status, 404);
  const auto refused = post(orders, body);
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.body["code"], "may_not_order");
}

TEST_F(OrdersOverHttp, AnotherUnitChangesAndCancelsNothing) {
  const auto placed = post(orders, basket("o-1"));
  ASSERT_EQ(placed.status, 201);
  ASSERT_EQ(get(orders + "/o-1").status, 200);
  as({"care_worker", "w-9", "another-unit", area().substr(0, 4)});
  EXPECT_EQ(post(orders + "/o-1/amend",
                 {{"area_id", area()}, {"expected_version", 1}, {"lines", {{{"gtin", good()}, {"quantity", 1}}}}})
                .status,
            404);
  EXPECT_EQ(post(orders + "/o-1/cancel", {{"area_id", area()}}).status, 404);
  EXPECT_EQ(post(orders + "/o-1/feedback", {{"area_id", area()}, {"feedback_id", "f-1"}, {"stars", 1}}).status, 404);
  as_care_worker();
  const auto kept = get(orders + "/o-1");
  EXPECT_EQ(kept.body["step"], "placed");
  EXPECT_EQ(kept.body["version"], 1);
}

TEST_F(OrdersOverHttp, AStreamTellsWhatHappensAndGoesOnWhereItWasLeft) {
  auto stream = connection();
  stream.say(web::testing::get("/api/ordering/v1/events?area=" + area(), headers()));
  ASSERT_TRUE(stream.hears("retry: 2000\n\n"));
  const auto placed = post(orders, basket("o-1"));
  ASSERT_EQ(placed.status, 201);
  ASSERT_TRUE(stream.hears("id: "));
  EXPECT_EQ(stream.hear_until("\n"), placed.token());
  EXPECT_EQ(stream.hear_until("\n"), "event: order_placed");
  const auto data = json::parse(stream.hear_until("\n").substr(6));
  EXPECT_EQ(data["order_ids"], json{"o-1"});
  EXPECT_EQ(data["area_id"], area());

  ASSERT_EQ(post(orders, basket("o-2")).status, 201);
  auto later = connection();
  later.say(
      web::testing::get("/api/ordering/v1/events?order=o-2", headers("Last-Event-ID: " + placed.token() + "\r\n")));
  EXPECT_TRUE(later.hears("event: order_placed\n"));
  EXPECT_THAT(later.hear_until("\n"), HasSubstr("o-2"));

  EXPECT_EQ(say("GET", "/api/ordering/v1/events", {}, headers("Last-Event-ID: x\r\n")).status, 400);
}

TEST_F(OrdersOverHttp, EachStreamIsToldWhereItStandsItself) {
  auto all = connection();
  all.say(web::testing::get("/api/ordering/v1/events", headers()));
  auto one_area = connection();
  one_area.say(web::testing::get("/api/ordering/v1/events?area=" + area(), headers()));
  ASSERT_TRUE(all.hears("retry: 2000\n\n"));
  ASSERT_TRUE(one_area.hears("retry: 2000\n\n"));
  const auto placed = post(orders, basket("o-1"));
  ASSERT_EQ(placed.status, 201);
  ASSERT_TRUE(all.hears("id: "));
  const auto of_all = all.hear_until("\n");
  EXPECT_THAT(of_all, HasSubstr(placed.token()));
  EXPECT_NE(of_all, placed.token()) << "it has seen other partitions, too";
  ASSERT_TRUE(one_area.hears("id: "));
  EXPECT_EQ(one_area.hear_until("\n"), placed.token());
}

TEST_F(OrdersOverHttp, AStreamOfAnotherMunicipalityIsSilent) {
  as({"care_worker", "w-8", {}, "9999"});
  auto stream = connection();
  stream.say(web::testing::get("/api/ordering/v1/events", headers("Last-Event-ID: 0.0\r\n")));
  as_care_worker();
  auto ours = connection();
  ours.say(web::testing::get("/api/ordering/v1/events", headers()));
  ASSERT_TRUE(ours.hears("retry: 2000\n\n"));
  ASSERT_EQ(post(orders, basket("o-1")).status, 201);
  ASSERT_TRUE(ours.hears("order_placed"));
  running().stop();
  EXPECT_THAT(stream.hear_until("never"), Not(HasSubstr("order_placed")));
}

}  // namespace
}  // namespace matbud::apis
