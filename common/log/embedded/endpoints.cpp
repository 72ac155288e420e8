#include "endpoints.h"

#include <algorithm>
#include <utility>

#include "chunk_reader.h"

namespace matbud::log::embedded {

EmbeddedReader::EmbeddedReader(Database& database, const Segments& segments, const PartitionState& partition,
                               Offset from, std::atomic<std::uint64_t>& reads_from_disk)
    : database_{database},
      segments_{segments},
      partition_{partition},
      reads_from_disk_{reads_from_disk},
      position_{from} {}

Result<Batch> EmbeddedReader::read(std::size_t records_max) {
  const auto end = partition_.end();
  if (position_ < Offset{0} || position_ > end) {
    return failure(Error::Code::not_found, to_string(partition_.place()) + " has records from 0 to before " +
                                               std::to_string(end.value()) + ", not at " +
                                               std::to_string(position_.value()));
  }
  Batch batch;
  if (position_ == end || records_max == 0) return batch;
  if (walk_.finished() || walk_.offset() != position_) walk_ = ChunkWalk{};
  add_to(batch, records_max);
  const auto next = walk_.chunk() ? walk_.offset() : position_;
  if (next < end && batch.entries.size() < records_max) {
    const auto chunks = chunks_from(next, records_max - batch.entries.size());
    if (!chunks && batch.empty()) return tl::unexpected{chunks.error()};
    for (std::size_t i = 0; chunks && i < chunks->size() && batch.entries.size() < records_max; ++i) {
      walk_ = ChunkWalk{(*chunks)[i]};
      walk_.skip_to(std::clamp(next, walk_.offset(), (*chunks)[i]->end()));
      add_to(batch, records_max);
    }
  }
  position_ = walk_.offset();
  if (walk_.finished()) walk_ = ChunkWalk{};  // keeps no chunk alive for nothing
  return batch;
}

Result<std::vector<ChunkPtr>> EmbeddedReader::chunks_from(Offset from, std::size_t records_max) {
  auto in_memory = partition_.tail_from(from, records_max);
  if (!in_memory.empty()) return in_memory;
  reads_from_disk_.fetch_add(1, std::memory_order_relaxed);
  return read_chunks(database_, segments_, partition_, from, records_max);
}

void EmbeddedReader::add_to(Batch& batch, std::size_t records_max) {
  if (walk_.finished()) return;
  batch.keep_alive.push_back(walk_.chunk());
  while (!walk_.finished() && batch.entries.size() < records_max) {
    const auto offset = walk_.offset();
    batch.entries.push_back({offset, walk_.chunk()->appended_at(), walk_.next(), walk_.chunk()->memo_of(offset)});
  }
}

void EmbeddedWriter::append(std::vector<std::string> canonical_records) {
  ++in_flight_;
  committer_.submit({&partition_, std::move(canonical_records), outcomes_});
}

std::optional<Appended> EmbeddedWriter::poll() {
  auto outcome = outcomes_->pop();
  if (outcome) --in_flight_;
  return outcome;
}

OwnsEverything::OwnsEverything(std::size_t partitions) {
  for (std::size_t partition = 0; partition < partitions; ++partition)
    assignment_.partitions.emplace_back(static_cast<std::uint32_t>(partition));
  assignment_.generation = 1;
}

}  // namespace matbud::log::embedded
