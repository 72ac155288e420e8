// Tables of the read model `run_board` and their keys. No id but a run's holds a '/'.
#pragma once

#include <string>
#include <string_view>

#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/state/tables.h"
#include "run_board.pb.h"

namespace matbud::dispatch::rows {

using matbud::state::Table;
using matbud::state::TableId;

// Numbers live in stored state: add, never reuse. 199 is api::answers.
inline constexpr Table<board::BoardShift> shifts{TableId{1}};         ///< shift id
inline constexpr TableId shifts_by_end{2};                            ///< area/end/shift -> nothing
inline constexpr Table<board::BoardRun> runs{TableId{3}};             ///< run id
inline constexpr TableId runs_by_day{4};                              ///< area/day/run -> nothing
inline constexpr Table<board::BoardDelivery> deliveries{TableId{5}};  ///< order id
inline constexpr TableId deliveries_by_day{6};                        ///< area/day/order -> nothing
inline constexpr TableId alerts{7};                                   ///< area/raised/order -> nothing
inline constexpr Table<v1::DropPoint> doorsteps{TableId{8}};          ///< citizen id, or a unit's
inline constexpr TableId runs_by_shift{9};                            ///< shift/run -> nothing
inline constexpr Table<v1::PlanSettings> plan_settings{TableId{10}};  ///< area id
/// under(area, day) and window: its closed roads, in an otherwise empty request.
inline constexpr Table<v1::PlanRequested> closed_roads{TableId{11}};

/// `<area>/<8 bytes>/`: everything of an area by a day or moment.
[[nodiscard]] inline std::string under(std::string_view area_id, std::int64_t number) {
  return std::string{area_id}.append("/").append(matbud::state::sortable(number)).append("/");
}

}  // namespace matbud::dispatch::rows
