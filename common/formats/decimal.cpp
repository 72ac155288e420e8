#include "matbud/formats/decimal.h"

#include <algorithm>

namespace matbud::formats {
namespace {

constexpr std::size_t whole_digits_max = 12;
constexpr std::size_t decimals = 6;

bool all_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char byte) { return byte >= '0' && byte <= '9'; });
}

}  // namespace

std::optional<Millionths> parse_decimal(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const auto point = text.find('.');
  auto whole = text.substr(0, point);
  auto part = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  if (!all_digits(whole) || !all_digits(part) || whole.size() + part.size() == 0) return std::nullopt;
  whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
  part = part.substr(0, part.find_last_not_of('0') + 1);
  if (whole.size() > whole_digits_max || part.size() > decimals) return std::nullopt;
  Millionths value = 0;
  for (const char digit : whole) value = value * 10 + (digit - '0');
  for (std::size_t at = 0; at < decimals; ++at) value = value * 10 + (at < part.size() ? part[at] - '0' : 0);
  return negative ? -value : value;
}

}  // namespace matbud::formats
