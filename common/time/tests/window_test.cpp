#include "matbud/time/window.h"

#include <gtest/gtest.h>

namespace matbud::time {
namespace {

using std::chrono::minutes;

constexpr Day on(int of_year, unsigned month, unsigned day) {
  return Day{std::chrono::year{of_year} / std::chrono::month{month} / std::chrono::day{day}};
}

Timestamp utc(int of_year, unsigned month, unsigned day, int hours) {
  return Timestamp{on(of_year, month, day).time_since_epoch() + std::chrono::hours{hours}};
}

constexpr unsigned monday_to_saturday = 0b0111111;
constexpr unsigned every_day = 0b1111111;

ordering::v1::Area sandvika(unsigned weekdays) {
  ordering::v1::Area area;
  area.set_area_id("3024-sandvika");
  area.add_closed_days(number_of(on(2026, 3, 5)));
  auto& window = *area.add_windows();
  window.set_window_id("morning");
  window.set_weekdays(weekdays);
  window.set_opens_minute(9 * 60);
  window.set_closes_minute(12 * 60);
  window.set_cut_off_minute(16 * 60);
  return area;
}

tl::expected<WindowTimes, NoDelivery> morning(const ordering::v1::Area& area, Day day) {
  return window_on(*zone_of(area), area, *window_of(area, "morning"), day);
}

TEST(Window, CutsOffOnTheLastWorkingDayBefore) {
  const struct {
    const char* story;
    Day day;
    WindowTimes times;
  } rows[] = {
      {"Wednesday", on(2026, 3, 4), {utc(2026, 3, 4, 8), utc(2026, 3, 4, 11), utc(2026, 3, 3, 15)}},
      {"Monday", on(2026, 3, 2), {utc(2026, 3, 2, 8), utc(2026, 3, 2, 11), utc(2026, 2, 27, 15)}},
      {"after the clock went forward",
       on(2026, 3, 30),
       {utc(2026, 3, 30, 7), utc(2026, 3, 30, 10), utc(2026, 3, 27, 15)}},
      {"after the clock went back",
       on(2026, 10, 26),
       {utc(2026, 10, 26, 8), utc(2026, 10, 26, 11), utc(2026, 10, 23, 14)}},
      {"after Easter", on(2026, 4, 7), {utc(2026, 4, 7, 7), utc(2026, 4, 7, 10), utc(2026, 4, 1, 14)}},
      {"the day after a closed day", on(2026, 3, 6), {utc(2026, 3, 6, 8), utc(2026, 3, 6, 11), utc(2026, 3, 5, 15)}},
  };
  const auto area = sandvika(monday_to_saturday);
  for (const auto& [story, day, times] : rows) {
    SCOPED_TRACE(story);
    EXPECT_EQ(morning(area, day), times);
  }
}

TEST(Window, SaysWhyItDoesNotDeliver) {
  const struct {
    const char* story;
    unsigned weekdays;
    Day day;
    NoDelivery why;
  } rows[] = {
      {"a Sunday that is not named", monday_to_saturday, on(2026, 3, 8), NoDelivery::other_weekday},
      {"only Mondays", 0b0000001, on(2026, 3, 3), NoDelivery::other_weekday},
      {"Ascension Day", every_day, on(2026, 5, 14), NoDelivery::public_holiday},
      {"17 May, a Sunday", every_day, on(2026, 5, 17), NoDelivery::public_holiday},
      {"closed by the area", every_day, on(2026, 3, 5), NoDelivery::closed_day},
  };
  for (const auto& [story, weekdays, day, why] : rows) {
    SCOPED_TRACE(story);
    const auto times = morning(sandvika(weekdays), day);
    ASSERT_FALSE(times);
    EXPECT_EQ(times.error(), why);
  }
}

TEST(Window, DeliversOnASundayThatIsNamed) { EXPECT_TRUE(morning(sandvika(every_day), on(2026, 3, 8))); }

TEST(Window, HasNoCutOffOnTheSameDay) {
  auto area = sandvika(monday_to_saturday);
  area.mutable_windows(0)->set_same_day(true);
  area.mutable_windows(0)->set_closes_minute(24 * 60);
  EXPECT_EQ(morning(area, on(2026, 3, 4)), (WindowTimes{utc(2026, 3, 4, 8), utc(2026, 3, 4, 23), std::nullopt}));
}

TEST(Window, FollowsTheAreasOwnZone) {
  auto area = sandvika(monday_to_saturday);
  area.set_time_zone("Europe/Helsinki");
  EXPECT_EQ(morning(area, on(2026, 3, 4))->opens_at, utc(2026, 3, 4, 7));
  area.set_time_zone("Europe/Sandvika");
  EXPECT_FALSE(zone_of(area));
}

TEST(Window, IsFoundByName) {
  const auto area = sandvika(every_day);
  EXPECT_EQ(window_of(area, "morning"), &area.windows(0));
  EXPECT_EQ(window_of(area, "evening"), nullptr);
}

}  // namespace
}  // namespace matbud::time
