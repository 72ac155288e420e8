// Folds one event of a service's own topic: the service's part and the machinery's.
#pragma once

#include <string>

#include "matbud/log/log.h"
#include "matbud/processor/decider.h"

namespace matbud::processor {

/// What an event did to the queues of parked inputs; empty strings for nothing.
struct QueueChange {
  std::string grown;    ///< subject whose queue has one more
  std::string emptied;  ///< subject whose queue is now empty
};

/// An accepted record of the service's own topic as its top-level event, on the arena. Null when this version does not
/// know it: bytes that do not decode, or a kind that a newer version has said. To fold such a record as nothing would
/// be to decide on a state that is not the log's.
[[nodiscard]] google::protobuf::Message* decoded_event(const Decider& decider, const log::Envelope& record,
                                                       google::protobuf::Arena& arena);
/// What to say then.
[[nodiscard]] Error unknown_event(const log::TopicPartition& place, Offset at, const log::Envelope& record);

/// Folds the event into the tables.
QueueChange fold_event(const Decider& decider, state::TableWriter& state, const google::protobuf::Message& event,
                       const EventInfo& info);

}  // namespace matbud::processor
