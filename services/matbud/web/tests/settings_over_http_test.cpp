// What an administrator sets over HTTP: areas, goods, grocers, and what holds of a citizen.
#include "http_story.h"

namespace matbud::apis {
namespace {

using nlohmann::json;
using testing::HasSubstr;

const std::string ordering = "/api/ordering/v1";
const std::string grocers = "/api/packing/v1/grocers";

class Settings : public OverHttp {
 protected:
  void SetUp() override {
    OverHttp::SetUp();
    as({"administrator", "a-1"});
  }
  [[nodiscard]] json an_area() const {
    return {{"area_id", "3024-stabekk"},
            {"municipality", "3024"},
            {"name", "Stabekk"},
            {"grocer_id", "dagros"},
            {"windows",
             {{{"window_id", "morning"},
               {"weekdays", {"mon", "tue", "wed", "thu", "fri"}},
               {"opens_minute", 9 * 60},
               {"closes_minute", 12 * 60},
               {"capacity_orders", 20},
               {"cut_off_minute", 16 * 60}}}},
            {"closed_days", {"2026-12-24"}},
            {"alcohol", {{"until_minute", 19 * 60}}}};
  }
};

TEST_F(Settings, DefineAnAreaThatCanBeOrderedIn) {
  const auto defined = post(ordering + "/areas", an_area());
  ASSERT_EQ(defined.status, 200) << defined.text;
  EXPECT_EQ(defined.body["area_id"], "3024-stabekk");
  const auto windows = get(ordering + "/areas/3024-stabekk/windows?days=10");
  ASSERT_EQ(windows.status, 200) << windows.text;
  ASSERT_FALSE(windows.body["windows"].empty());
  EXPECT_EQ(windows.body["windows"][0]["capacity_orders"], 20);

  auto nameless = an_area();
  nameless.erase("name");
  EXPECT_THAT(post(ordering + "/areas", nameless).text, HasSubstr("/name"));
  auto reversed = an_area();
  reversed["windows"][0]["closes_minute"] = 60;
  const auto refused = post(ordering + "/areas", reversed);
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.body["errors"][0]["pointer"], "#/area/windows/0/opens_minute");
  auto no_cut_off = an_area();
  no_cut_off["windows"][0].erase("cut_off_minute");
  EXPECT_THAT(post(ordering + "/areas", no_cut_off).text, HasSubstr("/windows/0/cut_off_minute"));
}

TEST_F(Settings, BelongToTheMunicipality) {
  as({"administrator", "a-2", "", "9999"});
  EXPECT_EQ(post(ordering + "/areas", an_area()).status, 403);
}

TEST_F(Settings, PutGoodsThatEveryPartitionSells) {
  const json goods{{"grocer_id", "dagros"},
                   {"products",
                    {{{"gtin", "7038010000027"},
                      {"name", "Fiskekaker grove 500 g"},
                      {"price_ore", 5990},
                      {"storage", "chilled"},
                      {"allergens", {{"contains", {"fish", "milk"}}, {"free_from", {"nuts"}}}}}}}};
  const auto put = post(ordering + "/products", goods, "goods-1");
  ASSERT_EQ(put.status, 200) << put.text;
  EXPECT_EQ(put.body["products"], 1);
  EXPECT_EQ(post(ordering + "/products", goods, "goods-1").body, put.body) << "asked twice, done once";

  as_care_worker();
  const auto found = get(ordering + "/products?area=" + area() + "&q=fiskekaker");
  ASSERT_EQ(found.body["products"].size(), 1U) << found.text;
  EXPECT_EQ(found.body["products"][0]["price_ore"], 5990);
  auto order = basket("o-fish");
  order["lines"] = {{{"gtin", "7038010000027"}, {"quantity", 1}, {"warning_passed_reason", "Til gjesten"}}};
  EXPECT_EQ(post(ordering + "/orders", order).status, 201) << "in whichever partition the area lies";
}

TEST_F(Settings, NameTheGoodsThatCannotBe) {
  const json goods{{"grocer_id", "dagros"}, {"products", {{{"gtin", "7038010000028"}, {"name", "x"}}}}};
  const auto refused = post(ordering + "/products", goods);
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.body["errors"][0]["pointer"], "#/products/0/gtin") << "its check digit is another";
}

TEST_F(Settings, SayHowAGrocerIsTold) {
  const json grocer{
      {"grocer_id", "dagros"}, {"channel", "CHANNEL_WEBHOOK"}, {"webhook_url", "https://dagros.example/ordre"}};
  const auto put = post(grocers, grocer, "grocer-1");
  ASSERT_EQ(put.status, 200) << put.text;
  EXPECT_EQ(put.body["grocer_id"], "dagros");
  EXPECT_EQ(post(grocers, grocer, "grocer-1").status, 200);
  auto in_the_open = grocer;
  in_the_open["webhook_url"] = "http://dagros.example/ordre";
  EXPECT_THAT(post(grocers, in_the_open).text, HasSubstr("webhook_url"));
  auto without_buyers = grocer;
  without_buyers["channel"] = "CHANNEL_PEPPOL";
  EXPECT_THAT(post(grocers, without_buyers).text, HasSubstr("buyers"));
  EXPECT_EQ(post(grocers, json{{"grocer_id", "dagros"}, {"surprise", 1}}).status, 422);
}

TEST_F(Settings, LetSomebodyOrderForACitizenUpToADay) {
  const json citizen{{"citizen_id", "z-new"},
                     {"area_id", area()},
                     {"name", "Åse Prøve"},
                     {"service_unit", "sone-1"},
                     {"orderers", {{{"orderer_id", "w-neighbour"}, {"last_day", "2099-12-31"}}}},
                     {"usual_wish", "similar"}};
  const auto registered = post(ordering + "/citizens", citizen);
  ASSERT_EQ(registered.status, 200) << registered.text;
  const auto shown = get(ordering + "/citizens/z-new");
  EXPECT_EQ(shown.body["orderers"], citizen["orderers"]);
  EXPECT_EQ(shown.body["usual_wish"], "similar");
  as({"care_worker", "w-neighbour", "another-unit"});
  EXPECT_EQ(get(ordering + "/citizens/z-new").status, 200);

  as({"administrator", "a-1"});
  auto over = citizen;
  over["orderers"][0]["last_day"] = "2020-01-01";
  const auto again = post(ordering + "/citizens", over);
  ASSERT_EQ(again.status, 200) << again.text;
  as({"care_worker", "w-neighbour", "another-unit"});
  EXPECT_EQ(get(ordering + "/citizens/z-new").status, 404);
}

TEST_F(Settings, WarnOfAnAllergyThatWasFoundAfterTheOrder) {
  as_care_worker();
  auto order = basket("o-1");
  order["lines"] = {{{"gtin", good(1)}, {"quantity", 1}, {"warning_passed_reason", "Som før"}}};
  const auto placed = post(ordering + "/orders", order);
  ASSERT_EQ(placed.status, 201) << placed.text;
  const auto shown = get(ordering + "/orders/o-1");
  const auto& line = shown.body["line_list"][0];
  EXPECT_EQ(line["left_out"], false);
  EXPECT_TRUE(line["warning"].is_object()) << line;
  as({"auditor", "x-1"});
  EXPECT_TRUE(get(ordering + "/orders/o-1").body["line_list"][0]["warning"].is_null()) << "nothing of anybody's health";
}

}  // namespace
}  // namespace matbud::apis
