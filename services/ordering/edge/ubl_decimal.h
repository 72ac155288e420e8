// Decimal numbers as UBL writes them.
#pragma once

#include <optional>
#include <string_view>

#include "matbud/ordering/edge/ubl_order.h"

namespace matbud::ordering::edge {

/// `-12.50` (xsd:decimal) in millionths; nothing when it is no decimal, has more than six decimals that are not zero,
/// or more than twelve digits before the point.
[[nodiscard]] std::optional<Millionths> parse_decimal(std::string_view text);

}  // namespace matbud::ordering::edge
