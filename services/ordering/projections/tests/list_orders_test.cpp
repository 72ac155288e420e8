// Which orders a list holds, page by page, and how many there are at each step.
#include <gtest/gtest.h>

#include <map>

#include "order_overview_story.h"

namespace matbud::ordering {
namespace {

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

TEST(CountOrders, CountsThoseOfAnAreasDays) {
  const auto reader = a_week();
  const AreaId sandvika{"3024-sandvika"};
  EXPECT_EQ(areas_with_orders(reader.tables()), (std::vector{AreaId{"3024-bekkestua"}, sandvika}));
  using Counts = std::map<OrderStep, std::uint64_t>;
  const auto of = [&](std::int32_t first, std::int32_t last) {
    return count_orders_of(reader.tables(), sandvika, first, last);
  };
  EXPECT_EQ(of(wednesday, wednesday), (Counts{{overview::ORDER_STEP_PLACED, 2}, {overview::ORDER_STEP_RELEASED, 1}}));
  EXPECT_EQ(of(wednesday + 1, wednesday + 9), (Counts{{overview::ORDER_STEP_RELEASED, 1}}));
  EXPECT_EQ(of(0, wednesday - 1), Counts{});
}

}  // namespace
}  // namespace matbud::ordering
