#include "forms.h"

#include <algorithm>

#include "bounds.h"

namespace matbud::ordering {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

}  // namespace

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= id_bytes_max && std::all_of(text.begin(), text.end(), [](char c) {
    return is_digit(c) || is_lower(c) || is_upper(c) || c == '-' || c == '_' || c == '.' || c == ':';
  });
}

bool is_id_or_empty(std::string_view text) { return text.empty() || is_id(text); }

bool is_grocer_id(std::string_view text) {
  return !text.empty() && text.size() <= id_bytes_max &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || is_lower(c) || c == '-'; });
}

bool is_municipality_number(std::string_view text) {
  return text.size() == 4 && std::all_of(text.begin(), text.end(), is_digit);
}

bool is_gtin(std::uint64_t gtin) {
  if (gtin == 0 || gtin > 99'999'999'999'999U) return false;
  std::uint64_t sum = 0;
  std::uint64_t weight = 1;  // 1 for the check digit, then 3 and 1 in turn
  for (auto rest = gtin; rest != 0; rest /= 10) {
    sum += rest % 10 * weight;
    weight = 4 - weight;
  }
  return sum % 10 == 0;
}

bool is_sealed_for(std::string_view citizen_id, const privacy::v1::Sealed& sealed) {
  if (sealed.key_id().empty() && sealed.box().empty()) return true;
  return sealed.key_id() == citizen_id && sealed.box().size() <= sealed_bytes_max;
}

}  // namespace matbud::ordering
