// How far it is between the places of a plan: by a routing server when there is one, else by great circles; and around
// what is closed.
#pragma once

#include "matbud/dispatch/plan_effector.h"
#include "matbud/dispatch/planner.h"
#include "matbud/dispatch/v1/events.pb.h"

namespace matbud::dispatch {

/// Fills in the problem's travel times. `ask` may be empty. Returns where they are from; a server that fails is told
/// of there, and great circles serve instead.
[[nodiscard]] v1::Travel set_travel(PlanProblem& problem, const TravelAsker& ask);

/// Every way whose straight line crosses a closed place goes around it: half its circumference longer, at the speed it
/// had. Doors inside it stay where they are.
void go_around(PlanProblem& problem, const google::protobuf::RepeatedPtrField<v1::ClosedRoad>& closed);

}  // namespace matbud::dispatch
