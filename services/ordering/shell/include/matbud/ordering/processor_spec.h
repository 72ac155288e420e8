// What the ordering service is made of.
#pragma once

#include "matbud/ordering/diet.h"
#include "matbud/processor/processor.h"

namespace matbud::ordering {

/// The same for all partitions. It needs no effector: ordering asks for no effects. `read_diet` is asked by those who
/// decide (diet_reader.h); whoever only folds may leave it out.
[[nodiscard]] processor::ProcessorSpec processor_spec(DietReader read_diet = no_diets());

}  // namespace matbud::ordering
