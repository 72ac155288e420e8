#include <gtest/gtest.h>

#include "matbud/bridge/v1/events.pb.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "ordering_story.h"

namespace matbud::ordering::story {
namespace {

template <class Message>
Message about(const std::string& order_id) {
  Message message;
  message.set_order_id(order_id);
  return message;
}

v1::OrderClosed closed(const std::string& order_id, v1::OrderEnding ending) {
  v1::OrderClosed event;
  event.set_order_id(order_id);
  event.set_citizen_id("kari");
  event.set_ending(ending);
  event.mutable_window()->set_window_id("today");
  return event;
}

TEST(Closing, FollowsWhatBecameOfTheGoods) {
  OrderingStory ordering;
  ordering.given(an_order("o1", "today"));
  ordering.when(about<dispatch::v1::DeliveryDone>("o1")).then_like(closed("o1", v1::ORDER_ENDING_DELIVERED));
  EXPECT_EQ(ordering.subject(), "order/o1");

  ordering.given(an_order("o2", "today", tuesday));
  ordering.when(about<dispatch::v1::GoodsReturned>("o2")).then_like(closed("o2", v1::ORDER_ENDING_RETURNED));

  ordering.given(an_order("o3", "today", wednesday));
  ordering.when(about<bridge::v1::GrocerRefused>("o3")).then_like(closed("o3", v1::ORDER_ENDING_REFUSED_BY_GROCER));
}

TEST(Closing, HappensOnce) {
  OrderingStory ordering;
  ordering.given(an_order("o1", "today"), about<dispatch::v1::DeliveryDone>("o1"));
  ordering.when(about<dispatch::v1::DeliveryDone>("o1")).then_nothing();
  ordering.when(about<dispatch::v1::GoodsReturned>("o1")).then_nothing();
  ordering.when(about<bridge::v1::GrocerRefused>("o1")).then_nothing();
}

TEST(Closing, IsTakenBackWithADeliveryThatWasNone) {
  auto undone = about<dispatch::v1::DeliveryUndone>("o1");
  undone.set_was_delivered(true);
  OrderingStory ordering;
  ordering.given(an_order("o1", "today"));
  ordering.when(undone).then_nothing();
  ordering.given(about<dispatch::v1::DeliveryDone>("o1")).when(undone).then_like(v1::OrderReopened{});
  EXPECT_EQ(ordering.said<v1::OrderReopened>()->order_id(), "o1");
  ordering.when(undone).then_nothing();
  ordering.when(about<dispatch::v1::DeliveryDone>("o1")).then_like(closed("o1", v1::ORDER_ENDING_DELIVERED));
  // Goods that came back to the depot stay there.
  ordering.given(an_order("o2", "today", tuesday), about<dispatch::v1::GoodsReturned>("o2"));
  auto of_returned = about<dispatch::v1::DeliveryUndone>("o2");
  of_returned.set_was_delivered(true);
  ordering.when(of_returned).then_nothing();
}

TEST(Closing, NeedsAnOrderThatHasLeft) {
  OrderingStory ordering;
  ordering.given(an_order("waits"), an_order("gone"), cancelled("gone"));
  for (const auto* id : {"waits", "gone", "unheard-of"})
    ordering.when(about<dispatch::v1::DeliveryDone>(id)).then_nothing();
  ordering.when_time_passes(oslo(tuesday, 16)).when(about<dispatch::v1::DeliveryDone>("waits"));
  ordering.then_like(v1::OrderClosed{});
}

dispatch::v1::RunStarted started_with(const std::string& order_id) {
  dispatch::v1::RunStarted event;
  event.set_run_id("run-1");
  event.add_stops()->set_order_id(order_id);
  return event;
}

v1::RegisterCitizen kari_with_a_budget() {
  auto command = a_citizen("kari");
  command.mutable_citizen()->set_budget_month_ore(100'000);
  return command;
}

/// What kari's month comes to, by an order that is placed to see it.
std::int64_t month_of_kari(OrderingStory& ordering) {
  ordering.when(an_order("to-see", "morning", thursday));
  const auto* placed = ordering.said<v1::OrderPlaced>();
  return placed == nullptr ? -1 : placed->spending().ordered_ore() - placed->order().total_ore();
}

TEST(CallingBack, WorksAfterTheCutOffUntilTheRunLeaves) {
  v1::OrderCancelled called_back;
  called_back.set_order_id("o1");
  called_back.set_was_released(true);
  OrderingStory ordering;
  ordering.given(kari_with_a_budget(), an_order("o1")).when_time_passes(oslo(tuesday, 17));
  ordering.when(cancelled("o1"), "c1").then_like(called_back).when_again().then_nothing();
  ordering.when(cancelled("o1"), "c2").then_refused(v1::REFUSAL_REASON_ORDER_NOT_OPEN, "order_id");
  EXPECT_EQ(month_of_kari(ordering), 0);
}

TEST(CallingBack, GivesThePlaceBack) {
  OrderingStory ordering;
  ordering.given(an_order("o1", "today"), an_order("o2", "today"), cancelled("o1"));
  ordering.when(an_order("o3", "today")).then_placed();
  ordering.when(an_order("o4", "today")).then_refused(v1::REFUSAL_REASON_WINDOW_FULL, "window_id");
}

TEST(CallingBack, WorksAtTheCutOffBeforeItsTimerComes) {
  OrderingStory ordering;
  ordering.given(an_order("o1")).at(oslo(tuesday, 16)).when(cancelled("o1")).then_like(v1::OrderCancelled{});
  EXPECT_FALSE(ordering.said<v1::OrderCancelled>()->was_released());
  EXPECT_TRUE(ordering.timers().empty());
}

TEST(CallingBack, IsTooLateOnceTheRunHasLeft) {
  OrderingStory ordering;
  v1::OrdersLeft left;
  left.set_run_id("run-1");
  left.add_order_ids("o1");
  ordering.given(an_order("o1", "today")).when(started_with("o1")).then(left);
  EXPECT_EQ(ordering.subject(), "run/run-1");
  ordering.when_again().then_nothing();
  ordering.when(cancelled("o1")).then_refused(v1::REFUSAL_REASON_ORDER_NOT_OPEN, "order_id");
}

TEST(CallingBack, OfWhatLeftAtThatMomentEndsAsItWasDelivered) {
  OrderingStory ordering;
  ordering.given(kari_with_a_budget(), an_order("o1", "today"), an_order("o2", "today"), cancelled("o1"));
  ordering.when(started_with("o1")).then_nothing();
  ordering.when(about<dispatch::v1::DeliveryDone>("o1")).then_like(closed("o1", v1::ORDER_ENDING_DELIVERED));
  ordering.when(about<dispatch::v1::DeliveryDone>("o1")).then_nothing();
  // It has used up its place, and it costs what it costs.
  ordering.when(an_order("o3", "today")).then_refused(v1::REFUSAL_REASON_WINDOW_FULL, "window_id");
  EXPECT_EQ(month_of_kari(ordering), 2 * 4980);
}

TEST(CallingBack, OfWhatLeftAtThatMomentAndCameBackEndsReturned) {
  OrderingStory ordering;
  ordering.given(kari_with_a_budget(), an_order("o1", "today"), cancelled("o1"));
  ordering.when(about<bridge::v1::GrocerRefused>("o1")).then_nothing();
  ordering.when(about<dispatch::v1::GoodsReturned>("o1")).then_like(closed("o1", v1::ORDER_ENDING_RETURNED));
  EXPECT_EQ(month_of_kari(ordering), 0);
}

TEST(Budget, GetsBackWhatNobodyReceived) {
  OrderingStory ordering;
  ordering.given(kari_with_a_budget(), an_order("o1", "today"), about<dispatch::v1::GoodsReturned>("o1"));
  ordering.given(an_order("o2", "today"), about<bridge::v1::GrocerRefused>("o2"));
  EXPECT_EQ(month_of_kari(ordering), 0);
}

TEST(Closing, CaresForNothingElseOnTheWay) {
  OrderingStory ordering;
  ordering.given(an_order("o1", "today"));
  ordering.when(about<bridge::v1::OrderConfirmed>("o1")).then_nothing();
  ordering.when(about<bridge::v1::OrderPacked>("o1")).then_nothing();
  ordering.when(about<bridge::v1::GrocerLate>("o1")).then_nothing();
  ordering.when(about<dispatch::v1::DeliveryFailed>("o1")).then_nothing();
  ordering.when(dispatch::v1::RunStarted{}).then_nothing();  // with none of ours
}

TEST(Closing, FreesThePlaceOnlyWhenNobodyHadToDrive) {
  const auto two_orders = [] {
    OrderingStory ordering;
    ordering.given(an_order("o1", "today"), an_order("o2", "today"));
    return ordering;
  };
  auto refused = two_orders();
  refused.given(about<bridge::v1::GrocerRefused>("o1")).when(an_order("o3", "today")).then_placed();
  refused.when(an_order("o4", "today")).then_refused(v1::REFUSAL_REASON_WINDOW_FULL, "window_id");

  auto delivered = two_orders();
  delivered.given(about<dispatch::v1::DeliveryDone>("o1")).when(an_order("o3", "today"));
  delivered.then_refused(v1::REFUSAL_REASON_WINDOW_FULL, "window_id");
}

}  // namespace
}  // namespace matbud::ordering::story
