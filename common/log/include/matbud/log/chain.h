// The chain: each record of an events topic carries the hash of the record before it. A record whose prev is not the
// hash of the last accepted one is void, for every reader alike, for ever (common/README.md).
#pragma once

#include <cstdint>

#include "matbud/log/log.h"
#include "matbud/log/record.h"

namespace matbud::log {

/// The prev of a partition's first record: SHA-256 of `matbud/1/<topic>/<partition>`, so that no chain can be passed
/// off as another's.
[[nodiscard]] Hash genesis(const TopicPartition& place);

/// How far a reader has followed one partition.
struct ChainPosition {
  Offset next;                 ///< offset of the record to read next
  Hash head{};                 ///< hash of the last accepted record; genesis when there is none
  Offset head_offset{-1};      ///< its offset; -1 when there is none
  std::uint64_t accepted = 0;  ///< accepted records so far
  std::uint64_t voided = 0;    ///< void records so far
  friend bool operator==(const ChainPosition&, const ChainPosition&) = default;
};

/// Where a reader of a chained partition starts.
[[nodiscard]] ChainPosition chain_start(const TopicPartition& place);

/// Follows one record: moves the position behind it and returns its hash when it is accepted, nothing when it is
/// void. `prev` is the record's own.
[[nodiscard]] std::optional<Hash> follow(ChainPosition& position, const Entry& entry, const Hash& prev);

/// `corrupt` when the record at `position.head_offset` is not the one that hashes to `position.head`, or the log ends
/// before `position.next`: the log was cut or altered since. For an unchained topic the caller keeps the hash of the
/// last record read as head. Never repaired in silence.
[[nodiscard]] Result<void> check_not_gone_back(Log& log, const TopicPartition& place, const ChainPosition& position);

}  // namespace matbud::log
