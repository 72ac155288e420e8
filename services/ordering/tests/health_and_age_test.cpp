// What a citizen must not get, and what they are too young for: no order passes these in silence.
#include <gtest/gtest.h>

#include "ordering_story.h"

namespace matbud::ordering::story {
namespace {

using orders::v1::ALLERGEN_FISH;
using orders::v1::ALLERGEN_MILK;

constexpr std::uint64_t oat_drink = 7'038'010'000'072;
constexpr std::uint64_t beer = 7'038'010'000'089;
constexpr std::uint64_t weak_beer = 7'038'010'000'096;
constexpr std::uint64_t wine = 7'038'010'000'102;

v1::PutProducts a_shelf_that_knows_allergens() {
  auto command = the_shelf();
  const auto add = [&](std::uint64_t gtin, const char* name) -> orders::v1::Product& {
    auto& product = *command.add_products();
    product.set_gtin(gtin);
    product.set_name(name);
    product.set_price_ore(3000);
    return product;
  };
  const auto say = [](orders::v1::Product& product, orders::v1::Allergen allergen, orders::v1::AllergenState state) {
    auto& fact = *product.add_allergens();
    fact.set_allergen(allergen);
    fact.set_state(state);
  };
  say(*command.mutable_products(0), ALLERGEN_MILK, orders::v1::ALLERGEN_STATE_CONTAINS);
  auto& drink = add(oat_drink, "Havredrikk");
  say(drink, ALLERGEN_MILK, orders::v1::ALLERGEN_STATE_MAY_CONTAIN);
  say(drink, ALLERGEN_FISH, orders::v1::ALLERGEN_STATE_FREE_FROM);
  add(beer, "Pils").set_alcohol_basis_points(470);
  add(weak_beer, "Lettpils").set_alcohol_basis_points(240);
  add(wine, "Rødvin").set_alcohol_basis_points(1250);
  return command;
}

v1::RegisterCitizen kari_who_avoids(const std::vector<orders::v1::Allergen>& groups) {
  auto command = a_citizen("kari");
  *command.mutable_citizen()->mutable_diet() = sealed_diet("kari", groups);
  return command;
}

v1::PlaceOrder an_order_of(std::uint64_t gtin, const char* window = "morning", std::int32_t day = wednesday) {
  auto order = an_order("o1", window, day);
  order.clear_lines();
  *order.add_lines() = line(gtin, 1);
  return order;
}

v1::PlaceOrder with_a_reason(v1::PlaceOrder order) {
  auto& reason = *order.mutable_lines(0)->mutable_warning_passed_reason();
  reason.set_key_id(order.citizen_id());
  reason.set_box("sealed");
  return order;
}

struct WarningRow {
  const char* story;
  std::vector<orders::v1::Allergen> avoids;
  std::uint64_t gtin;
  bool warned;
};

class Warnings : public testing::TestWithParam<WarningRow> {};

TEST_P(Warnings, NeedAReasonToGoOn) {
  const auto& row = GetParam();
  const auto history = [&] {
    OrderingStory ordering;
    ordering.given(a_shelf_that_knows_allergens(), kari_who_avoids(row.avoids));
    return ordering;
  };
  auto ordering = history();
  ordering.when(an_order_of(row.gtin));
  if (!row.warned) {
    ordering.then_placed();
    return;
  }
  ordering.then_refused(v1::REFUSAL_REASON_WARNING_NOT_PASSED, "lines[0].warning_passed_reason");
  const auto passed = with_a_reason(an_order_of(row.gtin));
  auto again = history();
  again.when(passed).then_placed();
  EXPECT_EQ(again.said<v1::OrderPlaced>()->order().lines(0).warning_passed_reason().box(), "sealed");
}

INSTANTIATE_TEST_SUITE_P(
    Diet, Warnings,
    testing::Values(WarningRow{"it holds it", {ALLERGEN_MILK}, milk, true},
                    WarningRow{"it may hold traces", {ALLERGEN_MILK}, oat_drink, true},
                    WarningRow{"nobody has said", {ALLERGEN_MILK}, bananas, true},
                    WarningRow{"declared free from it", {ALLERGEN_FISH}, oat_drink, false},
                    WarningRow{
                        "of two groups one is unknown", {ALLERGEN_FISH, orders::v1::ALLERGEN_EGGS}, oat_drink, true},
                    WarningRow{"a citizen who avoids nothing", {}, milk, false}),
    [](const auto& row) {
      std::string name = row.param.story;
      std::replace(name.begin(), name.end(), ' ', '_');
      return name;
    });

TEST(Diet, IsCheckedAgainWhenAnOrderIsAmended) {
  OrderingStory ordering;
  ordering.given(a_shelf_that_knows_allergens(), an_order("o1"), kari_who_avoids({ALLERGEN_MILK}));
  ordering.when(amended("o1", 1, {line(oat_drink, 1)}));
  ordering.then_refused(v1::REFUSAL_REASON_WARNING_NOT_PASSED, "lines[0].warning_passed_reason");
}

TEST(Diet, ThatCannotBeReadStopsTheOrder) {
  auto command = kari_who_avoids({});
  command.mutable_citizen()->mutable_diet()->set_box("altered");
  OrderingStory ordering;
  ordering.given(command).when(an_order("o1")).then_refused(v1::REFUSAL_REASON_DIET_UNREADABLE, "citizen_id");
  command.mutable_citizen()->mutable_diet()->set_box(erased_box);
  ordering.given(command).when(an_order("o2")).then_refused(v1::REFUSAL_REASON_CITIZEN_INACTIVE, "citizen_id");
}

/// What is known of the milk, by the last ProductsPut.
orders::v1::Product told_of_milk(const OrderingStory& ordering) {
  const auto* put = ordering.said<v1::ProductsPut>();
  return put != nullptr ? put->products(0) : orders::v1::Product{};
}

TEST(Allergens, StayKnownWhenAPriceListIsSilentOfThem) {
  auto dearer = the_shelf();
  dearer.mutable_products(0)->set_price_ore(2590);
  OrderingStory ordering;
  ordering.given(a_shelf_that_knows_allergens(), kari_who_avoids({ALLERGEN_MILK})).when(dearer);
  // The event says it, so that the pages warn as ordering does.
  ASSERT_EQ(told_of_milk(ordering).allergens_size(), 1);
  EXPECT_EQ(told_of_milk(ordering).allergens(0).allergen(), ALLERGEN_MILK);
  EXPECT_EQ(told_of_milk(ordering).allergens(0).state(), orders::v1::ALLERGEN_STATE_CONTAINS);
  EXPECT_EQ(told_of_milk(ordering).price_ore(), 2590);
  ordering.when(an_order_of(milk));
  ordering.then_refused(v1::REFUSAL_REASON_WARNING_NOT_PASSED, "lines[0].warning_passed_reason");
}

TEST(Allergens, AreTheGrocersWordWhenAnyAreListed) {
  auto another_recipe = the_shelf();
  auto& fact = *another_recipe.mutable_products(0)->add_allergens();
  fact.set_allergen(ALLERGEN_FISH);
  fact.set_state(orders::v1::ALLERGEN_STATE_FREE_FROM);
  OrderingStory ordering;
  ordering.given(a_shelf_that_knows_allergens()).when(another_recipe);
  ASSERT_EQ(told_of_milk(ordering).allergens_size(), 1);
  EXPECT_EQ(told_of_milk(ordering).allergens(0).allergen(), ALLERGEN_FISH);
}

/// Sandvika with a licence, and a citizen whose age has been seen to.
OrderingStory a_licensed_area(std::uint32_t age_years = 81) {
  auto area = the_area();
  area.mutable_area()->mutable_alcohol();
  auto citizen = a_citizen("kari");
  citizen.mutable_citizen()->set_verified_age_years(age_years);
  OrderingStory ordering;
  ordering.given(area, a_shelf_that_knows_allergens(), citizen);
  return ordering;
}

TEST(Alcohol, ComesWithItsLastMomentAndItsAgeLimit) {
  auto ordering = a_licensed_area();
  ordering.when(an_order_of(beer)).then_placed();
  const auto& hand_over = ordering.said<v1::OrderPlaced>()->order().hand_over();
  EXPECT_EQ(hand_over.age_limit_years(), 18U);
  EXPECT_EQ(hand_over.alcohol_from_ms(), to_ms(oslo(wednesday, 8)));
  EXPECT_EQ(hand_over.alcohol_until_ms(), to_ms(oslo(wednesday, 20)));
  EXPECT_EQ(hand_over.age_limit_without_alcohol_years(), 0U);
}

TEST(Alcohol, ThatStaysInTheCarLeavesTheAgeLimitOfTheOtherGoods) {
  auto ordering = a_licensed_area();
  auto order = an_order_of(beer);
  order.add_lines()->set_gtin(weak_beer);
  order.mutable_lines(1)->set_quantity(1);
  ordering.when(order).then_placed();
  EXPECT_EQ(ordering.said<v1::OrderPlaced>()->order().hand_over().age_limit_without_alcohol_years(), 18U);
}

TEST(Alcohol, NeedsALicenceAnAgeAndAGrocersStrength) {
  OrderingStory without_licence;
  auto old_enough = a_citizen("kari");
  old_enough.mutable_citizen()->set_verified_age_years(18);
  without_licence.given(a_shelf_that_knows_allergens(), old_enough).when(an_order_of(beer));
  without_licence.then_refused(v1::REFUSAL_REASON_ALCOHOL_NOT_OFFERED, "lines[0].gtin", beer);
  // Weak beer needs the age but neither licence nor hours.
  auto weak = an_order_of(weak_beer);
  weak.set_order_id("o2");
  without_licence.when(weak).then_placed();
  EXPECT_EQ(without_licence.said<v1::OrderPlaced>()->order().hand_over().age_limit_years(), 18U);
  EXPECT_EQ(without_licence.said<v1::OrderPlaced>()->order().hand_over().alcohol_until_ms(), 0);

  a_licensed_area(17).when(an_order_of(beer)).then_refused(v1::REFUSAL_REASON_AGE_LIMIT, "lines[0].gtin", beer);
  a_licensed_area(0)
      .when(an_order_of(weak_beer))
      .then_refused(v1::REFUSAL_REASON_AGE_LIMIT, "lines[0].gtin", weak_beer);
  a_licensed_area().when(an_order_of(wine)).then_refused(v1::REFUSAL_REASON_ALCOHOL_TOO_STRONG, "lines[0].gtin", wine);
}

struct HoursRow {
  const char* story;
  std::int32_t day;
  std::uint32_t opens_minute;
  std::uint32_t closes_minute;
  std::uint32_t until_minute = 0;  ///< the municipality's own
  bool open;
};

TEST(Alcohol, IsHandedOverOnlyWithinTheHoursOfTheDay) {
  constexpr std::int32_t saturday = monday + 5;
  constexpr std::int32_t maundy_wednesday = 20544;   // 2026-04-01: the day before Maundy Thursday
  constexpr std::int32_t before_labour_day = 20573;  // 2026-04-30
  constexpr std::int32_t before_ascension = 20586;   // 2026-05-13
  const HoursRow rows[] = {
      {"until 20:00 on a weekday", tuesday, 8 * 60, 20 * 60, 0, true},
      {"not after", tuesday, 8 * 60, 20 * 60 + 1, 0, false},
      {"not before 08:00", tuesday, 8 * 60 - 1, 12 * 60, 0, false},
      {"until 18:00 before a Sunday", saturday, 8 * 60, 18 * 60, 0, true},
      {"not after that", saturday, 8 * 60, 18 * 60 + 1, 0, false},
      {"until 18:00 before a holy day", maundy_wednesday, 8 * 60, 18 * 60 + 1, 0, false},
      {"1 May is none", before_labour_day, 8 * 60, 20 * 60, 0, true},
      {"Ascension's eve is a weekday", before_ascension, 8 * 60, 20 * 60, 0, true},
      {"never on a Sunday", sunday, 9 * 60, 12 * 60, 0, false},
      {"the municipality may narrow", tuesday, 8 * 60, 18 * 60, 17 * 60, false},
      {"and cannot widen", tuesday, 8 * 60, 21 * 60, 23 * 60, false},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.story);
    auto ordering = a_licensed_area();
    auto area = the_area();
    area.mutable_area()->mutable_alcohol()->set_until_minute(row.until_minute);
    auto& window = *area.mutable_area()->mutable_windows(0);
    window.set_weekdays(0b1111111);
    window.set_opens_minute(row.opens_minute);
    window.set_closes_minute(row.closes_minute);
    ordering.given(area).at(oslo(row.day - 6, 9)).when(an_order_of(beer, "morning", row.day));
    if (row.open) {
      ordering.then_placed();
    } else {
      ordering.then_refused(v1::REFUSAL_REASON_ALCOHOL_HOURS, "lines[0].gtin", beer);
    }
  }
}

TEST(AgeLimit, HoldsForOtherGoodsToo) {
  auto shelf = the_shelf();
  shelf.mutable_products(0)->set_age_limit_years(18);
  OrderingStory ordering;
  ordering.given(shelf).when(an_order("o1"));
  ordering.then_refused(v1::REFUSAL_REASON_AGE_LIMIT, "lines[0].gtin", milk);
}

/// Kari's order of milk, which holds milk, bananas, of which nobody has said, and an oat drink with traces of milk.
v1::PlaceOrder a_breakfast() {
  auto order = an_order("o1");
  *order.add_lines() = line(bananas, 1'000);
  *order.add_lines() = line(oat_drink, 1);
  return order;
}

TEST(NewAllergy, TakesGoodsOutAtTheCutOffThatNobodyGaveAReasonFor) {
  OrderingStory ordering;
  ordering.given(a_shelf_that_knows_allergens(), a_breakfast(), kari_who_avoids({ALLERGEN_MILK}));
  ordering.when_time_passes(oslo(tuesday, 16));
  const auto* released = ordering.said<v1::OrdersReleased>();
  ASSERT_NE(released, nullptr);
  ASSERT_EQ(released->orders_size(), 1);
  ASSERT_EQ(released->orders(0).lines_size(), 1) << "goods of which too little is known stay";
  EXPECT_EQ(released->orders(0).lines(0).gtin(), bananas);
  EXPECT_EQ(released->orders(0).total_ore(), 2990);
  ASSERT_EQ(released->shortened_size(), 1);
  EXPECT_EQ(released->shortened(0).order_id(), "o1");
  EXPECT_EQ(released->shortened(0).citizen_id(), "kari");
  ASSERT_EQ(released->shortened(0).lines_size(), 2);
  EXPECT_EQ(released->shortened(0).lines(0).gtin(), milk);
  EXPECT_EQ(released->shortened(0).lines(0).reason(), v1::REFUSAL_REASON_WARNING_NOT_PASSED);
  EXPECT_EQ(released->shortened(0).lines(1).gtin(), oat_drink);
}

TEST(NewAllergy, LeavesWhatSomebodyHasGivenAReasonFor) {
  OrderingStory ordering;
  ordering.given(a_shelf_that_knows_allergens(), an_order("o1"), kari_who_avoids({ALLERGEN_MILK}));
  auto for_the_guest = line(milk, 2);
  for_the_guest.mutable_warning_passed_reason()->set_key_id("kari");
  for_the_guest.mutable_warning_passed_reason()->set_box("sealed");
  ordering.given(amended("o1", 1, {for_the_guest})).when_time_passes(oslo(tuesday, 16));
  ASSERT_NE(ordering.said<v1::OrdersReleased>(), nullptr);
  EXPECT_EQ(ordering.said<v1::OrdersReleased>()->orders(0).lines_size(), 1);
  EXPECT_EQ(ordering.said<v1::OrdersReleased>()->shortened_size(), 0);
}

TEST(NewAllergy, EndsAnOrderOfWhichNothingIsLeft) {
  OrderingStory ordering;
  ordering.given(a_shelf_that_knows_allergens(), an_order("o1"), kari_who_avoids({ALLERGEN_MILK}));
  ordering.when_time_passes(oslo(tuesday, 16));
  const auto* released = ordering.said<v1::OrdersReleased>();
  ASSERT_NE(released, nullptr);
  EXPECT_EQ(released->orders_size(), 0);
  EXPECT_EQ(released->shortened_size(), 0);
  ASSERT_EQ(released->withheld_size(), 1);
  EXPECT_EQ(released->withheld(0).reason(), v1::REFUSAL_REASON_WARNING_NOT_PASSED);
}

TEST(NewAllergy, ThatCannotBeReadChangesNothing) {
  OrderingStory ordering;
  auto unreadable = a_citizen("kari");
  unreadable.mutable_citizen()->mutable_diet()->set_key_id("kari");
  unreadable.mutable_citizen()->mutable_diet()->set_box("garbled");
  ordering.given(a_shelf_that_knows_allergens(), an_order("o1"), unreadable).when_time_passes(oslo(tuesday, 16));
  ASSERT_NE(ordering.said<v1::OrdersReleased>(), nullptr);
  EXPECT_EQ(ordering.said<v1::OrdersReleased>()->orders(0).lines_size(), 1);
}

}  // namespace
}  // namespace matbud::ordering::story
