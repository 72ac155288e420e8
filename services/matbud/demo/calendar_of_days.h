// On which days the demo plays.
#pragma once

#include <cstdint>
#include <string>

#include "matbud/time/calendar.h"

namespace matbud::demo {

/// Monday 7 December 2026: two weeks later the Christmas holidays begin.
[[nodiscard]] inline time::Day first_day() {
  return time::Day{std::chrono::sys_days{std::chrono::year{2026} / 12 / 7}.time_since_epoch()};
}

/// `2026-12-07`.
[[nodiscard]] inline std::string text_of(time::Day day) {
  const std::chrono::year_month_day date{std::chrono::sys_days{day.time_since_epoch()}};
  // Appended, not put in front: g++ 12 takes that for overlapping memory (GCC bug 105651).
  const auto two = [](unsigned number) { return std::string(number < 10 ? 1 : 0, '0').append(std::to_string(number)); };
  return std::to_string(static_cast<int>(date.year())) + "-" + two(static_cast<unsigned>(date.month())) + "-" +
         two(static_cast<unsigned>(date.day()));
}

}  // namespace matbud::demo
