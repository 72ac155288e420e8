// What a citizen must not get, and what is known of goods: the three states of a warning, for the rules and for the
// pages that warn before they ask. Unknown is not free from, and nothing is ever called safe.
#pragma once

#include <cstdint>
#include <functional>

#include "matbud/ordering/v1/reference.pb.h"
#include "matbud/orders/v1/orders.pb.h"
#include "matbud/privacy/v1/privacy.pb.h"

namespace matbud::ordering {

/// Of the groups a citizen avoids, the worst that is known of a product.
enum class Warning : std::uint8_t {
  none,         ///< declared free from each of them, or they avoid nothing
  unknown,      ///< nobody has said of at least one
  may_contain,  ///< the producer warns of traces of at least one
  contains,     ///< it holds at least one
};

/// A set of the 14 groups of Regulation (EU) No 1169/2011, Annex II: bit n = group n of orders.v1.Allergen. Values that
/// are none of the groups are left out.
using AllergenSet = std::uint32_t;

/// What is known of a product. A group about which two things are said has the worse of them.
struct AllergenFacts {
  AllergenSet contains = 0;
  AllergenSet may_contain = 0;
  AllergenSet free_from = 0;
};

[[nodiscard]] AllergenFacts facts_of(const orders::v1::Product& product);
[[nodiscard]] AllergenSet avoided_by(const v1::Diet& diet);
[[nodiscard]] Warning warning_for(AllergenSet avoided, const AllergenFacts& facts);

/// What opening a citizen's sealed diet has shown.
struct DietRead {
  enum class Kind : std::uint8_t { readable, erased, unreadable };
  Kind kind;
  v1::Diet diet;  ///< empty unless readable
};
/// Opens Citizen.diet; must give the same answer until the citizen is erased. Throws state::StoreFailure when the keys
/// cannot be reached. Called by the threads that decide.
using DietReader = std::function<DietRead(const privacy::v1::Sealed& sealed)>;

/// Reads none: an order for a citizen who has a diet is refused.
[[nodiscard]] DietReader no_diets();

}  // namespace matbud::ordering
