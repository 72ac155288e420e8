// What the grocers are told: orders that are released, orders that are called back, answers that are late.
#pragma once

#include <optional>
#include <span>

#include "matbud/base/ids.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/processor/decider.h"

namespace matbud::grocer_bridge {

using matbud::state::TableReader;
using Arena = google::protobuf::Arena;

/// What a decision knows besides state and message.
struct Moment {
  Timestamp now;
  std::string_view subject;  ///< of the input
  std::span<const GrocerId> grocers;
};

/// Released at the cut-off: all that were not sent before go to their grocers.
[[nodiscard]] std::optional<processor::Decision> decide_released(const TableReader& tables,
                                                                 const ordering::v1::OrdersReleased& released,
                                                                 const Moment& moment, Arena& arena);
/// Placed in a same-day window: sent at once, and accepted in the same event when the grocer has agreed to that.
/// Nothing for an order that waits for its cut-off.
[[nodiscard]] std::optional<processor::Decision> decide_placed(const TableReader& tables,
                                                               const ordering::v1::OrderPlaced& placed,
                                                               const Moment& moment, Arena& arena);
/// Cancelled although it was sent: the grocer is told, unless it stands packed or has been refused already.
[[nodiscard]] std::optional<processor::Decision> decide_cancelled(const TableReader& tables,
                                                                  const ordering::v1::OrderCancelled& cancelled,
                                                                  Arena& arena);
/// The time to answer, or to pack what was accepted, is over. Nothing when the timer is gone.
[[nodiscard]] std::optional<processor::Decision> decide_due(const TableReader& tables, const runtime::v1::TimerDue& due,
                                                            Arena& arena);

}  // namespace matbud::grocer_bridge
