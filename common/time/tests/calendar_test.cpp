#include "matbud/time/calendar.h"

#include <gtest/gtest.h>

#include <map>

namespace matbud::time {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::month_day;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr Day on(int of_year, unsigned month, unsigned day) {
  return Day{year{of_year} / std::chrono::month{month} / std::chrono::day{day}};
}

std::map<Day, Holiday> holidays_of(int of_year) {
  std::map<Day, Holiday> found;
  for (Day day = on(of_year, 1, 1); day < on(of_year + 1, 1, 1); day += days{1}) {
    if (const auto holiday = holiday_on(day)) found.emplace(day, *holiday);
  }
  return found;
}

// Written off the almanac, not computed; 2008 and 2038 are the earliest and latest of our time.
TEST(Calendar, KnowsEaster) {
  const struct {
    int year;
    unsigned month, day;
  } rows[] = {
      {1961, 4, 2},  {1981, 4, 19}, {2000, 4, 23}, {2008, 3, 23}, {2011, 4, 24}, {2016, 3, 27}, {2018, 4, 1},
      {2019, 4, 21}, {2020, 4, 12}, {2021, 4, 4},  {2022, 4, 17}, {2023, 4, 9},  {2024, 3, 31}, {2025, 4, 20},
      {2026, 4, 5},  {2027, 3, 28}, {2028, 4, 16}, {2029, 4, 1},  {2030, 4, 21}, {2035, 3, 25}, {2038, 4, 25},
  };
  for (const auto& [of_year, month, day] : rows) {
    SCOPED_TRACE(of_year);
    EXPECT_EQ(easter_sunday(year{of_year}), on(of_year, month, day));
  }
}

TEST(Calendar, KnowsEveryHolidayOf2026) {
  const std::map<Day, Holiday> almanac{
      {on(2026, 1, 1), Holiday::new_years_day},   {on(2026, 4, 2), Holiday::maundy_thursday},
      {on(2026, 4, 3), Holiday::good_friday},     {on(2026, 4, 5), Holiday::easter_sunday},
      {on(2026, 4, 6), Holiday::easter_monday},   {on(2026, 5, 1), Holiday::labour_day},
      {on(2026, 5, 14), Holiday::ascension_day},  {on(2026, 5, 17), Holiday::constitution_day},
      {on(2026, 5, 24), Holiday::whit_sunday},    {on(2026, 5, 25), Holiday::whit_monday},
      {on(2026, 12, 25), Holiday::christmas_day}, {on(2026, 12, 26), Holiday::boxing_day},
  };
  EXPECT_EQ(holidays_of(2026), almanac);
}

TEST(Calendar, NamesTheFixedHolidayWhereTwoMeet) {
  EXPECT_EQ(holiday_on(on(2027, 5, 17)), Holiday::constitution_day);  // Whit Monday too
  EXPECT_EQ(holiday_on(on(2012, 5, 17)), Holiday::constitution_day);  // Ascension Day too
  EXPECT_EQ(holiday_on(on(2008, 5, 1)), Holiday::labour_day);         // Ascension Day too
  EXPECT_EQ(holidays_of(2027).size(), 11U);
}

TEST(Calendar, CallsNoEveAHoliday) {
  for (const auto eve : {on(2026, 12, 24), on(2026, 12, 31), on(2026, 4, 4), on(2026, 5, 23)})
    EXPECT_EQ(holiday_on(eve), std::nullopt);
}

TEST(Calendar, FindsTheWorkingDayBefore) {
  const struct {
    const char* story;
    Day day, before;
  } rows[] = {
      {"a Wednesday", on(2026, 3, 4), on(2026, 3, 3)},
      {"a Monday", on(2026, 3, 2), on(2026, 2, 27)},
      {"a Saturday", on(2026, 3, 7), on(2026, 3, 6)},
      {"a Sunday", on(2026, 3, 8), on(2026, 3, 6)},
      {"the Tuesday after Easter", on(2026, 4, 7), on(2026, 4, 1)},
      {"the day after Ascension", on(2026, 5, 15), on(2026, 5, 13)},
      {"the Monday after Christmas", on(2026, 12, 28), on(2026, 12, 24)},
      {"2 January", on(2026, 1, 2), on(2025, 12, 31)},
      {"18 May 2027, after Whitsun and 17 May", on(2027, 5, 18), on(2027, 5, 14)},
  };
  for (const auto& [story, day, before] : rows) {
    SCOPED_TRACE(story);
    EXPECT_EQ(working_day_before(day), before);
    EXPECT_TRUE(is_working_day(before));
  }
}

TEST(Calendar, CountsDaysAsTheContractDoes) {
  EXPECT_EQ(number_of(on(1970, 1, 1)), 0);
  EXPECT_EQ(number_of(on(2026, 3, 2)), 20514);
  EXPECT_EQ(day_from(20514), on(2026, 3, 2));
}

}  // namespace
}  // namespace matbud::time
