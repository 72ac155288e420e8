#include <gtest/gtest.h>

#include "ordering_story.h"

namespace matbud::ordering::story {
namespace {

TEST(AmendOrder, GivesTheOrderNewLinesAndANewVersion) {
  v1::OrderAmended event;
  event.mutable_order()->set_order_id("o1");
  event.mutable_order()->set_citizen_id("kari");
  event.mutable_order()->set_version(2);
  event.mutable_order()->set_total_ore(3300 + 2490);
  event.mutable_order()->mutable_window()->set_window_id("morning");
  event.set_command_id("c2");
  event.set_amended_by("worker-1");
  event.set_weight_grams(2500);
  OrderingStory ordering;
  ordering.given(an_order("o1")).when(amended("o1", 1, {line(soda, 1), line(milk, 1)}), "c2").then_like(event);
  ordering.when_again().then_nothing();
}

TEST(AmendOrder, IsWhatIsReleased) {
  OrderingStory ordering;
  ordering.given(an_order("o1"), amended("o1", 1, {line(soda, 1)})).when_time_passes(oslo(tuesday, 16));
  ASSERT_NE(ordering.said<v1::OrdersReleased>(), nullptr);
  const auto& released = ordering.said<v1::OrdersReleased>()->orders(0);
  EXPECT_EQ(released.version(), 2U);
  EXPECT_EQ(released.lines(0).gtin(), soda);
  EXPECT_EQ(released.total_ore(), 3300);
}

TEST(AmendOrder, IsRefusedWithAReason) {
  OrderingStory ordering;
  ordering.given(an_order("o1"), an_order("o2", "today"), an_order("o3"), cancelled("o3"), an_order("o4", "night"));
  const struct {
    const char* story;
    v1::AmendOrder command;
    v1::RefusalReason reason;
    const char* field;
    std::uint64_t gtin;
  } rows[] = {
      {"an impossible id", amended("", 1, {line(soda, 1)}), v1::REFUSAL_REASON_INVALID, "order_id", 0},
      {"unheard of", amended("o9", 1, {line(soda, 1)}), v1::REFUSAL_REASON_UNKNOWN_ORDER, "order_id", 0},
      {"refused before", amended("o4", 1, {line(soda, 1)}), v1::REFUSAL_REASON_UNKNOWN_ORDER, "order_id", 0},
      {"with the grocer", amended("o2", 1, {line(soda, 1)}), v1::REFUSAL_REASON_ORDER_NOT_OPEN, "order_id", 0},
      {"withdrawn", amended("o3", 1, {line(soda, 1)}), v1::REFUSAL_REASON_ORDER_NOT_OPEN, "order_id", 0},
      {"somebody was faster", amended("o1", 2, {line(soda, 1)}), v1::REFUSAL_REASON_VERSION_CHANGED, "expected_version",
       0},
      {"nothing left", amended("o1", 1, {}), v1::REFUSAL_REASON_EMPTY_ORDER, "lines", 0},
      {"unknown goods", amended("o1", 1, {line(unheard_of, 1)}), v1::REFUSAL_REASON_UNKNOWN_PRODUCT, "lines[0].gtin",
       unheard_of},
      {"too heavy", amended("o1", 1, {line(soda, 14)}), v1::REFUSAL_REASON_TOO_HEAVY, "lines", 0},
  };
  for (const auto& [story, command, reason, field, gtin] : rows) {
    SCOPED_TRACE(story);
    ordering.when(command).then_refused(reason, field, gtin);
    ordering.when_again().then_nothing();
  }
}

TEST(AmendOrder, IsRefusedFromTheCutOffOnEvenBeforeTheTimerComes) {
  OrderingStory ordering;
  ordering.given(an_order("o1")).at(oslo(tuesday, 16)).when(amended("o1", 1, {line(soda, 1)}));
  ordering.then_refused(v1::REFUSAL_REASON_PAST_CUT_OFF, "order_id");
}

TEST(AmendOrder, DoesNotReachAnotherArea) {
  OrderingStory ordering;
  ordering.given(an_order("o1")).in_area("3024-bekkestua").when(amended("o1", 1, {line(soda, 1)}));
  ordering.then_refused(v1::REFUSAL_REASON_UNKNOWN_ORDER, "order_id");
}

TEST(CancelOrder, WithdrawsTheOrderAndFreesItsPlace) {
  v1::OrderCancelled event;
  event.set_order_id("o2");
  event.set_citizen_id("kari");
  event.set_command_id("c4");
  event.set_cancelled_by("worker-1");
  event.mutable_window()->set_delivery_day(wednesday);
  OrderingStory ordering;
  ordering.given(an_order("o1"), an_order("o2"), an_order("o3")).when(cancelled("o2"), "c4").then_like(event);
  ordering.when_again().then_nothing();
  ordering.when(an_order("o4")).then_placed();
  ordering.when(an_order("o5")).then_refused(v1::REFUSAL_REASON_WINDOW_FULL, "window_id");
}

TEST(CancelOrder, OfTheLastOneLeavesNothingToRelease) {
  OrderingStory ordering;
  ordering.given(an_order("o1"), an_order("o2"), cancelled("o1"));
  EXPECT_EQ(ordering.timers().size(), 1U);
  ordering.given(cancelled("o2"));
  EXPECT_TRUE(ordering.timers().empty());
}

TEST(CancelOrder, IsRefusedWithAReason) {
  OrderingStory ordering;
  ordering.given(an_order("o1"), an_order("o2"), cancelled("o2"));
  auto reason_of_another = cancelled("o1");
  reason_of_another.mutable_reason()->set_key_id("ola");
  ordering.when(reason_of_another).then_refused(v1::REFUSAL_REASON_INVALID, "reason");
  ordering.when(cancelled("o2"), "c9").then_refused(v1::REFUSAL_REASON_ORDER_NOT_OPEN, "order_id");
  ordering.when(cancelled("o3")).then_refused(v1::REFUSAL_REASON_UNKNOWN_ORDER, "order_id");
}

TEST(ChangingAnOrder, IsForThoseWhoMayOrder) {
  auto of_unit_vest = a_citizen("kari");
  of_unit_vest.mutable_citizen()->set_service_unit("vest");
  OrderingStory ordering;
  ordering.given(an_order("o1"), of_unit_vest);
  auto amendment = amended("o1", 1, {line(soda, 1)});
  auto cancellation = cancelled("o1");
  ordering.when(amendment).then_refused(v1::REFUSAL_REASON_MAY_NOT_ORDER, "amended_by");
  ordering.when(cancellation).then_refused(v1::REFUSAL_REASON_MAY_NOT_ORDER, "cancelled_by");
  amendment.set_orderer_unit("vest");
  cancellation.set_orderer_unit("vest");
  ordering.when(amendment).then_like(v1::OrderAmended{});
  ordering.when(cancellation).then_like(v1::OrderCancelled{});
  // The citizen, and edges that name nobody.
  cancellation = cancelled("o2");
  cancellation.clear_cancelled_by();
  ordering.given(an_order("o2")).when(cancellation).then_like(v1::OrderCancelled{});
}

}  // namespace
}  // namespace matbud::ordering::story
