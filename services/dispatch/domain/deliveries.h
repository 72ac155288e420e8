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

/// An order is called back: it leaves its run, unless that has left. Nothing for one that is on the road or at its end.
[[nodiscard]] Answer decide_withdrawn(const Asked& asked, const std::string& order_id);

/// The window's other runs are planned anew, since a stop less may be a way less.
void evolve_withdrawn(TableWriter& tables, const v1::DeliveryWithdrawn& event, Timestamp now);
void evolve_requested(TableWriter& tables, const v1::DeliveryRequested& event);

}  // namespace matbud::dispatch
