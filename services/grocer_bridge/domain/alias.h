// The name a grocer knows a doorstep by.
#pragma once

#include <string>
#include <string_view>

namespace matbud::grocer_bridge {

/// Six characters in two groups, `7KQ-M2X`, that a picker can read out: the first 30 bits of a hash of the order's id
/// in Crockford's base 32, which has no I, L, O or U. Another order of the same citizen has another alias, so labels
/// cannot be collected into a person's habits.
[[nodiscard]] std::string delivery_alias(std::string_view order_id);

}  // namespace matbud::grocer_bridge
