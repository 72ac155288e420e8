// Doorsteps are sealed; the planner needs to know where they are.
#pragma once

#include "matbud/dispatch/plan_effector.h"
#include "matbud/privacy/key_ring.h"

namespace matbud::dispatch {

/// Opens doorsteps with these keys, narrowed to what dispatch may open.
[[nodiscard]] PointOpener doorstep_opener(const privacy::KeyRing& keys);

}  // namespace matbud::dispatch
