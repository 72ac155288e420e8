#include "matbud/api/query.h"

#include <charconv>
#include <chrono>
#include <string>

namespace matbud::api {
namespace {

template <class T>
std::optional<T> whole(std::string_view text) {
  T number{};
  const auto* const end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, number);
  if (text.empty() || error != std::errc{} || at != end) return std::nullopt;
  return number;
}

}  // namespace

std::optional<std::int32_t> day_from(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = whole<unsigned>(text.substr(0, 4));
  const auto month = whole<unsigned>(text.substr(5, 2));
  const auto day = whole<unsigned>(text.substr(8, 2));
  if (!year || !month || !day || *year < 1970) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(*year)}, std::chrono::month{*month},
                                         std::chrono::day{*day}};
  if (!date.ok()) return std::nullopt;
  return static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count());
}

std::optional<std::size_t> number_of(const web::Request& request, std::string_view name, std::size_t otherwise,
                                     std::size_t max) {
  const auto text = request.query_value(name);
  if (!text) return otherwise;
  const auto number = whole<std::size_t>(*text);
  if (!number || *number == 0 || *number > max) return std::nullopt;
  return number;
}

web::Response bad_number(std::string_view name, std::size_t max) {
  return web::problem(400, std::string{name} + ": must be a whole number from 1 to " + std::to_string(max));
}

}  // namespace matbud::api
