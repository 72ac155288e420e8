// Decimal numbers as documents write them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace matbud::formats {

/// A decimal number of a document in millionths; exact, since more than six decimals are refused.
using Millionths = std::int64_t;
inline constexpr Millionths one = 1'000'000;

/// `-12.50` (xsd:decimal) in millionths; nothing when it is no decimal, has more than six decimals that are not zero,
/// or more than twelve digits before the point.
[[nodiscard]] std::optional<Millionths> parse_decimal(std::string_view text);

}  // namespace matbud::formats
