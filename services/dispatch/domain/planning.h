// When a window is planned, and what the solver is asked.
#pragma once

#include "deciding.h"
#include "matbud/dispatch/v1/commands.pb.h"
#include "rows.h"

namespace matbud::dispatch {

/// A solver is asked for the window's runs; refused when no order waits or nobody is on shift. A plan that is still
/// worked on is no longer wanted then.
[[nodiscard]] Answer decide_plan(const Asked& asked, std::string_view window_key);
/// The dispatcher asks. With a reason, the window's runs that have not left are planned anew, too.
[[nodiscard]] Answer decide_plan(const Asked& asked, const v1::RequestPlan& command);
/// How the area is planned from now on; refused when that cannot be, nothing when it is so already.
[[nodiscard]] Answer decide_plan_settings(const Asked& asked, const v1::PutPlanSettings& command);

void evolve_plan_requested(TableWriter& tables, const v1::PlanRequested& event, std::string_view area);
/// Nobody is on shift: the window's timer rests until somebody comes, and why it was to be planned anew is remembered.
void evolve_nobody_drives(TableWriter& tables, std::string_view window_key);
/// Nothing waits: the window's timer rests until something does.
void evolve_nothing_planned(TableWriter& tables, std::string_view window_key);
/// The window's solver has answered, whatever became of the answer. Nothing when this is not the plan it works on.
void settle_plan(TableWriter& tables, std::string_view window_key, std::uint32_t plan);

/// A plan's id taken apart; the number is 0 when it is none.
struct PlanId {
  std::string window_key;
  std::uint32_t number = 0;
};
[[nodiscard]] std::string plan_id(std::string_view window_key, std::uint32_t number);
[[nodiscard]] PlanId parse_plan_id(std::string_view plan_id);

/// When a shift's driver may drive for this window, if asked now: from the lead time before it opens, or from now.
/// Once the window has closed, what is left is delivered as soon as somebody can. Nothing when they cannot at all.
[[nodiscard]] std::optional<Interval> time_for_window(const state::Shift& shift,
                                                      const orders::v1::DeliveryWindow& window, Timestamp now);

}  // namespace matbud::dispatch
