// The Norwegian calendar: public holidays, working days. Pure; no clock, no time zone.
// Source: lov om helligdager og helligdagsfred § 2 (1995) and lov om 1 og 17 mai (1947).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace matbud::time {

/// A day in somebody's local calendar.
using Day = std::chrono::local_days;

/// The contract writes a day as days since 1970-01-01.
[[nodiscard]] constexpr Day day_from(std::int32_t days_since_1970) { return Day{std::chrono::days{days_since_1970}}; }
[[nodiscard]] constexpr std::int32_t number_of(Day day) {
  return static_cast<std::int32_t>(day.time_since_epoch().count());
}

enum class Holiday {
  new_years_day,
  maundy_thursday,
  good_friday,
  easter_sunday,
  easter_monday,
  labour_day,
  constitution_day,
  ascension_day,
  whit_sunday,
  whit_monday,
  christmas_day,
  boxing_day,
};

/// `skjærtorsdag`, `1. mai` ... as people in Norway say it.
[[nodiscard]] std::string_view name_of(Holiday holiday);

/// Easter Sunday of a Gregorian year.
[[nodiscard]] Day easter_sunday(std::chrono::year year);

/// The public holiday on that day, nothing when it is none. Sundays as such are not holidays here; where two holidays
/// meet (17 May on Ascension Day), the fixed one is named. Christmas Eve and New Year's Eve are no public holidays.
[[nodiscard]] std::optional<Holiday> holiday_on(Day day);

/// Monday to Friday and no public holiday.
[[nodiscard]] bool is_working_day(Day day);

/// The last working day before `day`; never `day` itself.
[[nodiscard]] Day working_day_before(Day day);

}  // namespace matbud::time
