#include "phrases.h"

#include <array>
#include <chrono>

#include "matbud/base/money.h"

namespace matbud::audit {

std::string day(std::int32_t days_since_1970) {
  static constexpr std::array weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array months{"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};
  const auto the_day = time::day_from(days_since_1970);
  const std::chrono::year_month_day date{the_day};
  const std::chrono::weekday weekday{the_day};
  return std::string{weekdays[weekday.c_encoding()]} + " " + std::to_string(static_cast<unsigned>(date.day())) + " " +
         months[static_cast<unsigned>(date.month()) - 1];
}

std::string moment(const Scene& scene, std::int64_t at_ms) {
  const auto at = scene.zone.local(from_ms(at_ms));
  const auto minutes = at.after_midnight.count();
  const auto two_digits = [](auto number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  const auto clock = two_digits(minutes / 60) + ":" + two_digits(minutes % 60);
  if (at.day == scene.zone.local(scene.now).day) return clock;
  return day(time::number_of(at.day)) + " " + clock;
}

std::string window(const orders::v1::DeliveryWindow& window) {
  return "window " + window.window_id() + " on " + day(window.delivery_day());
}

std::string count(std::size_t number, std::string_view noun) {
  return std::to_string(number) + " " + std::string{noun} + (number == 1 ? "" : noun.ends_with("x") ? "es" : "s");
}

std::string kilograms(std::uint64_t grams) {
  const auto tenths = (grams + 50) / 100;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " kg";
}

std::string kroner(std::int64_t ore) { return "kr " + as_kroner(Ore{ore}); }

std::string and_others(std::size_t all) { return all <= 1 ? std::string{} : " and " + count(all - 1, "other order"); }

}  // namespace matbud::audit
