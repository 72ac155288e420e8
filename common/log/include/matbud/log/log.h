// The log: topics of partitions of records. Three homes (embedded, kafka, simulated) keep these promises; the
// conformance suite in tests/conformance holds each of them to it.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "matbud/base/ids.h"
#include "matbud/base/result.h"
#include "matbud/base/time.h"
#include "matbud/log/record.h"

namespace matbud::log {

/// One partition of one topic.
struct TopicPartition {
  std::string topic;
  Partition partition;
  friend auto operator<=>(const TopicPartition&, const TopicPartition&) = default;
};

/// `ordering.events.v1/3`, for messages.
[[nodiscard]] inline std::string to_string(const TopicPartition& place) {
  return place.topic + "/" + std::to_string(place.partition.value());
}

/// What a topic is made of.
struct TopicSpec {
  std::string name;
  std::uint32_t partitions = 12;
  bool compacted = false;  ///< keeps only the newest record of each key; an empty value deletes the key
};

/// Remembers the hash of one record for all who read the same bytes in memory: five services hear most events, and
/// hashing is most of what hearing costs. Threads may share it.
class HashMemo {
 public:
  /// The hash of `canonical`, which is the same in every call.
  [[nodiscard]] Hash of(std::string_view canonical) const;

 private:
  enum State : std::uint8_t { empty, being_written, known };
  mutable std::atomic<std::uint8_t> state_{empty};
  mutable Hash hash_{};
};

/// One record as the log holds it.
struct Entry {
  Offset offset;
  Timestamp appended_at;           ///< set by the log; every reader sees the same
  std::string_view canonical;      ///< see record.h
  const HashMemo* memo = nullptr;  ///< lives as the bytes do; null when the home keeps none
};

/// SHA-256 of the entry's canonical bytes.
[[nodiscard]] Hash hash_of(const Entry& entry);

/// Records in offset order. The bytes live as long as the batch.
struct Batch {
  std::vector<Entry> entries;
  std::vector<std::shared_ptr<const void>> keep_alive;
  [[nodiscard]] bool empty() const { return entries.empty(); }
};

/// Reads one partition forwards. Not thread-safe; many readers may read one partition.
class Reader {
 public:
  virtual ~Reader() = default;
  /// Returns what lies at and after position(), at most about `max_records`, and moves the position behind it.
  /// Never waits: an empty batch means quiet, not finished. Offsets rise; a compacted topic has holes.
  /// On error the position has not moved: `retryable` may be asked again, `corrupt` must stop the reader,
  /// `not_found` means that the position lies beyond the end (the log went back) or before the beginning.
  [[nodiscard]] virtual Result<Batch> read(std::size_t max_records) = 0;
  [[nodiscard]] virtual Offset position() const = 0;
  virtual void seek(Offset position) = 0;
};

/// What became of one append() call.
struct Appended {
  /// False: nobody knows whether the records, or some of them, are or will be in the log (an error, a time-out, a
  /// gap between their offsets). The writer is then dead: every later append has the same outcome. Catch up from
  /// the log with a new writer.
  bool known = false;
  Offset first;             ///< offset of the first record; the others follow without a gap
  std::size_t count = 0;    ///< how many records the call appended
  std::string why_unknown;  ///< for people
};

/// Appends to one partition. Others may append to it too; the offsets tell. Not thread-safe.
class Writer {
 public:
  virtual ~Writer() = default;
  /// Hands records (canonical bytes, at least one) to the log and returns at once. Calls reach the log in order.
  virtual void append(std::vector<std::string> canonical_records) = 0;
  /// The outcome of the oldest append() that has one and was not returned yet; empty while none has. A known
  /// outcome means durable: it survives what this home promises to survive.
  [[nodiscard]] virtual std::optional<Appended> poll() = 0;
  /// Calls of append() whose outcome was not returned yet.
  [[nodiscard]] virtual std::size_t in_flight() const = 0;
};

/// How far the owner of one partition has come, for those who look on: `matbud status` and tools that show how far
/// groups lag. Nothing that is decided rests on it.
struct Progress {
  struct Reached {
    TopicPartition place;
    Offset next;  ///< of the first record there that is not handled yet
    friend bool operator==(const Reached&, const Reached&) = default;
  };
  Partition partition;           ///< of the own topic
  std::vector<Reached> reached;  ///< the own topic first, then what is heard
  std::string figures;           ///< `name=value ...`, at most a few hundred bytes, printable
  friend bool operator==(const Progress&, const Progress&) = default;
};

/// Says which partitions of a service's own events topic this process may write. Not thread-safe.
class Ownership {
 public:
  virtual ~Ownership() = default;
  struct Assignment {
    std::vector<Partition> partitions;  ///< ascending
    std::uint64_t generation = 0;       ///< changes whenever the assignment does; 0: nothing has been heard yet
  };
  /// The assignment as last heard of; never waits.
  [[nodiscard]] virtual Assignment current() = 0;
  /// Lets others know how far an owned partition has come, where this home has a place for that. Never waits, and may
  /// be lost.
  virtual void tell(const Progress& progress) { static_cast<void>(progress); }
};

/// A home of the log. Threads may share it.
class Log {
 public:
  virtual ~Log() = default;

  /// Creates the topics that do not exist. `conflict` when one exists with other properties; nothing is created then.
  [[nodiscard]] virtual Result<void> create_topics(std::span<const TopicSpec> topics) = 0;
  /// All topics, by name.
  [[nodiscard]] virtual Result<std::vector<TopicSpec>> topics() = 0;

  struct Watermarks {
    Offset begin;  ///< first offset that can be read
    Offset end;    ///< one behind the last record that a reader can see
  };
  /// `not_found` when there is no such partition.
  [[nodiscard]] virtual Result<Watermarks> watermarks(const TopicPartition& place) = 0;

  /// A reader that stands at `from`; whether that can be read is seen at the first read. `not_found` as above.
  [[nodiscard]] virtual Result<std::unique_ptr<Reader>> open_reader(const TopicPartition& place, Offset from) = 0;
  /// A writer with nothing in flight. `not_found` as above. Must not outlive the log.
  [[nodiscard]] virtual Result<std::unique_ptr<Writer>> open_writer(const TopicPartition& place) = 0;
  /// Joins those who share the partitions of `own_topic`. Must not outlive the log.
  [[nodiscard]] virtual Result<std::unique_ptr<Ownership>> join(const std::string& own_topic) = 0;

  /// A number that changes whenever something can be read, or an append has an outcome, that could not or had not
  /// before. Take it, look at everything, and if there was nothing to do wait for it to change.
  [[nodiscard]] virtual std::uint64_t activity() const = 0;
  /// Returns when activity() is no longer `seen`, or after `timeout`. The simulated home returns at once.
  virtual void wait_for_activity(std::uint64_t seen, std::chrono::milliseconds timeout) = 0;
  /// Makes activity() change: for whoever has news that the log does not know of, such as an effect's report.
  virtual void wake() = 0;
};

}  // namespace matbud::log
