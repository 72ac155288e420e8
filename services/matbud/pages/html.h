// Small pieces of a page.
#pragma once

#include <string>
#include <string_view>

#include "matbud/time/zone.h"

namespace matbud::pages {

/// So that it is text wherever it stands.
[[nodiscard]] std::string escaped(std::string_view text);

/// `2026-12-07 11:00`, by Norway's clocks.
[[nodiscard]] std::string date_and_clock(Timestamp moment);
/// `11:00`, by Norway's clocks.
[[nodiscard]] std::string clock(Timestamp moment);

}  // namespace matbud::pages
