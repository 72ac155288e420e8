// Moments as the status page writes them.
#pragma once

#include <string>

#include "matbud/time/zone.h"

namespace matbud::pages {

/// `2026-12-07 11:00`, by Norway's clocks.
[[nodiscard]] std::string date_and_clock(Timestamp moment);
/// `11:00`, by Norway's clocks.
[[nodiscard]] std::string clock(Timestamp moment);

}  // namespace matbud::pages
