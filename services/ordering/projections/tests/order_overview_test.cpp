#include "matbud/ordering/order_overview.h"

#include <gtest/gtest.h>

#include <deque>
#include <iterator>
#include <map>
#include <random>

#include "matbud/bridge/v1/events.pb.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/log/topics.h"
#include "matbud/notification/v1/events.pb.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/processor/decider.h"
#include "matbud/state/overlay.h"

namespace matbud::ordering {
namespace {

using overview::OrderStep;

constexpr std::int32_t wednesday = 20516;
constexpr Timestamp morning = from_ms(1'772'438'400'000);

/// One record of some topic, as the read model gets to see it.
struct Told {
  std::string topic;
  std::string type;
  std::string value;
  Timestamp time;
  std::string area = "3024-sandvika";
};

/// A read model and what it has heard.
class Reader {
 public:
  Reader& hear(const Told& told) {
    const log::Hash hash{};
    log::Envelope record;
    record.key = told.area;
    record.type = told.type;
    record.time = told.time;
    record.value = told.value;
    model_->fold(tables_, {told.topic, Partition{0}, Offset{0}, told.time, record, hash});
    tables_.close_group();
    tables_.fold_oldest({});
    return *this;
  }
  Reader& hear(const std::vector<Told>& records) {
    for (const auto& told : records) hear(told);
    return *this;
  }
  [[nodiscard]] overview::OrderRow row(const std::string& id) const { return find_order(tables_, OrderId{id}).value(); }
  [[nodiscard]] bool knows(const std::string& id) const { return find_order(tables_, OrderId{id}).has_value(); }
  [[nodiscard]] OrderStep step(const std::string& id) const { return row(id).step(); }
  [[nodiscard]] std::string digest() const { return state::digest_of(space_, {}); }
  [[nodiscard]] const state::TableReader& tables() const { return tables_; }

 private:
  std::shared_ptr<const projection::ReadModel> model_ = order_overview();
  state::MemorySpace space_;
  state::Overlay tables_{space_};
};

Told record(std::string_view topic, const google::protobuf::Message& event, int minute) {
  return {std::string{topic}, std::string{processor::type_of(event)}, event.SerializeAsString(),
          morning + std::chrono::minutes{minute}};
}

Told placed(const std::string& id, int minute, std::int32_t day = wednesday, std::int64_t released_at_ms = 1) {
  v1::OrderingEvent event;
  auto& said = *event.mutable_order_placed();
  said.mutable_order()->set_order_id(id);
  said.mutable_order()->set_citizen_id("kari");
  said.mutable_order()->mutable_window()->set_area_id("3024-sandvika");
  said.mutable_order()->mutable_window()->set_delivery_day(day);
  said.mutable_order()->set_total_ore(4980);
  said.mutable_order()->set_version(1);
  said.mutable_order()->add_lines()->set_gtin(1);
  said.set_released_at_ms(released_at_ms);
  said.set_weight_grams(2000);
  return record(log::ordering_events, event, minute);
}

Told amended(const std::string& id, int minute) {
  v1::OrderingEvent event;
  auto& order = *event.mutable_order_amended()->mutable_order();
  order.set_order_id(id);
  order.mutable_window()->set_delivery_day(wednesday);
  order.set_version(2);
  return record(log::ordering_events, event, minute);
}

Told refused(const std::string& id, const std::string& action, int minute) {
  v1::OrderingEvent event;
  event.mutable_order_refused()->set_order_id(id);
  event.mutable_order_refused()->set_action(action);
  event.mutable_order_refused()->set_reason(v1::REFUSAL_REASON_WINDOW_FULL);
  return record(log::ordering_events, event, minute);
}

Told cancelled(const std::string& id, int minute) {
  v1::OrderingEvent event;
  event.mutable_order_cancelled()->set_order_id(id);
  return record(log::ordering_events, event, minute);
}

Told released(const std::vector<std::string>& ids, int minute) {
  v1::OrderingEvent event;
  for (const auto& id : ids) event.mutable_orders_released()->add_orders()->set_order_id(id);
  return record(log::ordering_events, event, minute);
}

Told closed(const std::string& id, int minute) {
  v1::OrderingEvent event;
  event.mutable_order_closed()->set_order_id(id);
  return record(log::ordering_events, event, minute);
}

Told sent(const std::vector<std::string>& ids, int minute) {
  bridge::v1::BridgeEvent event;
  for (const auto& id : ids) event.mutable_orders_sent()->add_orders()->mutable_order()->set_order_id(id);
  return record(log::bridge_events, event, minute);
}

Told confirmed(const std::string& id, int minute, bool by_setting = false) {
  bridge::v1::BridgeEvent event;
  event.mutable_order_confirmed()->set_order_id(id);
  event.mutable_order_confirmed()->set_total_ore(4900);
  event.mutable_order_confirmed()->set_by_setting(by_setting);
  return record(log::bridge_events, event, minute);
}

Told packed(const std::string& id, int minute) {
  bridge::v1::BridgeEvent event;
  event.mutable_order_packed()->set_order_id(id);
  event.mutable_order_packed()->add_boxes();
  event.mutable_order_packed()->set_total_ore(4890);
  return record(log::bridge_events, event, minute);
}

Told refused_by_grocer(const std::string& id, int minute) {
  bridge::v1::BridgeEvent event;
  event.mutable_grocer_refused()->set_order_id(id);
  return record(log::bridge_events, event, minute);
}

Told planned(const std::vector<std::string>& ids, int minute) {
  dispatch::v1::DispatchEvent event;
  auto& run = *event.mutable_runs_planned()->add_runs();
  run.set_run_id("run-1");
  run.set_driver_id("driver-1");
  for (const auto& id : ids) {
    auto& stop = *run.add_stops();
    stop.set_order_id(id);
    stop.set_eta_ms(77);
  }
  return record(log::dispatch_events, event, minute);
}

Told run_started(const std::vector<std::string>& ids, int minute) {
  dispatch::v1::DispatchEvent event;
  event.mutable_run_started()->set_run_id("run-1");
  event.mutable_run_started()->set_driver_id("driver-1");
  for (const auto& id : ids) event.mutable_run_started()->add_stops()->set_order_id(id);
  return record(log::dispatch_events, event, minute);
}

Told delivered(const std::string& id, int minute) {
  dispatch::v1::DispatchEvent event;
  event.mutable_delivery_done()->set_order_id(id);
  return record(log::dispatch_events, event, minute);
}

Told not_delivered(const std::string& id, int minute) {
  dispatch::v1::DispatchEvent event;
  event.mutable_delivery_failed()->set_order_id(id);
  return record(log::dispatch_events, event, minute);
}

Told returned(const std::string& id, int minute) {
  dispatch::v1::DispatchEvent event;
  event.mutable_goods_returned()->set_order_id(id);
  return record(log::dispatch_events, event, minute);
}

Told notified(const std::string& id, int minute) {
  notification::v1::NotificationEvent event;
  event.mutable_notification_sent()->set_order_id(id);
  return record(log::notification_events, event, minute);
}

std::vector<Told> whole_life(const std::string& id) {
  return {placed(id, 0),    amended(id, 1),  released({id}, 2),    sent({id}, 3),    confirmed(id, 4), packed(id, 5),
          planned({id}, 6), notified(id, 7), run_started({id}, 8), delivered(id, 9), notified(id, 10), closed(id, 11)};
}

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

std::vector<std::string> ids_of(const OrderPage& page) {
  std::vector<std::string> ids;
  for (const auto& row : page.rows) ids.push_back(row.order_id());
  return ids;
}

/// o1 to o3 on Wednesday, o4 on Thursday, o5 in another area; o2 and o4 are released.
Reader a_week() {
  Reader reader;
  reader.hear({placed("o1", 0), placed("o2", 1), placed("o3", 2), placed("o4", 3, wednesday + 1)});
  auto elsewhere = placed("o5", 4);
  elsewhere.area = "3024-bekkestua";
  reader.hear(elsewhere).hear(released({"o2", "o4"}, 5));
  return reader;
}

TEST(ListOrders, PicksByStepAreaAndDay) {
  const auto reader = a_week();
  const AreaId sandvika{"3024-sandvika"};
  const struct {
    const char* story;
    OrderQuery query;
    std::vector<std::string> ids;
  } rows[] = {
      {"all, by area, day and id", {}, {"o5", "o1", "o2", "o3", "o4"}},
      {"an area", {.area = sandvika}, {"o1", "o2", "o3", "o4"}},
      {"an area's day", {.area = sandvika, .delivery_day = wednesday}, {"o1", "o2", "o3"}},
      {"a step", {.step = overview::ORDER_STEP_PLACED}, {"o5", "o1", "o3"}},
      {"a step in an area", {.step = overview::ORDER_STEP_RELEASED, .area = sandvika}, {"o2", "o4"}},
      {"a step on an area's day",
       {.step = overview::ORDER_STEP_RELEASED, .area = sandvika, .delivery_day = wednesday},
       {"o2"}},
      {"an area nobody knows", {.area = AreaId{"3024"}}, {}},
      {"a step nobody has come to", {.step = overview::ORDER_STEP_PACKED}, {}},
  };
  for (const auto& [story, query, ids] : rows) {
    SCOPED_TRACE(story);
    const auto page = list_orders(reader.tables(), query);
    EXPECT_EQ(ids_of(page), ids);
    EXPECT_EQ(page.next, "");
  }
}

TEST(ListOrders, GoesOnWhereThePageBeforeEnded) {
  const auto reader = a_week();
  for (std::size_t limit = 1; limit <= 6; ++limit) {
    SCOPED_TRACE(limit);
    std::vector<std::string> seen;
    OrderQuery query{.limit = limit};
    do {
      const auto page = list_orders(reader.tables(), query);
      EXPECT_LE(page.rows.size(), limit);
      for (const auto& id : ids_of(page)) seen.push_back(id);
      query.cursor = page.next;
    } while (!query.cursor.empty() && seen.size() < 100);
    EXPECT_EQ(seen, (std::vector<std::string>{"o5", "o1", "o2", "o3", "o4"}));
  }
}

TEST(ListOrders, SkipsNobodyWhenTheLastRowShownHasMovedOn) {
  auto reader = a_week();
  OrderQuery query{.step = overview::ORDER_STEP_PLACED, .limit = 2};
  const auto first = list_orders(reader.tables(), query);
  EXPECT_EQ(ids_of(first), (std::vector<std::string>{"o5", "o1"}));
  reader.hear(released({"o1"}, 6));
  query.cursor = first.next;
  EXPECT_EQ(ids_of(list_orders(reader.tables(), query)), (std::vector<std::string>{"o3"}));
}

TEST(CountOrders, CountsEachOrderOnce) {
  const std::map<OrderStep, std::uint64_t> counts{{overview::ORDER_STEP_PLACED, 3}, {overview::ORDER_STEP_RELEASED, 2}};
  EXPECT_EQ(count_orders(a_week().tables()), counts);
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
