#include "matbud/api/token.h"

#include <charconv>

namespace matbud::api {
namespace {

constexpr std::size_t partitions_max = 1'024;

template <class T>
std::optional<T> number_from(std::string_view text) {
  T number{};
  const auto* const end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, number);
  if (text.empty() || error != std::errc{} || at != end || text.front() == '-') return std::nullopt;
  return number;
}

}  // namespace

std::string text_of(const Token& token) {
  return std::to_string(token.partition.value()) + "." + std::to_string(token.offset.value());
}

std::string text_of(const Cursor& cursor) {
  std::string text;
  for (const auto& [partition, offset] : cursor) {
    if (!text.empty()) text += "_";
    text += text_of(Token{partition, offset});
  }
  return text;
}

std::optional<Cursor> cursor_from(std::string_view text) {
  Cursor cursor;
  while (cursor.size() <= partitions_max) {
    const auto one = text.substr(0, text.find('_'));
    const auto dot = one.find('.');
    if (dot == std::string_view::npos) return std::nullopt;
    const auto partition = number_from<std::uint32_t>(one.substr(0, dot));
    const auto offset = number_from<std::int64_t>(one.substr(dot + 1));
    if (!partition || !offset || !cursor.emplace(Partition{*partition}, Offset{*offset}).second) return std::nullopt;
    if (one.size() == text.size()) return cursor;
    text.remove_prefix(one.size() + 1);
  }
  return std::nullopt;
}

}  // namespace matbud::api
