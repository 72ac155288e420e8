// How dispatch's rules become a processor.
#pragma once

#include "matbud/processor/processor.h"

namespace matbud::dispatch {

/// `dispatch`: hears its commands and the grocer bridge. Its processors need a PlanEffector.
[[nodiscard]] processor::ProcessorSpec processor_spec();

}  // namespace matbud::dispatch
