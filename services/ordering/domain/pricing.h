// Lines of an order: checked against the catalogue, priced, weighed.
#pragma once

#include <cstdint>
#include <string_view>
#include <tl/expected.hpp>

#include "matbud/orders/v1/orders.pb.h"
#include "matbud/state/tables.h"
#include "refusal.h"

namespace matbud::ordering {

using Lines = google::protobuf::RepeatedPtrField<orders::v1::OrderLine>;

/// What a basket comes to.
struct Basket {
  std::int64_t total_ore = 0;      ///< quantities times prices, and deposits, with VAT
  std::uint32_t weight_grams = 0;  ///< as far as the products' weights are known
};

/// Copies `wished` into `priced` with the catalogue's prices. Refuses the whole order for the first line that cannot be
/// had; `priced` is then half-filled. `order_weight_grams_max` 0 = no limit.
[[nodiscard]] tl::expected<Basket, Refusal> price_lines(const state::TableReader& state, std::string_view grocer_id,
                                                        std::string_view citizen_id,
                                                        std::uint32_t order_weight_grams_max, const Lines& wished,
                                                        Lines& priced);

}  // namespace matbud::ordering
