// A solver's plan, judged by the state of the moment it arrives.
#pragma once

#include "deciding.h"
#include "matbud/dispatch/v1/commands.pb.h"

namespace matbud::dispatch {

/// RunsPlanned, or a refusal: stale when the world has moved on since the solver was asked, invalid when the plan
/// could never have been right. A second answer to a question that was answered yields nothing.
[[nodiscard]] Answer decide_proposal(const Asked& asked, const v1::ProposePlan& plan);

void evolve_runs_planned(TableWriter& tables, const v1::RunsPlanned& event, Timestamp now);
/// The plan is off; the window is planned again, at once when the plan was stale, in a minute when it was invalid.
void evolve_plan_refused(TableWriter& tables, const v1::DispatchRefused& event, Timestamp now);

}  // namespace matbud::dispatch
