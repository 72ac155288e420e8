// Runs on the road: leaving, handing over, failing at the door, bringing back.
#pragma once

#include "deciding.h"
#include "matbud/dispatch/v1/commands.pb.h"

namespace matbud::dispatch {

/// The run leaves with what stands packed; refused when nothing does, when it is another driver's, or while the
/// driver has a run on the road.
[[nodiscard]] Answer decide_start_run(const Asked& asked, const v1::StartRun& command);
/// The driver stands at the door of an order of their run on the road.
[[nodiscard]] Answer decide_arrive(const Asked& asked, const v1::ArriveAtDoor& command);
/// What the driver has noted without a net counts from when it was done.
[[nodiscard]] Answer decide_complete(const Asked& asked, const v1::CompleteDelivery& command);
[[nodiscard]] Answer decide_fail(const Asked& asked, const v1::FailDelivery& command);
[[nodiscard]] Answer decide_return(const Asked& asked, const v1::ReturnGoods& command);

/// Orders that the run set out without wait again.
void evolve_run_started(TableWriter& tables, const v1::RunStarted& event);
void evolve_arrived(TableWriter& tables, const v1::DriverArrived& event);
/// Handed over (PHASE_DONE) or failed; the run is over with its last stop.
void evolve_resolved(TableWriter& tables, const std::string& order_id, bool done, Timestamp now);
void evolve_returned(TableWriter& tables, const v1::GoodsReturned& event);

}  // namespace matbud::dispatch
