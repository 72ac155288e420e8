// Between the contract's plan and the planner's.
#pragma once

#include "matbud/dispatch/plan_effector.h"
#include "matbud/dispatch/v1/commands.pb.h"
#include "matbud/dispatch/v1/events.pb.h"

namespace matbud::dispatch {

/// Solves the request. Its runs are named after the plan: `<plan id>/1` ...
[[nodiscard]] v1::ProposePlan proposal_for(const v1::PlanRequested& request, const PointOpener& open,
                                           const TravelAsker& ask = {});

}  // namespace matbud::dispatch
