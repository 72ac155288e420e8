// The grocer bridge's rules: what the grocers are told, and what becomes of their answers. Pure.
//
// Hears ordering.events.v1, its own commands and each grocer's answers; says grocer-bridge.events.v1. Each grocer's
// orders topic has a decider of its own, the relay, which turns what the bridge said into what that grocer may see.
#pragma once

#include <memory>
#include <vector>

#include "matbud/base/ids.h"
#include "matbud/processor/decider.h"

namespace matbud::grocer_bridge {

/// Decides for the bridge. An order for a grocer that is not listed is poison: it is parked until the installation
/// knows the grocer and the input is redriven.
[[nodiscard]] std::shared_ptr<const processor::Decider> make_decider(std::vector<GrocerId> grocers);

/// Decides for the relay that writes `grocer.<id>.orders.v1` from the bridge's events. Its messages hold only this
/// grocer's orders, and of each only what a grocer may see: no citizen, no care worker, no sealed field. It keeps no
/// state and cannot park.
[[nodiscard]] std::shared_ptr<const processor::Decider> make_relay_decider(GrocerId grocer);

}  // namespace matbud::grocer_bridge
