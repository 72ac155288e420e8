// Lines that turn out otherwise while an accepted order is packed.
#include <gtest/gtest.h>

#include <functional>

#include "bridge_stories.h"
#include "matbud/grocer/v1/orders.pb.h"

namespace matbud::grocer_bridge::stories {
namespace {

using bridge::v1::OrderConfirmed;
using bridge::v1::OrderPacked;
using bridge::v1::SubstitutesReturned;

constexpr std::uint64_t rice_milk = 7038010000034;

grocer::v1::GrocerAnswer changed(const std::string& id) {
  grocer::v1::GrocerAnswer answer;
  answer.set_order_id(id);
  answer.mutable_changed();
  return answer;
}
bridge::v1::ConfirmedLine& change(grocer::v1::GrocerAnswer& answer, std::uint64_t gtin,
                                  bridge::v1::LineOutcome outcome) {
  auto& added = *answer.mutable_changed()->add_lines();
  added.set_ordered_gtin(gtin);
  added.set_outcome(outcome);
  return added;
}
grocer::v1::GrocerAnswer milk_is(bridge::v1::LineOutcome outcome) {
  auto answer = changed("o1");
  change(answer, milk, outcome);
  return answer;
}
grocer::v1::GrocerAnswer instead_of_milk(std::uint64_t gtin, std::int64_t price_ore) {
  auto answer = changed("o1");
  auto& line = change(answer, milk, bridge::v1::LINE_OUTCOME_SUBSTITUTED);
  line.set_gtin(gtin);
  line.set_quantity(2);
  line.set_price_ore(price_ore);
  return answer;
}
ordering::v1::SubstitutesRefused refused_instead_of_milk(std::uint64_t gtin) {
  ordering::v1::SubstitutesRefused event;
  event.set_order_id("o1");
  event.set_citizen_id("citizen-o1");
  auto& line = *event.add_lines();
  line.set_ordered_gtin(milk);
  line.set_gtin(gtin);
  line.set_reason(ordering::v1::REFUSAL_REASON_WARNING_NOT_PASSED);
  return event;
}
processor::testing::DeciderSpec a_bridge_that_packs(
    orders::v1::SubstitutionWish wish = orders::v1::SUBSTITUTION_WISH_SIMILAR) {
  auto order = an_order("o1");
  order.mutable_lines(0)->set_wish(wish);
  auto bridge = a_bridge();
  bridge.given(released(order)).when_on(from(dagros), accepted("o1"), "accepted");
  return bridge;
}

TEST(Changes, AnEmptyShelfIsSaidWhenItIsFoundAndOnce) {
  OrderConfirmed expected;
  expected.set_order_id("o1");
  expected.set_citizen_id("citizen-o1");
  expected.set_grocer_id("dagros");
  *expected.mutable_window() = window();
  expected.set_total_ore(2100);
  expected.set_answer_id("c1");
  auto bridge = a_bridge_that_packs();
  ASSERT_EQ(bridge.timers().size(), 1U);
  const auto due_at_ms = bridge.timers().front().due_at_ms();
  bridge.at(monday_8 + std::chrono::minutes{22 * 60 + 30});
  bridge.when_on(from(dagros), milk_is(bridge::v1::LINE_OUTCOME_SHORT), "c1").then_like(expected);
  ASSERT_EQ(bridge.timers().size(), 1U);
  EXPECT_EQ(bridge.timers().front().due_at_ms(), due_at_ms) << "a change wins the grocer no time";
  bridge.when_again().then_nothing();
  bridge.when_on(from(dagros), accepted("o1"), "accepted").then_nothing();
  bridge.when_on(from(dagros), packed("o1"), "packed");
  ASSERT_NE(bridge.said<OrderPacked>(), nullptr);
  EXPECT_EQ(bridge.said<OrderPacked>()->lines_size(), 1);
  EXPECT_EQ(bridge.said<OrderPacked>()->total_ore(), 2100);
}

TEST(Changes, WhatWasMissingMayBeFoundAfterAll) {
  auto bridge = a_bridge_that_packs();
  bridge.when_on(from(dagros), milk_is(bridge::v1::LINE_OUTCOME_SHORT), "c1");
  bridge.when_on(from(dagros), milk_is(bridge::v1::LINE_OUTCOME_ACCEPTED), "c2");
  ASSERT_NE(bridge.said<OrderConfirmed>(), nullptr);
  EXPECT_EQ(bridge.said<OrderConfirmed>()->total_ore(), 6500) << "with its deposit, as it was ordered";
  bridge.when_on(from(dagros), packed("o1"), "packed");
  ASSERT_NE(bridge.said<OrderPacked>(), nullptr);
  EXPECT_EQ(bridge.said<OrderPacked>()->lines_size(), 2);
}

TEST(Changes, ThatLeaveNothingMayBeTakenBackUntilTheOrderIsPacked) {
  auto bridge = a_bridge_that_packs();
  bridge.when_on(from(dagros), milk_is(bridge::v1::LINE_OUTCOME_SHORT), "c1");
  auto no_apples = changed("o1");
  change(no_apples, apples, bridge::v1::LINE_OUTCOME_SHORT);
  bridge.when_on(from(dagros), no_apples, "c2");
  ASSERT_NE(bridge.said<OrderConfirmed>(), nullptr) << "a finger may slip, and a shelf be looked at twice";
  EXPECT_EQ(bridge.said<OrderConfirmed>()->total_ore(), 0);
  bridge.when_on(from(dagros), packed("o1"), "packed");
  ASSERT_NE(bridge.said<bridge::v1::GrocerRefused>(), nullptr) << "nobody drives an empty box";
}

TEST(Changes, ASubstituteThatIsRefusedGivesWayToAnother) {
  auto bridge = a_bridge_that_packs();
  bridge.when_on(from(dagros), instead_of_milk(oat_milk, 2500), "c1");
  ASSERT_NE(bridge.said<OrderConfirmed>(), nullptr);
  EXPECT_EQ(bridge.said<OrderConfirmed>()->total_ore(), 5000 + 2100);
  bridge.when(refused_instead_of_milk(oat_milk));
  ASSERT_NE(bridge.said<SubstitutesReturned>(), nullptr);
  EXPECT_EQ(bridge.said<SubstitutesReturned>()->total_ore(), 2100);

  bridge.when_on(from(dagros), instead_of_milk(oat_milk, 2500), "c2")
      .then_like(rejected("o1", "lines[0].gtin: 7038010000027 was sent back"));
  bridge.when_on(from(dagros), instead_of_milk(rice_milk, 2700), "c3");
  ASSERT_NE(bridge.said<OrderConfirmed>(), nullptr);
  EXPECT_EQ(bridge.said<OrderConfirmed>()->total_ore(), 5400 + 2100);
  bridge.when_on(from(dagros), packed("o1"), "packed");
  ASSERT_NE(bridge.said<OrderPacked>(), nullptr);
  EXPECT_EQ(bridge.said<OrderPacked>()->total_ore(), 5400 + 2100);
}

TEST(Changes, ASecondSubstituteTakesTheFirstOnesPlace) {
  auto bridge = a_bridge_that_packs();
  bridge.when_on(from(dagros), instead_of_milk(oat_milk, 2500), "c1");
  bridge.when_on(from(dagros), instead_of_milk(rice_milk, 2700), "c2");
  ASSERT_NE(bridge.said<OrderConfirmed>(), nullptr);
  EXPECT_EQ(bridge.said<OrderConfirmed>()->total_ore(), 5400 + 2100);
  bridge.when(refused_instead_of_milk(oat_milk)).then_nothing();
}

TEST(Changes, ASubstituteThatNobodyWishedForGoesBackAtOnce) {
  auto bridge = a_bridge_that_packs(orders::v1::SUBSTITUTION_WISH_ASK);
  bridge.when_on(from(dagros), instead_of_milk(oat_milk, 2500), "c1");
  const auto* const confirmed = bridge.said<OrderConfirmed>();
  ASSERT_NE(confirmed, nullptr);
  ASSERT_EQ(confirmed->returned_size(), 1);
  EXPECT_EQ(confirmed->returned(0).gtin(), oat_milk);
  EXPECT_EQ(confirmed->lines(0).outcome(), bridge::v1::LINE_OUTCOME_SHORT);
}

TEST(Changes, AreRejectedWhereTheyCannotBe) {
  struct Row {
    const char* why;
    std::function<void(processor::testing::DeciderSpec&)> before;
    grocer::v1::GrocerAnswer answer;
  };
  auto twice = milk_is(bridge::v1::LINE_OUTCOME_SHORT);
  change(twice, milk, bridge::v1::LINE_OUTCOME_SHORT);
  auto unknown = changed("o1");
  change(unknown, rice_milk, bridge::v1::LINE_OUTCOME_SHORT);
  const auto accept = [](auto& bridge) { bridge.when_on(from(dagros), accepted("o1"), "accepted"); };
  const Row rows[] = {
      {"the order is not accepted yet", [](auto&) {}, milk_is(bridge::v1::LINE_OUTCOME_SHORT)},
      {"the order is already packed", [](auto& bridge) { bridge.when_on(from(dagros), packed("o1"), "packed"); },
       milk_is(bridge::v1::LINE_OUTCOME_SHORT)},
      {"the order is already refused", [](auto& bridge) { bridge.when_on(from(dagros), refused("o1"), "refused"); },
       milk_is(bridge::v1::LINE_OUTCOME_SHORT)},
      {"the order is already withdrawn", [](auto& bridge) { bridge.when(cancelled("o1")); },
       milk_is(bridge::v1::LINE_OUTCOME_SHORT)},
      {"lines: none has changed", accept, changed("o1")},
      {"lines[1].ordered_gtin: 7038010000010 is answered twice", accept, twice},
      {"lines[0].ordered_gtin: 7038010000034 was not ordered", accept, unknown},
      {"lines[0].outcome: not said", accept, milk_is(bridge::v1::LINE_OUTCOME_UNSPECIFIED)},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.why);
    auto bridge = a_bridge();
    bridge.given(released(an_order("o1")));
    row.before(bridge);
    bridge.when_on(from(dagros), row.answer, "change").then_like(rejected("o1", row.why));
    bridge.when_again().then_nothing();
  }
}

}  // namespace
}  // namespace matbud::grocer_bridge::stories
