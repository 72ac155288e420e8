#include <gtest/gtest.h>

#include <set>

#include "ordering_story.h"

namespace matbud::ordering::story {
namespace {

std::vector<std::string> ids_in(const v1::OrdersReleased& released) {
  std::vector<std::string> ids;
  for (const auto& order : released.orders()) ids.push_back(order.order_id());
  return ids;
}

/// As the area, with room for many orders in the morning.
v1::DefineArea a_large_area() {
  auto area = the_area();
  area.mutable_area()->mutable_windows(0)->set_capacity_orders(1000);
  return area;
}

TEST(CutOff, ReleasesWhatWaitsOldestFirst) {
  OrderingStory ordering;
  ordering.given(an_order("zebra"), an_order("ant"), an_order("later", "morning", thursday), an_order("now", "today"));
  ordering.when_time_passes(oslo(tuesday, 16) - std::chrono::milliseconds{1});
  EXPECT_EQ(ordering.said<v1::OrdersReleased>(), nullptr);
  ordering.when_time_passes(oslo(tuesday, 16));
  const auto* released = ordering.said<v1::OrdersReleased>();
  ASSERT_NE(released, nullptr);
  EXPECT_EQ(ids_in(*released), (std::vector<std::string>{"zebra", "ant"}));
  EXPECT_EQ(released->window().opens_at_ms(), to_ms(oslo(wednesday, 9)));
  EXPECT_EQ(released->due_at_ms(), to_ms(oslo(tuesday, 16)));
  EXPECT_EQ(released->page(), 0U);
  EXPECT_FALSE(released->more());
  EXPECT_EQ(released->orders(0).lines(0).price_ore(), 2490);
  EXPECT_EQ(ordering.subject(), "window/3024-sandvika/morning/20516");
  EXPECT_EQ(ordering.timers().size(), 1U);  // Thursday's
  EXPECT_EQ(ordering.broken_promise(), "");
}

TEST(CutOff, ReleasesManyOrdersPageByPage) {
  OrderingStory ordering;
  ordering.given(a_large_area());
  for (int i = 0; i < 450; ++i) ordering.given(an_order("o" + std::to_string(i)));
  const auto before = ordering.events().size();
  ordering.when_time_passes(oslo(tuesday, 16));

  std::set<std::string> released_ids;
  std::vector<int> sizes;
  for (auto at = before; at < ordering.events().size(); ++at) {
    const auto& page = dynamic_cast<const v1::OrderingEvent&>(*ordering.events()[at]).orders_released();
    EXPECT_EQ(page.page(), at - before);
    EXPECT_EQ(page.more(), at + 1 < ordering.events().size());
    EXPECT_EQ(page.due_at_ms(), to_ms(oslo(tuesday, 16)));
    sizes.push_back(page.orders_size());
    for (auto& id : ids_in(page)) EXPECT_TRUE(released_ids.insert(std::move(id)).second);
  }
  EXPECT_EQ(sizes, (std::vector<int>{200, 200, 50}));
  EXPECT_EQ(released_ids.size(), 450U);
  EXPECT_TRUE(ordering.timers().empty());
  EXPECT_EQ(ordering.broken_promise(), "");
}

TEST(CutOff, ComesOnceForEachPage) {
  OrderingStory ordering;
  ordering.given(an_order("o1")).when_time_passes(oslo(tuesday, 16)).then_like(v1::OrdersReleased{});
  ordering.when_again().then_nothing();
}

TEST(CutOff, ThatMovedStaysWhatTheWaitingOrdersWerePromised) {
  auto later = a_large_area();
  later.mutable_area()->mutable_windows(0)->set_cut_off_minute(18 * 60);
  v1::OrderPlaced placed;
  placed.set_released_at_ms(to_ms(oslo(tuesday, 16)));
  OrderingStory ordering;
  ordering.given(an_order("o1"), later).when(an_order("o2")).then_like(placed);
  ordering.when_time_passes(oslo(tuesday, 16));
  ASSERT_NE(ordering.said<v1::OrdersReleased>(), nullptr);
  EXPECT_EQ(ordering.said<v1::OrdersReleased>()->orders_size(), 2);

  // With nobody waiting any more the new cut-off holds, and its release is another one.
  placed.set_released_at_ms(to_ms(oslo(tuesday, 18)));
  ordering.at(oslo(tuesday, 17)).when(an_order("o3")).then_like(placed);
  ordering.when_time_passes(oslo(tuesday, 18));
  ASSERT_NE(ordering.said<v1::OrdersReleased>(), nullptr);
  EXPECT_EQ(ordering.said<v1::OrdersReleased>()->page(), 1U);
  EXPECT_EQ(ids_in(*ordering.said<v1::OrdersReleased>()), (std::vector<std::string>{"o3"}));
}

TEST(CutOff, ThatMovedForwardHoldsForNewOrders) {
  auto earlier = the_area();
  earlier.mutable_area()->mutable_windows(0)->set_cut_off_minute(12 * 60);
  OrderingStory ordering;
  ordering.given(an_order("o1"), earlier).at(oslo(tuesday, 12)).when(an_order("o2"));
  ordering.then_refused(v1::REFUSAL_REASON_PAST_CUT_OFF, "delivery_day");
  ordering.when(amended("o1", 1, {line(soda, 1)})).then_like(v1::OrderAmended{});
}

TEST(CutOff, IsOnTheLastWorkingDayBeforeAHoliday) {
  constexpr std::int32_t tuesday_after_easter = 20550;  // 2026-04-07; Wednesday the 1st is the last working day before
  v1::OrderPlaced placed;
  placed.set_released_at_ms(1'775'052'000'000);  // 2026-04-01T14:00:00Z: summer time by then
  OrderingStory ordering;
  ordering.when(an_order("o1", "morning", tuesday_after_easter)).then_like(placed);
}

v1::RegisterCitizen kari_behind_a_protected_address() {
  auto command = a_citizen("kari");
  command.mutable_citizen()->set_service_unit("vest");
  command.mutable_citizen()->set_address_protected(true);
  return command;
}

TEST(CutOff, SendsTheGoodsToTheUnitWhenTheAddressIsProtectedSince) {
  OrderingStory ordering;
  ordering.given(an_order("o1"), kari_behind_a_protected_address()).when_time_passes(oslo(tuesday, 16));
  ASSERT_NE(ordering.said<v1::OrdersReleased>(), nullptr);
  EXPECT_EQ(ordering.said<v1::OrdersReleased>()->orders(0).hand_over().at_unit(), "vest");
}

TEST(CutOff, SendsNothingForWhoseServiceHasEnded) {
  auto gone = a_citizen("kari");
  gone.mutable_citizen()->set_active(false);
  auto olas = an_order("o2");
  olas.set_citizen_id("ola");
  OrderingStory ordering;
  ordering.given(a_citizen("ola"), an_order("o1"), olas, gone).when_time_passes(oslo(tuesday, 16));
  const auto* released = ordering.said<v1::OrdersReleased>();
  ASSERT_NE(released, nullptr);
  EXPECT_EQ(ids_in(*released), (std::vector<std::string>{"o2"}));
  ASSERT_EQ(released->withheld_size(), 1);
  EXPECT_EQ(released->withheld(0).order_id(), "o1");
  EXPECT_EQ(released->withheld(0).citizen_id(), "kari");
  EXPECT_EQ(released->withheld(0).reason(), v1::REFUSAL_REASON_CITIZEN_INACTIVE);
  EXPECT_EQ(released->window().opens_at_ms(), to_ms(oslo(wednesday, 9)));
  EXPECT_TRUE(ordering.timers().empty());
  // It has ended, whatever anybody asks of it.
  ordering.when(cancelled("o1")).then_refused(v1::REFUSAL_REASON_ORDER_NOT_OPEN, "order_id");
}

TEST(CutOff, NeverSetByOrderingIsIgnored) {
  v1::OrderingCommand command;
  command.mutable_runtime()->mutable_timer_due()->set_timer_id("release/3024-sandvika/morning/20516/0");
  OrderingStory ordering;
  ordering.when(command).then_nothing();
}

}  // namespace
}  // namespace matbud::ordering::story
