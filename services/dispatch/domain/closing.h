// The end of a delivery window: what has not come to its door by then is late, and somebody says so.
#pragma once

#include "deciding.h"

namespace matbud::dispatch {

/// What was late longer ago than this, while nothing ran, is no news any more.
inline constexpr std::chrono::hours worth_telling{12};

/// The window is over: which of its orders wait or are on the road, and have not been called late before. The timer is
/// known to be due.
[[nodiscard]] Answer decide_closing(const Asked& asked, std::string_view window_key);
void evolve_closed(TableWriter& tables, const v1::WindowClosed& event);
/// Windows whose end would be no news any more are let be: whoever folds a history that does not speak of ends has the
/// timers of its last hours, and not one for each window there ever was.
void let_old_windows_be(TableWriter& tables, Timestamp now);

}  // namespace matbud::dispatch
