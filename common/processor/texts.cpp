#include "texts.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <utility>

namespace matbud::processor {
namespace {

/// How many bytes the character at the front has; 0 when there is none.
std::size_t character_size(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const auto follows = [&](std::size_t i, std::uint8_t low, std::uint8_t high) {
    return i < text.size() && byte(i) >= low && byte(i) <= high;
  };
  const auto first = byte(0);
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  if (first < 0xe0) return follows(1, 0x80, 0xbf) ? 2 : 0;
  if (first < 0xf0) {
    // No overlong forms, no surrogates.
    const bool second = follows(1, first == 0xe0 ? 0xa0 : 0x80, first == 0xed ? 0x9f : 0xbf);
    return second && follows(2, 0x80, 0xbf) ? 3 : 0;
  }
  const bool second = follows(1, first == 0xf0 ? 0x90 : 0x80, first == 0xf4 ? 0x8f : 0xbf);
  return second && follows(2, 0x80, 0xbf) && follows(3, 0x80, 0xbf) ? 4 : 0;
}

}  // namespace

bool is_utf8(std::string_view text) {
  // Ids and types are ASCII: eight bytes at a time.
  constexpr std::uint64_t beyond_ascii = 0x8080'8080'8080'8080;
  for (std::uint64_t word = 0; text.size() >= sizeof word; text.remove_prefix(sizeof word)) {
    std::memcpy(&word, text.data(), sizeof word);
    if ((word & beyond_ascii) != 0) break;
  }
  while (!text.empty()) {
    const auto size = character_size(text);
    if (size == 0) return false;
    text.remove_prefix(size);
  }
  return true;
}

std::string flaw_in_texts(const log::Envelope& record) {
  if (record.type == log::foreign_type) return "its headers are not those of a record";
  const std::array<std::pair<const char*, std::string_view>, 4> texts{
      {{"key", record.key}, {"ce_id", record.id}, {"ce_type", record.type}, {"ce_subject", record.subject}}};
  for (const auto& [name, text] : texts) {
    if (!is_utf8(text)) return std::string{name} + " is not UTF-8";
  }
  return {};
}

std::string readable(std::string_view text) { return is_utf8(text) ? std::string{text} : "a reason that is not UTF-8"; }

}  // namespace matbud::processor
