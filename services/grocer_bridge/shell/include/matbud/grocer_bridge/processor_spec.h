// How the bridge's rules become processors.
#pragma once

#include <vector>

#include "matbud/base/ids.h"
#include "matbud/processor/processor.h"

namespace matbud::grocer_bridge {

/// The bridge itself, `grocer-bridge`: hears ordering, its own commands, and the answers of these grocers.
[[nodiscard]] processor::ProcessorSpec processor_spec(const std::vector<GrocerId>& grocers);

/// The relay `relay-<id>`, the only writer of this grocer's orders topic: hears the bridge. It needs no effector.
[[nodiscard]] processor::ProcessorSpec relay_spec(const GrocerId& grocer);

}  // namespace matbud::grocer_bridge
