// Reads one partition by the rule of the chain: void records are skipped and counted.
#pragma once

#include <memory>
#include <optional>

#include "matbud/log/chain.h"

namespace matbud::log {

/// One accepted record (of an unchained topic: one record). Views live until the next call of next().
struct Followed {
  Entry entry;
  Envelope record;
  Hash hash{};
};

/// Follows one partition from a position. Not thread-safe. The log must outlive it.
class Follower {
 public:
  /// `chained`: whether the topic has a chain; without one every record is accepted and the head is its hash.
  Follower(Log& log, TopicPartition place, bool chained, ChainPosition from);

  /// The next accepted record; nothing when there is none now. Never waits. Position and errors as Reader::read, and
  /// `corrupt` for bytes that are no canonical record; the position has then not moved.
  [[nodiscard]] Result<std::optional<Followed>> next();
  /// Behind the last record that next() returned or skipped.
  [[nodiscard]] const ChainPosition& position() const { return position_; }
  [[nodiscard]] const TopicPartition& place() const { return place_; }

 private:
  Log& log_;
  TopicPartition place_;
  bool chained_;
  ChainPosition position_;
  std::unique_ptr<Reader> reader_;
  Batch batch_;
  std::size_t at_ = 0;
};

}  // namespace matbud::log
