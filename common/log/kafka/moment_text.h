// ce_time: RFC 3339 in UTC with milliseconds, `2026-09-21T14:13:20.123Z`, and nothing else.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "matbud/base/time.h"

namespace matbud::log::kafka {

using MomentText = std::array<char, 24>;

/// Nothing outside the years 1970 to 9999.
[[nodiscard]] std::optional<MomentText> text_of(Timestamp moment);

/// Nothing when it is not exactly what text_of() writes.
[[nodiscard]] std::optional<Timestamp> moment_of(std::string_view text);

}  // namespace matbud::log::kafka
