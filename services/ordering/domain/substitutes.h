// What a grocer sends in place of what was ordered, judged by what the citizen may have.
#pragma once

#include <google/protobuf/arena.h>

#include "asked.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/processor/decider.h"

namespace matbud::ordering {

/// Whether a grocer's answer brings substitutes that this citizen must not get or that nobody knows enough about; fills
/// `said` then. The reason that a citizen gave for the ordered goods does not hold for others. Looks inside the record
/// only when its type says that it may.
[[nodiscard]] bool refuse_substitutes(const Asked& asked, const processor::Input& input, google::protobuf::Arena& arena,
                                      v1::SubstitutesRefused& said);

}  // namespace matbud::ordering
