#include "sms_text.h"

#include <algorithm>
#include <cstdint>

namespace matbud::notification {
namespace {

constexpr std::size_t gsm7_alone = 160;
constexpr std::size_t gsm7_part = 153;  // a header of seven septets joins the parts
constexpr std::size_t ucs2_alone = 70;
constexpr std::size_t ucs2_part = 67;
constexpr char32_t replacement = 0xFFFD;

/// The next character of UTF-8, taken off `text`.
char32_t next_character(std::string_view& text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto first = byte(0);
  const std::size_t size = first < 0x80 ? 1 : first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 0;
  if (size == 0 || size > text.size()) {
    text.remove_prefix(1);
    return replacement;
  }
  char32_t character = size == 1 ? first : first & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) {
      text.remove_prefix(1);
      return replacement;
    }
    character = character << 6U | (byte(i) & 0x3FU);
  }
  text.remove_prefix(size);
  return character;
}

/// Septets of a character in the GSM 7-bit default alphabet; 2 for one of its extension table, 0 when it has none.
std::size_t septets_of(char32_t character) {
  static constexpr std::u32string_view basic =
      U"@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
      U"abcdefghijklmnopqrstuvwxyzäöñüà";
  static constexpr std::u32string_view extended = U"\f^{}\\[~]|€";
  if (basic.find(character) != basic.npos) return 1;
  return extended.find(character) != extended.npos ? 2 : 0;
}

std::size_t utf16_units_of(char32_t character) { return character > 0xFFFF ? 2 : 1; }

/// How many parts these widths need when no width may be divided.
std::size_t parts_of(const std::vector<std::size_t>& widths, std::size_t part) {
  std::size_t parts = 1;
  std::size_t used = 0;
  for (const auto width : widths) {
    if (used + width > part) {
      ++parts;
      used = 0;
    }
    used += width;
  }
  return parts;
}

}  // namespace

SmsSize size_of_sms(std::string_view text) {
  if (text.empty()) return {true, 0, 0};
  std::vector<char32_t> characters;
  while (!text.empty()) characters.push_back(next_character(text));
  const bool gsm7 = std::all_of(characters.begin(), characters.end(), [](char32_t one) { return septets_of(one) > 0; });
  std::vector<std::size_t> widths(characters.size());
  std::transform(characters.begin(), characters.end(), widths.begin(), gsm7 ? septets_of : utf16_units_of);
  std::size_t units = 0;
  for (const auto width : widths) units += width;
  if (units <= (gsm7 ? gsm7_alone : ucs2_alone)) return {gsm7, units, 1};
  return {gsm7, units, parts_of(widths, gsm7 ? gsm7_part : ucs2_part)};
}

std::string fitted_sms(const std::vector<std::string>& lines, std::size_t segments_max) {
  constexpr std::string_view dots = " ...";
  const auto fits = [&](const std::string& text) { return size_of_sms(text).segments <= segments_max; };
  std::string text;
  for (const auto& line : lines) {
    const auto longer = text.empty() ? line : text + " " + line;
    const bool last = &line == &lines.back();
    if (!fits(last ? longer : longer + std::string{dots})) {
      if (!text.empty()) return text + std::string{dots};
      auto cut = line;
      while (!cut.empty() && !fits(cut + std::string{dots})) cut.erase(std::min(cut.rfind(' '), cut.size() - 1));
      // The rest of a character that was cut through is no character.
      while (!cut.empty() && (static_cast<unsigned char>(cut.back()) & 0xC0U) == 0x80U) cut.pop_back();
      return cut + std::string{dots};
    }
    text = longer;
  }
  return text;
}

}  // namespace matbud::notification
