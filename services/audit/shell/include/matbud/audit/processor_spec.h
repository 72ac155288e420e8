// What the audit service is made of.
#pragma once

#include "matbud/processor/processor.h"

namespace matbud::audit {

/// The same for all partitions.
[[nodiscard]] processor::ProcessorSpec processor_spec();

}  // namespace matbud::audit
