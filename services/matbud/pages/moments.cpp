#include "moments.h"

#include <array>
#include <cstdio>

namespace matbud::pages {

std::string date_and_clock(Timestamp moment) {
  const std::chrono::year_month_day date{time::Zone::oslo().local(moment).day};
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02u ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text.data() + clock(moment);
}

std::string clock(Timestamp moment) {
  const auto minutes = time::Zone::oslo().local(moment).after_midnight.count();
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%02d:%02d", static_cast<int>(minutes / 60), static_cast<int>(minutes % 60));
  return text.data();
}

}  // namespace matbud::pages
