// Tables of the read model `kitchen_table` and their keys. Ids hold no '/'.
#pragma once

#include <limits>
#include <string>
#include <string_view>

#include "kitchen_table.pb.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/state/tables.h"

namespace matbud::ordering::rows {

using state::Table;
using state::TableId;

// Numbers live in stored state: add, never reuse. 199 is api::answers.
inline constexpr Table<v1::Area> areas{TableId{1}};                 ///< area id
inline constexpr Table<v1::Citizen> citizens{TableId{2}};           ///< citizen id
inline constexpr TableId citizens_by_unit{3};                       ///< unit/citizen -> nothing
inline constexpr Table<orders::v1::Product> products{TableId{4}};   ///< grocer/gtin
inline constexpr TableId catalogue_marks{5};                        ///< grocer -> offset of the last change
inline constexpr Table<table::TableOrder> orders{TableId{6}};       ///< order id
inline constexpr TableId orders_by_citizen{7};                      ///< order_key -> nothing
inline constexpr Table<table::TableStanding> standing{TableId{8}};  ///< standing order id
inline constexpr TableId standing_by_citizen{9};                    ///< citizen/standing order -> nothing
inline constexpr Table<v1::FeedbackGiven> feedback{TableId{10}};    ///< order/feedback
inline constexpr Table<table::TableSlot> slots{TableId{11}};        ///< slot_key

[[nodiscard]] inline std::string pair_key(std::string_view first, std::string_view second) {
  return std::string{first}.append("/").append(second);
}
[[nodiscard]] inline std::string product_key(std::string_view grocer_id, std::uint64_t gtin) {
  return pair_key(grocer_id, state::sortable(static_cast<std::int64_t>(gtin)));
}
/// Latest day first.
[[nodiscard]] inline std::string order_key(std::string_view citizen_id, std::int32_t delivery_day,
                                           std::string_view order_id) {
  return pair_key(citizen_id, state::sortable(std::numeric_limits<std::int32_t>::max() - std::int64_t{delivery_day}))
      .append("/")
      .append(order_id);
}
[[nodiscard]] inline std::string slot_key(std::string_view area_id, std::string_view window_id, std::int32_t day) {
  return pair_key(area_id, window_id).append("/").append(state::sortable(day));
}

}  // namespace matbud::ordering::rows
