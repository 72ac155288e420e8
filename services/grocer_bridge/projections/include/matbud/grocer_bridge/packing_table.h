// The read model behind the packing page: a grocer's orders line by line, and its goods.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "matbud/base/ids.h"
#include "matbud/orders/v1/orders.pb.h"
#include "matbud/projection/projection.h"
#include "matbud/state/tables.h"
#include "packing_table.pb.h"

namespace matbud::grocer_bridge {

/// The read model `packing_table`. It hears the bridge's own events, the catalogues and areas in ordering's and the
/// runs in dispatch's; the result does not depend on the order between them. It keeps nothing about any citizen.
[[nodiscard]] std::shared_ptr<const projection::ReadModel> packing_table();

/// The partition that keeps the catalogues: ordering's products are in every partition's log, one copy is enough.
inline constexpr Partition catalogue_partition{0};

// Queries read one partition's tables; everything of an area lies in the area's partition.

[[nodiscard]] std::optional<packing::PackingOrder> find_packing_order(const state::TableReader& tables,
                                                                      std::string_view order_id);
/// A grocer's orders that are delivered on `from_day` (days since 1970-01-01) or later, by day and id, at most `limit`.
[[nodiscard]] std::vector<packing::PackingOrder> packing_orders(const state::TableReader& tables,
                                                                std::string_view grocer_id, std::int32_t from_day,
                                                                std::size_t limit);
/// Where a driver takes it; nothing while no run has it.
[[nodiscard]] std::optional<packing::PackingStop> find_packing_stop(const state::TableReader& tables,
                                                                    std::string_view order_id);
/// What people call an area; its id while nobody has said.
[[nodiscard]] std::string area_name(const state::TableReader& tables, std::string_view area_id);

// The catalogue; tables of `catalogue_partition`.

/// Changes whenever a product of the grocer does; empty while there is none.
[[nodiscard]] std::string packing_catalogue_mark(const state::TableReader& tables, std::string_view grocer_id);
[[nodiscard]] std::optional<orders::v1::Product> find_packing_product(const state::TableReader& tables,
                                                                      std::string_view grocer_id, std::uint64_t gtin);
/// Calls `visit` for each product of a grocer.
void for_each_packing_product(const state::TableReader& tables, std::string_view grocer_id,
                              const std::function<void(const orders::v1::Product&)>& visit);

}  // namespace matbud::grocer_bridge
