// Packing without a system of one's own, over HTTP: from the order to the packed boxes, as ordering hears of it.
#include <thread>

#include "http_story.h"
#include "matbud/log/command.h"
#include "matbud/log/topics.h"
#include "matbud/ordering/v1/commands.pb.h"

namespace matbud::apis {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::string packing = "/api/packing/v1";
const std::string today = "2026-11-23";

class PackingOverHttp : public OverHttp {
 protected:
  void as_picker(const std::string& grocer = "dagros", const std::string& municipality = "3024") {
    as({"picker", "p-1", grocer, municipality});
  }

  /// A same-day order of the first citizen, who must not get milk: two of the first good.
  void an_order_is_placed(const std::string& order_id, const std::string& wish = "similar") {
    as_care_worker();
    auto body = basket(order_id);
    body["window_id"] = "same-day";
    body["delivery_day"] = today;
    body["lines"][0]["wish"] = wish;
    const auto placed = post("/api/ordering/v1/orders", body);
    ASSERT_EQ(placed.status, 201) << placed.text;
    as_picker();
    waits_for(order_id, [](const json&) { return true; });
  }
  json waits_for(const std::string& order_id, const std::function<bool(const json&)>& seen) {
    for (;;) {
      const auto answer = get(packing + "/orders/" + order_id);
      if (answer.status == 200 && seen(answer.body)) return answer.body;
      std::this_thread::yield();
    }
  }
  Answer says(const std::string& order_id, const std::string& what, const json& body, const std::string& key = {}) {
    return post(packing + "/orders/" + order_id + "/" + what, body, key);
  }
  Answer substitutes(const std::string& order_id, const std::string& gtin) {
    return says(order_id, "lines",
                {{"lines", {{{"ordered_gtin", good()}, {"outcome", "substituted"}, {"gtin", gtin}, {"quantity", 2}}}}});
  }
  static json one_box() { return {{"boxes", {{{"weight_grams", 1'200}, {"storage", "ambient"}}}}}; }
};

TEST_F(PackingOverHttp, AnOrderIsFoundOnTheListAndPacked) {
  an_order_is_placed("o-1");
  const auto list = get(packing + "/orders");
  ASSERT_EQ(list.status, 200) << list.text;
  ASSERT_EQ(list.body["orders"].size(), 1U);
  EXPECT_EQ(list.body["orders"][0]["order_id"], "o-1");
  EXPECT_EQ(list.body["orders"][0]["state"], "accepted") << "this town's grocer accepts by setting";

  const auto order = get(packing + "/orders/o-1");
  const auto& line = order.body["line_list"][0];
  EXPECT_EQ(line["ordered"]["product"]["name"], "Havregryn 500 g");
  EXPECT_EQ(line["ordered"]["quantity"], 2);
  EXPECT_EQ(line["wish"], "similar");

  const auto packed = says("o-1", "packed", one_box(), "k-packed");
  ASSERT_EQ(packed.status, 200) << packed.text;
  EXPECT_EQ(packed.body["outcome"], "packed");
  const auto seen = get(packing + "/orders/o-1");
  EXPECT_EQ(seen.body["state"], "packed");
  EXPECT_EQ(seen.body["box_list"][0]["box_id"], seen.body["alias"].get<std::string>() + "-1");
  EXPECT_EQ(seen.body["line_list"][0]["packed"]["quantity"], 2);

  for (const auto* const printed : {"slip.pdf", "labels.pdf"}) {
    const auto pdf = get(packing + "/orders/o-1/" + printed);
    EXPECT_EQ(pdf.status, 200) << pdf.text.substr(0, 500);
    EXPECT_THAT(pdf.text, testing::StartsWith("%PDF-"));
  }
  const auto again = says("o-1", "packed", one_box(), "k-packed");
  EXPECT_EQ(again.status, 200) << "the same key has the same answer";
  EXPECT_EQ(again.headers.at("matbud-token"), packed.token());
  const auto twice = says("o-1", "packed", one_box());
  EXPECT_EQ(twice.status, 409);
  EXPECT_EQ(twice.body["code"], "already_packed");

  as_care_worker();
  for (;;) {
    const auto told = get("/api/ordering/v1/orders/o-1");
    if (told.body["step"] == "packed") break;
    std::this_thread::yield();
  }
}

TEST_F(PackingOverHttp, ASubstituteThatTheCitizenMustNotGetComesBackAndAnotherGoes) {
  an_order_is_placed("o-1");
  const auto offered = get(packing + "/orders/o-1/lines/" + good() + "/substitutes?q=kn%C3%A4ckebr%C3%B6d");
  ASSERT_EQ(offered.status, 200) << offered.text;
  ASSERT_EQ(offered.body["substitutes"].size(), 1U);
  EXPECT_EQ(offered.body["substitutes"][0]["gtin"], good(2));
  EXPECT_EQ(offered.body["substitutes"][0]["price_difference_ore"], 700);
  EXPECT_THAT(offered.body["substitutes"][0]["more_allergens"], IsEmpty());
  const auto milk = get(packing + "/orders/o-1/lines/" + good() + "/substitutes?q=melk");
  EXPECT_EQ(milk.body["substitutes"][0]["more_allergens"][0]["allergen"], "milk");

  ASSERT_EQ(substitutes("o-1", good(1)).status, 200);
  const auto back = waits_for("o-1", [](const json& order) { return !order["line_list"][0]["returned"].empty(); });
  EXPECT_EQ(back["line_list"][0]["outcome"], "short");
  EXPECT_EQ(back["line_list"][0]["returned"][0]["gtin"], good(1));
  EXPECT_THAT(get(packing + "/orders/o-1/lines/" + good() + "/substitutes?q=melk").body["substitutes"], IsEmpty());

  const auto offered_again = substitutes("o-1", good(1));
  EXPECT_EQ(offered_again.status, 422);
  EXPECT_EQ(offered_again.body["code"], "sent_back");
  const auto other = substitutes("o-1", good(2));
  ASSERT_EQ(other.status, 200) << other.text;
  const auto seen = get(packing + "/orders/o-1");
  EXPECT_EQ(seen.body["line_list"][0]["comes"]["product"]["gtin"], good(2));
  EXPECT_EQ(seen.body["total_ore"], 2 * 3'190);
}

TEST_F(PackingOverHttp, WhatANewAllergyForbidsGoesBackFromTheShopWithoutAWordOfWhy) {
  json neighbour{{"citizen_id", "z-new"}, {"area_id", area()}, {"name", "Åse Prøve"}, {"service_unit", "sone-1"}};
  as({"administrator", "a-1"});
  ASSERT_EQ(post("/api/ordering/v1/citizens", neighbour).status, 200);
  as({"care_worker", "w-8", "sone-1"});
  auto body = basket("o-1");
  body["citizen_id"] = "z-new";
  body["window_id"] = "same-day";
  body["delivery_day"] = today;
  body["lines"].push_back({{"gtin", good(1)}, {"quantity", 1}});
  const auto placed = post("/api/ordering/v1/orders", body);
  ASSERT_EQ(placed.status, 201) << placed.text;
  as_picker();
  waits_for("o-1", [](const json&) { return true; });

  as({"administrator", "a-1"});
  neighbour["diet"] = {{"avoids", {"milk"}}};
  ASSERT_EQ(post("/api/ordering/v1/citizens", neighbour).status, 200);
  as_picker();
  const auto back = waits_for("o-1", [](const json& order) { return !order["line_list"][1]["returned"].empty(); });
  EXPECT_EQ(back["line_list"][1]["outcome"], "short");
  EXPECT_EQ(back["line_list"][1]["returned"][0]["gtin"], good(1));
  EXPECT_EQ(back["total_ore"], 2 * 2'490);
  const auto all_the_same = says("o-1", "lines", {{"lines", {{{"ordered_gtin", good(1)}, {"outcome", "accepted"}}}}});
  ASSERT_EQ(all_the_same.status, 200) << all_the_same.text;
  EXPECT_EQ(all_the_same.body["total_ore"], 2 * 2'490) << "it stays away";
  ASSERT_EQ(says("o-1", "packed", one_box()).status, 200);
  EXPECT_EQ(get(packing + "/orders/o-1").body["total_ore"], 2 * 2'490);

  as({"care_worker", "w-8", "sone-1"});
  while (get("/api/ordering/v1/orders/o-1").body["line_list"][1]["left_out"] != true) std::this_thread::yield();
}

TEST_F(PackingOverHttp, WhatIsShortIsNotPaidFor) {
  an_order_is_placed("o-1");
  const auto gone = says("o-1", "lines", {{"lines", {{{"ordered_gtin", good()}, {"outcome", "short"}}}}});
  ASSERT_EQ(gone.status, 200) << gone.text;
  EXPECT_EQ(gone.body["total_ore"], 0);
  const auto found = says("o-1", "lines", {{"lines", {{{"ordered_gtin", good()}, {"outcome", "accepted"}}}}});
  EXPECT_EQ(found.body["total_ore"], 2 * 2'490);
  const auto fewer =
      says("o-1", "lines", {{"lines", {{{"ordered_gtin", good()}, {"outcome", "changed"}, {"quantity", 1}}}}});
  EXPECT_EQ(fewer.body["total_ore"], 2'490);
}

TEST_F(PackingOverHttp, OnlyTheGrocersOwnPeopleSeeAnOrderAndNobodySeesTheCitizen) {
  an_order_is_placed("o-1");
  const auto order = get(packing + "/orders/o-1");
  EXPECT_THAT(order.text, Not(HasSubstr(citizen().id.value())));
  EXPECT_THAT(order.text, Not(HasSubstr("citizen")));
  EXPECT_THAT(get(packing + "/orders").text, Not(HasSubstr(citizen().id.value())));
  as_picker("fjordmat");
  EXPECT_EQ(get(packing + "/orders/o-1").status, 404);
  EXPECT_THAT(get(packing + "/orders").body["orders"], IsEmpty());
  EXPECT_EQ(says("o-1", "packed", one_box()).status, 404);
  as_picker("dagros", "0301");
  EXPECT_EQ(get(packing + "/orders/o-1").status, 404);
  as_picker("");
  EXPECT_EQ(get(packing + "/orders/o-1").status, 404);
  as_care_worker();
  EXPECT_EQ(get(packing + "/orders/o-1").status, 403);
}

TEST_F(PackingOverHttp, WhatIsWrongIsSaidWithItsField) {
  an_order_is_placed("o-1");
  struct Row {
    const char* what;
    json body;
    const char* pointer;
  };
  const Row rows[] = {
      {"packed", {{"boxes", json::array()}}, "#/boxes"},
      {"packed", {{"boxes", {{{"weight_grams", 1}}}}}, "#/boxes/0/storage"},
      {"packed",
       {{"boxes", {{{"storage", "chilled"}}}}, {"lines", {{{"gtin", "7310865004703"}, {"quantity", 1}}}}},
       "#/lines/0/gtin"},
      {"lines", {{"lines", {{{"ordered_gtin", "7310865004703"}, {"outcome", "short"}}}}}, "#/lines/0/ordered_gtin"},
      {"lines",
       {{"lines",
         {{{"ordered_gtin", "5700002010407"},
           {"outcome", "substituted"},
           {"gtin", "4006381333931"},
           {"quantity", 1}}}}},
       "#/lines/0/gtin"},
      {"refuse", json::object(), "#/reason"},
      {"accept", {{"surprise", 1}}, "#/surprise"},
  };
  for (const auto& row : rows) {
    const auto answer = says("o-1", row.what, row.body);
    EXPECT_EQ(answer.status, 422) << row.pointer << answer.text;
    ASSERT_TRUE(answer.body.contains("errors")) << row.pointer << answer.text;
    EXPECT_EQ(answer.body["errors"][0]["pointer"], row.pointer) << answer.text;
  }
  EXPECT_EQ(says("o-1", "accept", json::object()).body["code"], "already_accepted");
  EXPECT_EQ(get(packing + "/orders/o-1/slip.pdf").body["code"], "not_packed");
}

TEST_F(PackingOverHttp, AStreamTellsOfTheGrocersOrdersAndOfNoCitizen) {
  as_picker();
  auto stream = connection();
  stream.say(web::testing::get(packing + "/events", headers()));
  an_order_is_placed("o-1");
  const auto heard = stream.hear_until("o-1");
  EXPECT_THAT(heard, HasSubstr("order_confirmed"));
  EXPECT_THAT(heard, Not(HasSubstr("citizen")));
}

}  // namespace
}  // namespace matbud::apis
