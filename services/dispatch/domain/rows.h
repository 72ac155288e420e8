// Where dispatch's state lies, and the few moves on it that several rules share.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dispatch_state.pb.h"
#include "matbud/base/time.h"
#include "matbud/state/tables.h"

namespace matbud::dispatch {

using matbud::state::TableReader;
using matbud::state::TableWriter;

namespace table {
using matbud::state::Table;
using matbud::state::TableId;
// Numbers live in stored state: add, never reuse.
inline constexpr Table<v1::DropPoint> doorsteps{TableId{1}};          ///< citizen id, or a unit's
inline constexpr Table<state::Delivery> deliveries{TableId{2}};       ///< order id
inline constexpr TableId waiting{3};                                  ///< waiting_key -> nothing
inline constexpr Table<state::Window> windows{TableId{4}};            ///< window_key
inline constexpr Table<state::Shift> shifts{TableId{5}};              ///< shift_key; until the shift has ended
inline constexpr Table<state::ShiftPlace> shift_places{TableId{6}};   ///< shift id
inline constexpr Table<state::Run> runs{TableId{7}};                  ///< run id
inline constexpr Table<state::Stop> stops{TableId{8}};                ///< stop_key; until the stop is resolved
inline constexpr TableId handled_commands{9};                         ///< command id -> nothing
inline constexpr TableId driver_shifts{10};                           ///< driver_shift_key -> sortable(start)
inline constexpr TableId on_the_road{11};                             ///< driver id -> the run they have started
inline constexpr Table<v1::PlanSettings> plan_settings{TableId{12}};  ///< area id
inline constexpr Table<state::Work> work{TableId{13}};                ///< driver id
}  // namespace table

// --- keys and names ---------------------------------------------------------------------------------------------

/// `<area>/<window>/<day>`.
[[nodiscard]] std::string window_key(std::string_view area_id, std::string_view window_id, std::int32_t delivery_day);
[[nodiscard]] std::string window_key(const orders::v1::DeliveryWindow& window);
/// Orders that no plan has tried yet come first.
[[nodiscard]] std::string waiting_key(std::string_view window, bool tried, std::string_view order_id);
/// The part of waiting_key that all orders of a window have.
[[nodiscard]] std::string waiting_prefix(std::string_view window);
/// Shifts of an area by their end, so that a scan from now sees none that is past.
[[nodiscard]] std::string shift_key(std::string_view area_id, std::int64_t ends_at_ms, std::string_view shift_id);
[[nodiscard]] std::string stop_key(std::string_view run_id, std::uint32_t index);
[[nodiscard]] std::string driver_shift_key(std::string_view driver_id, std::int64_t ends_at_ms,
                                           std::string_view shift_id);
/// Prefix of keys that start with this id.
[[nodiscard]] std::string under(std::string_view id);

[[nodiscard]] std::string order_subject(std::string_view order_id);
[[nodiscard]] std::string run_subject(std::string_view run_id);
[[nodiscard]] std::string shift_subject(std::string_view shift_id);
[[nodiscard]] std::string window_subject(std::string_view window_key);
[[nodiscard]] std::string plan_timer(std::string_view window_key);
inline constexpr std::string_view closing_timer_prefix = "close/";
[[nodiscard]] std::string closing_timer(std::string_view window_key);

// --- shifts and their runs --------------------------------------------------------------------------------------

/// A shift's row and where it lies.
struct ShiftRow {
  std::string key;
  state::Shift shift;
};
/// Nothing when there is no such shift or it has ended.
[[nodiscard]] std::optional<ShiftRow> find_shift(const TableReader& tables, std::string_view shift_id);
/// The summary of a run, or null.
[[nodiscard]] state::RunSummary* run_in(state::Shift& shift, std::string_view run_id);

/// A stop that is not resolved, and where its row lies.
struct StopRow {
  std::string key;
  state::Stop stop;
};
/// Those of a run, in driving order.
[[nodiscard]] std::vector<StopRow> stops_of(const TableReader& tables, std::string_view run_id);

/// A stretch of time.
struct Interval {
  Timestamp from;
  Timestamp to;
};
/// The longest stretch between `from` and `to` in which the shift's driver has no run; nothing when none is at least
/// `run_length_min` long.
[[nodiscard]] std::optional<Interval> free_time(const state::Shift& shift, Timestamp from, Timestamp to);
inline constexpr std::chrono::minutes run_length_min{15};

// --- moves ------------------------------------------------------------------------------------------------------

/// Plans the window at `when`, or sooner if that was meant already.
void plan_by(TableWriter& tables, const orders::v1::DeliveryWindow& window, Timestamp when);
/// Whether an order waits for this window; `untried`: one that no plan has tried.
[[nodiscard]] bool someone_waits(const TableReader& tables, std::string_view window_key, bool untried);
/// Makes the delivery a stop of the run, last in its order, and counts it in.
void add_stop(TableWriter& tables, state::RunSummary& run, state::Delivery& delivery, std::int64_t eta_ms);
/// The window has a row, and is watched until `closing_grace` after its close, when somebody says what is late. A close
/// that is past is dealt with at once.
void watch(TableWriter& tables, const orders::v1::DeliveryWindow& window);
/// Makes the delivery wait again; the caller takes care of its run.
void put_back(TableWriter& tables, state::Delivery& delivery);
/// The run is no more: its stops wait again, and its driver is free. Nothing when it has left or is over.
void dissolve(TableWriter& tables, std::string_view run_id);
/// A run that has not left is no more, since its driver cannot drive it: what it held is planned anew before its window
/// opens, or now.
void give_up(TableWriter& tables, const state::RunSummary& summary, Timestamp now);
/// The window's runs that have not left are planned anew at `when`, or sooner.
void replan_by(TableWriter& tables, const orders::v1::DeliveryWindow& window, v1::ReplanReason reason, Timestamp when);
/// Where a delivery goes: the citizen's doorstep, or the base of the unit that takes it for somebody whose address
/// nobody may know. Nothing when it is not known.
[[nodiscard]] std::optional<v1::DropPoint> doorstep_of(const TableReader& tables, const v1::Delivery& delivery);
/// Whether a shift's driver and vehicle can do all of this.
[[nodiscard]] bool can_do(const v1::Shift& shift, const google::protobuf::RepeatedPtrField<std::string>& skills);
/// Counts a delivery's load in (or, `sign` = -1, out).
void count(state::RunSummary& run, const v1::Delivery& delivery, int sign);

}  // namespace matbud::dispatch
