// Dispatch's rules: who drives what, when, and what became of it. Pure.
//
// Hears dispatch.commands.v1 and grocer-bridge.events.v1; says dispatch.events.v1. Planning is an effect of kind
// `plan_effect_kind`: PlanRequested, serialized, is its request, its plan_id the effect's id, ProposePlan its report.
#pragma once

#include <chrono>
#include <memory>
#include <string_view>

#include "matbud/processor/decider.h"

namespace matbud::dispatch {

/// Kind of the effect that asks for a plan.
inline constexpr std::string_view plan_effect_kind = "plan";
/// A window is planned so long before it opens.
inline constexpr std::chrono::minutes plan_lead{60};
/// So long after a window has closed, what has not come to its door is late: a driver who is there a little later is
/// not worth a message, and one without a net is heard a little later.
inline constexpr std::chrono::minutes closing_grace{10};
/// So many deliveries are planned at once; the rest of a window is planned next.
inline constexpr std::size_t plan_deliveries_max = 400;
/// Chilled and frozen goods stand in insulated boxes; longer than this they are not driven about.
inline constexpr std::chrono::minutes cold_ride_max{120};

[[nodiscard]] std::shared_ptr<const processor::Decider> make_decider();

}  // namespace matbud::dispatch
