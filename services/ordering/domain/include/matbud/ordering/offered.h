// What an area can order, as ordering's state has it: for edges that must know a product before they ask.
#pragma once

#include <cstdint>
#include <optional>

#include "matbud/base/ids.h"
#include "matbud/orders/v1/orders.pb.h"
#include "matbud/state/tables.h"

namespace matbud::ordering {

/// The product of this GTIN in the catalogue of the area's grocer, with what ordering decides by: price, deposit,
/// weight, storage, age limit, whether it is sold by weight or withdrawn; no texts. `tables` are those of the area's
/// partition. Nothing when the area or the product is not known.
[[nodiscard]] std::optional<orders::v1::Product> offered_product(const state::TableReader& tables, const AreaId& area,
                                                                 std::uint64_t gtin);

}  // namespace matbud::ordering
