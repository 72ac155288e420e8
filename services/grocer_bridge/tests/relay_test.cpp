// What a grocer is told, and above all what it is not.
#include <gtest/gtest.h>

#include "bridge_stories.h"
#include "matbud/grocer/v1/orders.pb.h"

namespace matbud::grocer_bridge::stories {
namespace {

using grocer::v1::OrdersToPack;
using grocer::v1::OrderWithdrawn;

processor::testing::DeciderSpec a_relay(const GrocerId& grocer) {
  return processor::testing::DeciderSpec{make_relay_decider(grocer), "3024-sandvika", log::grocer_orders(grocer)};
}

/// What the bridge says of these inputs.
template <class Input>
const google::protobuf::Message& said_of(processor::testing::DeciderSpec& bridge, const Input& input) {
  bridge.when(input);
  return *bridge.events().back();
}

TEST(Relay, TellsAGrocerOfItsOwnOrdersOnly) {
  auto bridge = a_bridge();
  const auto& sent = said_of(bridge, released(an_order("o1"), an_order("o2", fjordmat), an_order("o3")));
  auto relay = a_relay(dagros);
  relay.when(sent);
  ASSERT_NE(relay.said<OrdersToPack>(), nullptr);
  const auto& told = *relay.said<OrdersToPack>();
  ASSERT_EQ(told.orders_size(), 2);
  EXPECT_EQ(told.orders(0).order_id(), "o1");
  EXPECT_EQ(told.orders(1).order_id(), "o3");
  EXPECT_EQ(told.orders(0).total_ore(), 6500);
  EXPECT_EQ(told.orders(0).delivery_alias().size(), 7U);
  ASSERT_EQ(told.orders(0).lines_size(), 2);
  EXPECT_EQ(told.orders(0).lines(0).gtin(), milk);
  EXPECT_TRUE(told.orders(0).lines(1).sold_by_weight());
}

TEST(Relay, TellsNothingOfThePerson) {
  auto bridge = a_bridge();
  for (const bool by_setting : {false, true}) {
    const auto& sent = said_of(bridge, placed_today(by_setting ? "o1" : "o2", by_setting));
    auto relay = a_relay(dagros);
    relay.when(sent);
    ASSERT_NE(relay.said<OrdersToPack>(), nullptr);
    const auto bytes = relay.events().back()->SerializeAsString();
    for (const auto* secret : {"citizen", "care-worker", "sealed words"})
      EXPECT_EQ(bytes.find(secret), std::string::npos) << secret << " left for the grocer";
    EXPECT_EQ(relay.said<OrdersToPack>()->orders(0).accepted_by_setting(), by_setting);
  }
}

TEST(Relay, IsSilentWhenNothingIsForItsGrocer) {
  auto bridge = a_bridge();
  auto relay = a_relay(fjordmat);
  relay.when(said_of(bridge, released(an_order("o1")))).then_nothing();
  relay.when(said_of(bridge, cancelled("o1"))).then_nothing();
}

TEST(Relay, IsSilentAboutTheGrocersOwnAnswers) {
  auto bridge = a_bridge();
  bridge.given(released(an_order("o1"))).when_on(from(dagros), accepted("o1"));
  a_relay(dagros).when(*bridge.events().back()).then_nothing();
}

TEST(Relay, CallsAnOrderBack) {
  auto bridge = a_bridge();
  bridge.given(released(an_order("o1")));
  OrderWithdrawn expected;
  expected.set_order_id("o1");
  a_relay(dagros).when(said_of(bridge, cancelled("o1"))).then(expected);
}

TEST(Relay, CallsAnOrderBackThatWasGivenUpButNotOneThatTheGrocerItselfRefused) {
  auto bridge = a_bridge();
  bridge.given(released(an_order("o1"), an_order("o2"))).when_on(from(dagros), refused("o2"), "a1");
  a_relay(dagros).when(*bridge.events().back()).then_nothing();
  bridge.when_time_passes(monday_8 + a_day).when_time_passes(monday_8 + 2 * a_day);
  ASSERT_NE(bridge.said<bridge::v1::GrocerRefused>(), nullptr);
  OrderWithdrawn expected;
  expected.set_order_id("o1");
  a_relay(dagros).when(*bridge.events().back()).then(expected);
  a_relay(fjordmat).when(*bridge.events().back()).then_nothing();
}

}  // namespace
}  // namespace matbud::grocer_bridge::stories
