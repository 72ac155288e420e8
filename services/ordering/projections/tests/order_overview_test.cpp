#include "matbud/ordering/order_overview.h"

#include <gtest/gtest.h>

#include <deque>
#include <iterator>
#include <map>
#include <random>

#include "order_overview_story.h"

namespace matbud::ordering {
namespace {

TEST(OrderOverview, FollowsAnOrderStepByStep) {
  Reader reader;
  std::string story;
  for (const auto& told : whole_life("o1")) {
    reader.hear(told);
    story.append(word_of(reader.step("o1"))).append(" ");
  }
  EXPECT_EQ(story,
            "placed amended released sent confirmed packed planned planned on_the_way delivered delivered delivered ");
  const auto row = reader.row("o1");
  EXPECT_EQ(row.at().placed(), to_ms(morning));
  EXPECT_EQ(row.at().packed(), to_ms(morning) + 5 * 60'000);
  EXPECT_EQ(row.at().closed(), row.last_change_ms());
  EXPECT_EQ(row.area_id(), "3024-sandvika");
  EXPECT_EQ(row.driver_id(), "driver-1");
  EXPECT_EQ(row.eta_ms(), 77);
  EXPECT_EQ(row.version(), 2U);
  EXPECT_EQ(row.confirmed_ore(), 4900);
  EXPECT_EQ(row.packed_ore(), 4890);
  EXPECT_EQ(row.boxes(), 1U);
  EXPECT_EQ(row.notifications_sent(), 2U);
}

TEST(OrderOverview, KnowsTheOtherEndings) {
  Reader reader;
  reader.hear({placed("withdrawn", 0), cancelled("withdrawn", 1)});
  reader.hear(
      {placed("unwanted", 0), released({"unwanted"}, 1), refused_by_grocer("unwanted", 2), closed("unwanted", 3)});
  reader.hear({placed("nobody-home", 0), run_started({"nobody-home"}, 1), not_delivered("nobody-home", 2)});
  EXPECT_EQ(reader.step("withdrawn"), overview::ORDER_STEP_CANCELLED);
  EXPECT_EQ(reader.step("unwanted"), overview::ORDER_STEP_REFUSED_BY_GROCER);
  EXPECT_EQ(reader.step("nobody-home"), overview::ORDER_STEP_NOT_DELIVERED);
  EXPECT_FALSE(is_end(reader.step("nobody-home")));
  reader.hear(returned("nobody-home", 3));
  EXPECT_EQ(reader.step("nobody-home"), overview::ORDER_STEP_RETURNED);
  EXPECT_TRUE(is_end(reader.step("nobody-home")));
}

TEST(OrderOverview, TellsWhatWasCalledBackTooLateAsItEnded) {
  Reader reader;
  reader.hear({placed("o1", 0), released({"o1"}, 1), run_started({"o1"}, 2), cancelled("o1", 3)});
  EXPECT_EQ(reader.step("o1"), overview::ORDER_STEP_CANCELLED);
  reader.hear(delivered("o1", 4));
  EXPECT_EQ(reader.step("o1"), overview::ORDER_STEP_DELIVERED);
}

TEST(OrderOverview, TellsWhatWasWithheldAtItsCutOffAsCancelled) {
  Reader reader;
  reader.hear({placed("o1", 0), withheld("o1", 1)});
  EXPECT_EQ(reader.step("o1"), overview::ORDER_STEP_CANCELLED);
  EXPECT_EQ(reader.row("o1").refusal_reason(), v1::REFUSAL_REASON_CITIZEN_INACTIVE);
}

TEST(OrderOverview, TakesASameDayOrderAsReleasedAndAnAcceptanceBySettingAsSent) {
  Reader reader;
  reader.hear(placed("o1", 0, wednesday, 0));
  EXPECT_EQ(reader.step("o1"), overview::ORDER_STEP_RELEASED);
  reader.hear(confirmed("o1", 1, true));
  EXPECT_EQ(reader.row("o1").at().sent(), reader.row("o1").at().confirmed());
}

TEST(OrderOverview, ShowsARefusedOrderUntilItStands) {
  Reader reader;
  reader.hear(refused("o1", "place", 0));
  EXPECT_EQ(reader.step("o1"), overview::ORDER_STEP_REFUSED);
  EXPECT_EQ(reader.row("o1").refusal_reason(), v1::REFUSAL_REASON_WINDOW_FULL);
  reader.hear(placed("o1", 1));
  EXPECT_EQ(reader.step("o1"), overview::ORDER_STEP_PLACED);
  EXPECT_EQ(reader.row("o1").refusal_reason(), 0);
  reader.hear({refused("o1", "place", 2), refused("o1", "amend", 3)});  // the id is taken; a change is refused
  EXPECT_EQ(reader.step("o1"), overview::ORDER_STEP_PLACED);
  reader.hear(refused("o9", "cancel", 4)).hear(refused("", "place", 5));
  EXPECT_FALSE(reader.knows("o9"));
}

Told missed(const std::string& id, const std::string& window_id, int minute) {
  v1::OrderingEvent event;
  auto& said = *event.mutable_standing_order_missed();
  said.set_citizen_id("kari");
  said.set_reason(v1::REFUSAL_REASON_NO_DELIVERY_THAT_DAY);
  said.set_window_id(window_id);
  said.mutable_occurrence()->set_order_id(id);
  said.mutable_occurrence()->set_delivery_day(wednesday);
  return record(log::ordering_events, event, minute);
}

TEST(OrderOverview, ShowsWhatAStandingOrderDidNotBringAsMissedAndNotAsRefused) {
  Reader reader;
  reader.hear(missed("s1", "morning", 0));
  const auto row = reader.row("s1");
  EXPECT_EQ(row.step(), overview::ORDER_STEP_MISSED);
  EXPECT_EQ(row.at().refused(), 0) << "nobody has refused it";
  EXPECT_EQ(row.refusal_reason(), v1::REFUSAL_REASON_NO_DELIVERY_THAT_DAY);
  EXPECT_EQ(row.window().window_id(), "morning");
  EXPECT_EQ(row.window().delivery_day(), wednesday);
  EXPECT_TRUE(is_end(row.step()));
  const auto that_day = list_orders(reader.tables(), {.area = AreaId{"3024-sandvika"}, .delivery_day = wednesday});
  ASSERT_EQ(that_day.rows.size(), 1U) << "who looks at that day sees it";
  reader.hear(placed("s1", 1));
  EXPECT_EQ(reader.step("s1"), overview::ORDER_STEP_PLACED);
  EXPECT_EQ(reader.row("s1").refusal_reason(), 0);
  reader.hear(missed("s1", "morning", 2));
  EXPECT_EQ(reader.step("s1"), overview::ORDER_STEP_PLACED) << "an order that stands is not missed";
}

TEST(OrderOverview, PassesOverWhatItCannotDecode) {
  auto broken = placed("o1", 0);
  broken.value = "\xff\xff";
  Reader reader;
  const auto before = reader.digest();
  reader.hear(broken);
  EXPECT_EQ(reader.digest(), before);
}

TEST(OrderOverview, DoesNotDependOnWhichTopicIsReadFirst) {
  std::vector<Told> history;
  for (const auto* id : {"o1", "o2", "o3"}) {
    for (auto& told : whole_life(id)) history.push_back(std::move(told));
  }
  history.push_back(refused("o4", "place", 1));
  history.push_back(notified("o4", 0));
  const auto expected = Reader{}.hear(history).digest();

  for (unsigned seed = 0; seed < 50; ++seed) {
    SCOPED_TRACE(seed);
    // Draw the next record from a topic at random; within a topic the order stays.
    std::mt19937 random{seed};
    std::map<std::string, std::deque<Told>> topics;
    for (const auto& told : history) topics[told.topic].push_back(told);
    Reader reader;
    while (!topics.empty()) {
      auto topic = std::next(topics.begin(), static_cast<std::ptrdiff_t>(random() % topics.size()));
      reader.hear(topic->second.front());
      topic->second.pop_front();
      if (topic->second.empty()) topics.erase(topic);
    }
    EXPECT_EQ(reader.digest(), expected);
  }
}

TEST(Words, HaveAWayBack) {
  for (int number = overview::OrderStep_MIN; number <= overview::OrderStep_MAX; ++number) {
    const auto step = static_cast<OrderStep>(number);
    EXPECT_EQ(step_from(word_of(step)), step);
  }
  EXPECT_FALSE(step_from("lost"));
}

}  // namespace
}  // namespace matbud::ordering
