#include "matbud/formats/organisation.h"

#include <algorithm>

namespace matbud::formats {
namespace {

bool all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char byte) { return byte >= '0' && byte <= '9'; });
}

}  // namespace

bool is_norwegian_organisation(std::string_view text) {
  if (text.size() != 9 || !all_digits(text)) return false;
  int sum = 0;
  for (std::size_t i = 0; i < 8; ++i) sum += (text[7 - i] - '0') * static_cast<int>(i % 6 + 2);
  const int check = (11 - sum % 11) % 11;
  return check == text[8] - '0' && text.find_first_not_of('0') != std::string_view::npos;
}

bool is_gln(std::string_view text) {
  if (!all_digits(text)) return false;
  int sum = 0;
  for (std::size_t i = 1; i < text.size(); ++i) sum += (text[text.size() - 1 - i] - '0') * (i % 2 == 1 ? 3 : 1);
  return (10 - sum % 10) % 10 == text.back() - '0';
}

bool is_belgian_enterprise(std::string_view text) {
  if (text.size() != 10 || !all_digits(text)) return false;
  int number = 0;
  for (const char digit : text.substr(0, 8)) number = number * 10 + (digit - '0');
  return (text[8] - '0') * 10 + (text[9] - '0') == 97 - number % 97;
}

bool is_swedish_organisation(std::string_view text) {
  if (text.size() != 10 || !all_digits(text)) return false;
  int sum = 0;
  for (std::size_t i = 0; i < 9; ++i) {
    const int digit = text[i] - '0';
    const int doubled = digit * 2;
    sum += i % 2 == 0 ? doubled / 10 + doubled % 10 : digit;
  }
  return (10 - sum % 10) % 10 == text[9] - '0';
}

bool is_australian_business(std::string_view text) {
  constexpr int weights[] = {10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19};
  if (text.size() != 11 || !all_digits(text)) return false;
  int sum = 0;
  for (std::size_t i = 0; i < 11; ++i) sum += (text[i] - '0' - (i == 0 ? 1 : 0)) * weights[i];
  return sum % 89 == 0;
}

}  // namespace matbud::formats
