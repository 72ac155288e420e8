// Ordering's tables and their keys. Ids hold no '/', so the parts of a key cannot run into each other.
#pragma once

#include <string>
#include <string_view>

#include "matbud/ordering/v1/reference.pb.h"
#include "matbud/orders/v1/orders.pb.h"
#include "matbud/state/shelves.h"
#include "matbud/state/tables.h"
#include "ordering_state.pb.h"

namespace matbud::ordering {

// Numbers live in stored state: add, never reuse. 3 was a row for each product.
inline constexpr state::Table<v1::Area> areas{state::TableId{1}};                   ///< area id
inline constexpr state::Table<stored::CitizenState> citizens{state::TableId{2}};    ///< citizen id
inline constexpr state::Table<stored::SlotState> slots{state::TableId{4}};          ///< slot_key
inline constexpr state::Table<stored::OrderState> order_states{state::TableId{5}};  ///< order id
inline constexpr state::Table<orders::v1::ReleasedOrder> order_contents{
    state::TableId{6}};                       ///< order id, while it is open
inline constexpr state::TableId queue{7};     ///< queue_key -> order id: orders that wait for a cut-off, oldest first
inline constexpr state::TableId answered{8};  ///< command id: commands that were answered and leave no order behind
inline constexpr state::Table<stored::SpentState> spent{state::TableId{9}};                ///< spent_key
inline constexpr state::Table<stored::StandingState> standing_orders{state::TableId{10}};  ///< standing order id
inline constexpr state::Shelves<stored::PricedProduct> products{state::TableId{12}};       ///< ProductKey, GTIN
inline constexpr state::TableId with_grocers{11};  ///< with_grocer_key: orders that are released and not at their end

/// Where the goods of a grocer lie: made of the grocer's id, and moved from product to product.
using ProductKey = state::Shelves<stored::PricedProduct>::Key;

/// Key of one window on one day. The day is not negative.
[[nodiscard]] inline std::string slot_key(std::string_view area_id, std::string_view window_id, std::int32_t day) {
  std::string key{area_id};
  key.append("/").append(window_id).append("/").append(state::sortable(day));
  return key;
}
[[nodiscard]] inline std::string slot_key(const orders::v1::DeliveryWindow& window) {
  return slot_key(window.area_id(), window.window_id(), window.delivery_day());
}

/// Key of what a citizen has ordered for in a month. The month is not negative.
[[nodiscard]] inline std::string spent_key(std::string_view citizen_id, std::int32_t month) {
  return std::string{citizen_id}.append("/").append(state::sortable(month));
}

/// Key of an order that a grocer or a driver has, found by whom it is for.
[[nodiscard]] inline std::string with_grocer_key(std::string_view citizen_id, std::string_view order_id) {
  return std::string{citizen_id}.append("/").append(order_id);
}

/// Key of an order that waits in a slot.
[[nodiscard]] inline std::string queue_key(std::string_view slot, std::int64_t number) {
  return std::string{slot}.append("/").append(state::sortable(number));
}

}  // namespace matbud::ordering
