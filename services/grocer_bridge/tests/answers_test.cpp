// What a grocer answers, and answers that cannot be.
#include <gtest/gtest.h>

#include <functional>

#include "bridge_stories.h"

namespace matbud::grocer_bridge::stories {
namespace {

using bridge::v1::GrocerRefused;
using bridge::v1::OrderConfirmed;
using bridge::v1::OrderPacked;

processor::testing::DeciderSpec a_bridge_that_sent(const std::string& id) {
  auto bridge = a_bridge();
  bridge.given(released(an_order(id)));
  return bridge;
}

TEST(Answers, ConfirmAnOrderAsItWasPlaced) {
  OrderConfirmed confirmed;
  confirmed.set_order_id("o1");
  confirmed.set_citizen_id("citizen-o1");
  confirmed.set_grocer_id("dagros");
  confirmed.set_grocer_reference("G-1");
  *confirmed.mutable_window() = window();
  confirmed.set_total_ore(6500);
  confirmed.set_answer_id("a1");
  auto bridge = a_bridge_that_sent("o1");
  bridge.when_on(from(dagros), accepted("o1"), "a1").then(confirmed);
  bridge.when_again().then_nothing();
}

TEST(Answers, ConfirmWithASubstituteAndAShortLine) {
  auto answer = accepted("o1");
  auto& substitute = line(answer, milk, bridge::v1::LINE_OUTCOME_SUBSTITUTED);
  substitute.set_gtin(oat_milk);
  substitute.set_quantity(2);
  substitute.set_price_ore(2500);
  line(answer, apples, bridge::v1::LINE_OUTCOME_SHORT);
  auto bridge = a_bridge_that_sent("o1");
  bridge.when_on(from(dagros), answer);
  ASSERT_NE(bridge.said<OrderConfirmed>(), nullptr);
  EXPECT_EQ(bridge.said<OrderConfirmed>()->total_ore(), 5000);
  EXPECT_EQ(bridge.said<OrderConfirmed>()->lines_size(), 2);

  bridge.when_on(from(dagros), packed("o1"));
  ASSERT_NE(bridge.said<OrderPacked>(), nullptr);
  ASSERT_EQ(bridge.said<OrderPacked>()->lines_size(), 1) << "packed as confirmed";
  EXPECT_EQ(bridge.said<OrderPacked>()->lines(0).gtin(), oat_milk);
  EXPECT_EQ(bridge.said<OrderPacked>()->total_ore(), 5000);
}

TEST(Answers, ChangeAWeight) {
  auto answer = accepted("o1");
  line(answer, apples, bridge::v1::LINE_OUTCOME_CHANGED).set_quantity(333);
  auto bridge = a_bridge_that_sent("o1");
  bridge.when_on(from(dagros), answer);
  ASSERT_NE(bridge.said<OrderConfirmed>(), nullptr);
  EXPECT_EQ(bridge.said<OrderConfirmed>()->total_ore(), 4400 + 999) << "333 g at 30 kr a kilogram";
  EXPECT_EQ(bridge.said<OrderConfirmed>()->lines(0).gtin(), apples);
  EXPECT_EQ(bridge.said<OrderConfirmed>()->lines(0).price_ore(), 3000);
}

TEST(Answers, PackWhatWasAcceptedAtItsDeliveredWeight) {
  auto answer = packed("o1");
  auto& weighed = *answer.mutable_packed()->add_lines();
  weighed.set_gtin(apples);
  weighed.set_quantity(712);
  OrderPacked expected;
  expected.set_order_id("o1");
  expected.set_citizen_id("citizen-o1");
  expected.set_grocer_id("dagros");
  *expected.mutable_boxes() = answer.packed().boxes();
  *expected.mutable_window() = window();
  expected.set_total_ore(2136);
  expected.set_answer_id("a2");
  auto bridge = a_bridge_that_sent("o1");
  bridge.when_on(from(dagros), accepted("o1"), "a1").when_on(from(dagros), answer, "a2").then_like(expected);
  bridge.when_again().then_nothing();
}

TEST(Answers, TellWhatIsMissingWhetherTheGrocerDoesOrNot) {
  struct Row {
    const char* name;
    std::uint64_t gtin;
    std::uint32_t quantity;
    std::uint64_t missing_gtin;
    std::uint32_t missing;
    std::int64_t total_ore;
  };
  const Row rows[] = {{"a line is not on the slip", apples, 700, milk, 2, 2100},
                      {"goods by weight are not on the slip", milk, 2, apples, 700, 4400},
                      {"one of two pieces has come", milk, 1, milk, 1, 2200}};
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    auto answer = packed("o1");
    auto& comes = *answer.mutable_packed()->add_lines();
    comes.set_gtin(row.gtin);
    comes.set_quantity(row.quantity);
    auto bridge = a_bridge_that_sent("o1");
    bridge.when_on(from(dagros), answer, "a1");
    ASSERT_NE(bridge.said<OrderPacked>(), nullptr);
    EXPECT_EQ(bridge.said<OrderPacked>()->total_ore(), row.total_ore);
    const auto& lines = bridge.said<OrderPacked>()->lines();
    const auto missing = std::ranges::find_if(lines, [&](const auto& line) {
      return line.gtin() == row.missing_gtin && line.outstanding_quantity() == row.missing && line.quantity() == 0;
    });
    EXPECT_NE(missing, lines.end());
  }
}

TEST(Answers, MayNameAProductOncePerLotAndBringNoMoreThanWasConfirmed) {
  auto answer = packed("o1");
  for (const auto* lot : {"L1", "L2"}) {
    auto& comes = *answer.mutable_packed()->add_lines();
    comes.set_gtin(milk);
    comes.set_quantity(1);
    comes.set_lot(lot);
  }
  auto& apple_bag = *answer.mutable_packed()->add_lines();
  apple_bag.set_gtin(apples);
  apple_bag.set_quantity(812);
  auto bridge = a_bridge_that_sent("o1");
  bridge.when_on(from(dagros), answer, "a1");
  ASSERT_NE(bridge.said<OrderPacked>(), nullptr);
  EXPECT_EQ(bridge.said<OrderPacked>()->lines_size(), 3) << "nothing is missing";

  answer.mutable_packed()->mutable_lines(1)->set_quantity(2);
  auto another = a_bridge_that_sent("o1");
  another.when_on(from(dagros), answer, "a1")
      .then_like(rejected("o1", "lines[1].quantity: 3 is more than the 2 that were confirmed"));
}

TEST(Answers, RefuseAnOrderOnce) {
  GrocerRefused expected;
  expected.set_order_id("o1");
  expected.set_citizen_id("citizen-o1");
  expected.set_grocer_id("dagros");
  expected.set_reason("closed for stocktaking");
  *expected.mutable_window() = window();
  expected.set_answer_id("a1");
  auto bridge = a_bridge_that_sent("o1");
  bridge.when_on(from(dagros), refused("o1"), "a1").then(expected);
  bridge.when_again().then_nothing();
  bridge.when_on(from(dagros), accepted("o1"), "a2").then_like(rejected("o1", "the order is already refused"));
}

TEST(Answers, RefuseWhatWasAcceptedAndIsNotPacked) {
  for (const bool by_setting : {false, true}) {
    auto bridge = a_bridge();
    bridge.given(placed_today("o1", by_setting));
    if (!by_setting) bridge.when_on(from(dagros), accepted("o1"), "first");
    bridge.when_on(from(dagros), refused("o1"), "second");
    ASSERT_NE(bridge.said<GrocerRefused>(), nullptr);
    EXPECT_EQ(bridge.said<GrocerRefused>()->reason(), "closed for stocktaking");
    EXPECT_TRUE(bridge.timers().empty());
    bridge.when_again().then_nothing();
  }
}

TEST(Answers, OfWhichNothingComesAreRefusals) {
  auto none_accepted = accepted("o1");
  for (const auto gtin : {milk, apples}) {
    auto& gone = line(none_accepted, gtin, bridge::v1::LINE_OUTCOME_SHORT);
    gone.set_reason("utsolgt");
  }
  auto none_packed = packed("o1");
  for (const auto gtin : {milk, apples}) {
    auto& gone = *none_packed.mutable_packed()->add_lines();
    gone.set_gtin(gtin);
    gone.set_outstanding_quantity(1);
    gone.set_outstanding_reason(gtin == milk ? "utsolgt" : "ikke levert til oss");
  }
  auto without_boxes = none_packed;
  without_boxes.mutable_packed()->clear_boxes();
  struct Row {
    const char* name;
    grocer::v1::GrocerAnswer answer;
    const char* reason;
  };
  const Row rows[] = {{"accepts no line", none_accepted, "utsolgt"},
                      {"packs none of the lines", none_packed, "utsolgt; ikke levert til oss"},
                      {"has no box either", without_boxes, "utsolgt; ikke levert til oss"}};
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    auto bridge = a_bridge_that_sent("o1");
    bridge.when_on(from(dagros), row.answer, "a1");
    ASSERT_NE(bridge.said<GrocerRefused>(), nullptr);
    EXPECT_EQ(bridge.said<GrocerRefused>()->reason(), row.reason);
    EXPECT_EQ(bridge.said<GrocerRefused>()->citizen_id(), "citizen-o1");
    EXPECT_TRUE(bridge.timers().empty());
    bridge.when_again().then_nothing();
  }
}

TEST(Answers, PackAtOnceWhereAcceptanceIsBySetting) {
  auto order = an_order("o1");
  order.set_grocer_accepts_by_setting(true);
  auto bridge = a_bridge();
  bridge.given(released(order), placed_today("o2", true));
  for (const auto* id : {"o1", "o2"}) {
    bridge.when_on(from(dagros), packed(id));
    ASSERT_NE(bridge.said<OrderPacked>(), nullptr) << id;
    EXPECT_EQ(bridge.said<OrderPacked>()->total_ore(), 6500);
  }
}

TEST(Answers, PackedImpliesAcceptedWhenItComesFirst) {
  auto slip = packed("o1");
  auto& delivered = *slip.mutable_packed()->add_lines();
  delivered.set_gtin(milk);
  delivered.set_quantity(2);
  struct Row {
    const char* name;
    grocer::v1::GrocerAnswer answer;
    std::int64_t total_ore;
  };
  const Row rows[] = {{"as it was ordered", packed("o1"), 6500}, {"as its packing slip says", slip, 4400}};
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    auto bridge = a_bridge_that_sent("o1");
    bridge.when_on(from(dagros), row.answer, "packing");
    ASSERT_NE(bridge.said<OrderPacked>(), nullptr);
    EXPECT_EQ(bridge.said<OrderPacked>()->total_ore(), row.total_ore);
    EXPECT_TRUE(bridge.timers().empty());
    bridge.when_again().then_nothing();
  }
}

TEST(Answers, AreRejectedWhenTheyContradict) {
  struct Row {
    const char* name;
    std::function<grocer::v1::GrocerAnswer()> first;
    std::function<grocer::v1::GrocerAnswer()> second;
    const char* why;
  };
  const Row rows[] = {
      {"accepted after packed", [] { return packed("o1"); }, [] { return accepted("o1"); },
       "the order is already packed"},
      {"refused after packed", [] { return packed("o1"); }, [] { return refused("o1"); },
       "the order is already packed"},
      {"packed twice", [] { return packed("o1"); }, [] { return packed("o1"); }, "the order is already packed"},
      {"accepted twice", [] { return accepted("o1"); }, [] { return accepted("o1"); }, "the order is already accepted"},
      {"packed after refused", [] { return refused("o1"); }, [] { return packed("o1"); },
       "the order is already refused"},
      {"refused twice", [] { return refused("o1"); }, [] { return refused("o1"); }, "the order is already refused"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    auto bridge = a_bridge_that_sent("o1");
    bridge.when_on(from(dagros), row.first(), "first");
    bridge.when_on(from(dagros), row.second(), "second").then_like(rejected("o1", row.why));
    bridge.when_again().then_nothing();
  }
}

TEST(Answers, AreRejectedWhenTheyCannotBe) {
  struct Row {
    const char* why;
    std::function<void(grocer::v1::GrocerAnswer&)> spoil;
  };
  const Row rows[] = {
      {"lines[0].ordered_gtin: 7038010000027 was not ordered",
       [](auto& answer) { line(answer, oat_milk, bridge::v1::LINE_OUTCOME_SHORT); }},
      {"lines[1].ordered_gtin: 7038010000010 is answered twice",
       [](auto& answer) {
         line(answer, milk, bridge::v1::LINE_OUTCOME_SHORT);
         line(answer, milk, bridge::v1::LINE_OUTCOME_ACCEPTED);
       }},
      {"lines[0].outcome: not said", [](auto& answer) { line(answer, milk, bridge::v1::LINE_OUTCOME_UNSPECIFIED); }},
      {"lines[0].gtin: a substitute must be named",
       [](auto& answer) { line(answer, milk, bridge::v1::LINE_OUTCOME_SUBSTITUTED).set_quantity(1); }},
      {"lines[0].quantity: 0 cannot be", [](auto& answer) { line(answer, milk, bridge::v1::LINE_OUTCOME_CHANGED); }},
      {"lines[0].price_ore: -5 cannot be",
       [](auto& answer) {
         auto& changed = line(answer, milk, bridge::v1::LINE_OUTCOME_CHANGED);
         changed.set_quantity(1);
         changed.set_price_ore(-5);
       }},
      {"boxes: an order is packed in at least one", [](auto& answer) { answer.mutable_packed(); }},
      {"boxes[0].weight_grams: 200000 cannot be",
       [](auto& answer) { answer.mutable_packed()->add_boxes()->set_weight_grams(200'000); }},
      {"lines[0].price_ore: -5 cannot be",
       [](auto& answer) {
         answer.mutable_packed()->add_boxes();
         auto& packed_line = *answer.mutable_packed()->add_lines();
         packed_line.set_gtin(milk);
         packed_line.set_quantity(1);
         packed_line.set_price_ore(-5);
       }},
      {"answer: not said", [](auto& answer) { answer.clear_answer(); }},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.why);
    auto answer = accepted("o1");
    row.spoil(answer);
    auto bridge = a_bridge_that_sent("o1");
    if (answer.has_packed()) bridge.when_on(from(dagros), accepted("o1"));
    bridge.when_on(from(dagros), answer).then_like(rejected("o1", row.why));
  }
}

TEST(Answers, AreRejectedFromAGrocerThatWasNeverAsked) {
  auto bridge = a_bridge_that_sent("o1");
  bridge.when_on(from(fjordmat), accepted("o1"), "a1")
      .then_like(rejected("o1", "this grocer was never sent that order"));
  bridge.when_again().then_nothing();
  bridge.when_on(from(dagros), accepted("o9"), "a1").then_like(rejected("o9", "this grocer was never sent that order"));
  bridge.when_on(from(dagros), accepted("o1"), "a2");
  EXPECT_NE(bridge.said<OrderConfirmed>(), nullptr) << "the right grocer is heard all the same";
}

TEST(Answers, RejectedOnceStayRejected) {
  auto bridge = a_bridge_that_sent("o1");
  bridge.when_on(from(dagros), packed("o1"), "too early").when_on(from(dagros), accepted("o1"), "accepted");
  bridge.when_on(from(dagros), packed("o1"), "too early").then_nothing();
}

TEST(Answers, ThatCannotBeReadAreParked) { a_bridge().when_bytes_on(from(dagros), "\xff\xff").then_poison(); }

}  // namespace
}  // namespace matbud::grocer_bridge::stories
