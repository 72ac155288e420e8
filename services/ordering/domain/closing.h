// How an order ends: the grocer refuses it, it is delivered, or its goods come back.
#pragma once

#include <google/protobuf/arena.h>

#include "matbud/ordering/v1/events.pb.h"
#include "matbud/processor/decider.h"

namespace matbud::ordering {

/// Whether a bridge's or dispatch's event ends an order that is with the grocer or on its way, or brings one that was
/// called back too late; fills `said` then. Looks inside the record only when its type says that it may.
[[nodiscard]] bool close(const state::TableReader& state, const processor::Input& input, google::protobuf::Arena& arena,
                         v1::OrderClosed& said);

/// Whether dispatch's event is of a run that leaves with orders that could be called back until now; fills `said` then.
[[nodiscard]] bool leave(const state::TableReader& state, const processor::Input& input, google::protobuf::Arena& arena,
                         v1::OrdersLeft& said);

/// Whether dispatch's event takes the end of a delivered order back; fills `said` then.
[[nodiscard]] bool reopen(const state::TableReader& state, const processor::Input& input,
                          google::protobuf::Arena& arena, v1::OrderReopened& said);

}  // namespace matbud::ordering
