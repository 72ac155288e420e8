// What the log holds, followed by a rule of its own: a second implementation of the chain that shares no code with the
// one under test beyond decoding and hashing.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "matbud/log/record.h"
#include "matbud/log/simulated.h"

namespace matbud::simulation {

/// One record that every reader must accept.
struct Accepted {
  Offset offset;
  Timestamp appended_at;
  std::uint64_t sequence;  ///< what landed before what, over all partitions
  log::Hash hash;
  std::shared_ptr<const std::string> canonical;
  log::Envelope record;  ///< views into canonical
};

/// One partition.
class Chain {
 public:
  Chain(const log::TopicPartition& place, bool chained);

  /// Takes in the record that landed; the accepted one, or null when it is void.
  const Accepted* land(Offset offset, const log::SimulatedRecord& record);

  [[nodiscard]] const log::TopicPartition& place() const { return place_; }
  [[nodiscard]] bool chained() const { return chained_; }
  [[nodiscard]] const std::vector<Accepted>& accepted() const { return accepted_; }
  [[nodiscard]] std::uint64_t voided() const { return voided_; }
  [[nodiscard]] Offset end() const { return end_; }
  /// Hash of the newest of the first `count` accepted records; the genesis for none.
  [[nodiscard]] const log::Hash& head(std::size_t count) const;
  /// How many accepted records lie before this offset.
  [[nodiscard]] std::size_t accepted_before(Offset offset) const;

 private:
  log::TopicPartition place_;
  bool chained_;
  log::Hash genesis_;
  Offset end_;
  std::uint64_t voided_ = 0;
  std::vector<Accepted> accepted_;
};

/// All partitions.
class Ledger {
 public:
  Chain& add(const log::TopicPartition& place);
  [[nodiscard]] Chain& at(const log::TopicPartition& place) { return *chains_.at(place); }
  [[nodiscard]] const Chain& at(const log::TopicPartition& place) const { return *chains_.at(place); }
  [[nodiscard]] const std::map<log::TopicPartition, std::unique_ptr<Chain>>& chains() const { return chains_; }

 private:
  std::map<log::TopicPartition, std::unique_ptr<Chain>> chains_;
};

}  // namespace matbud::simulation
