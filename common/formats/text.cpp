#include "matbud/formats/text.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace matbud::formats {
namespace {

struct CodePoint {
  char32_t value = 0;
  std::size_t size = 0;  ///< bytes; 0 = not UTF-8
};

std::uint8_t byte_at(std::string_view bytes, std::size_t at) { return static_cast<std::uint8_t>(bytes[at]); }

CodePoint code_point_at(std::string_view bytes, std::size_t at) {
  const std::uint8_t first = byte_at(bytes, at);
  if (first < 0x80) return {first, 1};
  std::size_t size = 0;
  char32_t value = 0;
  char32_t smallest = 0;
  if ((first & 0xE0) == 0xC0) {
    size = 2, value = first & 0x1FU, smallest = 0x80;
  } else if ((first & 0xF0) == 0xE0) {
    size = 3, value = first & 0x0FU, smallest = 0x800;
  } else if ((first & 0xF8) == 0xF0) {
    size = 4, value = first & 0x07U, smallest = 0x10000;
  }
  if (size == 0 || bytes.size() - at < size) return {};
  for (std::size_t i = 1; i < size; ++i) {
    const std::uint8_t next = byte_at(bytes, at + i);
    if ((next & 0xC0) != 0x80) return {};
    value = (value << 6) | (next & 0x3FU);
  }
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < smallest || value > 0x10FFFF || surrogate) return {};
  return {value, size};
}

/// Bytes of the control character at `at`; 0 when another character, or none, begins there.
std::size_t control_character_size(std::string_view utf8, std::size_t at) {
  const std::uint8_t byte = byte_at(utf8, at);
  if (byte < 0x20) return byte == '\t' || byte == '\n' || byte == '\r' ? 0 : 1;
  if (byte == 0x7F) return 1;
  const bool is_c1 = byte == 0xC2 && at + 1 < utf8.size() && byte_at(utf8, at + 1) < 0xA0;  // U+0080 to U+009F
  return is_c1 ? 2 : 0;
}

// What U+00C0 to U+017F fold to, in code-point order. `?` = stays as it is.
constexpr std::array<std::string_view, 0x180 - 0xC0> folded_latin = {
    "a", "a", "a",  "a",  "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",  // U+00C0
    "d", "n", "o",  "o",  "o", "o", "o",  "?", "o", "u", "u", "u", "u", "y", "th", "ss",
    "a", "a", "a",  "a",  "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",  // U+00E0
    "d", "n", "o",  "o",  "o", "o", "o",  "?", "o", "u", "u", "u", "u", "y", "th", "y",
    "a", "a", "a",  "a",  "a", "a", "c",  "c", "c", "c", "c", "c", "c", "c", "d",  "d",  // U+0100
    "d", "d", "e",  "e",  "e", "e", "e",  "e", "e", "e", "e", "e", "g", "g", "g",  "g",
    "g", "g", "g",  "g",  "h", "h", "h",  "h", "i", "i", "i", "i", "i", "i", "i",  "i",  // U+0120
    "i", "i", "ij", "ij", "j", "j", "k",  "k", "k", "l", "l", "l", "l", "l", "l",  "l",
    "l", "l", "l",  "n",  "n", "n", "n",  "n", "n", "n", "n", "n", "o", "o", "o",  "o",  // U+0140
    "o", "o", "oe", "oe", "r", "r", "r",  "r", "r", "r", "s", "s", "s", "s", "s",  "s",
    "s", "s", "t",  "t",  "t", "t", "t",  "t", "u", "u", "u", "u", "u", "u", "u",  "u",  // U+0160
    "u", "u", "u",  "u",  "w", "w", "y",  "y", "y", "z", "z", "z", "z", "z", "z",  "s"};

}  // namespace

std::optional<std::size_t> first_invalid_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const auto size = code_point_at(bytes, at).size;
    if (size == 0) return at;
    at += size;
  }
  return std::nullopt;
}

std::size_t characters_in(std::string_view utf8) {
  // Every byte but those that go on with a character begins one.
  return static_cast<std::size_t>(std::count_if(
      utf8.begin(), utf8.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

bool has_control_characters(std::string_view utf8) {
  for (std::size_t at = 0; at < utf8.size(); ++at)
    if (control_character_size(utf8, at) > 0) return true;
  return false;
}

std::string without_control_characters(std::string_view utf8) {
  std::string text;
  text.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();) {
    const auto size = control_character_size(utf8, at);
    text.push_back(size > 0 ? ' ' : utf8[at]);
    at += size > 0 ? size : 1;
  }
  return text;
}

std::string fold(std::string_view utf8) {
  std::string folded;
  folded.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();) {
    const auto [value, size] = code_point_at(utf8, at);
    if (size <= 1) {  // ASCII, or a byte that is not UTF-8: kept
      const char byte = utf8[at];
      folded.push_back(byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte);
      ++at;
      continue;
    }
    const bool combining_mark = value >= 0x300 && value <= 0x36F;
    if (value >= 0xC0 && value < 0x180 && folded_latin[value - 0xC0] != "?") {
      folded.append(folded_latin[value - 0xC0]);
    } else if (value == 0xFB01 || value == 0xFB02) {
      folded.append(value == 0xFB01 ? "fi" : "fl");
    } else if (!combining_mark) {
      folded.append(utf8.substr(at, size));
    }
    at += size;
  }
  return folded;
}

}  // namespace matbud::formats
