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

[[nodiscard]] inline bool was_returned(const state::Order& order, std::uint64_t gtin) {
  const auto& returned = order.returned_gtins();
  return std::find(returned.begin(), returned.end(), gtin) != returned.end();
}

}  // namespace matbud::grocer_bridge
