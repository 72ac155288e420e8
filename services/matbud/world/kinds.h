// Kinds of goods in the baskets file, and words by which product names of the Nordic countries speak of them.
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace matbud::world {

/// Words are folded (text.h); see name_words.h for how they match.
[[nodiscard]] std::span<const std::string_view> words_of_kind(std::string_view kind);

}  // namespace matbud::world
