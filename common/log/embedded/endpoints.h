// What the embedded log hands out: readers, writers, ownerships.
#pragma once

#include <atomic>
#include <memory>
#include <vector>

#include "chunk.h"
#include "committer.h"
#include "database.h"
#include "matbud/log/log.h"
#include "partition.h"
#include "segments.h"

namespace matbud::log::embedded {

class EmbeddedReader final : public Reader {
 public:
  /// `reads_from_disk` is counted up.
  EmbeddedReader(Database& database, const Segments& segments, const PartitionState& partition, Offset from,
                 std::atomic<std::uint64_t>& reads_from_disk);

  [[nodiscard]] Result<Batch> read(std::size_t records_max) override;
  [[nodiscard]] Offset position() const override { return position_; }
  void seek(Offset position) override { position_ = position; }

 private:
  Result<std::vector<ChunkPtr>> chunks_from(Offset from, std::size_t records_max);
  /// Adds what `walk_` still has, up to the limit.
  void add_to(Batch& batch, std::size_t records_max);

  Database& database_;
  const Segments& segments_;
  const PartitionState& partition_;
  std::atomic<std::uint64_t>& reads_from_disk_;
  Offset position_;
  ChunkWalk walk_;  ///< stands at position_ when the last read stopped inside a chunk
};

class EmbeddedWriter final : public Writer {
 public:
  EmbeddedWriter(Committer& committer, PartitionState& partition)
      : committer_{committer}, partition_{partition}, outcomes_{std::make_shared<Outcomes>()} {}

  void append(std::vector<std::string> canonical_records) override;
  [[nodiscard]] std::optional<Appended> poll() override;
  [[nodiscard]] std::size_t in_flight() const override { return in_flight_; }

 private:
  Committer& committer_;
  PartitionState& partition_;
  std::shared_ptr<Outcomes> outcomes_;  ///< the committer may still hold it when the writer is gone
  std::size_t in_flight_ = 0;
};

/// One process, one directory: it owns everything.
class OwnsEverything final : public Ownership {
 public:
  explicit OwnsEverything(std::size_t partitions);
  [[nodiscard]] Assignment current() override { return assignment_; }

 private:
  Assignment assignment_;
};

}  // namespace matbud::log::embedded
