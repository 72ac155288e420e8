// The read model behind the dispatcher's board and the driver's run sheet.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "matbud/projection/projection.h"
#include "matbud/state/tables.h"
#include "run_board.pb.h"

namespace matbud::dispatch {

/// The read model `run_board`. It hears dispatch's own events and nothing else.
[[nodiscard]] std::shared_ptr<const projection::ReadModel> run_board();

// Queries read one partition's tables; everything of an area lies in the area's partition.

/// Shifts of an area that end after `from_ms`, by their end.
[[nodiscard]] std::vector<board::BoardShift> shifts_of(const state::TableReader& tables, std::string_view area_id,
                                                       std::int64_t from_ms);
[[nodiscard]] std::optional<board::BoardShift> find_board_shift(const state::TableReader& tables,
                                                                std::string_view shift_id);
/// Runs of an area's windows on one day, without those that were given up.
[[nodiscard]] std::vector<board::BoardRun> runs_of(const state::TableReader& tables, std::string_view area_id,
                                                   std::int32_t delivery_day);
/// A shift's runs, those that were given up too.
[[nodiscard]] std::vector<board::BoardRun> runs_of_shift(const state::TableReader& tables, std::string_view shift_id);
[[nodiscard]] std::optional<board::BoardRun> find_run(const state::TableReader& tables, std::string_view run_id);
[[nodiscard]] std::optional<board::BoardDelivery> find_delivery(const state::TableReader& tables,
                                                                std::string_view order_id);
/// Deliveries of an area's windows on one day.
[[nodiscard]] std::vector<board::BoardDelivery> deliveries_of(const state::TableReader& tables,
                                                              std::string_view area_id, std::int32_t delivery_day);
/// Deliveries of an area whose alert is open or escalated, oldest first.
[[nodiscard]] std::vector<board::BoardDelivery> alerts_of(const state::TableReader& tables, std::string_view area_id);
/// How an area is planned; nothing when nobody has said.
[[nodiscard]] std::optional<v1::PlanSettings> find_plan_settings(const state::TableReader& tables,
                                                                 std::string_view area_id);
/// The roads that are closed for a window.
[[nodiscard]] std::vector<v1::ClosedRoad> closed_roads_of(const state::TableReader& tables, const std::string& area_id,
                                                          std::int32_t delivery_day, std::string_view window_id);
/// A citizen's doorstep, or a unit's base.
[[nodiscard]] std::optional<v1::DropPoint> find_doorstep(const state::TableReader& tables, std::string_view citizen_id);

}  // namespace matbud::dispatch
