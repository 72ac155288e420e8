// How far a grocer's system has read its orders: a position in each partition, opaque to those who hold it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "matbud/log/chain.h"

namespace matbud::grocer_bridge {

/// One position for each partition, by its number.
using PullCursor = std::vector<log::ChainPosition>;

/// Letters, digits, `-` and `_`.
[[nodiscard]] std::string to_text(const PullCursor& cursor);
/// Nothing when the text is no cursor of so many partitions. Whether it is one of this topic the log must say.
[[nodiscard]] std::optional<PullCursor> parse_cursor(std::string_view text, const PullCursor& start);

}  // namespace matbud::grocer_bridge
