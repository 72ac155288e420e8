#include "matbud/time/calendar.h"

namespace matbud::time {
namespace {

using std::chrono::days;
using std::chrono::month_day;
using std::chrono::year;
using std::chrono::year_month_day;
using namespace std::chrono_literals;

std::optional<Holiday> fixed_holiday(const year_month_day& date) {
  constexpr struct {
    month_day date;
    Holiday holiday;
  } rows[] = {
      {std::chrono::January / 1, Holiday::new_years_day}, {std::chrono::May / 1, Holiday::labour_day},
      {std::chrono::May / 17, Holiday::constitution_day}, {std::chrono::December / 25, Holiday::christmas_day},
      {std::chrono::December / 26, Holiday::boxing_day},
  };
  for (const auto& [fixed, holiday] : rows) {
    if (date.month() / date.day() == fixed) return holiday;
  }
  return std::nullopt;
}

std::optional<Holiday> easter_holiday(days after_easter_sunday) {
  switch (after_easter_sunday.count()) {
    case -3: return Holiday::maundy_thursday;
    case -2: return Holiday::good_friday;
    case 0: return Holiday::easter_sunday;
    case 1: return Holiday::easter_monday;
    case 39: return Holiday::ascension_day;
    case 49: return Holiday::whit_sunday;
    case 50: return Holiday::whit_monday;
    default: return std::nullopt;
  }
}

}  // namespace

std::string_view name_of(Holiday holiday) {
  switch (holiday) {
    case Holiday::new_years_day: return "1. nyttårsdag";
    case Holiday::maundy_thursday: return "skjærtorsdag";
    case Holiday::good_friday: return "langfredag";
    case Holiday::easter_sunday: return "1. påskedag";
    case Holiday::easter_monday: return "2. påskedag";
    case Holiday::labour_day: return "1. mai";
    case Holiday::constitution_day: return "17. mai";
    case Holiday::ascension_day: return "Kristi himmelfartsdag";
    case Holiday::whit_sunday: return "1. pinsedag";
    case Holiday::whit_monday: return "2. pinsedag";
    case Holiday::christmas_day: return "1. juledag";
    case Holiday::boxing_day: return "2. juledag";
  }
  return "helligdag";
}

// The Gregorian computus: days from 21 March to the paschal full moon (from the golden number and the century's
// corrections), then on to the Sunday after it.
Day easter_sunday(year of_year) {
  const int y = static_cast<int>(of_year);
  const int golden = y % 19;
  const int century = y / 100;
  const int moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
  const int to_sunday = (32 + 2 * (century % 4) + 2 * (y % 100 / 4) - moon - y % 100 % 4) % 7;
  const int late_moon = (golden + 11 * moon + 22 * to_sunday) / 451;
  return Day{of_year / std::chrono::March / 22} + days{moon + to_sunday - 7 * late_moon};
}

std::optional<Holiday> holiday_on(Day day) {
  const year_month_day date{day};
  if (const auto fixed = fixed_holiday(date)) return fixed;
  return easter_holiday(day - easter_sunday(date.year()));
}

bool is_working_day(Day day) {
  const std::chrono::weekday weekday{day};
  return weekday != std::chrono::Saturday && weekday != std::chrono::Sunday && !holiday_on(day);
}

Day working_day_before(Day day) {
  do {
    day -= days{1};
  } while (!is_working_day(day));
  return day;
}

}  // namespace matbud::time
