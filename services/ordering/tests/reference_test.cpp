#include <gtest/gtest.h>

#include <functional>

#include "ordering_story.h"

namespace matbud::ordering::story {
namespace {

TEST(Reference, IsRememberedAsTold) {
  v1::AreaDefined area;
  *area.mutable_area() = the_area().area();
  area.set_command_id("c1");
  v1::ProductsPut products;
  products.set_grocer_id("dagros");
  *products.mutable_products() = the_shelf().products();
  products.set_command_id("c2");
  v1::CitizenRegistered citizen;
  *citizen.mutable_citizen() = a_citizen("kari").citizen();
  citizen.set_command_id("c3");

  OrderingStory ordering{OrderingStory::Nothing{}};
  ordering.when(the_area(), "c1").then(area).when_again().then_nothing();
  EXPECT_EQ(ordering.subject(), "");
  ordering.when(the_shelf(), "c2").then(products);
  EXPECT_EQ(ordering.subject(), "catalogue/dagros");
  ordering.when_again().then_nothing().when(a_citizen("kari"), "c3").then(citizen);
  EXPECT_EQ(ordering.subject(), "citizen/kari");
  ordering.when_again().then_nothing();
}

TEST(Reference, MayChangeAndTheNewPriceHolds) {
  auto dearer = the_shelf();
  dearer.mutable_products(0)->set_price_ore(2990);
  v1::OrderPlaced placed;
  placed.mutable_order()->set_total_ore(2 * 2990);
  OrderingStory ordering;
  ordering.given(dearer).when(an_order("o1")).then_like(placed);
}

struct AreaRow {
  const char* field;
  std::function<void(v1::Area&)> but;
};

TEST(DefineArea, NamesTheFieldThatCannotBe) {
  const AreaRow rows[] = {
      {"area.area_id", [](auto& a) { a.set_area_id("3024 sandvika"); }},
      {"area.area_id", [](auto& a) { a.set_area_id("3024-bekkestua"); }},  // under another area's key
      {"area.municipality", [](auto& a) { a.set_municipality("B\xc3\xa6rum"); }},
      {"area.name", [](auto& a) { a.clear_name(); }},
      {"area.grocer_id", [](auto& a) { a.set_grocer_id("Dagros"); }},
      {"area.time_zone", [](auto& a) { a.set_time_zone("Europe/Sandvika"); }},
      {"area.windows", [](auto& a) { a.clear_windows(); }},
      {"area.windows[1].window_id", [](auto& a) { a.mutable_windows(1)->set_window_id("morning"); }},
      {"area.windows[0].window_id", [](auto& a) { a.mutable_windows(0)->clear_window_id(); }},
      {"area.windows[0].weekdays", [](auto& a) { a.mutable_windows(0)->set_weekdays(0); }},
      {"area.windows[0].weekdays", [](auto& a) { a.mutable_windows(0)->set_weekdays(128); }},
      {"area.windows[0].opens_minute", [](auto& a) { a.mutable_windows(0)->set_opens_minute(720); }},
      {"area.windows[0].closes_minute", [](auto& a) { a.mutable_windows(0)->set_closes_minute(1441); }},
      {"area.windows[0].cut_off_minute", [](auto& a) { a.mutable_windows(0)->set_cut_off_minute(1441); }},
      {"area.windows[0].capacity_orders", [](auto& a) { a.mutable_windows(0)->set_capacity_orders(100'001); }},
      {"area.closed_days",
       [](auto& a) {
         for (int i = 0; i <= 1000; ++i) a.add_closed_days(i);
       }},
  };
  for (const auto& [field, but] : rows) {
    SCOPED_TRACE(field);
    auto command = the_area();
    but(*command.mutable_area());
    OrderingStory ordering{OrderingStory::Nothing{}};
    ordering.when(command).then_refused(v1::REFUSAL_REASON_INVALID, field);
    ordering.when_again().then_nothing();
  }
}

struct ProductRow {
  const char* field;
  std::function<void(orders::v1::Product&)> but;
};

TEST(PutProducts, NamesTheProductAndFieldThatCannotBe) {
  const ProductRow rows[] = {
      {"products[1].gtin", [](auto& p) { p.set_gtin(bananas + 1); }},  // the check digit is wrong
      {"products[1].gtin", [](auto& p) { p.set_gtin(0); }},
      {"products[1].gtin", [](auto& p) { p.set_gtin(100'000'000'000'007); }},
      {"products[1].price_ore", [](auto& p) { p.set_price_ore(-1); }},
      {"products[1].price_ore", [](auto& p) { p.set_price_ore(10'000'001); }},
      {"products[1].deposit_ore", [](auto& p) { p.set_deposit_ore(-1); }},
      {"products[1].weight_grams", [](auto& p) { p.set_weight_grams(1'000'001); }},
      {"products[1].storage", [](auto& p) { p.set_storage(static_cast<orders::v1::StorageClass>(9)); }},
  };
  for (const auto& [field, but] : rows) {
    SCOPED_TRACE(field);
    auto command = the_shelf();
    but(*command.mutable_products(1));
    OrderingStory ordering{OrderingStory::Nothing{}};
    ordering.when(command).then_refused(v1::REFUSAL_REASON_INVALID, field, command.products(1).gtin());
  }
  OrderingStory ordering{OrderingStory::Nothing{}};
  ordering.when(v1::PutProducts{}).then_refused(v1::REFUSAL_REASON_INVALID, "grocer_id");
}

TEST(PutProducts, TakesEveryLengthOfGtin) {
  // GTIN-8, -12, -13 and -14, from the GS1 General Specifications' own examples of check digits.
  for (const std::uint64_t gtin : {95'050'003ULL, 614'141'000'036ULL, 6'291'041'500'213ULL, 10'614'141'000'415ULL}) {
    v1::PutProducts command;
    command.set_grocer_id("dagros");
    command.add_products()->set_gtin(gtin);
    OrderingStory ordering{OrderingStory::Nothing{}};
    ordering.when(command).then_like(v1::ProductsPut{});
  }
}

struct CitizenRow {
  const char* field;
  std::function<void(v1::Citizen&)> but;
};

TEST(RegisterCitizen, NamesTheFieldThatCannotBe) {
  const CitizenRow rows[] = {
      {"citizen.citizen_id", [](auto& c) { c.clear_citizen_id(); }},
      {"citizen.area_id", [](auto& c) { c.set_area_id("3024-bekkestua"); }},
      {"citizen.name", [](auto& c) { c.mutable_name()->set_key_id("ola"); }},
      {"citizen.diet", [](auto& c) { c.mutable_diet()->set_key_id("ola"); }},
      {"citizen.orderer_ids", [](auto& c) { c.add_orderer_ids("a b"); }},
      {"citizen.service_unit", [](auto& c) { c.set_service_unit(std::string(129, 'x')); }},
      {"citizen.budget_month_ore", [](auto& c) { c.set_budget_month_ore(-1); }},
  };
  for (const auto& [field, but] : rows) {
    SCOPED_TRACE(field);
    auto command = a_citizen("kari");
    but(*command.mutable_citizen());
    OrderingStory ordering;
    ordering.when(command).then_refused(v1::REFUSAL_REASON_INVALID, field);
  }
}

TEST(RegisterCitizen, NeedsAnArea) {
  OrderingStory ordering{OrderingStory::Nothing{}};
  ordering.when(a_citizen("kari")).then_refused(v1::REFUSAL_REASON_UNKNOWN_AREA, "citizen.area_id");
}

}  // namespace
}  // namespace matbud::ordering::story
