// Folding a service's own topic without deciding: for audits and checks. No effector, no append: a replay cannot act.
#pragma once

#include <google/protobuf/arena.h>

#include <cstdint>
#include <functional>
#include <memory>

#include "matbud/log/chain.h"
#include "matbud/log/log.h"
#include "matbud/processor/processor.h"

namespace matbud::processor {

/// How far a replay goes in one partition.
struct ReplayLimit {
  Offset end{INT64_MAX};                               ///< first offset that is not folded
  Timestamp latest{std::chrono::milliseconds::max()};  ///< records appended later are not folded
};

/// Folds the partition of `spec.own_topic` from its beginning into `space`, which must be empty, and leaves the
/// position there as a processor does. Returns that position. Errors as Follower::next, and `corrupt` for an accepted
/// event that this version cannot decode. `on_progress` is called now and then with the number of records folded since
/// the last call; it may be empty.
[[nodiscard]] Result<log::ChainPosition> replay(const ProcessorSpec& spec, Partition partition, log::Log& log,
                                                state::Space& space, const ReplayLimit& limit,
                                                const std::function<void(std::size_t)>& on_progress);

/// Folds accepted events of a service's own topic one after another into tables of the caller's, which hold nothing but
/// the fold: no version, no position. Both arguments must outlive it. Not thread-safe.
class EventFold {
 public:
  EventFold(const ProcessorSpec& spec, state::TableWriter& tables);
  /// `corrupt` when this version cannot decode the event; nothing has changed then. `at` is for the message.
  [[nodiscard]] Result<void> take(const log::Envelope& record, const log::TopicPartition& place, Offset at);

 private:
  const ProcessorSpec& spec_;
  state::TableWriter& tables_;
  std::unique_ptr<char[]> block_;  ///< most events fit: it stays warm
  google::protobuf::Arena arena_;
};

}  // namespace matbud::processor
