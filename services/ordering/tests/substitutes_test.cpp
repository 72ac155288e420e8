// A grocer's substitutes are judged by what the citizen may have, as the goods they stand for were.
#include <gtest/gtest.h>

#include "matbud/bridge/v1/events.pb.h"
#include "ordering_story.h"

namespace matbud::ordering::story {
namespace {

using orders::v1::ALLERGEN_MILK;

/// Kari avoids milk; soda is declared free from it; o1 is with the grocer.
OrderingStory an_order_with_the_grocer() {
  auto shelf = the_shelf();
  auto& fact = *shelf.mutable_products(2)->add_allergens();
  fact.set_allergen(ALLERGEN_MILK);
  fact.set_state(orders::v1::ALLERGEN_STATE_FREE_FROM);
  auto citizen = a_citizen("kari");
  *citizen.mutable_citizen()->mutable_diet() = sealed_diet("kari", {ALLERGEN_MILK});
  auto order = an_order("o1", "today", monday);
  order.clear_lines();
  *order.add_lines() = line(soda, 1);
  OrderingStory ordering;
  ordering.given(shelf, citizen, order);
  return ordering;
}

v1::SubstitutesRefused refused(std::uint64_t substitute, v1::RefusalReason reason) {
  v1::SubstitutesRefused event;
  event.set_order_id("o1");
  event.set_citizen_id("kari");
  auto& line = *event.add_lines();
  line.set_ordered_gtin(milk);
  line.set_gtin(substitute);
  line.set_reason(reason);
  return event;
}

TEST(Substitutes, AreRefusedWhenNobodyKnowsThatTheySuitTheCitizen) {
  auto ordering = an_order_with_the_grocer();
  ordering.when(confirmed_with(bananas)).then(refused(bananas, v1::REFUSAL_REASON_WARNING_NOT_PASSED));
  EXPECT_EQ(ordering.subject(), "order/o1");
}

v1::SubstitutesLetThrough let_through(std::uint64_t substitute) {
  v1::SubstitutesLetThrough event;
  event.set_order_id("o1");
  event.set_citizen_id("kari");
  auto& line = *event.add_lines();
  line.set_ordered_gtin(milk);
  line.set_gtin(substitute);
  return event;
}

TEST(Substitutes, AreLetThroughWhenTheySuit) {
  auto ordering = an_order_with_the_grocer();
  ordering.when(confirmed_with(soda)).then(let_through(soda));
  EXPECT_EQ(ordering.subject(), "order/o1");
}

TEST(Substitutes, ForSomebodyWhoAvoidsNothingAreLetThrough) {
  OrderingStory ordering;
  ordering.given(an_order("o1", "today", monday)).when(confirmed_with(bananas)).then(let_through(bananas));
}

TEST(Substitutes, AreRefusedOneByOne) {
  auto ordering = an_order_with_the_grocer();
  auto both = confirmed_with(bananas);
  *both.add_lines() = confirmed_with(soda, soda).lines(0);
  auto expected = refused(bananas, v1::REFUSAL_REASON_WARNING_NOT_PASSED);
  auto& may_come = *expected.add_let_through();
  may_come.set_ordered_gtin(soda);
  may_come.set_gtin(soda);
  ordering.when(both).then(expected);
}

TEST(Substitutes, AreNotSpokenOfWhereThereAreNone) {
  auto ordering = an_order_with_the_grocer();
  auto confirmed = confirmed_with(soda);
  confirmed.mutable_lines(0)->set_outcome(bridge::v1::LINE_OUTCOME_SHORT);
  ordering.when(confirmed).then_nothing();
}

TEST(Substitutes, WithAnAgeLimitAreRefusedToThoseWhoseAgeNobodyHasSeen) {
  auto shelf = the_shelf();
  shelf.mutable_products(1)->set_age_limit_years(18);
  OrderingStory ordering;
  ordering.given(shelf, an_order("o1", "today", monday));
  ordering.when(confirmed_with(bananas)).then(refused(bananas, v1::REFUSAL_REASON_AGE_LIMIT));
}

TEST(Substitutes, OfWhichTheCatalogueKnowsNothingAreRefusedToEverybody) {
  OrderingStory ordering;
  ordering.given(an_order("o1", "today", monday)).when(confirmed_with(unheard_of));
  ordering.then(refused(unheard_of, v1::REFUSAL_REASON_UNKNOWN_PRODUCT));
}

TEST(Substitutes, BringNoAgeLimitToADoorWhereNobodyWasToLook) {
  auto shelf = the_shelf();
  shelf.mutable_products(1)->set_age_limit_years(18);
  shelf.mutable_products(2)->set_age_limit_years(18);
  auto citizen = a_citizen("kari");
  citizen.mutable_citizen()->set_verified_age_years(81);
  OrderingStory of_milk;
  of_milk.given(shelf, citizen, an_order("o1", "today", monday)).when(confirmed_with(bananas));
  of_milk.then(refused(bananas, v1::REFUSAL_REASON_AGE_LIMIT));
  // The driver looks at the receiver anyhow.
  auto order = an_order("o1", "today", monday);
  *order.add_lines() = line(soda, 1);
  OrderingStory of_soda;
  of_soda.given(shelf, citizen, order).when(confirmed_with(bananas)).then(let_through(bananas));
}

TEST(Substitutes, OfAnOrderThatIsOverAreNotJudged) {
  auto ordering = an_order_with_the_grocer();
  bridge::v1::GrocerRefused gone;
  gone.set_order_id("o1");
  ordering.given(gone).when(confirmed_with(bananas)).then_nothing();
}

}  // namespace
}  // namespace matbud::ordering::story
