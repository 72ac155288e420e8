// At the kitchen table: citizens, goods, "as last time", standing orders, what it comes to.
#include "http_story.h"
#include "matbud/log/topics.h"

namespace matbud::apis {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

const std::string ordering = "/api/ordering/v1";

class TheKitchenTable : public OverHttp {
 protected:
  void SetUp() override {
    OverHttp::SetUp();
    as_care_worker();
  }
  [[nodiscard]] std::string of_citizen(const std::string& path = {}) const {
    return ordering + "/citizens/" + citizen().id.value() + path;
  }
  [[nodiscard]] std::string goods(const std::string& query) const {
    return ordering + "/products?area=" + area() + "&q=" + query;
  }
  [[nodiscard]] static std::vector<std::string> names(const json& products) {
    std::vector<std::string> names;
    for (const auto& product : products) names.push_back(product.at("name"));
    return names;
  }
};

TEST_F(TheKitchenTable, ShowsTheUnitsCitizensByNameAndRecordsTheLooks) {
  const auto before = looks_recorded().size();
  const auto list = get(ordering + "/citizens");
  ASSERT_EQ(list.status, 200) << list.text;
  std::vector<std::string> seen;
  for (const auto& one : list.body["citizens"]) {
    seen.push_back(one["name"]);
    EXPECT_EQ(one["service_unit"], citizen().service_unit);
  }
  EXPECT_THAT(seen, Contains(citizen().name));
  EXPECT_EQ(looks_recorded().size(), before + seen.size());
}

TEST_F(TheKitchenTable, PagesThroughCitizens) {
  as({"administrator", "a-1"});
  std::vector<std::string> ids;
  std::string cursor;
  do {
    const auto page = get(ordering + "/citizens?limit=1" + (cursor.empty() ? "" : "&cursor=" + cursor));
    ASSERT_EQ(page.status, 200) << page.text;
    for (const auto& one : page.body["citizens"]) ids.push_back(one["citizen_id"]);
    cursor = page.body["next"].is_null() ? "" : page.body["next"].get<std::string>();
  } while (!cursor.empty());
  EXPECT_EQ(ids.size(), 3U);
}

TEST_F(TheKitchenTable, ShowsTheDietToThoseWhoServe) {
  const auto shown = get(of_citizen());
  ASSERT_EQ(shown.status, 200) << shown.text;
  EXPECT_EQ(shown.body["diet"]["avoids"], json::array({"milk"}));
  EXPECT_EQ(looks_recorded().back(), "w-7 care_worker visit " + citizen().id.value() + " diet name");
  as({"care_worker", "w-9", "another-unit"});
  EXPECT_EQ(get(of_citizen()).status, 404);
}

TEST_F(TheKitchenTable, OpensAnotherUnitsCitizenOnlyForAReasonThatIsRecordedWithEachLook) {
  as({"care_worker", "w-9", "another-unit", area().substr(0, 4)});
  EXPECT_EQ(get(of_citizen()).status, 404);
  for (const auto& body : {json::object(), json{{"reason", "nysgjerrig"}}, json{{"reason", "acute"}, {"x", 1}}})
    EXPECT_EQ(post(of_citizen("/break-glass"), body).status, 422) << body;
  EXPECT_EQ(get(of_citizen()).status, 404);
  const auto broken = post(of_citizen("/break-glass"), {{"reason", "acute"}});
  ASSERT_EQ(broken.status, 200) << broken.text;
  EXPECT_EQ(looks_recorded().back(), "w-9 care_worker break_glass.acute " + citizen().id.value() + " citizen");
  EXPECT_EQ(get(of_citizen()).body["name"], citizen().name);
  EXPECT_EQ(looks_recorded().back(), "w-9 care_worker break_glass.acute " + citizen().id.value() + " diet name");
  EXPECT_EQ(get(of_citizen("/proposal")).status, 200);

  town().clock().move_on(std::chrono::hours{4});
  EXPECT_EQ(get(of_citizen()).status, 404) << "and it is whole again";
  as({"care_worker", "w-10", "another-unit", area().substr(0, 4)});
  EXPECT_EQ(get(of_citizen()).status, 404) << "for nobody else was it broken";
}

TEST_F(TheKitchenTable, OpensNobodyOfAnotherMunicipality) {
  as({"care_worker", "w-9", "another-unit", "9999"});
  EXPECT_EQ(post(of_citizen("/break-glass"), {{"reason", "acute"}}).status, 404);
  EXPECT_EQ(get(of_citizen()).status, 404);
  EXPECT_EQ(post(ordering + "/citizens/z-none/break-glass", {{"reason", "acute"}}).status, 404);
}

TEST_F(TheKitchenTable, RegistersACitizenWhoCanThenBeSeen) {
  as({"administrator", "a-1"});
  const auto registered = post(ordering + "/citizens", {{"citizen_id", "z-new"},
                                                        {"area_id", area()},
                                                        {"name", "Åse Prøve"},
                                                        {"diet", {{"avoids", {"nuts"}}, {"words", "Lite salt"}}},
                                                        {"service_unit", "sone-1"},
                                                        {"verified_age_years", 80}});
  ASSERT_EQ(registered.status, 200) << registered.text;
  const auto shown = get(ordering + "/citizens/z-new");
  EXPECT_EQ(shown.body["name"], "Åse Prøve");
  EXPECT_EQ(shown.body["diet"]["words"], "Lite salt");
  const auto refused =
      post(ordering + "/citizens", {{"citizen_id", "z-2"}, {"area_id", area()}, {"address_protected", true}});
  EXPECT_EQ(refused.status, 422) << "a protected address needs a unit";
  EXPECT_EQ(refused.body["errors"][0]["pointer"], "#/citizen/service_unit");
}

TEST_F(TheKitchenTable, FindsGoodsByPartsOfTheirNamesWhateverCaseAndAccents) {
  EXPECT_THAT(names(get(goods("HAVRE")).body["products"]), ElementsAre("Havregryn 500 g"));
  EXPECT_THAT(names(get(goods("knacke+rag")).body["products"]), ElementsAre("Knäckebröd råg"));
  EXPECT_THAT(names(get(goods("brod")).body["products"]), ElementsAre("Knäckebröd råg"));
  EXPECT_THAT(names(get(goods("7038010")).body["products"]), ElementsAre("Melk lett 1 L"));
  EXPECT_THAT(names(get(goods("kaviar")).body["products"]), IsEmpty());
  EXPECT_EQ(get(goods("")).status, 400);
  EXPECT_EQ(get(goods("a&limit=0")).status, 400);
  EXPECT_EQ(get(ordering + "/products?area=nowhere&q=a").status, 404);
}

TEST_F(TheKitchenTable, WarnsByTheDietAndCountsASittingAsOneLook) {
  const auto before = looks_recorded().size();
  for (const auto* const typed : {"m", "me", "mel", "melk"}) {
    const auto found = get(goods(std::string{typed} + "&citizen=" + citizen().id.value()));
    ASSERT_EQ(found.status, 200) << found.text;
    ASSERT_THAT(names(found.body["products"]), Contains("Melk lett 1 L"));
  }
  EXPECT_EQ(looks_recorded().size(), before + 1);
  const auto milk = get(ordering + "/products/" + good(1) + "?area=" + area() + "&citizen=" + citizen().id.value());
  EXPECT_EQ(milk.body["warning"]["state"], "contains");
  EXPECT_EQ(milk.body["ingredients"], "Av alt litt");
  const auto oats = get(ordering + "/products/" + good() + "?area=" + area() + "&citizen=" + citizen().id.value());
  EXPECT_EQ(oats.body["warning"]["state"], "none");
  EXPECT_EQ(get(ordering + "/products/123?area=" + area()).status, 404);
}

TEST_F(TheKitchenTable, SaysWhatABasketComesToWithoutPlacingIt) {
  auto body = basket("o-1");
  body.erase("order_id");
  body["lines"].push_back({{"gtin", good(1)}, {"quantity", 1}});
  const auto checked = post(ordering + "/baskets", body);
  ASSERT_EQ(checked.status, 200) << checked.text;
  EXPECT_EQ(checked.body["can_order"], true);
  EXPECT_EQ(checked.body["total_ore"], 2 * 2490 + 2290);
  EXPECT_EQ(checked.body["spending"]["budget_month_ore"], 100'000);
  EXPECT_EQ(checked.body["lines"][1]["warning"]["state"], "contains");
  EXPECT_THAT(get(ordering + "/orders?area=" + area()).body["orders"], IsEmpty());

  body["lines"].push_back({{"gtin", "73513537"}, {"quantity", 1}});
  const auto refused = post(ordering + "/baskets", body);
  EXPECT_EQ(refused.body["can_order"], false);
  EXPECT_EQ(refused.body["refusal"]["code"], "unknown_product");
  EXPECT_EQ(refused.body["refusal"]["pointer"], "#/lines/2/gtin");
}

TEST_F(TheKitchenTable, AWarningIsPassedOnlyWithAReason) {
  auto body = basket("o-1");
  body["lines"].push_back({{"gtin", good(1)}, {"quantity", 1}});
  const auto refused = post(ordering + "/orders", body);
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.body["code"], "warning_not_passed");
  EXPECT_EQ(refused.body["errors"][0]["pointer"], "#/lines/1/warning_passed_reason");
  body["lines"][1]["warning_passed_reason"] = "Til besøk";
  const auto placed = post(ordering + "/orders", body);
  ASSERT_EQ(placed.status, 201) << placed.text;
  EXPECT_EQ(get(ordering + "/orders/o-1").body["line_list"][1]["warning_passed_reason"], "Til besøk");
}

TEST_F(TheKitchenTable, ProposesTheLastOrderAndTheUsualGoods) {
  EXPECT_THAT(get(of_citizen("/proposal")).body["lines"], IsEmpty());
  for (int i = 0; i < 3; ++i) {
    auto body = basket("o-" + std::to_string(i));
    if (i < 2) body["lines"].push_back({{"gtin", good(2)}, {"quantity", 3}});
    const auto placed = post(ordering + "/orders", body);
    ASSERT_EQ(placed.status, 201) << placed.text;
  }
  ASSERT_EQ(post(ordering + "/orders/o-0/cancel", {{"area_id", area()}}).status, 200);
  const auto proposed = get(of_citizen("/proposal"));
  ASSERT_EQ(proposed.status, 200) << proposed.text;
  EXPECT_FALSE(proposed.body["lines"].empty());
  EXPECT_EQ(proposed.body["lines"][0]["product"]["name"], "Havregryn 500 g");
  const auto orders = get(of_citizen("/orders"));
  EXPECT_EQ(orders.body["orders"].size(), 3U);
}

TEST_F(TheKitchenTable, CountsWhatWasSpentInTheMonth) {
  const auto body = basket("o-1");
  const auto placed = post(ordering + "/orders", body);
  ASSERT_EQ(placed.status, 201) << placed.text;
  const auto month = body["delivery_day"].get<std::string>().substr(0, 7);
  const auto spent = get(of_citizen("/spending?month=" + month));
  EXPECT_EQ(spent.body["ordered_ore"], 4980);
  EXPECT_EQ(spent.body["orders"], 1);
  ASSERT_EQ(post(ordering + "/orders/o-1/cancel", {{"area_id", area()}}).status, 200);
  EXPECT_EQ(get(of_citizen("/spending?month=" + month)).body["ordered_ore"], 0);
  EXPECT_EQ(get(of_citizen("/spending?month=november")).status, 400);
}

TEST_F(TheKitchenTable, TakesAPlaceInTheWindowAndGivesItBack) {
  const auto free_places = [&](const json& body) {
    const auto answer = get(ordering + "/areas/" + area() + "/windows?days=60");
    for (const auto& window : answer.body.at("windows")) {
      if (window["window_id"] == body["window_id"] && window["delivery_day"] == body["delivery_day"])
        return window["free_places"].get<int>();
    }
    return -1;
  };
  const auto body = basket("o-1");
  const auto before = free_places(body);
  ASSERT_EQ(post(ordering + "/orders", body).status, 201);
  EXPECT_EQ(free_places(body), before - 1);
  ASSERT_EQ(post(ordering + "/orders/o-1/cancel", {{"area_id", area()}}).status, 200);
  EXPECT_EQ(free_places(body), before);
}

TEST_F(TheKitchenTable, KeepsAStandingOrder) {
  auto body = basket("o-1");
  for (const auto* const name : {"order_id", "delivery_day"}) body.erase(name);
  body["standing_order_id"] = "s-1";
  body["weekdays"] = {"mon", "fri"};  // Friday's order is placed tomorrow at the earliest
  const auto put = post(ordering + "/standing-orders", body);
  ASSERT_EQ(put.status, 200) << put.text;
  const auto listed = get(of_citizen("/standing-orders"));
  ASSERT_EQ(listed.body["standing_orders"].size(), 1U) << listed.text;
  EXPECT_EQ(listed.body["standing_orders"][0]["weekdays"], json::array({"mon", "fri"}));
  EXPECT_EQ(put.body["next_delivery_day"], "2026-11-27");
  EXPECT_EQ(listed.body["standing_orders"][0]["next_delivery_day"], put.body["next_delivery_day"]);
  body["weekdays"] = json::array();
  const auto refused = post(ordering + "/standing-orders", body);
  EXPECT_EQ(refused.status, 422) << refused.text;
}

TEST_F(TheKitchenTable, HearsWhatTheCitizenThought) {
  ASSERT_EQ(post(ordering + "/orders", basket("o-1")).status, 201);
  const auto said = post(ordering + "/orders/o-1/feedback", {{"area_id", area()},
                                                             {"citizen_id", citizen().id.value()},
                                                             {"feedback_id", "f-1"},
                                                             {"stars", 4},
                                                             {"words", "Brødet var godt"}});
  ASSERT_EQ(said.status, 201) << said.text;
  EXPECT_THAT(said.text, Not(HasSubstr("godt")));
  const auto heard = get(ordering + "/orders/o-1/feedback");
  EXPECT_EQ(heard.body["feedback"][0]["words"], "Brødet var godt");
  as({"manager", "m-1"});
  const auto counted = get(ordering + "/orders/o-1/feedback");
  EXPECT_EQ(counted.body["feedback"][0]["stars"], 4);
  EXPECT_FALSE(counted.body["feedback"][0].contains("words"));
}

TEST_F(TheKitchenTable, KeepsADraftForEachDeviceSealed) {
  const auto keep = [&](const std::string& device, const std::string& text) {
    return say("PUT", of_citizen("/drafts/" + device), json{{"text", text}}.dump(),
               headers("Content-Type: application/json\r\n"));
  };
  ASSERT_EQ(keep("ipad-1", "havregryn, men uten melk").status, 200);
  ASSERT_EQ(keep("ipad-2", "{}").status, 200);
  ASSERT_EQ(keep("ipad-1", "bare havregryn").status, 200);
  const auto kept = get(of_citizen("/drafts"));
  ASSERT_EQ(kept.body["drafts"].size(), 2U) << kept.text;
  EXPECT_EQ(kept.body["drafts"][0]["text"], "bare havregryn");
  EXPECT_THAT(looks_recorded().back(), HasSubstr("text"));
  const auto on_disk =
      running().installation().store().open_space("order-drafts", log::partition_of(area(), town().partitions()));
  ASSERT_TRUE(on_disk);
  (*on_disk)->scan("", "", [](std::string_view, std::string_view value) {
    EXPECT_EQ(value.find("havre"), std::string_view::npos) << "it tells of somebody's health";
    return true;
  });
  const auto give_up = of_citizen("/drafts/ipad-1");
  const auto seen = std::to_string(kept.body["drafts"][0]["kept_at_ms"].get<std::int64_t>());
  town().clock().move_on(std::chrono::seconds{1});
  ASSERT_EQ(keep("ipad-1", "havregryn og egg").status, 200);
  EXPECT_EQ(say("DELETE", give_up + "?kept_at_ms=" + seen, {}, headers()).body["given_up"], false) << "it is newer";
  EXPECT_EQ(say("DELETE", give_up + "?kept_at_ms=x", {}, headers()).status, 400);
  EXPECT_EQ(say("DELETE", give_up, {}, headers()).body["given_up"], true);
  EXPECT_EQ(say("DELETE", of_citizen("/drafts/ipad-1"), {}, headers()).body["given_up"], false);
  EXPECT_EQ(get(of_citizen("/drafts")).body["drafts"].size(), 1U);
  EXPECT_EQ(keep("ipad-3", std::string(40'000, 'x')).status, 422);
  town().clock().move_on(std::chrono::days{31});
  EXPECT_THAT(get(of_citizen("/drafts")).body["drafts"], IsEmpty());
  as({"care_worker", "w-9", "another-unit"});
  EXPECT_EQ(keep("ipad-1", "x").status, 404);
}

}  // namespace
}  // namespace matbud::apis
