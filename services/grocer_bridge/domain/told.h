// What one grocer is told of what the bridge has said.
#pragma once

#include <set>
#include <string>

#include "matbud/bridge/v1/events.pb.h"
#include "matbud/grocer/v1/orders.pb.h"

namespace matbud::grocer_bridge {

/// Fills in what this grocer is told of the event, field by field: what is not named there does not leave the house.
/// False when it is told nothing.
[[nodiscard]] bool tell(const bridge::v1::BridgeEvent& event, std::string_view grocer_id,
                        grocer::v1::GrocerMessage& message);

/// The grocers that the event is about.
[[nodiscard]] std::set<std::string> grocers_told(const bridge::v1::BridgeEvent& event);

/// The orders that a message speaks of.
[[nodiscard]] std::vector<std::string> orders_in(const grocer::v1::GrocerMessage& message);

}  // namespace matbud::grocer_bridge
