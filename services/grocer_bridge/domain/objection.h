// Why a grocer's answer cannot be used, and what every part of an answer is held against.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

#include "grocer_bridge_state.pb.h"

namespace matbud::grocer_bridge {

/// Names the field; nothing when there is none.
using Objection = std::optional<std::string>;

/// 500 characters, of four bytes at most.
inline constexpr std::size_t reason_bytes_max = 2'000;

/// `lines[3].quantity: `
[[nodiscard]] inline std::string field(const char* list, int index, const char* name) {
  return std::string{list} + "[" + std::to_string(index) + "]." + name + ": ";
}

[[nodiscard]] inline bool holds(const google::protobuf::RepeatedField<std::uint64_t>& gtins, std::uint64_t gtin) {
  return std::find(gtins.begin(), gtins.end(), gtin) != gtins.end();
}
/// In place of something else.
[[nodiscard]] inline bool was_returned(const state::Order& order, std::uint64_t gtin) {
  return holds(order.returned_gtins(), gtin);
}
[[nodiscard]] inline bool was_returned_as_ordered(const state::Order& order, std::uint64_t gtin) {
  return holds(order.ordered_returned_gtins(), gtin);
}

}  // namespace matbud::grocer_bridge
