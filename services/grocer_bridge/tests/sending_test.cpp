// Orders on their way to a grocer.
#include <gtest/gtest.h>

#include "bridge_stories.h"

namespace matbud::grocer_bridge::stories {
namespace {

using bridge::v1::GrocerLate;
using bridge::v1::OrderConfirmed;
using bridge::v1::OrdersSent;
using bridge::v1::OrderWithdrawn;

TEST(Sending, SendsWhatTheCutOffReleased) {
  auto bridge = a_bridge();
  bridge.when(released(an_order("o1"), an_order("o2", fjordmat)));
  ASSERT_NE(bridge.said<OrdersSent>(), nullptr);
  const auto& sent = *bridge.said<OrdersSent>();
  ASSERT_EQ(sent.orders_size(), 2);
  EXPECT_EQ(sent.orders(0).order().SerializeAsString(), an_order("o1").SerializeAsString());
  EXPECT_EQ(sent.orders(1).order().grocer_id(), "fjordmat");
}

TEST(Sending, GivesEachOrderAnAliasThatTellsNothingOfThePerson) {
  auto bridge = a_bridge();
  auto same_citizen = an_order("o2");
  same_citizen.set_citizen_id("citizen-o1");
  bridge.when(released(an_order("o1"), same_citizen));
  ASSERT_NE(bridge.said<OrdersSent>(), nullptr);
  const auto alias = bridge.said<OrdersSent>()->orders(0).delivery_alias();
  const auto other = bridge.said<OrdersSent>()->orders(1).delivery_alias();
  EXPECT_EQ(alias.size(), 7U);
  EXPECT_EQ(alias[3], '-');
  EXPECT_NE(alias, other);
  auto again = a_bridge();
  again.when(released(an_order("o1")));
  EXPECT_EQ(again.said<OrdersSent>()->orders(0).delivery_alias(), alias) << "not derived from the order alone";
}

TEST(Sending, SendsNoOrderTwice) {
  auto bridge = a_bridge();
  bridge.given(released(an_order("o1"))).when(released(an_order("o1"))).then_nothing();
  bridge.when(released(an_order("o1"), an_order("o2")));
  ASSERT_NE(bridge.said<OrdersSent>(), nullptr);
  ASSERT_EQ(bridge.said<OrdersSent>()->orders_size(), 1);
  EXPECT_EQ(bridge.said<OrdersSent>()->orders(0).order().order_id(), "o2");
}

TEST(Sending, LeavesAnOrderThatWaitsForItsCutOff) {
  auto placed = placed_today("o1", false);
  placed.set_released_at_ms(to_ms(monday_8 + a_day));
  a_bridge().when(placed).then_nothing();
}

TEST(Sending, SendsASameDayOrderAtOnce) {
  auto bridge = a_bridge();
  bridge.when(placed_today("o1", false));
  ASSERT_NE(bridge.said<OrdersSent>(), nullptr);
  EXPECT_EQ(bridge.said<OrdersSent>()->orders(0).order().order_id(), "o1");
  EXPECT_EQ(bridge.said<OrdersSent>()->orders(0).answer_due_at_ms(), to_ms(monday_8 + std::chrono::minutes{30}));
  bridge.when(placed_today("o1", false)).then_nothing();
}

TEST(Sending, SendsAndConfirmsInOneEventWhereTheGrocerHasAgreed) {
  OrderConfirmed expected;
  expected.set_order_id("o1");
  expected.set_citizen_id("citizen-o1");
  expected.set_grocer_id("dagros");
  expected.set_by_setting(true);
  expected.set_total_ore(6500);
  auto bridge = a_bridge();
  bridge.when(placed_today("o1", true)).then_like(expected);
  EXPECT_EQ(bridge.said<OrderConfirmed>()->sent().order().lines_size(), 2);
  EXPECT_EQ(bridge.said<OrderConfirmed>()->sent().answer_due_at_ms(), 0);
  bridge.when(placed_today("o1", true)).then_nothing();
}

TEST(Sending, WaitsWithAnOrderForAGrocerThatNobodyHasSetUp) {
  a_bridge().when(released(an_order("o1", GrocerId{"unheard-of"}))).then_poison();
}

TEST(Sending, HearsNothingInWhatDoesNotConcernIt) {
  ordering::v1::OrderClosed closed;
  closed.set_order_id("o1");
  a_bridge().given(released(an_order("o1"))).when(closed).then_nothing();
}

TEST(Sending, SaysThatAGrocerIsLateOnce) {
  const auto due = monday_8 + a_day - std::chrono::hours{3};
  GrocerLate late;
  late.set_order_id("o1");
  late.set_citizen_id("citizen-o1");
  late.set_grocer_id("dagros");
  late.set_due_at_ms(to_ms(due));
  auto bridge = a_bridge();
  bridge.given(released(an_order("o1"))).when_time_passes(due).then(late);
  bridge.when_again().then_nothing();
  EXPECT_EQ(bridge.timers().size(), 1U) << "the one that gives it up";
}

TEST(Sending, ReleasedLateStillLeavesTheGrocerHalfAnHour) {
  const auto late_release = monday_8 + a_day - std::chrono::hours{1};
  auto bridge = a_bridge();
  bridge.at(late_release).when(released(an_order("o1")));
  ASSERT_EQ(bridge.timers().size(), 1U);
  EXPECT_EQ(bridge.timers()[0].due_at_ms(), to_ms(late_release + std::chrono::minutes{30}));
}

TEST(Sending, SaysThatAGrocerIsLateWhoHasAcceptedAndNotPacked) {
  const auto due = monday_8 + a_day - std::chrono::hours{1};
  GrocerLate late;
  late.set_order_id("o1");
  late.set_due_at_ms(to_ms(due));
  auto bridge = a_bridge();
  bridge.given(released(an_order("o1"))).when_on(from(dagros), accepted("o1"));
  ASSERT_EQ(bridge.timers().size(), 1U);
  bridge.when_time_passes(due).then_like(late);
  bridge.when_on(from(dagros), packed("o1"));
  EXPECT_NE(bridge.said<bridge::v1::OrderPacked>(), nullptr) << "late is better than never";
  EXPECT_TRUE(bridge.timers().empty());
}

TEST(Sending, SaysThatAGrocerIsLateWhoAcceptsBySettingAndHasNotPacked) {
  auto order = an_order("o1");
  order.set_grocer_accepts_by_setting(true);
  auto bridge = a_bridge();
  bridge.given(released(order));
  ASSERT_EQ(bridge.timers().size(), 1U);
  EXPECT_EQ(bridge.timers()[0].due_at_ms(), to_ms(monday_8 + a_day - std::chrono::hours{1}));
}

TEST(Sending, SaysThatAGrocerIsLateWhoAcceptsTodaysOrdersBySettingAndNeverPacks) {
  const auto due = monday_8 + std::chrono::hours{1};
  GrocerLate late;
  late.set_order_id("o1");
  late.set_citizen_id("citizen-o1");
  late.set_grocer_id("dagros");
  late.set_due_at_ms(to_ms(due));
  auto bridge = a_bridge();
  bridge.given(placed_today("o1", true)).when_time_passes(due).then(late);
  bridge.when_again().then_nothing();
  bridge.when_on(from(dagros), packed("o1"));
  EXPECT_NE(bridge.said<bridge::v1::OrderPacked>(), nullptr) << "late is better than never";
  EXPECT_TRUE(bridge.timers().empty());
}

TEST(Sending, GivesUpAnOrderThatNobodyPacked) {
  const auto window_closes = monday_8 + a_day + std::chrono::hours{4};
  bridge::v1::GrocerRefused given_up;
  given_up.set_order_id("o1");
  given_up.set_citizen_id("citizen-o1");
  given_up.set_grocer_id("dagros");
  *given_up.mutable_window() = window();
  for (const bool was_accepted : {false, true}) {
    auto bridge = a_bridge();
    bridge.given(released(an_order("o1")));
    if (was_accepted) bridge.when_on(from(dagros), accepted("o1"), "a1");
    bridge.when_time_passes(window_closes);
    ASSERT_NE(bridge.said<GrocerLate>(), nullptr);
    bridge.when_time_passes(window_closes + std::chrono::hours{12}).then(given_up);
    EXPECT_TRUE(bridge.timers().empty());
    bridge.when_on(from(dagros), packed("o1"), "a2").then_like(rejected("o1", "the order is already refused"));
  }
}

TEST(Sending, AGrocerWhoAcceptsAfterAllIsNotGivenUpBeforeItsTime) {
  auto bridge = a_bridge();
  bridge.given(released(an_order("o1"))).when_time_passes(monday_8 + a_day - std::chrono::hours{3});
  ASSERT_NE(bridge.said<GrocerLate>(), nullptr);
  bridge.when_on(from(dagros), accepted("o1"), "a1");
  EXPECT_EQ(bridge.timers().size(), 2U) << "late again with the packing, and given up at last";
  bridge.when_on(from(dagros), packed("o1"), "a2");
  EXPECT_TRUE(bridge.timers().empty());
}

TEST(Sending, NobodyGivesUpBeforeSomebodyCouldCall) {
  const auto days_later = monday_8 + 3 * a_day;
  auto bridge = a_bridge();
  bridge.at(days_later).given(released(an_order("o1"))).when_time_passes(days_later + std::chrono::minutes{30});
  ASSERT_NE(bridge.said<GrocerLate>(), nullptr);
  ASSERT_EQ(bridge.timers().size(), 1U);
  EXPECT_EQ(bridge.timers()[0].due_at_ms(), to_ms(days_later + std::chrono::minutes{90}));
}

TEST(Sending, NobodyIsLateWhoHasPackedTodaysOrderOrNeedsToNoLonger) {
  auto packs = a_bridge();
  packs.given(placed_today("o1", true)).when_on(from(dagros), packed("o1"));
  EXPECT_TRUE(packs.timers().empty());
  auto called_back = a_bridge();
  called_back.given(placed_today("o1", true)).when(cancelled("o1"));
  EXPECT_TRUE(called_back.timers().empty());
}

TEST(Sending, AcceptedLateStillLeavesTheGrocerAnHourToPack) {
  const auto accepted_at = monday_8 + a_day - std::chrono::minutes{20};
  auto bridge = a_bridge();
  bridge.given(released(an_order("o1"))).at(accepted_at).when_on(from(dagros), accepted("o1"));
  ASSERT_EQ(bridge.timers().size(), 1U);
  EXPECT_EQ(bridge.timers()[0].due_at_ms(), to_ms(accepted_at + std::chrono::hours{1}));
}

TEST(Sending, NobodyIsLateWhoHasPackedOrRefused) {
  for (const auto& answer : {packed("o1"), refused("o1")}) {
    auto bridge = a_bridge();
    bridge.given(released(an_order("o1"))).when_on(from(dagros), answer);
    EXPECT_TRUE(bridge.timers().empty());
  }
}

TEST(Sending, CallsBackAnOrderThatWasSent) {
  OrderWithdrawn withdrawn;
  withdrawn.set_order_id("o1");
  withdrawn.set_citizen_id("citizen-o1");
  withdrawn.set_grocer_id("dagros");
  *withdrawn.mutable_window() = window();
  auto bridge = a_bridge();
  bridge.given(released(an_order("o1"))).when(cancelled("o1")).then(withdrawn);
  EXPECT_TRUE(bridge.timers().empty());
  bridge.when(cancelled("o1")).then_nothing();
  bridge.when_on(from(dagros), packed("o1")).then_like(rejected("o1", "the order is already withdrawn"));
}

TEST(Sending, CallsBackWhatStandsPacked) {
  auto bridge = a_bridge();
  bridge.given(released(an_order("o1")));
  bridge.when_on(from(dagros), accepted("o1")).when_on(from(dagros), packed("o1"));
  bridge.when(cancelled("o1")).then_like(OrderWithdrawn{});
  bridge.when(cancelled("o1")).then_nothing();
}

TEST(Sending, CallsNothingBackThatWasNeverSentOrWasRefused) {
  auto bridge = a_bridge();
  bridge.when(cancelled("o1")).then_nothing();
  bridge.given(released(an_order("o1"))).when_on(from(dagros), refused("o1"));
  bridge.when(cancelled("o1")).then_nothing();
}

}  // namespace
}  // namespace matbud::grocer_bridge::stories
