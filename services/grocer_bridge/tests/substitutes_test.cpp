// Substitutes: whom a citizen's wish lets in, and how those that it does not go back to the grocer.
#include <gtest/gtest.h>

#include "bridge_stories.h"
#include "matbud/grocer/v1/orders.pb.h"

namespace matbud::grocer_bridge::stories {
namespace {

using bridge::v1::OrderConfirmed;
using bridge::v1::OrderPacked;
using bridge::v1::SubstitutesReturned;

constexpr std::uint64_t rice_milk = 7038010000034;

processor::testing::DeciderSpec a_bridge_with_a_wish(orders::v1::SubstitutionWish wish, std::uint64_t alternative = 0) {
  auto order = an_order("o1");
  order.mutable_lines(0)->set_wish(wish);
  order.mutable_lines(0)->set_alternative_gtin(alternative);
  auto bridge = a_bridge();
  bridge.given(released(order));
  return bridge;
}

grocer::v1::GrocerAnswer oat_milk_instead_of_milk() {
  auto answer = accepted("o1");
  auto& substitute = line(answer, milk, bridge::v1::LINE_OUTCOME_SUBSTITUTED);
  substitute.set_gtin(oat_milk);
  substitute.set_quantity(2);
  substitute.set_price_ore(2500);
  return answer;
}

ordering::v1::SubstitutesRefused oat_milk_refused() {
  ordering::v1::SubstitutesRefused refused;
  refused.set_order_id("o1");
  refused.set_citizen_id("citizen-o1");
  auto& line = *refused.add_lines();
  line.set_ordered_gtin(milk);
  line.set_gtin(oat_milk);
  line.set_reason(ordering::v1::REFUSAL_REASON_WARNING_NOT_PASSED);
  return refused;
}

grocer::v1::GrocerAnswer packed_oat_milk(std::uint32_t quantity) {
  auto answer = packed("o1");
  auto& in_box = *answer.mutable_packed()->add_lines();
  in_box.set_gtin(oat_milk);
  in_box.set_quantity(quantity);
  return answer;
}

/// In place of the milk, or the milk itself.
SubstitutesReturned returned(std::uint64_t gtin, std::int64_t total_ore, bool after_packing = false) {
  SubstitutesReturned returned;
  returned.set_order_id("o1");
  returned.set_citizen_id("citizen-o1");
  returned.set_grocer_id("dagros");
  auto& back = *returned.add_lines();
  back.set_ordered_gtin(milk);
  back.set_gtin(gtin);
  returned.set_total_ore(total_ore);
  *returned.mutable_window() = window();
  returned.set_after_packing(after_packing);
  return returned;
}

TEST(Substitutes, AreLetInByTheCitizensWish) {
  struct Row {
    const char* story;
    orders::v1::SubstitutionWish wish;
    std::uint64_t alternative;
    bool taken;
  };
  const Row rows[] = {
      {"a similar one will do", orders::v1::SUBSTITUTION_WISH_SIMILAR, 0, true},
      {"their own alternative", orders::v1::SUBSTITUTION_WISH_ASK, oat_milk, true},
      {"another than their alternative", orders::v1::SUBSTITUTION_WISH_ASK, rice_milk, false},
      {"ask first, and nobody is there to be asked", orders::v1::SUBSTITUTION_WISH_ASK, 0, false},
      {"leave it out", orders::v1::SUBSTITUTION_WISH_NEVER, 0, false},
      {"nothing said", orders::v1::SUBSTITUTION_WISH_UNSPECIFIED, 0, false},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.story);
    auto bridge = a_bridge_with_a_wish(row.wish, row.alternative);
    bridge.when_on(from(dagros), oat_milk_instead_of_milk());
    const auto* confirmed = bridge.said<OrderConfirmed>();
    ASSERT_NE(confirmed, nullptr);
    EXPECT_EQ(confirmed->lines(0).outcome(),
              row.taken ? bridge::v1::LINE_OUTCOME_SUBSTITUTED : bridge::v1::LINE_OUTCOME_SHORT);
    EXPECT_EQ(confirmed->returned_size(), row.taken ? 0 : 1);
    EXPECT_EQ(confirmed->total_ore(), row.taken ? 7100 : 2100);
  }
}

TEST(Substitutes, GoBackWhenOrderingRefusesThem) {
  auto bridge = a_bridge_with_a_wish(orders::v1::SUBSTITUTION_WISH_SIMILAR);
  bridge.when_on(from(dagros), oat_milk_instead_of_milk());
  bridge.when(oat_milk_refused()).then(returned(oat_milk, 2100));
  bridge.when_again().then_nothing();

  bridge.when_on(from(dagros), packed("o1"));
  ASSERT_NE(bridge.said<OrderPacked>(), nullptr);
  EXPECT_EQ(bridge.said<OrderPacked>()->lines_size(), 1) << "apples alone";
  EXPECT_EQ(bridge.said<OrderPacked>()->total_ore(), 2100);
}

TEST(Substitutes, ThatWentBackMustNotComeAllTheSame) {
  auto bridge = a_bridge_with_a_wish(orders::v1::SUBSTITUTION_WISH_SIMILAR);
  bridge.when_on(from(dagros), oat_milk_instead_of_milk());
  bridge.given(oat_milk_refused());
  bridge.when_on(from(dagros), packed_oat_milk(2));
  bridge.then_like(rejected("o1", "lines[0].gtin: 7038010000027 was sent back"));
}

TEST(Substitutes, ByTheNameOfAChangeAreSubstitutesAllTheSame) {
  auto answer = accepted("o1");
  auto& changed = line(answer, milk, bridge::v1::LINE_OUTCOME_CHANGED);
  changed.set_gtin(oat_milk);
  changed.set_quantity(2);
  changed.set_price_ore(2500);
  auto unwished = a_bridge_with_a_wish(orders::v1::SUBSTITUTION_WISH_NEVER);
  unwished.when_on(from(dagros), answer);
  ASSERT_NE(unwished.said<OrderConfirmed>(), nullptr);
  EXPECT_EQ(unwished.said<OrderConfirmed>()->returned_size(), 1);
  auto wished = a_bridge_with_a_wish(orders::v1::SUBSTITUTION_WISH_SIMILAR);
  wished.when_on(from(dagros), answer);
  ASSERT_NE(wished.said<OrderConfirmed>(), nullptr);
  EXPECT_EQ(wished.said<OrderConfirmed>()->lines(0).outcome(), bridge::v1::LINE_OUTCOME_SUBSTITUTED)
      << "so that ordering judges it";
}

TEST(Substitutes, ThatNobodyHasHeardOfMustNotLieInTheBox) {
  auto answer = packed("o1");
  auto& smuggled = *answer.mutable_packed()->add_lines();
  smuggled.set_gtin(rice_milk);
  smuggled.set_quantity(2);
  smuggled.set_price_ore(2500);
  auto bridge = a_bridge_with_a_wish(orders::v1::SUBSTITUTION_WISH_SIMILAR);
  bridge.when_on(from(dagros), answer);
  bridge.then_like(rejected("o1", "lines[0].gtin: 7038010000034 was neither ordered nor confirmed"));
}

TEST(Substitutes, RefusedAfterPackingAskSomebodyToLookIntoTheBoxes) {
  auto bridge = a_bridge_with_a_wish(orders::v1::SUBSTITUTION_WISH_SIMILAR);
  bridge.when_on(from(dagros), oat_milk_instead_of_milk());
  bridge.when_on(from(dagros), packed("o1"));
  bridge.when(oat_milk_refused());
  ASSERT_NE(bridge.said<SubstitutesReturned>(), nullptr);
  EXPECT_TRUE(bridge.said<SubstitutesReturned>()->after_packing());
}

/// Two litres of milk and a litre of oat milk; oat milk comes for the milk, too, as far as the grocer is asked.
processor::testing::DeciderSpec a_bridge_with_oat_milk_on_two_lines() {
  auto order = an_order("o1");
  *order.mutable_lines(1) = order.lines(0);
  order.mutable_lines(1)->set_gtin(oat_milk);
  order.mutable_lines(1)->set_quantity(1);
  auto bridge = a_bridge();
  bridge.given(released(order)).when_on(from(dagros), oat_milk_instead_of_milk());
  return bridge;
}

TEST(Substitutes, ThatWentBackMayComeWhereTheyWereOrdered) {
  auto bridge = a_bridge_with_oat_milk_on_two_lines();
  bridge.given(oat_milk_refused()).when_on(from(dagros), packed_oat_milk(1));
  ASSERT_NE(bridge.said<OrderPacked>(), nullptr);
  EXPECT_EQ(bridge.said<OrderPacked>()->lines_size(), 1) << "nothing is missing";
}

TEST(Substitutes, ThatWereOrderedTooAreCountedTogether) {
  auto all = a_bridge_with_oat_milk_on_two_lines();
  all.when_on(from(dagros), packed_oat_milk(3));
  ASSERT_NE(all.said<OrderPacked>(), nullptr);
  EXPECT_EQ(all.said<OrderPacked>()->lines_size(), 1) << "nothing is missing";

  auto one_less = a_bridge_with_oat_milk_on_two_lines();
  one_less.when_on(from(dagros), packed_oat_milk(2));
  ASSERT_NE(one_less.said<OrderPacked>(), nullptr);
  ASSERT_EQ(one_less.said<OrderPacked>()->lines_size(), 2);
  EXPECT_EQ(one_less.said<OrderPacked>()->lines(1).outstanding_quantity(), 1U);

  auto one_more = a_bridge_with_oat_milk_on_two_lines();
  one_more.when_on(from(dagros), packed_oat_milk(4));
  one_more.then_like(rejected("o1", "lines[0].quantity: 4 is more than the 3 that were confirmed"));
}

ordering::v1::GoodsRefused milk_refused() {
  ordering::v1::GoodsRefused refused;
  refused.set_order_id("o1");
  refused.set_citizen_id("citizen-o1");
  auto& line = *refused.add_lines();
  line.set_ordered_gtin(milk);
  line.set_gtin(milk);
  return refused;
}

TEST(OrderedGoods, GoBackBeforeTheGrocerHasAnswered) {
  auto bridge = a_bridge();
  bridge.given(released(an_order("o1"))).when(milk_refused()).then(returned(milk, 2100));
  bridge.when_again().then_nothing();
  bridge.when_on(from(dagros), packed("o1"));
  ASSERT_NE(bridge.said<OrderPacked>(), nullptr);
  EXPECT_EQ(bridge.said<OrderPacked>()->lines_size(), 1) << "apples alone";
  EXPECT_EQ(bridge.said<OrderPacked>()->total_ore(), 2100);
}

TEST(OrderedGoods, GoBackAfterTheGrocerHasAccepted) {
  auto bridge = a_bridge();
  bridge.given(released(an_order("o1"))).when_on(from(dagros), accepted("o1"));
  bridge.when(milk_refused()).then(returned(milk, 2100));
}

TEST(OrderedGoods, ThatStandPackedAskSomebodyToLookIntoTheBoxes) {
  auto bridge = a_bridge();
  bridge.given(released(an_order("o1"))).when_on(from(dagros), packed("o1"));
  bridge.when(milk_refused()).then(returned(milk, 6500, true));
}

TEST(OrderedGoods, ThatStandPackedAreSpokenOfOnce) {
  auto bridge = a_bridge();
  bridge.given(released(an_order("o1"))).when_on(from(dagros), packed("o1"));
  bridge.given(milk_refused()).when(milk_refused()).then_nothing();
}

TEST(OrderedGoods, ThatNeverCameIntoTheBoxesAreNotLookedFor) {
  auto bridge = a_bridge();
  auto without_milk = accepted("o1");
  line(without_milk, milk, bridge::v1::LINE_OUTCOME_SHORT);
  bridge.given(released(an_order("o1"))).when_on(from(dagros), without_milk);
  bridge.when_on(from(dagros), packed("o1"));
  bridge.when(milk_refused()).then_nothing();
}

TEST(OrderedGoods, ThatWentBackDoNotSpoilAnAnswerThatWasOnItsWay) {
  auto bridge = a_bridge();
  bridge.given(released(an_order("o1")), milk_refused());
  auto answer = accepted("o1");
  line(answer, milk, bridge::v1::LINE_OUTCOME_CHANGED).set_quantity(1);
  bridge.when_on(from(dagros), answer);
  const auto* const confirmed = bridge.said<OrderConfirmed>();
  ASSERT_NE(confirmed, nullptr);
  ASSERT_EQ(confirmed->lines_size(), 1);
  EXPECT_EQ(confirmed->lines(0).outcome(), bridge::v1::LINE_OUTCOME_SHORT);
  EXPECT_EQ(confirmed->returned_size(), 1);
  EXPECT_EQ(confirmed->total_ore(), 2100);
}

TEST(OrderedGoods, ThatWentBackMayGiveWayToOthers) {
  auto bridge = a_bridge_with_a_wish(orders::v1::SUBSTITUTION_WISH_SIMILAR);
  bridge.given(milk_refused());
  bridge.when_on(from(dagros), oat_milk_instead_of_milk());
  const auto* const confirmed = bridge.said<OrderConfirmed>();
  ASSERT_NE(confirmed, nullptr);
  EXPECT_EQ(confirmed->lines(0).outcome(), bridge::v1::LINE_OUTCOME_SUBSTITUTED);
  EXPECT_EQ(confirmed->total_ore(), 7100);
}

TEST(OrderedGoods, OfALookThatFoundNothingStay) {
  auto bridge = a_bridge();
  bridge.given(released(an_order("o1"))).when(ordering::v1::GoodsRefused{}).then_nothing();
}

TEST(Substitutes, AreTakenBackFromTheGrocerWithoutAWordOfWhy) {
  processor::testing::DeciderSpec relay{make_relay_decider(dagros), "3024-sandvika", log::grocer_orders(dagros)};
  SubstitutesReturned returned;
  returned.set_order_id("o1");
  returned.set_citizen_id("citizen-o1");
  returned.set_grocer_id("dagros");
  returned.add_lines()->set_gtin(oat_milk);
  returned.set_total_ore(2100);
  grocer::v1::SubstitutesReturned told;
  told.set_order_id("o1");
  told.add_lines()->set_gtin(oat_milk);
  told.set_total_ore(2100);
  relay.when(returned).then(told);
  returned.set_grocer_id("fjordmat");
  relay.when(returned).then_nothing();
}

TEST(HandOver, GoesWithThePackedOrderToThoseWhoDrive) {
  auto order = an_order("o1");
  order.mutable_hand_over()->set_age_limit_years(18);
  auto bridge = a_bridge();
  bridge.given(released(order)).when_on(from(dagros), packed("o1"));
  ASSERT_NE(bridge.said<OrderPacked>(), nullptr);
  EXPECT_EQ(bridge.said<OrderPacked>()->hand_over().age_limit_years(), 18U);
}

}  // namespace
}  // namespace matbud::grocer_bridge::stories
