#include "compactor.h"

#include <rocksdb/write_batch.h>

#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "chunk_reader.h"
#include "matbud/log/record.h"

namespace matbud::log::embedded {
namespace {

constexpr std::size_t batch_bytes_max = 1U << 20U;
constexpr std::size_t records_a_read = 4096;

using NewestOf = std::unordered_map<std::string, Offset>;

/// The key, or nothing for bytes that are no record: they are nobody's older version, and stay.
std::optional<std::string> key_of(std::string_view record) {
  const auto envelope = decode(record);
  if (!envelope) return std::nullopt;
  return std::string{envelope->key};
}

bool is_superseded(const NewestOf& newest_of, Offset offset, std::string_view record) {
  const auto key = key_of(record);
  if (!key) return false;
  const auto newest = newest_of.find(*key);
  return newest != newest_of.end() && newest->second > offset;
}

/// Calls `visit` with each chunk before `end`; stops at the first error.
template <class Visit>
Result<void> for_each_chunk(Database& database, const Segments& segments, const PartitionState& partition, Offset end,
                            const Visit& visit) {
  for (Offset from{0}; from < end;) {
    const auto chunks = read_chunks(database, segments, partition, from, records_a_read);
    if (!chunks) return tl::unexpected{chunks.error()};
    for (const auto& chunk : *chunks) {
      from = chunk->end();
      if (chunk->base() >= end) return {};
      if (auto visited = visit(chunk); !visited) return visited;
    }
  }
  return {};
}

/// What stays of a chunk, as chunks of neighbours.
struct Remains {
  std::vector<ChunkPtr> chunks;
  std::uint64_t kept = 0;
  std::uint64_t removed = 0;
};

Remains remains_of(const PartitionState& partition, const ChunkPtr& chunk, const NewestOf& newest_of) {
  Remains remains;
  std::vector<ChunkBuilder> runs;
  for (ChunkWalk walk{chunk}; !walk.finished();) {
    const auto offset = walk.offset();
    const auto record = walk.next();
    if (is_superseded(newest_of, offset, record)) {
      ++remains.removed;
      continue;
    }
    if (runs.empty() || runs.back().end() != offset) runs.emplace_back(partition.id(), offset);
    runs.back().add(record);
    ++remains.kept;
  }
  for (auto& run : runs) remains.chunks.push_back(run.finish(chunk->appended_at()));
  return remains;
}

}  // namespace

bool is_deletion(std::string_view record) {
  const auto envelope = decode(record);
  return envelope && envelope->value.empty();
}

Result<EmbeddedLog::Compacted> Compactor::compact(const std::vector<PartitionState*>& partitions) {
  const std::lock_guard guard{mutex_};
  EmbeddedLog::Compacted sum;
  rocksdb::WriteBatch notes;
  for (const auto* partition : partitions) {
    const auto end = partition->end();
    const auto compacted = rewrite(*partition, end);
    if (!compacted) return compacted;
    sum.kept += compacted->kept;
    sum.removed += compacted->removed;
    const auto status = notes.Put(database_.about(), note_key(compaction_mark, partition->id()), as_bytes(end));
    if (!status.ok()) return tl::unexpected{database_.error(status)};
  }
  if (const auto removed = remove_old_bytes(); !removed) return tl::unexpected{removed.error()};
  // Only now: a crash before this point leaves the compaction owed.
  if (const auto written = database_.write(notes); !written) return tl::unexpected{written.error()};
  return sum;
}

Result<EmbeddedLog::Compacted> Compactor::rewrite(const PartitionState& partition, Offset end) {
  NewestOf newest_of;
  const auto looked = for_each_chunk(database_, segments_, partition, end, [&](const ChunkPtr& chunk) -> Result<void> {
    for (ChunkWalk walk{chunk}; !walk.finished();) {
      const auto offset = walk.offset();
      if (auto key = key_of(walk.next())) newest_of.insert_or_assign(std::move(*key), offset);
    }
    return {};
  });
  if (!looked) return tl::unexpected{looked.error()};

  EmbeddedLog::Compacted done;
  rocksdb::WriteBatch batch{0, 0, protection_bytes_a_key, 0};
  const auto write_batch = [&]() -> Result<void> {
    auto written = database_.write(batch);
    batch.Clear();
    return written;
  };
  const auto rewritten =
      for_each_chunk(database_, segments_, partition, end, [&](const ChunkPtr& chunk) -> Result<void> {
        const auto remains = remains_of(partition, chunk, newest_of);
        done.kept += remains.kept;
        done.removed += remains.removed;
        if (remains.removed == 0) return {};
        auto status = batch.Delete(database_.compacted(), place_key(partition.id(), chunk->base()));
        for (const auto& piece : remains.chunks) {
          if (status.ok())
            status = batch.Put(database_.compacted(), place_key(partition.id(), piece->base()), piece->bytes());
        }
        if (!status.ok()) return tl::unexpected{database_.error(status)};
        return batch.GetDataSize() < batch_bytes_max ? Result<void>{} : write_batch();
      });
  if (!rewritten) return tl::unexpected{rewritten.error()};
  if (auto written = write_batch(); !written) return tl::unexpected{written.error()};
  return done;
}

Result<void> Compactor::remove_old_bytes() {
  // The write-ahead log goes once everything in it lies in files, the old files once their remains lie in new ones.
  if (auto flushed = database_.flush(true); !flushed) return flushed;
  rocksdb::CompactRangeOptions options;
  options.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
  const auto status = database_.db().CompactRange(options, database_.compacted(), nullptr, nullptr);
  if (!status.ok()) return tl::unexpected{database_.error(status)};
  const std::lock_guard no_iterator_holds_files{database_.compacted_files()};
  return database_.delete_obsolete_files();
}

Result<bool> Compactor::owed(const PartitionState& partition) {
  const auto deletion = noted(deletion_mark, partition, Offset{-1});
  if (!deletion) return tl::unexpected{deletion.error()};
  const auto compacted = noted(compaction_mark, partition, Offset{0});
  if (!compacted) return tl::unexpected{compacted.error()};
  return *deletion >= *compacted;
}

Result<Offset> Compactor::noted(char mark, const PartitionState& partition, Offset otherwise) {
  std::string bytes;
  const auto status =
      database_.db().Get(rocksdb::ReadOptions{}, database_.about(), note_key(mark, partition.id()), &bytes);
  if (status.IsNotFound()) return otherwise;
  if (!status.ok()) return tl::unexpected{database_.error(status)};
  if (bytes.size() != sizeof(std::uint64_t))
    return failure(Error::Code::corrupt, to_string(partition.place()) + ": what is noted about its compaction");
  return Offset{static_cast<std::int64_t>(load<std::uint64_t>(bytes.data()))};
}

}  // namespace matbud::log::embedded
