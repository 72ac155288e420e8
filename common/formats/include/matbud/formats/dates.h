// Dates as documents write them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace matbud::formats {

/// `2026-11-24` (ISO 8601, four digits of the year from 1970 on) as days since 1970-01-01; nothing when it is not such
/// a date, or not in the calendar.
[[nodiscard]] std::optional<std::int32_t> parse_date(std::string_view text);

}  // namespace matbud::formats
