// Orders that become deliveries, and the doorsteps they go to.
#pragma once

#include "deciding.h"
#include "matbud/bridge/v1/events.pb.h"
#include "matbud/dispatch/v1/commands.pb.h"

namespace matbud::dispatch {

[[nodiscard]] Answer decide_put_drop_point(const Asked& asked, const v1::PutDropPoint& command);
/// An order stands packed: it is to be delivered, or the load of one that was is now known.
[[nodiscard]] Answer decide_packed(const Asked& asked, const bridge::v1::OrderPacked& packed);
/// A same-day order that its grocer has accepted by setting goes into a run straight away, or waits for a driver.
/// Nothing for any other: it is planned when packed.
[[nodiscard]] Answer decide_confirmed(const Asked& asked, const bridge::v1::OrderConfirmed& confirmed);

void evolve_requested(TableWriter& tables, const v1::DeliveryRequested& event);

}  // namespace matbud::dispatch
