// What drivers have worked lately, so that work is shared fairly over days.
#pragma once

#include "matbud/dispatch/v1/events.pb.h"
#include "rows.h"

namespace matbud::dispatch {

/// Minutes on runs in the seven days that end with `day`.
[[nodiscard]] std::uint32_t worked_minutes(const TableReader& tables, std::string_view driver_id, std::int32_t day);

/// A run has left: it counts as long as it was planned to take, a same-day run ten minutes a stop.
void count_work(TableWriter& tables, const v1::RunStarted& event, const state::RunSummary& run);

}  // namespace matbud::dispatch
