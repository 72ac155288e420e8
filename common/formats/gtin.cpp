#include "matbud/formats/gtin.h"

#include <algorithm>
#include <array>

namespace matbud::formats {
namespace {

constexpr std::array<std::size_t, 4> lengths = {8, 12, 13, 14};
constexpr std::uint64_t beyond_14_digits = 100'000'000'000'000;

/// The digit that makes the weighted sum a multiple of ten: weights 3, 1, 3 ... from the right, so leading zeros do
/// not matter.
std::uint64_t check_digit_of(std::uint64_t number_without_check_digit) {
  std::uint64_t sum = 0;
  for (std::uint64_t weight = 3; number_without_check_digit > 0; weight = 4 - weight) {
    sum += weight * (number_without_check_digit % 10);
    number_without_check_digit /= 10;
  }
  return (10 - sum % 10) % 10;
}

}  // namespace

bool is_gtin(std::uint64_t number) {
  return number != 0 && number < beyond_14_digits && check_digit_of(number / 10) == number % 10;
}

Result<Gtin> parse_gtin(std::string_view text) {
  if (std::ranges::find(lengths, text.size()) == lengths.end())
    return failure(Error::Code::invalid,
                   "a GTIN has 8, 12, 13 or 14 digits, not " + std::to_string(text.size()) + " characters");
  std::uint64_t number = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return failure(Error::Code::invalid, "a GTIN has digits only");
    number = number * 10 + static_cast<std::uint64_t>(digit - '0');
  }
  if (number == 0) return failure(Error::Code::invalid, "a GTIN cannot be all zeros");
  if (const auto check_digit = check_digit_of(number / 10); check_digit != number % 10)
    return failure(Error::Code::invalid, "GTIN " + std::string{text} + " has check digit " + text.back() +
                                             " where its other digits call for " + std::to_string(check_digit));
  return Gtin{number};
}

std::string to_text(Gtin gtin) {
  std::string text = std::to_string(gtin.value());
  const auto* const length = std::ranges::find_if(lengths, [&](std::size_t size) { return size >= text.size(); });
  if (length != lengths.end()) text.insert(0, *length - text.size(), '0');
  return text;
}

}  // namespace matbud::formats
