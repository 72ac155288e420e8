// What the notification service is made of.
#pragma once

#include "matbud/processor/processor.h"

namespace matbud::notification {

/// The same for all partitions.
[[nodiscard]] processor::ProcessorSpec processor_spec();

}  // namespace matbud::notification
