// A delivery window is over: what has not come to its door is late.
#include <gtest/gtest.h>

#include <algorithm>

#include "dispatch_stories.h"

namespace matbud::dispatch::stories {
namespace {

using v1::WindowClosed;

constexpr Timestamp evening = monday_8 + hours{12} + closing_grace;

/// Anne has left with these orders of today.
processor::testing::DeciderSpec on_the_road(const std::vector<std::string>& orders) {
  auto dispatch = a_dispatch();
  dispatch.given(anne_today());
  for (const auto& order : orders) dispatch.given(confirmed_today(order), packed(order, today()));
  dispatch.given(leave(annes_run));
  return dispatch;
}

v1::ArriveAtDoor arrive(const std::string& order) {
  v1::ArriveAtDoor command;
  command.set_order_id(order);
  command.set_driver_id("anne");
  return command;
}

/// What was said last of a window that is over; null when nothing was.
const WindowClosed* last_closed(const processor::testing::DeciderSpec& dispatch) {
  for (auto event = dispatch.events().rbegin(); event != dispatch.events().rend(); ++event) {
    const auto& said = static_cast<const v1::DispatchEvent&>(**event);
    if (said.has_window_closed()) return &said.window_closed();
  }
  return nullptr;
}

std::vector<std::string> late_orders(const processor::testing::DeciderSpec& dispatch) {
  std::vector<std::string> orders;
  const auto* closed = last_closed(dispatch);
  if (closed == nullptr) return {"nothing was said"};
  for (const auto& late : closed->late()) orders.push_back(late.order_id());
  return orders;
}

constexpr Timestamp tuesday_noon = tuesday_8 + hours{4} + closing_grace;

TEST(WindowEnds, AndNamesWhatHasNotComeToItsDoor) {
  auto dispatch = on_the_road({"o1", "o2", "o3", "o4"});
  dispatch.given(hand_over("o1"), arrive("o2"), nobody_opens("o3"));
  dispatch.when_time_passes(evening);
  ASSERT_EQ(late_orders(dispatch), std::vector<std::string>{"o4"});
  const auto* closed = last_closed(dispatch);
  EXPECT_EQ(closed->late(0).citizen_id(), "citizen-o4");
  EXPECT_EQ(closed->late(0).run_id(), annes_run);
  EXPECT_EQ(closed->late(0).driver_id(), "anne");
  EXPECT_EQ(closed->window().window_id(), "today");
}

TEST(WindowEnds, NotBeforeItsMinutesOfGraceAreOver) {
  auto dispatch = on_the_road({"o1"});
  const auto said_before = dispatch.events().size();
  dispatch.when_time_passes(evening - std::chrono::milliseconds{1});
  EXPECT_EQ(dispatch.events().size(), said_before);
}

TEST(WindowEnds, WithNothingLateWhenAllWasDelivered) {
  auto dispatch = on_the_road({"o1"});
  dispatch.given(hand_over("o1"));
  dispatch.when_time_passes(evening);
  EXPECT_TRUE(late_orders(dispatch).empty());
  EXPECT_TRUE(dispatch.timers().empty());
}

TEST(WindowEnds, AndNamesWhatNoDriverHas) {
  auto dispatch = a_dispatch();
  dispatch.given(packed("o1"));
  dispatch.when_time_passes(tuesday_noon);
  ASSERT_EQ(late_orders(dispatch), std::vector<std::string>{"o1"});
  EXPECT_EQ(last_closed(dispatch)->late(0).run_id(), "");
  EXPECT_EQ(last_closed(dispatch)->late(0).driver_id(), "");
}

TEST(WindowEnds, AndNamesAnOrderThatComesToItAfterwardsButNoneTwice) {
  auto dispatch = a_dispatch();
  dispatch.given(packed("o1"));
  dispatch.when_time_passes(tuesday_noon);
  dispatch.given(packed("o2"));
  dispatch.when_time_passes(tuesday_noon + minutes{1});
  EXPECT_EQ(late_orders(dispatch), std::vector<std::string>{"o2"});
}

/// A history from before ends of windows were spoken of has one timer for each of its last windows.
TEST(WindowEnds, UnwatchedOnceItIsSoLongAgoThatNobodyWouldBeTold) {
  auto dispatch = a_dispatch();
  dispatch.given(packed("o1"));
  const auto closings = [&] {
    const auto all = dispatch.timers();
    return std::count_if(all.begin(), all.end(), [](const auto& one) { return one.timer_id().starts_with("close/"); });
  };
  auto next_day = tuesday_morning();
  next_day.set_delivery_day(tuesday + 1);
  next_day.set_opens_at_ms(to_ms(tuesday_8 + hours{24}));
  next_day.set_closes_at_ms(to_ms(tuesday_8 + hours{28}));
  dispatch.at(tuesday_noon + hours{12}).given(packed("o2", next_day));
  EXPECT_EQ(closings(), 2);
  dispatch.at(tuesday_noon + hours{12} + minutes{1}).given(packed("o3", next_day));
  EXPECT_EQ(closings(), 1);
}

TEST(WindowEnds, InSilenceWhenItWasLongAgo) {
  auto dispatch = a_dispatch();
  dispatch.given(packed("o1"));
  v1::DispatchCommand due;
  auto& timer = *due.mutable_runtime()->mutable_timer_due();
  for (const auto& one : dispatch.timers()) {
    if (!one.timer_id().starts_with("close/")) continue;
    timer.set_timer_id(one.timer_id());
    timer.set_due_at_ms(one.due_at_ms());
  }
  dispatch.at(tuesday_noon + hours{13}).when(due);
  EXPECT_TRUE(late_orders(dispatch).empty()) << "nothing ran; today it is no news any more";
}

}  // namespace
}  // namespace matbud::dispatch::stories
