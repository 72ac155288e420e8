// What a producer's list of ingredients says about the 14 allergen groups of Regulation (EU) No 1169/2011, Annex II.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "matbud/orders/v1/orders.pb.h"

namespace matbud::ordering::edge {

/// What was found in one list of ingredients.
struct MarkedAllergens {
  /// At most one fact a group, in the order of Annex II: contains, or may contain. Never free-from: that something is
  /// not marked says nothing. A group that is both contained and warned of is contained.
  std::vector<orders::v1::AllergenFact> facts;
  std::size_t marked_words = 0;            ///< marks in the text
  std::vector<std::string> unknown_words;  ///< marked, but not in our table: as written, in order
};

/// Reads `_marked_` words (the marks of Open Food Facts and of grocers' files). Words behind "kan innehålla", "may
/// contain", "spor af" ... are warnings until their sentence ends. A mark that is opened and not closed ends with its
/// word; one that is closed and was not opened marks the word before it. Negations ("uten _melk_") are not
/// understood: the word counts as contained, the safe way to be wrong. Expects UTF-8.
[[nodiscard]] MarkedAllergens allergens_marked_in(std::string_view ingredients);

}  // namespace matbud::ordering::edge
