// A dispatcher's own runs, timed before they are asked for.
#include "matbud/dispatch/arranging.h"

#include <gtest/gtest.h>

#include "question_stories.h"

namespace matbud::dispatch::stories {
namespace {

/// Anne and Bo may drive three doors east of the depot, one, two and three kilometres away.
struct ARow : AQuestion {
  ARow() {
    drives("anne");
    drives("bo");
    for (int i = 1; i <= 3; ++i) wants("o" + std::to_string(i), depot_longitude + i * km_east);
  }
  [[nodiscard]] Reckoned reckon(const std::vector<WantedRun>& wanted, const std::vector<v1::Run>& standing = {}) const {
    return dispatch::reckon(request, open_sesame, wanted, standing);
  }
  /// Why the only wanted run cannot be driven.
  [[nodiscard]] Hindrance hindrance(const WantedRun& wanted) const {
    const auto reckoned = reckon({wanted});
    EXPECT_TRUE(reckoned.runs.empty());
    EXPECT_EQ(reckoned.hindered.size(), 1U);
    return reckoned.hindered.at(0).why;
  }
};

TEST(Arranging, TimesARunAsASolverWould) {
  const ARow row;
  const auto solved = solve(row.request, open_sesame);
  ASSERT_FALSE(solved.runs().empty());
  for (const auto& run : solved.runs()) {
    const auto reckoned = row.reckon({{run.shift_id(), orders_of(run)}});
    ASSERT_EQ(reckoned.runs.size(), 1U);
    auto expected = run;
    expected.clear_run_id();
    EXPECT_EQ(reckoned.runs[0].ShortDebugString(), expected.ShortDebugString());
  }
}

TEST(Arranging, AsksTheRoutingServerWhoTimesTheOtherRuns) {
  const ARow row;
  const auto ten_minutes_everywhere = [](const std::vector<Position>& places) -> Result<TravelMatrix> {
    const auto ways = places.size() * places.size();
    return TravelMatrix{.metres = std::vector<double>(ways, 7'000), .seconds = std::vector<double>(ways, 600)};
  };
  const std::vector<WantedRun> wanted{{"anne-tuesday", {"o1", "o2"}}, {"bo-tuesday", {"o3"}}};
  const auto asked = reckon(row.request, open_sesame, wanted, {}, ten_minutes_everywhere);
  ASSERT_EQ(asked.runs.size(), 2U);
  EXPECT_EQ(asked.travel.source(), v1::TRAVEL_SOURCE_ROUTING_SERVER);
  EXPECT_EQ(asked.runs[0].distance_metres(), 3 * 7'000U);
  EXPECT_EQ(asked.runs[0].returns_at_ms() - asked.runs[0].stops(1).eta_ms(), to_ms(from_ms(0) + minutes{5 + 10}));
  EXPECT_EQ(solve(row.request, open_sesame, ten_minutes_everywhere).travel().source(),
            v1::TRAVEL_SOURCE_ROUTING_SERVER);
}

TEST(Arranging, SaysSoWhenTheRoutingServerFails) {
  const ARow row;
  int asked = 0;
  const auto is_down = [&](const auto&) -> Result<TravelMatrix> {
    ++asked;
    return tl::unexpected{Error{Error::Code::retryable, "it does not answer"}};
  };
  const auto reckoned =
      reckon(row.request, open_sesame, {{"anne-tuesday", {"o1"}}, {"bo-tuesday", {"o2"}}}, {}, is_down);
  ASSERT_EQ(reckoned.runs.size(), 2U);
  EXPECT_EQ(asked, 1) << "who has not answered is not waited for again";
  EXPECT_EQ(reckoned.travel.source(), v1::TRAVEL_SOURCE_GREAT_CIRCLE);
  EXPECT_EQ(reckoned.travel.fell_back(), "it does not answer");
  EXPECT_EQ(row.reckon({{"anne-tuesday", {"o1"}}}).travel.fell_back(), "") << "nobody was asked";
}

TEST(Arranging, KeepsTheOrderThatSomebodyWants) {
  const ARow row;
  const auto there_and_back = row.reckon({{"anne-tuesday", {"o1", "o2", "o3"}}});
  const auto zigzag = row.reckon({{"anne-tuesday", {"o1", "o3", "o2"}}});
  ASSERT_EQ(zigzag.runs.size(), 1U);
  EXPECT_EQ(orders_of(zigzag.runs[0]), (std::vector<std::string>{"o1", "o3", "o2"}));
  EXPECT_EQ(zigzag.runs[0].driver_id(), "anne");
  EXPECT_EQ(zigzag.runs[0].window().window_id(), "morning");
  // The same way there and back, whatever the order; a way that turns twice is longer.
  EXPECT_EQ(zigzag.runs[0].distance_metres(), there_and_back.runs[0].distance_metres());
  const auto turning = row.reckon({{"anne-tuesday", {"o3", "o1", "o2"}}});
  EXPECT_GT(turning.runs.at(0).distance_metres(), there_and_back.runs[0].distance_metres());
}

TEST(Arranging, SaysWhatHinders) {
  ARow row;
  EXPECT_EQ(row.hindrance({"cato-tuesday", {"o1"}}), Hindrance::time) << "nobody knows that shift";
  EXPECT_EQ(row.hindrance({"anne-tuesday", {"o9"}}), Hindrance::time) << "nobody knows that order";
  row.drives("eva", 3);
  EXPECT_EQ(row.hindrance({"eva-tuesday", {"o1", "o2"}}), Hindrance::load);
  row.wants("locked", depot_longitude).add_skills("e_lock");
  EXPECT_EQ(row.hindrance({"anne-tuesday", {"locked"}}), Hindrance::skills);
  row.wants("far", depot_longitude + 60 * km_east).mutable_delivery()->set_cold(true);
  EXPECT_EQ(row.hindrance({"anne-tuesday", {"far"}}), Hindrance::time) << "cold goods, hours away";
  row.wants("away", depot_longitude + 400 * km_east);
  EXPECT_EQ(row.hindrance({"anne-tuesday", {"away"}}), Hindrance::time) << "the window closes before";
}

TEST(Arranging, TellsWhichOfSeveralCannotBeDriven) {
  ARow row;
  row.wants("locked", depot_longitude).add_skills("e_lock");
  const auto reckoned = row.reckon({{"anne-tuesday", {"o1"}}, {"bo-tuesday", {"locked"}}});
  ASSERT_EQ(reckoned.runs.size(), 1U);
  EXPECT_EQ(orders_of(reckoned.runs[0]), std::vector<std::string>{"o1"});
  ASSERT_EQ(reckoned.hindered.size(), 1U);
  EXPECT_EQ(reckoned.hindered[0].wanted, 1U);
}

TEST(Arranging, DrivesAfterWhatStands) {
  const ARow row;
  auto standing = row.reckon({{"anne-tuesday", {"o1"}}}).runs;
  ASSERT_EQ(standing.size(), 1U);
  standing[0].set_departs_at_ms(row.request.shifts(0).starts_at_ms());
  standing[0].set_returns_at_ms(to_ms(tuesday_8 + hours{1}));
  const auto after = row.reckon({{"anne-tuesday", {"o2"}}, {"anne-tuesday", {"o3"}}, {"bo-tuesday", {"o1"}}}, standing);
  ASSERT_EQ(after.runs.size(), 3U);
  EXPECT_GE(after.runs[0].departs_at_ms(), standing[0].returns_at_ms());
  EXPECT_GE(after.runs[1].departs_at_ms(), after.runs[0].returns_at_ms()) << "one driver drives one run at a time";
  EXPECT_LT(after.runs[2].departs_at_ms(), standing[0].returns_at_ms()) << "Bo waits for nobody";
}

TEST(Arranging, LeavesADriverWhoTakesSameDayOrdersTheirPlannedTimesOnly) {
  const ARow row;
  const auto planned = row.reckon({{"anne-tuesday", {"o1", "o2"}}}).runs;
  ASSERT_EQ(planned.size(), 1U);
  v1::Run all_day;
  all_day.set_shift_id("anne-tuesday");
  *all_day.mutable_window() = tuesday_morning();
  all_day.mutable_window()->set_opens_at_ms(row.request.shifts(0).starts_at_ms());
  all_day.mutable_window()->set_closes_at_ms(row.request.shifts(0).ends_at_ms());
  const auto kept = kept_by_all_day_run(all_day, planned);
  ASSERT_EQ(kept.size(), 2U);
  EXPECT_EQ(kept[0].returns_at_ms(), planned[0].departs_at_ms());
  EXPECT_EQ(kept[1].departs_at_ms(), planned[0].returns_at_ms());
  EXPECT_EQ(row.reckon({{"anne-tuesday", {"o1"}}}, kept).runs.size(), 1U) << "a stop less fits";
  EXPECT_EQ(row.reckon({{"anne-tuesday", {"o1", "o2", "o3"}}}, kept).hindered.size(), 1U) << "a stop more does not";
  EXPECT_EQ(row.reckon({{"bo-tuesday", {"o1", "o2", "o3"}}}, kept).runs.size(), 1U) << "Bo is free";
  EXPECT_EQ(kept_by_all_day_run(all_day, {}).size(), 1U);
}

TEST(Arranging, GoesAroundAClosedRoad) {
  ARow row;
  const auto before = row.reckon({{"anne-tuesday", {"o3"}}});
  auto& road = *row.request.add_closed_roads();
  road.set_latitude_e7(depot_latitude);
  road.set_longitude_e7(depot_longitude + km_east);
  road.set_radius_metres(300);
  const auto after = row.reckon({{"anne-tuesday", {"o3"}}});
  ASSERT_EQ(after.runs.size(), 1U);
  EXPECT_GT(after.runs[0].distance_metres(), before.runs.at(0).distance_metres() + 1'000);
}

}  // namespace
}  // namespace matbud::dispatch::stories
