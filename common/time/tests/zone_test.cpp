#include "matbud/time/zone.h"

#include <gtest/gtest.h>

namespace matbud::time {
namespace {

using namespace std::chrono_literals;
using std::chrono::minutes;

constexpr Day on(int of_year, unsigned month, unsigned day) {
  return Day{std::chrono::year{of_year} / std::chrono::month{month} / std::chrono::day{day}};
}

Timestamp utc(int of_year, unsigned month, unsigned day, minutes after_midnight) {
  return Timestamp{on(of_year, month, day).time_since_epoch() + after_midnight};
}

constexpr minutes clock(int hours, int minutes_of_hour = 0) { return minutes{60 * hours + minutes_of_hour}; }

TEST(Zone, TurnsTheWallClockOfOsloIntoUtc) {
  const struct {
    const char* story;
    Day day;
    minutes wall;
    Timestamp moment;
  } rows[] = {
      {"winter", on(2026, 1, 15), clock(16), utc(2026, 1, 15, clock(15))},
      {"summer", on(2026, 7, 15), clock(16), utc(2026, 7, 15, clock(14))},
      {"the afternoon after the clock went forward", on(2026, 3, 29), clock(16), utc(2026, 3, 29, clock(14))},
      {"the last minute before the jump", on(2026, 3, 29), clock(1, 59), utc(2026, 3, 29, clock(0, 59))},
      {"02:00 is skipped: the jump", on(2026, 3, 29), clock(2), utc(2026, 3, 29, clock(1))},
      {"02:30 is skipped: the jump", on(2026, 3, 29), clock(2, 30), utc(2026, 3, 29, clock(1))},
      {"03:00 is the jump itself", on(2026, 3, 29), clock(3), utc(2026, 3, 29, clock(1))},
      {"02:30 comes twice: the first", on(2026, 10, 25), clock(2, 30), utc(2026, 10, 25, clock(0, 30))},
      {"03:00 comes once", on(2026, 10, 25), clock(3), utc(2026, 10, 25, clock(2))},
      {"24:00 is the next midnight", on(2026, 10, 24), clock(24), utc(2026, 10, 24, clock(22))},
      {"a summer before the directive", on(1975, 7, 1), clock(12), utc(1975, 7, 1, clock(11))},
  };
  for (const auto& [story, day, wall, moment] : rows) {
    SCOPED_TRACE(story);
    EXPECT_EQ(Zone::oslo().utc(day, wall), moment);
  }
}

TEST(Zone, NeverLetsALaterWallTimeComeEarlier) {
  for (const auto day : {on(2026, 3, 29), on(2026, 10, 25)}) {
    for (auto wall = clock(0); wall < clock(24); wall += 1min)
      EXPECT_LE(Zone::oslo().utc(day, wall), Zone::oslo().utc(day, wall + 1min)) << wall.count();
  }
}

TEST(Zone, ShowsAMomentAsTheWallClockDoes) {
  const auto oslo = Zone::oslo();
  EXPECT_EQ(oslo.local(utc(2026, 1, 15, clock(23, 30))), (LocalMoment{on(2026, 1, 16), clock(0, 30)}));
  EXPECT_EQ(oslo.local(utc(2026, 3, 29, clock(1))), (LocalMoment{on(2026, 3, 29), clock(3)}));
  EXPECT_EQ(oslo.local(utc(2026, 10, 25, clock(0, 30))), (LocalMoment{on(2026, 10, 25), clock(2, 30)}));
  EXPECT_EQ(oslo.local(utc(2026, 10, 25, clock(1, 30))), (LocalMoment{on(2026, 10, 25), clock(2, 30)}));
  EXPECT_EQ(oslo.local(utc(2026, 1, 15, clock(12)) + 59'999ms), (LocalMoment{on(2026, 1, 15), clock(13)}));
  EXPECT_EQ(oslo.local(Timestamp{-1ms}), (LocalMoment{on(1970, 1, 1), clock(0, 59)}));
}

TEST(Zone, IsFoundByItsIanaName) {
  ASSERT_TRUE(Zone::find("Europe/Helsinki"));
  EXPECT_EQ(Zone::find("Europe/Helsinki")->local(utc(2026, 1, 15, clock(12))).after_midnight, clock(14));
  EXPECT_TRUE(Zone::find("Europe/Oslo"));
  for (const auto* unknown : {"", "Oslo", "Europe/Sandvika", "../../etc/passwd"}) EXPECT_FALSE(Zone::find(unknown));
}

}  // namespace
}  // namespace matbud::time
