// What an order comes to once it is packed.
#pragma once

#include <google/protobuf/arena.h>

#include "asked.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/processor/decider.h"

namespace matbud::ordering {

/// Whether the bridge's event is of an order that counts against a budget and costs something else than was counted;
/// fills `said` then. Looks inside the record only when its type says that it may.
[[nodiscard]] bool settle(const Asked& asked, const processor::Input& input, google::protobuf::Arena& arena,
                          v1::OrderSettled& said);

}  // namespace matbud::ordering
