// A run on the road that gets another driver: who drove it has fallen ill, or the car has stopped.
#pragma once

#include "deciding.h"
#include "matbud/dispatch/v1/commands.pb.h"

namespace matbud::dispatch {

/// The shift's driver goes on with the run from where it is. Refused unless the run is on the road and that driver is
/// on shift in its area, has no run on the road and can do what the doors that are left need. Whether the goods fit
/// their car is the dispatcher's to know: mostly they stay in the one they lie in.
[[nodiscard]] Answer decide_take_over(const Asked& asked, const v1::TakeOverRun& command);

/// Goods that failed at the door and are still in the car are the new driver's, too, and theirs to bring back.
void evolve_taken_over(TableWriter& tables, const v1::RunTakenOver& event, Timestamp now);

}  // namespace matbud::dispatch
