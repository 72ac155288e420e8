#include "matbud/ordering/diet.h"

namespace matbud::ordering {
namespace {

AllergenSet bit_of(int allergen) {
  const bool is_group = allergen != orders::v1::ALLERGEN_UNSPECIFIED && orders::v1::Allergen_IsValid(allergen);
  return is_group ? 1U << static_cast<unsigned>(allergen) : 0;
}

}  // namespace

AllergenFacts facts_of(const orders::v1::Product& product) {
  AllergenFacts facts;
  for (const auto& fact : product.allergens()) {
    const auto bit = bit_of(fact.allergen());
    switch (fact.state()) {
      case orders::v1::ALLERGEN_STATE_CONTAINS: facts.contains |= bit; break;
      case orders::v1::ALLERGEN_STATE_MAY_CONTAIN: facts.may_contain |= bit; break;
      case orders::v1::ALLERGEN_STATE_FREE_FROM: facts.free_from |= bit; break;
      default: break;  // unknown, like a group that is not listed
    }
  }
  return facts;
}

AllergenSet avoided_by(const v1::Diet& diet) {
  AllergenSet avoided = 0;
  for (const auto allergen : diet.avoids()) avoided |= bit_of(allergen);
  return avoided;
}

Warning warning_for(AllergenSet avoided, const AllergenFacts& facts) {
  if ((avoided & facts.contains) != 0) return Warning::contains;
  if ((avoided & facts.may_contain) != 0) return Warning::may_contain;
  return (avoided & ~facts.free_from) != 0 ? Warning::unknown : Warning::none;
}

DietReader no_diets() {
  return [](const privacy::v1::Sealed&) { return DietRead{DietRead::Kind::unreadable, {}}; };
}

}  // namespace matbud::ordering
