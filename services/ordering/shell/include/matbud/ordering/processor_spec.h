// What the ordering service is made of.
#pragma once

#include "matbud/processor/processor.h"

namespace matbud::ordering {

/// The same for all partitions. It needs no effector: ordering asks for no effects.
[[nodiscard]] processor::ProcessorSpec processor_spec();

}  // namespace matbud::ordering
