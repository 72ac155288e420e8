// Standing orders: placed anew for each delivery, and never missed in silence.
#include <gtest/gtest.h>

#include <set>

#include "ordering_story.h"

namespace matbud::ordering::story {
namespace {

/// Milk every Wednesday morning.
v1::PutStandingOrder every_wednesday() {
  v1::PutStandingOrder command;
  auto& order = *command.mutable_standing_order();
  order.set_standing_order_id("s1");
  order.set_citizen_id("kari");
  order.set_window_id("morning");
  order.set_weekdays(0b0000100);
  order.set_set_by("worker-1");
  *order.add_lines() = line(milk, 2);
  return command;
}

template <class Event>
std::vector<Event> all_of(const OrderingStory& ordering) {
  std::vector<Event> found;
  for (const auto& event : ordering.events()) {
    const auto& top = dynamic_cast<const v1::OrderingEvent&>(*event);
    if constexpr (std::is_same_v<Event, v1::OrderPlaced>) {
      if (top.has_order_placed()) found.push_back(top.order_placed());
    } else {
      if (top.has_standing_order_missed()) found.push_back(top.standing_order_missed());
    }
  }
  return found;
}

/// The ticker comes back at `now` and sends what was due meanwhile.
void its_timer_comes_late(OrderingStory& ordering, Timestamp now) {
  v1::OrderingCommand command;
  auto& due = *command.mutable_runtime()->mutable_timer_due();
  due.set_timer_id(ordering.timers().front().timer_id());
  due.set_due_at_ms(ordering.timers().front().due_at_ms());
  ordering.at(now).when(command).when_again().then_nothing();
  ordering.when_time_passes(now + std::chrono::minutes{1});
}

TEST(StandingOrder, SaysWhenItsFirstOrderIsPlaced) {
  v1::StandingOrderPut put;
  *put.mutable_standing_order() = every_wednesday().standing_order();
  put.set_command_id("c1");
  put.set_next_delivery_day(wednesday + 7);
  put.set_next_due_at_ms(to_ms(oslo(wednesday + 4, 16)));  // two days before the cut-off
  OrderingStory ordering;
  // On Tuesday after the cut-off this week's Wednesday is gone.
  ordering.at(oslo(tuesday, 17)).when(every_wednesday(), "c1").then(put).when_again().then_nothing();
  EXPECT_EQ(ordering.subject(), "");
}

TEST(StandingOrder, IsPlacedAtOnceWhileThisWeeksCutOffIsAhead) {
  OrderingStory ordering;
  ordering.when(every_wednesday()).when_time_passes(oslo(monday, 9));
  const auto placed = all_of<v1::OrderPlaced>(ordering);
  ASSERT_EQ(placed.size(), 1U);
  EXPECT_EQ(placed[0].order().order_id(), placed[0].occurrence().order_id());
  EXPECT_EQ(placed[0].order().order_id().find("s1"), std::string::npos) << "a grocer sees it";
  EXPECT_EQ(placed[0].channel(), "standing");
  EXPECT_EQ(placed[0].ordered_by(), "worker-1");
  EXPECT_EQ(placed[0].occurrence().next_delivery_day(), wednesday + 7);
}

TEST(StandingOrder, ComesBackEveryWeekAndCanBeAmendedUntilItsCutOff) {
  OrderingStory ordering;
  ordering.when(every_wednesday()).when_time_passes(oslo(monday + 16, 9));
  EXPECT_EQ(all_of<v1::OrderPlaced>(ordering).size(), 3U);
  ordering.when_time_passes(oslo(monday + 21, 9));
  const auto placed = all_of<v1::OrderPlaced>(ordering);
  ASSERT_EQ(placed.size(), 4U);
  std::set<std::string> ids;
  for (const auto& order : placed) ids.insert(order.order().order_id());
  EXPECT_EQ(ids.size(), 4U);
  ordering.when(amended(placed[3].order().order_id(), 1, {line(bananas, 500)}));
  ordering.then_like(v1::OrderAmended{});
}

TEST(StandingOrder, TellsOfTheDayThatBringsNothing) {
  constexpr std::int32_t maundy_thursday = 20545;  // 2026-04-02
  auto every_thursday = every_wednesday();
  every_thursday.mutable_standing_order()->set_weekdays(0b0001000);
  every_thursday.mutable_standing_order()->set_first_day(maundy_thursday);
  OrderingStory ordering;
  ordering.when(every_thursday).when_time_passes(oslo(maundy_thursday, 9));
  const auto missed = all_of<v1::StandingOrderMissed>(ordering);
  ASSERT_EQ(missed.size(), 1U);
  EXPECT_EQ(missed[0].reason(), v1::REFUSAL_REASON_NO_DELIVERY_THAT_DAY);
  EXPECT_EQ(missed[0].citizen_id(), "kari");
  EXPECT_EQ(missed[0].window_id(), every_thursday.standing_order().window_id());
  EXPECT_EQ(missed[0].occurrence().delivery_day(), maundy_thursday);
  EXPECT_EQ(missed[0].occurrence().next_delivery_day(), maundy_thursday + 7);
  EXPECT_EQ(ordering.subject(), "standing/s1");
}

TEST(StandingOrder, ThatFindsTheWindowFullSaysSo) {
  OrderingStory ordering;
  ordering.given(an_order("o1"), an_order("o2"), an_order("o3"));
  ordering.when(every_wednesday()).when_time_passes(oslo(monday, 9));
  const auto missed = all_of<v1::StandingOrderMissed>(ordering);
  ASSERT_EQ(missed.size(), 1U);
  EXPECT_EQ(missed[0].reason(), v1::REFUSAL_REASON_WINDOW_FULL);
}

TEST(StandingOrder, GoesOnWithoutWhatIsNoLongerSold) {
  auto command = every_wednesday();
  *command.mutable_standing_order()->add_lines() = line(soda, 1);
  auto no_soda = the_shelf();
  no_soda.mutable_products(2)->set_withdrawn(true);
  OrderingStory ordering;
  ordering.at(oslo(tuesday, 17)).given(command, no_soda).when_time_passes(oslo(monday + 7, 9));
  const auto placed = all_of<v1::OrderPlaced>(ordering);
  ASSERT_EQ(placed.size(), 1U);
  EXPECT_EQ(placed[0].order().lines_size(), 1);
  ASSERT_EQ(placed[0].occurrence().left_out_size(), 1);
  EXPECT_EQ(placed[0].occurrence().left_out(0).gtin(), soda);
  EXPECT_EQ(placed[0].occurrence().left_out(0).reason(), v1::REFUSAL_REASON_WITHDRAWN_PRODUCT);
}

TEST(StandingOrder, OfWhichNothingIsLeftIsMissed) {
  auto no_milk = the_shelf();
  no_milk.mutable_products(0)->set_withdrawn(true);
  OrderingStory ordering;
  ordering.given(every_wednesday(), no_milk).when_time_passes(oslo(monday, 9));
  const auto missed = all_of<v1::StandingOrderMissed>(ordering);
  ASSERT_EQ(missed.size(), 1U);
  EXPECT_EQ(missed[0].reason(), v1::REFUSAL_REASON_WITHDRAWN_PRODUCT);
  EXPECT_EQ(missed[0].occurrence().left_out_size(), 1);
}

TEST(StandingOrder, RestsInItsPauseAndEndsOnItsLastDay) {
  auto command = every_wednesday();
  auto& order = *command.mutable_standing_order();
  order.set_paused_from_day(wednesday + 1);
  order.set_paused_until_day(wednesday + 7);
  order.set_last_day(wednesday + 14);
  OrderingStory ordering;
  ordering.given(command).when_time_passes(oslo(monday + 60, 9));
  const auto placed = all_of<v1::OrderPlaced>(ordering);
  ASSERT_EQ(placed.size(), 2U);
  EXPECT_EQ(placed[1].order().window().delivery_day(), wednesday + 14);
  EXPECT_EQ(placed[1].occurrence().next_delivery_day(), 0);
}

TEST(StandingOrder, ThatIsChangedMakesNoSecondOrderForADay) {
  auto more = every_wednesday();
  more.mutable_standing_order()->mutable_lines(0)->set_quantity(3);
  OrderingStory ordering;
  ordering.given(every_wednesday()).when_time_passes(oslo(monday, 9)).given(more);
  ordering.when_time_passes(oslo(monday + 7, 9));
  const auto placed = all_of<v1::OrderPlaced>(ordering);
  ASSERT_EQ(placed.size(), 2U);
  EXPECT_EQ(placed[1].order().window().delivery_day(), wednesday + 7);
  EXPECT_EQ(placed[1].order().lines(0).quantity(), 3U);
  EXPECT_TRUE(all_of<v1::StandingOrderMissed>(ordering).empty());
}

TEST(StandingOrder, ThatHasEndedPlacesNothingMore) {
  auto ended = every_wednesday();
  ended.mutable_standing_order()->set_ended(true);
  OrderingStory ordering;
  ordering.at(oslo(tuesday, 17)).given(every_wednesday(), ended);
  EXPECT_TRUE(ordering.timers().empty());
  // It may begin again.
  ordering.when(every_wednesday()).then_like(v1::StandingOrderPut{});
  EXPECT_EQ(ordering.timers().size(), 1U);
}

TEST(StandingOrder, TellsOfEachDayThatWentByWhileNothingRan) {
  auto every_day = every_wednesday();
  every_day.mutable_standing_order()->set_weekdays(0b0111111);
  every_day.mutable_standing_order()->set_first_day(thursday);
  OrderingStory ordering;
  // Nothing runs from Monday to Saturday evening: Monday's is the next that can be had.
  ordering.given(every_day);
  its_timer_comes_late(ordering, oslo(sunday - 1, 18));
  const auto missed = all_of<v1::StandingOrderMissed>(ordering);
  std::vector<std::int32_t> days;
  for (const auto& one : missed) {
    days.push_back(one.occurrence().delivery_day());
    EXPECT_EQ(one.reason(), v1::REFUSAL_REASON_PAST_CUT_OFF);
  }
  EXPECT_EQ(days, (std::vector<std::int32_t>{thursday, thursday + 1, thursday + 2, thursday + 4}));
  const auto placed = all_of<v1::OrderPlaced>(ordering);
  ASSERT_FALSE(placed.empty());
  EXPECT_EQ(placed[0].order().window().delivery_day(), sunday + 2);
}

TEST(StandingOrder, ThatIsChangedBeforeItsLateTimerStillTellsOfTheDay) {
  auto more = every_wednesday();
  more.mutable_standing_order()->mutable_lines(0)->set_quantity(3);
  OrderingStory ordering;
  ordering.given(every_wednesday()).at(oslo(tuesday, 17)).given(more).when_time_passes(oslo(tuesday, 17));
  const auto missed = all_of<v1::StandingOrderMissed>(ordering);
  ASSERT_EQ(missed.size(), 1U);
  EXPECT_EQ(missed[0].occurrence().delivery_day(), wednesday);
  EXPECT_EQ(missed[0].occurrence().next_delivery_day(), wednesday + 7);
}

TEST(StandingOrder, OfACitizenWhoseServiceHasEndedIsMissedOnceAndRests) {
  auto gone = a_citizen("kari");
  gone.mutable_citizen()->set_active(false);
  OrderingStory ordering;
  ordering.given(every_wednesday(), gone).when_time_passes(oslo(monday + 30, 9));
  const auto missed = all_of<v1::StandingOrderMissed>(ordering);
  ASSERT_EQ(missed.size(), 1U);
  EXPECT_EQ(missed[0].reason(), v1::REFUSAL_REASON_CITIZEN_INACTIVE);
  EXPECT_EQ(missed[0].occurrence().next_delivery_day(), 0);
  EXPECT_TRUE(ordering.timers().empty());
  // Who comes back has it put anew.
  ordering.given(a_citizen("kari")).when(every_wednesday()).then_like(v1::StandingOrderPut{});
  EXPECT_EQ(ordering.timers().size(), 1U);
}

TEST(PutStandingOrder, IsForThoseWhoMayOrder) {
  auto citizen = a_citizen("kari");
  citizen.mutable_citizen()->set_service_unit("vest");
  OrderingStory ordering;
  ordering.given(citizen).when(every_wednesday());
  ordering.then_refused(v1::REFUSAL_REASON_MAY_NOT_ORDER, "ordered_by");
  auto by_their_unit = every_wednesday();
  by_their_unit.set_orderer_unit("vest");
  ordering.when(by_their_unit).then_like(v1::StandingOrderPut{});
}

TEST(PutStandingOrder, IsRefusedWhenItCannotBe) {
  struct Row {
    const char* story;
    std::function<void(v1::StandingOrder&)> but;
    v1::RefusalReason reason;
    const char* field;
    std::uint64_t gtin = 0;
  };
  const Row rows[] = {
      {"no id", [](auto& o) { o.clear_standing_order_id(); }, v1::REFUSAL_REASON_INVALID,
       "standing_order.standing_order_id"},
      {"no weekdays", [](auto& o) { o.set_weekdays(0); }, v1::REFUSAL_REASON_INVALID, "standing_order.weekdays"},
      {"an end before its start",
       [](auto& o) {
         o.set_first_day(wednesday);
         o.set_last_day(tuesday);
       },
       v1::REFUSAL_REASON_INVALID, "standing_order.last_day"},
      {"a pause that ends before it begins", [](auto& o) { o.set_paused_from_day(wednesday); },
       v1::REFUSAL_REASON_INVALID, "standing_order.paused_until_day"},
      {"a stranger", [](auto& o) { o.set_citizen_id("ola"); }, v1::REFUSAL_REASON_UNKNOWN_CITIZEN, "citizen_id"},
      {"a window nobody knows", [](auto& o) { o.set_window_id("night"); }, v1::REFUSAL_REASON_UNKNOWN_WINDOW,
       "standing_order.window_id"},
      {"goods nobody sells", [](auto& o) { *o.add_lines() = line(unheard_of, 1); }, v1::REFUSAL_REASON_UNKNOWN_PRODUCT,
       "lines[1].gtin", unheard_of},
      {"days that never come", [](auto& o) { o.set_last_day(monday); }, v1::REFUSAL_REASON_NEVER_DELIVERED,
       "standing_order.weekdays"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.story);
    auto command = every_wednesday();
    row.but(*command.mutable_standing_order());
    OrderingStory{}.when(command).then_refused(row.reason, row.field, row.gtin);
  }
  OrderingStory ordering;
  auto anothers = every_wednesday();
  anothers.mutable_standing_order()->set_citizen_id("ola");
  ordering.given(a_citizen("ola"), every_wednesday()).when(anothers);
  ordering.then_refused(v1::REFUSAL_REASON_INVALID, "standing_order.standing_order_id");
}

}  // namespace
}  // namespace matbud::ordering::story
