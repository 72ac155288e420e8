// The read model behind the kitchen table: areas, citizens, goods, what was ordered last, standing orders.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kitchen_table.pb.h"
#include "matbud/base/ids.h"
#include "matbud/projection/projection.h"
#include "matbud/state/tables.h"

namespace matbud::ordering {

/// The read model `kitchen_table`. It hears ordering's own events and nothing else.
[[nodiscard]] std::shared_ptr<const projection::ReadModel> kitchen_table();

/// The partition that keeps the catalogues: ordering's products are in every partition's log, one copy is enough.
inline constexpr Partition catalogue_partition{0};

// Queries read one partition's tables; everything of an area lies in the area's partition.

[[nodiscard]] std::optional<v1::Area> find_area(const state::TableReader& tables, std::string_view area_id);
[[nodiscard]] std::vector<v1::Area> list_areas(const state::TableReader& tables);
/// Orders that take a place in a window on a day.
[[nodiscard]] std::uint32_t places_taken(const state::TableReader& tables, std::string_view area_id,
                                         std::string_view window_id, std::int32_t delivery_day);

[[nodiscard]] std::optional<v1::Citizen> find_citizen(const state::TableReader& tables, std::string_view citizen_id);
/// At most `limit` citizens of a service unit (of all units when empty), by unit and id, behind the cursor; the cursor
/// of the next page is `<unit>/<citizen id>` of the last one.
[[nodiscard]] std::vector<v1::Citizen> list_citizens(const state::TableReader& tables, std::string_view unit,
                                                     std::string_view cursor, std::size_t limit);

[[nodiscard]] std::optional<table::TableOrder> find_table_order(const state::TableReader& tables,
                                                                std::string_view order_id);
/// A citizen's orders, latest day of delivery first, at most `limit`.
[[nodiscard]] std::vector<table::TableOrder> orders_of(const state::TableReader& tables, std::string_view citizen_id,
                                                       std::size_t limit);

[[nodiscard]] std::optional<table::TableStanding> find_standing_order(const state::TableReader& tables,
                                                                      std::string_view standing_order_id);
[[nodiscard]] std::vector<table::TableStanding> standing_orders_of(const state::TableReader& tables,
                                                                   std::string_view citizen_id);

/// What was said of an order.
[[nodiscard]] std::vector<v1::FeedbackGiven> feedback_on(const state::TableReader& tables, std::string_view order_id);

// The catalogue; tables of `catalogue_partition`.

/// Changes whenever a product of the grocer does; empty while there is none.
[[nodiscard]] std::string catalogue_mark(const state::TableReader& tables, std::string_view grocer_id);
[[nodiscard]] std::optional<orders::v1::Product> find_product(const state::TableReader& tables,
                                                              std::string_view grocer_id, std::uint64_t gtin);
/// Calls `visit` for each product of a grocer.
void for_each_product(const state::TableReader& tables, std::string_view grocer_id,
                      const std::function<void(const orders::v1::Product&)>& visit);

}  // namespace matbud::ordering
