// Lines of an order: checked against the catalogue and against what the citizen may have, priced, weighed.
#pragma once

#include <cstdint>
#include <string_view>
#include <tl/expected.hpp>

#include "alcohol.h"
#include "matbud/ordering/diet.h"
#include "matbud/orders/v1/orders.pb.h"
#include "matbud/state/tables.h"
#include "matbud/time/calendar.h"
#include "ordering_state.pb.h"
#include "refusal.h"

namespace matbud::ordering {

using Lines = google::protobuf::RepeatedPtrField<orders::v1::OrderLine>;
using LeftOutLines = google::protobuf::RepeatedPtrField<v1::LeftOut>;

/// For whom a basket is, and where and when it is ordered.
struct Shopping {
  std::string_view grocer_id;
  std::string_view citizen_id;
  AllergenSet avoids = 0;                        ///< groups the citizen must not get
  std::uint32_t age_years = 0;                   ///< age that has been seen to
  orders::v1::SubstitutionWish usual_wish = {};  ///< of lines that wish nothing
  AlcoholDoor alcohol = {};                      ///< whether alcohol may come with the delivery
  time::Day today;                               ///< whose prices hold
  std::uint32_t order_weight_grams_max = 0;      ///< 0 = no limit
};

/// What a basket comes to.
struct Basket {
  std::int64_t total_ore = 0;                         ///< quantities times prices, and deposits, with VAT
  std::uint32_t weight_grams = 0;                     ///< as far as the products' weights are known
  std::uint32_t age_limit_years = 0;                  ///< the strictest of its goods
  std::uint32_t age_limit_without_alcohol_years = 0;  ///< the strictest of those whose hours are not limited
  bool alcohol = false;                               ///< it holds goods whose hours are limited
};

/// Youngest buyer of a product, by the grocer's word and by the law; 0 = no limit.
[[nodiscard]] std::uint32_t age_limit_of(const stored::PricedProduct& product);
/// Whether the hours of handing it over are limited.
[[nodiscard]] bool is_alcohol(const stored::PricedProduct& product);

/// Why this citizen may not have this product, without a field; WARNING_NOT_PASSED when only a reason is missing.
[[nodiscard]] Objection check_citizen(const Shopping& shopping, const stored::PricedProduct& product);

/// Whether these goods hold, or may hold, what is avoided. Goods of which too little is known do not count: most are
/// such, and who has a new allergy must not be left without food.
[[nodiscard]] bool is_forbidden(AllergenSet avoids, const stored::PricedProduct& product);

/// What a priced line costs, in øre with VAT and deposit.
[[nodiscard]] std::int64_t ore_of(const orders::v1::OrderLine& priced);

/// Copies `wished` into `priced` with the catalogue's prices. Refuses the whole order for the first line that cannot be
/// had; `priced` is then half-filled. With `left_out`, lines that the catalogue or the citizen's diet or age forbid are
/// left out instead and told there; an order of which nothing is left is refused for the first of them.
[[nodiscard]] tl::expected<Basket, Refusal> price_lines(const state::TableReader& state, const Shopping& shopping,
                                                        const Lines& wished, Lines& priced,
                                                        LeftOutLines* left_out = nullptr);

}  // namespace matbud::ordering
