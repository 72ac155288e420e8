// The words producers use for the 14 allergen groups. Data only; how they are matched is in allergens.cpp.
#pragma once

#include <span>
#include <string_view>

#include "matbud/orders/v1/orders.pb.h"

namespace matbud::ordering::edge {

/// Where in a marked text a stem counts.
enum class Where {
  whole,  ///< as a word or words of their own: `ost`, `crème fraiche`
  start,  ///< at the start of a word: `räk` in `räkor`
  end,    ///< at the end of a word: `ost` in `hårdost`
  part,   ///< anywhere: `mjölk` in `skummjölkspulver`
};

/// One stem. Where several match the same letters, the longest one counts: `jordnöt` is peanut, not nut.
struct AllergenWord {
  std::string_view stem;  ///< as it is spelt; matched without case and accents
  Where where;
  orders::v1::Allergen group;  ///< ALLERGEN_UNSPECIFIED: known, and none of the 14 (`kokosmjölk` is no milk)
};

[[nodiscard]] std::span<const AllergenWord> allergen_words();

/// Words behind which marked words are only warned of; without case and accents.
[[nodiscard]] std::span<const std::string_view> may_contain_phrases();

}  // namespace matbud::ordering::edge
