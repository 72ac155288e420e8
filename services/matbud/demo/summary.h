// How the days went, read from the log and the read models, and which invariants do not hold.
#pragma once

#include "matbud/demo/demo.h"
#include "matbud/host/installation.h"

namespace matbud::demo {

/// Nobody may append or fold meanwhile. `at_an_end`: an order that has not reached its end violates an invariant.
[[nodiscard]] Summary summarize(host::Installation& installation, host::Pipeline& pipeline, bool at_an_end);

}  // namespace matbud::demo
