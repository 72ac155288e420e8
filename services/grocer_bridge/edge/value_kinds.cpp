#include "value_kinds.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace matbud::grocer_bridge::edge {
namespace {

struct Attributes {
  std::string_view kind;
  std::string_view required;
  std::string_view allowed;  ///< with blanks around each
};
constexpr auto attributes = std::to_array<Attributes>({
    {"amount", "currencyID", " currencyID currencyCodeListVersionID "},
    {"binary", "mimeCode", " mimeCode format encodingCode characterSetCode uri filename "},
    {"code", "", " listID listAgencyID listAgencyName listName listVersionID name languageID listURI listSchemeURI "},
    {"id", "", " schemeID schemeName schemeAgencyID schemeAgencyName schemeVersionID schemeDataURI schemeURI "},
    {"measure", "unitCode", " unitCode unitCodeListVersionID "},
    {"number", "", " format "},
    {"quantity", "", " unitCode unitCodeListID unitCodeListAgencyID unitCodeListAgencyName "},
    {"text", "", " languageID languageLocaleID "},
});

bool digits(std::string_view text) {
  return std::ranges::all_of(text, [](char byte) { return byte >= '0' && byte <= '9'; });
}

int number(std::string_view text) {
  int value = 0;
  for (const char digit : text) value = value * 10 + (digit - '0');
  return value;
}

bool is_decimal(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  const auto point = std::min(text.find('.'), text.size());
  const auto whole = text.substr(0, point);
  const auto part = text.substr(std::min(point + 1, text.size()));
  return digits(whole) && digits(part) && whole.size() + part.size() > 0;
}

/// `Z`, `+02:00`, or nothing.
bool is_zone(std::string_view text) {
  if (text.empty() || text == "Z") return true;
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return false;
  const auto hours = text.substr(1, 2);
  const auto minutes = text.substr(4, 2);
  if (!digits(hours) || !digits(minutes) || number(minutes) > 59) return false;
  return number(hours) < 14 || (number(hours) == 14 && number(minutes) == 0);
}

bool is_time(std::string_view text) {
  if (text.size() < 8 || text[2] != ':' || text[5] != ':') return false;
  const auto hour = text.substr(0, 2);
  const auto minute = text.substr(3, 2);
  const auto second = text.substr(6, 2);
  if (!digits(hour) || !digits(minute) || !digits(second)) return false;
  auto rest = text.substr(8);
  bool fraction_is_zero = true;
  if (rest.starts_with('.')) {
    const auto end = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
    if (end == 1) return false;
    fraction_is_zero = rest.substr(1, end - 1).find_first_not_of('0') == std::string_view::npos;
    rest.remove_prefix(end);
  }
  if (!is_zone(rest)) return false;
  const bool midnight = number(hour) == 24 && number(minute) == 0 && number(second) == 0 && fraction_is_zero;
  return midnight || (number(hour) < 24 && number(minute) < 60 && number(second) < 60);
}

bool is_base64(std::string_view text) {
  std::size_t characters = 0;
  std::size_t padding = 0;
  for (const char byte : text) {
    if (byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n') continue;
    const bool letter = (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') ||
                        byte == '+' || byte == '/';
    if (!letter && byte != '=') return false;
    if (letter && padding > 0) return false;
    padding += byte == '=' ? 1 : 0;
    ++characters;
  }
  return characters % 4 == 0 && padding <= 2;
}

}  // namespace

bool is_plain_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const auto year = text.substr(0, 4);
  const auto month = text.substr(5, 2);
  const auto day = text.substr(8, 2);
  if (!digits(year) || !digits(month) || !digits(day) || number(year) == 0) return false;
  return std::chrono::year_month_day{std::chrono::year{number(year)},
                                     std::chrono::month{static_cast<unsigned>(number(month))},
                                     std::chrono::day{static_cast<unsigned>(number(day))}}
      .ok();
}

bool is_of_kind(std::string_view kind, std::string_view text) {
  if (kind == "amount" || kind == "measure" || kind == "number" || kind == "quantity") return is_decimal(text);
  if (kind == "bool") return text == "true" || text == "false" || text == "1" || text == "0";
  if (kind == "date") return text.size() >= 10 && is_plain_date(text.substr(0, 10)) && is_zone(text.substr(10));
  if (kind == "time") return is_time(text);
  if (kind == "binary") return is_base64(text);
  return true;
}

bool may_have(std::string_view kind, std::string_view attribute) {
  const auto* const known = std::ranges::find(attributes, kind, &Attributes::kind);
  if (known == attributes.end()) return false;
  return known->allowed.find(" " + std::string{attribute} + " ") != std::string_view::npos;
}

std::string_view must_have(std::string_view kind) {
  const auto* const known = std::ranges::find(attributes, kind, &Attributes::kind);
  return known == attributes.end() ? std::string_view{} : known->required;
}

}  // namespace matbud::grocer_bridge::edge
