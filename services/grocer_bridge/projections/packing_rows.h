// Tables of the read model `packing_table` and their keys. Ids hold no '/'.
#pragma once

#include <string>
#include <string_view>

#include "matbud/orders/v1/orders.pb.h"
#include "matbud/state/tables.h"
#include "packing_table.pb.h"

namespace matbud::grocer_bridge::rows {

using matbud::state::Table;
using matbud::state::TableId;

// Numbers live in stored state: add, never reuse. 199 is api::answers.
inline constexpr Table<packing::PackingOrder> orders{TableId{1}};  ///< order id
inline constexpr TableId orders_by_day{2};                         ///< grocer/day/order -> nothing
inline constexpr Table<orders::v1::Product> products{TableId{3}};  ///< grocer/gtin; see catalogue_partition
inline constexpr TableId catalogue_marks{4};                       ///< grocer -> offset of the last change
inline constexpr Table<packing::PackingStop> stops{TableId{5}};    ///< order id
inline constexpr TableId area_names{6};                            ///< area id -> name

/// `<grocer>/<8 bytes>`: a day or a product of a grocer.
[[nodiscard]] inline std::string under(std::string_view grocer_id, std::int64_t number) {
  return std::string{grocer_id}.append("/").append(matbud::state::sortable(number));
}
[[nodiscard]] inline std::string day_key(std::string_view grocer_id, std::int32_t day, std::string_view order_id) {
  return under(grocer_id, day).append("/").append(order_id);
}

}  // namespace matbud::grocer_bridge::rows
