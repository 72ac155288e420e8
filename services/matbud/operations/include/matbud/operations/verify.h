// Proof that nothing was lost, doubled, reordered or altered: follows every chain, checks every cause, and compares
// every projection with a fresh fold of its log.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "matbud/log/chain.h"
#include "matbud/log/log.h"
#include "matbud/processor/processor.h"
#include "matbud/projection/projection.h"
#include "matbud/state/space.h"

namespace matbud::operations {

/// Something that is not as it must be.
struct Finding {
  log::TopicPartition place;
  Offset offset{-1};  ///< -1: the partition or the projection as a whole
  std::string what;
};

/// One partition as it was followed.
struct PartitionReport {
  log::TopicPartition place;
  bool chained = false;
  std::uint64_t records = 0;
  log::ChainPosition position;  ///< accepted and void records, head, end
};

/// One partition of a processor or read model as it was compared.
struct ProjectionReport {
  std::string name;
  Partition partition;
  std::uint64_t rows = 0;       ///< of the fold
  std::uint64_t different = 0;  ///< keys with another value in the store than in the fold, or in only one of them
  [[nodiscard]] bool equal() const { return different == 0; }
};

/// What verify() found. Nothing is wrong when `findings` is empty.
struct VerifyReport {
  std::vector<PartitionReport> partitions;
  std::vector<ProjectionReport> projections;
  std::vector<Finding> findings;
  std::uint64_t records = 0;
};

/// What is verified, and how.
struct VerifyPlan {
  std::vector<processor::ProcessorSpec> processors;
  std::vector<std::shared_ptr<const projection::ReadModel>> read_models;
  /// Stored state to compare, while nobody appends or folds; empty: chains and causes only, and others may append
  /// meanwhile. Called from several threads.
  std::function<std::unique_ptr<state::Space>(const std::string& name, Partition partition)> open_space;
  unsigned threads = 2;
  /// Called once, before the first record is read, with the number of records that will be; may be empty.
  std::function<void(std::uint64_t)> on_measured;
  /// Called from several threads with the number of records since the last call; may be empty.
  std::function<void(std::size_t)> on_progress;
  /// Asked from several threads, now and then: false ends it. Empty: nobody ends it.
  std::function<bool()> is_wanted;
};

/// Verifies every topic of the log but compacted ones. Each record is read once. In memory at a time, for each thread:
/// one partition's folds of every read model and of one processor, and what it remembers of one partition's records
/// (about 150 bytes each). A finding about a projection names the first key that differs. Beside writers, what stood
/// when it began is judged, and causes are looked up in what stood a moment later: every cause was in the log before
/// its event, so none of them can be missing for being new. A difference is a finding, not an error; an Error means
/// that the log or the state could not be read, or, `retryable`, that it was not wanted any more.
[[nodiscard]] Result<VerifyReport> verify(log::Log& log, const VerifyPlan& plan);

}  // namespace matbud::operations
