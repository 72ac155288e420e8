#include "phrases.h"

#include <array>
#include <chrono>

#include "matbud/base/money.h"

namespace matbud::audit {

namespace {

std::string two_digits(std::int64_t number) {
  auto digits = std::to_string(number);
  if (digits.size() < 2) digits.insert(digits.begin(), '0');
  return digits;
}

}  // namespace

std::string day(std::int32_t days_since_1970) {
  static constexpr std::array weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array months{"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};
  const auto the_day = time::day_from(days_since_1970);
  const std::chrono::year_month_day date{the_day};
  const std::chrono::weekday weekday{the_day};
  std::string words{weekdays[weekday.c_encoding()]};
  words.append(" ").append(std::to_string(static_cast<unsigned>(date.day())));
  return words.append(" ").append(months[static_cast<unsigned>(date.month()) - 1]);
}

std::string moment(const Scene& scene, std::int64_t at_ms) {
  const auto at = scene.zone.local(from_ms(at_ms));
  const auto minutes = at.after_midnight.count();
  const auto clock = two_digits(minutes / 60).append(":").append(two_digits(minutes % 60));
  if (at.day == scene.zone.local(scene.now).day) return clock;
  return day(time::number_of(at.day)).append(" ").append(clock);
}

std::string window(const orders::v1::DeliveryWindow& window) {
  return std::string{"the "}.append(window.window_id()).append(" window on ").append(day(window.delivery_day()));
}

std::string count(std::size_t number, std::string_view noun) {
  auto words = std::to_string(number).append(" ").append(noun);
  if (number == 1) return words;
  return words.append(noun.ends_with("x") ? "es" : "s");
}

std::string kilograms(std::uint64_t grams) {
  const auto tenths = (grams + 50) / 100;
  return std::to_string(tenths / 10).append(".").append(std::to_string(tenths % 10)).append(" kg");
}

std::string kroner(std::int64_t ore) { return std::string{"kr "}.append(as_kroner(Ore{ore})); }

std::string and_others(std::size_t all) {
  return all <= 1 ? std::string{} : std::string{" and "}.append(count(all - 1, "other order"));
}

}  // namespace matbud::audit
