// Folds one event of a service's own topic: the service's part and the machinery's.
#pragma once

#include <string>

#include "matbud/processor/decider.h"

namespace matbud::processor {

/// What an event did to the queues of parked inputs; empty strings for nothing.
struct QueueChange {
  std::string grown;    ///< subject whose queue has one more
  std::string emptied;  ///< subject whose queue is now empty
};

/// Folds the event into the tables.
QueueChange fold_event(const Decider& decider, state::TableWriter& state, const google::protobuf::Message& event,
                       const EventInfo& info);

}  // namespace matbud::processor
