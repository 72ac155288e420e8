#include "cursor.h"

#include <algorithm>
#include <cstdint>

namespace matbud::grocer_bridge {
namespace {

constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr char version = 1;
constexpr std::size_t bytes_of_partition = 4 + 8 + 8 + 32;
constexpr std::size_t text_bytes_max = 8'192;

/// Base 64 for URLs (RFC 4648, 5), without padding.
std::string to_base64url(std::string_view bytes) {
  std::string text;
  std::uint32_t bits = 0;
  int size = 0;
  for (const char byte : bytes) {
    bits = bits << 8U | static_cast<std::uint8_t>(byte);
    for (size += 8; size >= 6; size -= 6) text += letters[bits >> static_cast<unsigned>(size - 6) & 63U];
  }
  if (size > 0) text += letters[bits << static_cast<unsigned>(6 - size) & 63U];
  return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
  std::string bytes;
  std::uint32_t bits = 0;
  int size = 0;
  for (const char letter : text) {
    const auto value = letters.find(letter);
    if (value == std::string_view::npos) return std::nullopt;
    bits = bits << 6U | static_cast<std::uint32_t>(value);
    size += 6;
    if (size >= 8) {
      size -= 8;
      bytes += static_cast<char>(bits >> static_cast<unsigned>(size));
    }
  }
  return bytes;
}

void put(std::string& bytes, std::uint64_t number, int size) {
  for (int shift = (size - 1) * 8; shift >= 0; shift -= 8)
    bytes += static_cast<char>(number >> static_cast<unsigned>(shift));
}

std::uint64_t take(std::string_view& bytes, std::size_t size) {
  std::uint64_t number = 0;
  for (const char byte : bytes.substr(0, size)) number = number << 8U | static_cast<std::uint8_t>(byte);
  bytes.remove_prefix(size);
  return number;
}

}  // namespace

std::string to_text(const PullCursor& cursor) {
  std::string bytes(1, version);
  for (std::size_t partition = 0; partition < cursor.size(); ++partition) {
    const auto& position = cursor[partition];
    if (position.next.value() == 0) continue;
    put(bytes, partition, 4);
    put(bytes, static_cast<std::uint64_t>(position.next.value()), 8);
    put(bytes, static_cast<std::uint64_t>(position.head_offset.value()), 8);
    bytes.append(reinterpret_cast<const char*>(position.head.data()), position.head.size());
  }
  return to_base64url(bytes);
}

std::optional<PullCursor> parse_cursor(std::string_view text, const PullCursor& start) {
  if (text.size() > text_bytes_max) return std::nullopt;
  const auto read = from_base64url(text);
  if (!read || read->empty() || read->front() != version) return std::nullopt;
  std::string_view bytes{*read};
  bytes.remove_prefix(1);
  if (bytes.size() % bytes_of_partition != 0) return std::nullopt;
  auto cursor = start;
  while (!bytes.empty()) {
    const auto partition = take(bytes, 4);
    if (partition >= cursor.size()) return std::nullopt;
    auto& position = cursor[partition];
    position.next = Offset{static_cast<std::int64_t>(take(bytes, 8))};
    position.head_offset = Offset{static_cast<std::int64_t>(take(bytes, 8))};
    std::copy_n(bytes.begin(), position.head.size(), position.head.begin());
    bytes.remove_prefix(position.head.size());
    const bool possible = position.next.value() > 0 && position.head_offset.value() >= -1 &&
                          position.head_offset.value() < position.next.value();
    const bool headless = position.head_offset.value() == -1;
    if (!possible || (headless && position.head != start[partition].head)) return std::nullopt;
  }
  return cursor;
}

}  // namespace matbud::grocer_bridge
