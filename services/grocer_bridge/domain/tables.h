// Where the bridge's state lies. Numbers live in stored state: add, never reuse.
#pragma once

#include <string>
#include <string_view>

#include "grocer_bridge_state.pb.h"
#include "matbud/bridge/v1/events.pb.h"
#include "matbud/state/tables.h"

namespace matbud::grocer_bridge {

namespace table {
/// Order id -> what was sent and answered.
inline constexpr matbud::state::Table<state::Order> orders{matbud::state::TableId{1}};
/// Grocer id, 0, answer id -> nothing: answers that could not be used.
inline constexpr matbud::state::TableId rejected_answers{2};
/// Grocer id -> its settings, and the command that set them.
inline constexpr matbud::state::Table<bridge::v1::GrocerPut> grocers{matbud::state::TableId{3}};
}  // namespace table

[[nodiscard]] inline std::string rejected_key(std::string_view grocer_id, std::string_view answer_id) {
  return std::string{grocer_id}.append(1, '\0').append(answer_id);
}

[[nodiscard]] inline std::string order_subject(std::string_view order_id) {
  return std::string{"order/"}.append(order_id);
}
inline constexpr std::string_view late_prefix = "late/";
inline constexpr std::string_view given_up_prefix = "given-up/";
/// The timer that ends a grocer's time to answer.
[[nodiscard]] inline std::string late_timer(std::string_view order_id) {
  return std::string{late_prefix}.append(order_id);
}
/// The timer that ends an order whose grocer was late and never packed.
[[nodiscard]] inline std::string given_up_timer(std::string_view order_id) {
  return std::string{given_up_prefix}.append(order_id);
}

}  // namespace matbud::grocer_bridge
