// The doctor calls when the order has left already: what is on its way is looked at again.
#include <gtest/gtest.h>

#include <functional>
#include <utility>
#include <vector>

#include "matbud/bridge/v1/events.pb.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "ordering_story.h"

namespace matbud::ordering::story {
namespace {

using orders::v1::ALLERGEN_MILK;

/// The shelf with milk in the milk, and none in the soda.
v1::PutProducts a_declared_shelf() {
  auto shelf = the_shelf();
  const auto declare = [&](int product, orders::v1::AllergenState state) {
    auto& fact = *shelf.mutable_products(product)->add_allergens();
    fact.set_allergen(ALLERGEN_MILK);
    fact.set_state(state);
  };
  declare(0, orders::v1::ALLERGEN_STATE_CONTAINS);
  declare(2, orders::v1::ALLERGEN_STATE_FREE_FROM);
  return shelf;
}

v1::RegisterCitizen kari_without_milk() {
  auto citizen = a_citizen("kari");
  *citizen.mutable_citizen()->mutable_diet() = sealed_diet("kari", {ALLERGEN_MILK});
  return citizen;
}

/// Milk, bananas and soda, with the grocer since they were ordered.
OrderingStory an_order_on_its_way() {
  auto order = an_order("o1", "today", monday);
  order.clear_lines();
  for (const auto gtin : {milk, bananas, soda}) *order.add_lines() = line(gtin, gtin == bananas ? 500 : 1);
  OrderingStory ordering;
  ordering.given(a_declared_shelf(), order);
  return ordering;
}

v1::GoodsRefused refused(const std::vector<std::pair<std::uint64_t, std::uint64_t>>& ordered_and_coming) {
  v1::GoodsRefused event;
  event.set_order_id("o1");
  event.set_citizen_id("kari");
  for (const auto& [ordered, coming] : ordered_and_coming) {
    auto& line = *event.add_lines();
    line.set_ordered_gtin(ordered);
    line.set_gtin(coming);
    line.set_reason(v1::REFUSAL_REASON_WARNING_NOT_PASSED);
  }
  return event;
}

TEST(SecondLook, FindsWhatANewAllergyForbids) {
  auto ordering = an_order_on_its_way();
  ordering.when(kari_without_milk());
  const auto* const registered = ordering.said<v1::CitizenRegistered>();
  ASSERT_NE(registered, nullptr);
  ASSERT_EQ(registered->doubtful_order_ids_size(), 1);
  EXPECT_EQ(registered->doubtful_order_ids(0), "o1");
  ordering.when_time_passes(oslo(monday, 9, 1));
  ordering.then(refused({{milk, milk}}));
  EXPECT_EQ(ordering.subject(), "order/o1");
  EXPECT_TRUE(ordering.timers().empty());
}

TEST(SecondLook, IsNotTakenWhereNothingIsForbidden) {
  auto ordering = an_order_on_its_way();
  auto citizen = a_citizen("kari");
  *citizen.mutable_citizen()->mutable_diet() = sealed_diet("kari", {orders::v1::ALLERGEN_FISH});
  ordering.when(citizen);
  ASSERT_NE(ordering.said<v1::CitizenRegistered>(), nullptr);
  EXPECT_EQ(ordering.said<v1::CitizenRegistered>()->doubtful_order_ids_size(), 0);
  EXPECT_TRUE(ordering.timers().empty());
}

TEST(SecondLook, IsOnlyTakenAtOrdersThatAreOnTheirWay) {
  struct Row {
    const char* story;
    std::function<void(OrderingStory&)> before;
    int doubtful;
  };
  bridge::v1::GrocerRefused gone;
  gone.set_order_id("o1");
  dispatch::v1::DeliveryDone done;
  done.set_order_id("o1");
  dispatch::v1::DeliveryUndone undone;
  undone.set_order_id("o1");
  undone.set_was_delivered(true);
  const Row rows[] = {
      {"with its grocer", [](OrderingStory&) {}, 1},
      {"called back", [](OrderingStory& ordering) { ordering.given(cancelled("o1")); }, 0},
      {"refused by its grocer", [&](OrderingStory& ordering) { ordering.given(gone); }, 0},
      {"delivered", [&](OrderingStory& ordering) { ordering.given(done); }, 0},
      {"not delivered after all", [&](OrderingStory& ordering) { ordering.given(done, undone); }, 1},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.story);
    auto ordering = an_order_on_its_way();
    row.before(ordering);
    ordering.when(kari_without_milk());
    ASSERT_NE(ordering.said<v1::CitizenRegistered>(), nullptr);
    EXPECT_EQ(ordering.said<v1::CitizenRegistered>()->doubtful_order_ids_size(), row.doubtful);
  }
}

TEST(SecondLook, IsTakenAtWhatACutOffHasReleased) {
  OrderingStory ordering;
  ordering.given(a_declared_shelf(), an_order("o1")).when(kari_without_milk());
  EXPECT_EQ(ordering.said<v1::CitizenRegistered>()->doubtful_order_ids_size(), 0) << "the cut-off will see to it";

  OrderingStory later;
  later.given(a_declared_shelf(), an_order("o1")).when_time_passes(oslo(tuesday, 16));
  later.when(kari_without_milk());
  EXPECT_EQ(later.said<v1::CitizenRegistered>()->doubtful_order_ids_size(), 1);
}

TEST(SecondLook, LeavesOutWhatTheCutOffHasLeftOut) {
  auto order = an_order("o1");
  *order.add_lines() = line(soda, 1);
  OrderingStory ordering;
  ordering.given(a_declared_shelf(), order, kari_without_milk()).when_time_passes(oslo(tuesday, 16));
  ASSERT_NE(ordering.said<v1::OrdersReleased>(), nullptr);
  ASSERT_EQ(ordering.said<v1::OrdersReleased>()->shortened_size(), 1);
  ordering.when(kari_without_milk());
  EXPECT_EQ(ordering.said<v1::CitizenRegistered>()->doubtful_order_ids_size(), 0) << "the milk never left";
}

TEST(SecondLook, JudgesWhatComesAndNotWhatItStandsFor) {
  auto with_milk_for_soda = an_order_on_its_way();
  with_milk_for_soda.given(confirmed_with(soda, milk)).when(kari_without_milk());
  EXPECT_EQ(with_milk_for_soda.said<v1::CitizenRegistered>()->doubtful_order_ids_size(), 0) << "no milk comes";

  auto with_soda_for_milk = an_order_on_its_way();
  with_soda_for_milk.given(confirmed_with(soda, milk), confirmed_with(milk, bananas));
  with_soda_for_milk.when(kari_without_milk()).when_time_passes(oslo(monday, 9, 1));
  with_soda_for_milk.then(refused({{bananas, milk}}));
}

TEST(SecondLook, LeavesWhatSomebodyGaveAReasonFor) {
  auto order = an_order("o1", "today", monday);
  order.mutable_lines(0)->mutable_warning_passed_reason()->set_box("bakes with it for others");
  OrderingStory ordering;
  ordering.given(a_declared_shelf(), order).when(kari_without_milk());
  EXPECT_EQ(ordering.said<v1::CitizenRegistered>()->doubtful_order_ids_size(), 0);
}

TEST(SecondLook, SaysSoWhenTheOrderEndedAMomentBefore) {
  auto ordering = an_order_on_its_way();
  dispatch::v1::DeliveryDone done;
  done.set_order_id("o1");
  ordering.given(kari_without_milk(), done).when_time_passes(oslo(monday, 9, 1));
  ordering.then(refused({}));
  EXPECT_TRUE(ordering.timers().empty());
}

TEST(SecondLook, OfADietThatNobodyCanReadChangesNothing) {
  auto ordering = an_order_on_its_way();
  auto citizen = kari_without_milk();
  citizen.mutable_citizen()->mutable_diet()->set_box("scrambled");
  ordering.when(citizen);
  EXPECT_EQ(ordering.said<v1::CitizenRegistered>()->doubtful_order_ids_size(), 0);
}

}  // namespace
}  // namespace matbud::ordering::story
