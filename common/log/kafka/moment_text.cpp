#include "moment_text.h"

#include <algorithm>

namespace matbud::log::kafka {
namespace {

constexpr std::string_view pattern = "0000-00-00T00:00:00.000Z";

void put(MomentText& text, std::size_t at, std::size_t digits, unsigned number) {
  for (std::size_t i = digits; i > 0; --i) {
    text[at + i - 1] = static_cast<char>('0' + number % 10);
    number /= 10;
  }
}

unsigned take(std::string_view text, std::size_t at, std::size_t digits) {
  unsigned number = 0;
  for (const char digit : text.substr(at, digits)) number = number * 10 + static_cast<unsigned>(digit - '0');
  return number;
}

bool has_the_pattern(std::string_view text) {
  return std::equal(text.begin(), text.end(), pattern.begin(), pattern.end(), [](char found, char wanted) {
    return wanted == '0' ? found >= '0' && found <= '9' : found == wanted;
  });
}

}  // namespace

std::optional<MomentText> text_of(Timestamp moment) {
  const auto day = std::chrono::floor<std::chrono::days>(moment);
  const std::chrono::year_month_day date{day};
  const int year = static_cast<int>(date.year());
  if (moment < Timestamp{} || year > 9999) return std::nullopt;
  const std::chrono::hh_mm_ss time{moment - day};
  MomentText text;
  std::copy(pattern.begin(), pattern.end(), text.begin());
  put(text, 0, 4, static_cast<unsigned>(year));
  put(text, 5, 2, static_cast<unsigned>(date.month()));
  put(text, 8, 2, static_cast<unsigned>(date.day()));
  put(text, 11, 2, static_cast<unsigned>(time.hours().count()));
  put(text, 14, 2, static_cast<unsigned>(time.minutes().count()));
  put(text, 17, 2, static_cast<unsigned>(time.seconds().count()));
  put(text, 20, 3, static_cast<unsigned>(time.subseconds().count()));
  return text;
}

std::optional<Timestamp> moment_of(std::string_view text) {
  if (!has_the_pattern(text)) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(take(text, 0, 4))},
                                         std::chrono::month{take(text, 5, 2)}, std::chrono::day{take(text, 8, 2)}};
  const auto hours = take(text, 11, 2);
  const auto minutes = take(text, 14, 2);
  const auto seconds = take(text, 17, 2);
  if (!date.ok() || date.year() < std::chrono::year{1970} || hours > 23 || minutes > 59 || seconds > 59)
    return std::nullopt;
  return Timestamp{std::chrono::sys_days{date}} + std::chrono::hours{hours} + std::chrono::minutes{minutes} +
         std::chrono::seconds{seconds} + std::chrono::milliseconds{take(text, 20, 3)};
}

}  // namespace matbud::log::kafka
