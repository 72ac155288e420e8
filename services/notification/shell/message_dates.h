// A day as the readers of each language write it.
#pragma once

#include <string>
#include <string_view>

#include "matbud/time/zone.h"

namespace matbud::notification {

/// `3.3.2026` in Bokmål, `2026-03-03` in English.
[[nodiscard]] std::string date_in(std::string_view language, const time::LocalMoment& moment);

}  // namespace matbud::notification
