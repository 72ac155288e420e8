// Words in product names, by which the world guesses what a product is.
#pragma once

#include <algorithm>
#include <span>
#include <string_view>

namespace matbud::world {

/// Whether a folded name holds one of the words: words of five letters and more anywhere (`mellanmjolk` holds
/// `mjolk`), shorter ones as a word of their own (`ost`, not `rostad`).
[[nodiscard]] inline bool holds(std::string_view folded_name, std::string_view word) {
  constexpr std::size_t anywhere_letters_min = 5;
  const auto is_letter = [](char byte) {
    return (byte >= 'a' && byte <= 'z') || static_cast<unsigned char>(byte) >= 0x80;
  };
  for (auto at = folded_name.find(word); at != std::string_view::npos; at = folded_name.find(word, at + 1)) {
    if (word.size() >= anywhere_letters_min) return true;
    const auto behind = at + word.size();
    const bool own_word = (at == 0 || !is_letter(folded_name[at - 1])) &&
                          (behind == folded_name.size() || !is_letter(folded_name[behind]));
    if (own_word) return true;
  }
  return false;
}

[[nodiscard]] inline bool holds_any(std::string_view folded_name, std::span<const std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return holds(folded_name, word); });
}

}  // namespace matbud::world
