// Grocers by their settings: how each is told, and what becomes of it.
#include <gtest/gtest.h>

#include "bridge_stories.h"
#include "matbud/bridge/v1/commands.pb.h"
#include "matbud/grocer/v1/orders.pb.h"
#include "matbud/processor/machinery.h"

namespace matbud::grocer_bridge::stories {
namespace {

using bridge::v1::GrocerPut;
using bridge::v1::GrocerTold;
using bridge::v1::OrderConfirmed;
using bridge::v1::OrderPacked;
using bridge::v1::PutGrocer;
using bridge::v1::ReportTold;

PutGrocer set_up(const GrocerId& grocer, bridge::v1::Channel channel) {
  PutGrocer put;
  put.mutable_grocer()->set_grocer_id(grocer.value());
  put.mutable_grocer()->set_channel(channel);
  return put;
}

GrocerPut was_set_up(const GrocerId& grocer, bridge::v1::Channel channel) {
  GrocerPut event;
  *event.mutable_grocer() = set_up(grocer, channel).grocer();
  return event;
}

ReportTold told(const std::string& effect_id) {
  ReportTold report;
  report.set_effect_id(effect_id);
  report.set_outcome(bridge::v1::TELL_OUTCOME_TOLD);
  return report;
}

std::vector<runtime::v1::PendingEffect> tellings(processor::testing::DeciderSpec& bridge) {
  std::vector<runtime::v1::PendingEffect> effects;
  bridge.state().scan(processor::pending_effects, "", "", [&](std::string_view, std::string_view value) {
    EXPECT_TRUE(effects.emplace_back().ParseFromArray(value.data(), static_cast<int>(value.size())));
    return true;
  });
  return effects;
}

bridge::v1::Telling request_of(const runtime::v1::PendingEffect& effect) {
  bridge::v1::Telling telling;
  EXPECT_TRUE(telling.ParseFromString(effect.request()));
  return telling;
}

grocer::v1::GrocerMessage message_of(const runtime::v1::PendingEffect& effect) {
  grocer::v1::GrocerMessage message;
  EXPECT_TRUE(message.ParseFromString(request_of(effect).message()));
  return message;
}

TEST(Channels, AreSettingsThatTheLogKeeps) {
  auto bridge = a_bridge();
  bridge.when(set_up(dagros, bridge::v1::CHANNEL_PEPPOL), "c1");
  bridge.then_like(was_set_up(dagros, bridge::v1::CHANNEL_PEPPOL));
  bridge.when(set_up(dagros, bridge::v1::CHANNEL_PEPPOL), "c1").then_nothing();
}

TEST(Channels, OfAGrocerWithoutANameArePoison) {
  a_bridge().when(set_up(GrocerId{}, bridge::v1::CHANNEL_PEPPOL)).then_poison();
}

TEST(Channels, SendNothingToThoseWhoReadTheirTopic) {
  auto bridge = a_bridge();
  bridge.given(was_set_up(dagros, bridge::v1::CHANNEL_TOPIC)).when(released(an_order("o1"), an_order("o2", fjordmat)));
  EXPECT_TRUE(tellings(bridge).empty());
}

TEST(Channels, TellEachGrocerItsOwnOrdersWithoutThePerson) {
  auto bridge = a_bridge();
  bridge.given(was_set_up(dagros, bridge::v1::CHANNEL_PEPPOL), was_set_up(fjordmat, bridge::v1::CHANNEL_WEBHOOK))
      .when(released(an_order("o1"), an_order("o2", fjordmat)));
  const auto effects = tellings(bridge);
  ASSERT_EQ(effects.size(), 2U);
  EXPECT_NE(effects[0].effect_id(), effects[1].effect_id());
  for (const auto& effect : effects) {
    const auto message = message_of(effect);
    ASSERT_EQ(message.orders_to_pack().orders_size(), 1) << effect.kind();
    EXPECT_EQ(message.orders_to_pack().orders(0).order_id(), effect.kind() == "peppol" ? "o1" : "o2");
    EXPECT_EQ(effect.SerializeAsString().find("citizen-"), std::string::npos);
    EXPECT_EQ(effect.key(), "3024-sandvika");
  }
}

TEST(Channels, CallBackWhatTheySent) {
  auto bridge = a_bridge();
  bridge.given(was_set_up(dagros, bridge::v1::CHANNEL_PEPPOL), released(an_order("o1"))).when(cancelled("o1"));
  const auto effects = tellings(bridge);
  ASSERT_EQ(effects.size(), 2U);
  EXPECT_TRUE(message_of(effects[0]).has_order_withdrawn() || message_of(effects[1]).has_order_withdrawn());
}

TEST(Channels, AreDoneOnceItIsReported) {
  auto bridge = a_bridge();
  bridge.given(was_set_up(dagros, bridge::v1::CHANNEL_PEPPOL)).when(released(an_order("o1")));
  const auto effects = tellings(bridge);
  ASSERT_EQ(effects.size(), 1U);
  bridge.when(told(effects[0].effect_id()));
  ASSERT_NE(bridge.said<GrocerTold>(), nullptr);
  EXPECT_EQ(bridge.said<GrocerTold>()->grocer_id(), "dagros");
  ASSERT_EQ(bridge.said<GrocerTold>()->order_ids_size(), 1);
  EXPECT_EQ(bridge.said<GrocerTold>()->order_ids(0), "o1");
  EXPECT_TRUE(tellings(bridge).empty());
  bridge.when(told(effects[0].effect_id())).then_nothing();
}

// A change of grocer: what was sent to the old one ends there, what comes afterwards goes to the new one.
TEST(Channels, ChangeWithoutLosingAnOrder) {
  auto bridge = a_bridge();
  bridge.given(was_set_up(dagros, bridge::v1::CHANNEL_PEPPOL), was_set_up(fjordmat, bridge::v1::CHANNEL_WEBHOOK),
               released(an_order("old")), released(an_order("new", fjordmat)));
  bridge.when_on(from(fjordmat), accepted("old"), "a1")
      .then_like(rejected("old", "this grocer was never sent that order"));
  bridge.when_on(from(dagros), accepted("old"), "a2");
  ASSERT_NE(bridge.said<OrderConfirmed>(), nullptr);
  EXPECT_EQ(bridge.said<OrderConfirmed>()->grocer_id(), "dagros");
  bridge.when_on(from(fjordmat), accepted("new"), "a3");
  ASSERT_NE(bridge.said<OrderConfirmed>(), nullptr);
  EXPECT_EQ(bridge.said<OrderConfirmed>()->grocer_id(), "fjordmat");
  bridge.when_on(from(dagros), packed("old"), "a4");
  ASSERT_NE(bridge.said<OrderPacked>(), nullptr);
  EXPECT_EQ(bridge.said<OrderPacked>()->grocer_id(), "dagros");
}

TEST(Documents, MayLeaveQuantityAndPriceAsTheyWereOrdered) {
  auto bridge = a_bridge();
  auto answer = accepted("o1");
  auto& swapped = line(answer, milk, bridge::v1::LINE_OUTCOME_SUBSTITUTED);
  swapped.set_gtin(oat_milk);
  swapped.set_else_as_ordered(true);
  bridge.given(released(an_order("o1"))).when_on(from(dagros), answer, "a1");
  ASSERT_NE(bridge.said<OrderConfirmed>(), nullptr);
  ASSERT_EQ(bridge.said<OrderConfirmed>()->lines_size(), 1);
  EXPECT_EQ(bridge.said<OrderConfirmed>()->lines(0).quantity(), 2U);
  EXPECT_EQ(bridge.said<OrderConfirmed>()->lines(0).price_ore(), 2000);
}

TEST(Documents, MaySayThatNoneOfALineCameAndWhy) {
  auto bridge = a_bridge();
  auto answer = packed("o1");
  auto& missing = *answer.mutable_packed()->add_lines();
  missing.set_gtin(milk);
  missing.set_outstanding_quantity(2);
  missing.set_outstanding_reason("utsolgt");
  auto& there = *answer.mutable_packed()->add_lines();
  there.set_gtin(apples);
  there.set_quantity(700);
  bridge.given(released(an_order("o1"))).when_on(from(dagros), answer, "a1");
  ASSERT_NE(bridge.said<OrderPacked>(), nullptr);
  ASSERT_EQ(bridge.said<OrderPacked>()->lines_size(), 2);
  EXPECT_EQ(bridge.said<OrderPacked>()->lines(0).outstanding_reason(), "utsolgt");
  EXPECT_EQ(bridge.said<OrderPacked>()->total_ore(), 2100);
}

}  // namespace
}  // namespace matbud::grocer_bridge::stories
