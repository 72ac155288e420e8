// Rows of the overview and the indexes beside them, kept in step.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "matbud/base/time.h"
#include "matbud/state/tables.h"
#include "order_overview.pb.h"

namespace matbud::ordering {

// Numbers live in stored state: add, never reuse.
inline constexpr state::Table<overview::OrderRow> overview_rows{state::TableId{1}};  ///< order id
inline constexpr state::TableId rows_by_step{2};   ///< `<step>/<area>/<day>/<order id>` -> nothing
inline constexpr state::TableId rows_by_place{3};  ///< `<area>/<day>/<order id>` -> nothing

/// `<area>/<day>/`, the day in ten digits so that it sorts; printable, since a cursor shows it.
[[nodiscard]] std::string place_prefix(std::string_view area_id, std::int32_t delivery_day);

/// The furthest step that has come.
[[nodiscard]] overview::OrderStep furthest_step(const overview::StepTimes& at);

/// Changes the row of an order, a new one when there is none: `edit` sets facts; step, last change and indexes follow.
void change_row(state::TableWriter& state, const std::string& order_id, std::string_view area_id, Timestamp time,
                const std::function<void(overview::OrderRow& row, std::int64_t time_ms)>& edit);

}  // namespace matbud::ordering
