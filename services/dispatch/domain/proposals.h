// Runs that a solver or a dispatcher proposes, judged by the state of the moment they arrive.
#pragma once

#include "deciding.h"
#include "matbud/dispatch/v1/commands.pb.h"

namespace matbud::dispatch {

/// RunsPlanned, or a refusal: stale when the world has moved on since the solver was asked, invalid when the plan
/// could never have been right. A second answer to a question that was answered yields nothing.
[[nodiscard]] Answer decide_proposal(const Asked& asked, const v1::ProposePlan& plan);

/// The dispatcher's own runs in the place of others: RunsPlanned, or a refusal: stale when a run has changed since the
/// dispatcher saw it, invalid when somebody is forgotten or a rule is broken.
[[nodiscard]] Answer decide_arrange(const Asked& asked, const v1::ArrangeRuns& wish);

void evolve_runs_planned(TableWriter& tables, const v1::RunsPlanned& event, Timestamp now);
/// The plan is off; the window is planned again, at once when the plan was stale, in a minute when it was invalid.
void evolve_plan_refused(TableWriter& tables, const v1::DispatchRefused& event, Timestamp now);

}  // namespace matbud::dispatch
