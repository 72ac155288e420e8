#include "chunk_reader.h"

#include <algorithm>
#include <limits>
#include <shared_mutex>
#include <utility>

namespace matbud::log::embedded {
namespace {

constexpr std::size_t bytes_a_read = 1U << 20U;
constexpr Offset offset_max{std::numeric_limits<std::int64_t>::max()};

Error corrupt_at(const TopicPartition& place, Offset offset, const std::string& why) {
  return {Error::Code::corrupt, to_string(place) + " at offset " + std::to_string(offset.value()) + ": " + why};
}

Error bad_checksum(const Database& database, const TopicPartition& place, Offset base) {
  return corrupt_at(place, base, "its checksum does not fit, in " + database.directory().string());
}

Error read_error(Database& database, const TopicPartition& place, Offset offset, const rocksdb::Status& status) {
  auto error = database.error(status);
  error.message = to_string(place) + " at offset " + std::to_string(offset.value()) + ": " + error.message;
  return error;
}

/// Walks the chunks of one partition in the database. An iterator pins memory, so a walk is short-lived.
class ChunkScan {
 public:
  ChunkScan(Database& database, const Segments& segments, const PartitionState& partition)
      : database_{database}, segments_{segments}, partition_{partition} {
    if (partition.compacted()) files_stay_ = std::shared_lock{database.compacted_files()};
    rocksdb::ReadOptions options;
    options.fill_cache = false;  // a log is read once, in order
    iterator_.reset(
        database.db().NewIterator(options, partition.compacted() ? database.compacted() : database.chunks()));
  }

  /// The chunk that holds `from`, or of a compacted topic the next one.
  Result<ChunkPtr> first(Offset from) {
    stem_ = stem_at(from);
    const auto key = key_at(from);
    iterator_->SeekForPrev(slice(key));
    if (partition_.compacted()) {
      if (!stands_in_stem()) seek(key);
      auto chunk = current(from);
      if (!chunk || (*chunk)->end() > from) return chunk;
      iterator_->Next();
      return current(from);
    }
    auto chunk = current(from);
    if (chunk && (*chunk)->end() <= from) return missing(from);
    return chunk;
  }

  /// The chunk behind one that ends at `from`.
  Result<ChunkPtr> next(Offset from) {
    iterator_->Next();
    if (partition_.compacted()) return current(from);
    if (!stands_in_stem()) {
      stem_ = stem_at(from);
      seek(key_at(from));
    }
    auto chunk = current(from);
    if (chunk && (*chunk)->base() != from) return missing(from);
    return chunk;
  }

 private:
  /// Everything of the key of the chunk that holds `offset`, before the offset.
  [[nodiscard]] std::string stem_at(Offset offset) const {
    const auto key = partition_.compacted()
                         ? place_key(partition_.id(), offset)
                         : segment_key(segments_.holding(partition_.index(), offset), partition_.id(), offset);
    return std::string{stem_of(key)};
  }
  [[nodiscard]] std::string key_at(Offset offset) const {
    auto key = stem_;
    append(key, static_cast<std::uint64_t>(offset.value()));
    return key;
  }
  [[nodiscard]] bool stands_in_stem() const { return iterator_->Valid() && view(iterator_->key()).starts_with(stem_); }
  /// A seek would wipe out the error of the step before it.
  void seek(const std::string& key) {
    if (iterator_->status().ok()) iterator_->Seek(slice(key));
  }
  [[nodiscard]] tl::unexpected<Error> missing(Offset offset) const {
    return tl::unexpected{
        corrupt_at(partition_.place(), offset, "records are missing in " + database_.directory().string())};
  }
  Result<ChunkPtr> current(Offset wanted) {
    if (!iterator_->status().ok())
      return tl::unexpected{read_error(database_, partition_.place(), wanted, iterator_->status())};
    if (!stands_in_stem()) return missing(wanted);
    const auto base = base_in(view(iterator_->key()));
    auto chunk = Chunk::parse(partition_.id(), base, iterator_->value().ToString());
    if (!chunk) return tl::unexpected{bad_checksum(database_, partition_.place(), base)};
    return chunk;
  }

  Database& database_;
  const Segments& segments_;
  const PartitionState& partition_;
  std::shared_lock<std::shared_mutex> files_stay_;
  std::unique_ptr<rocksdb::Iterator> iterator_;
  std::string stem_;
};

}  // namespace

Result<std::vector<ChunkPtr>> read_chunks(Database& database, const Segments& segments, const PartitionState& partition,
                                          Offset from, std::size_t records_max) {
  const auto end = partition.end();
  std::vector<ChunkPtr> chunks;
  ChunkScan scan{database, segments, partition};
  std::size_t records = 0;
  std::size_t bytes = 0;
  for (auto chunk = scan.first(from);; chunk = scan.next(from)) {
    if (!chunk) {
      // What was read is good; whoever asks for the rest is told.
      if (!chunks.empty()) return chunks;
      return tl::unexpected{chunk.error()};
    }
    records += static_cast<std::size_t>((*chunk)->end().value() - std::max(from, (*chunk)->base()).value());
    bytes += (*chunk)->bytes().size();
    from = (*chunk)->end();
    chunks.push_back(std::move(*chunk));
    if (from >= end || records >= records_max || bytes >= bytes_a_read) return chunks;
  }
}

Result<std::optional<std::string>> read_record(Database& database, const Segments& segments,
                                               const PartitionState& partition, Offset offset) {
  const auto chunks = read_chunks(database, segments, partition, offset, 1);
  if (!chunks) return tl::unexpected{chunks.error()};
  ChunkWalk walk{chunks->front()};
  if (offset < walk.offset()) return std::nullopt;
  walk.skip_to(offset);
  return std::string{walk.next()};
}

Result<Offset> find_end(Database& database, const Segments& segments, const PartitionState& partition) {
  const auto& place = partition.place();
  const auto newest = segments.newest();
  if (!partition.compacted() && !newest) return Offset{0};
  const auto start = partition.compacted() ? Offset{0} : segments.start_of_newest(partition.index());
  const auto key =
      partition.compacted() ? place_key(partition.id(), offset_max) : segment_key(*newest, partition.id(), offset_max);
  const std::unique_ptr<rocksdb::Iterator> iterator{
      database.db().NewIterator({}, partition.compacted() ? database.compacted() : database.chunks())};
  iterator->SeekForPrev(slice(key));
  if (!iterator->status().ok()) return tl::unexpected{read_error(database, place, start, iterator->status())};
  if (!iterator->Valid() || !view(iterator->key()).starts_with(stem_of(key))) return start;
  const auto base = base_in(view(iterator->key()));
  const auto chunk = Chunk::parse(partition.id(), base, iterator->value().ToString());
  if (!chunk) return tl::unexpected{bad_checksum(database, place, base)};
  return chunk->end();
}

}  // namespace matbud::log::embedded
