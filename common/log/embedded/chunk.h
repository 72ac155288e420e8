// A chunk: all records that one commit adds to one partition, as they lie in the database and in memory.
//
//   0  checksum    4 bytes  CRC-32C of the place (topic number, partition, first offset) and all that follows
//   4  appended   8 bytes  append time of all its records, milliseconds
//  12  count       4 bytes  how many records
//  16  records              of each: size (4 bytes), canonical bytes
//
// In the database the records may lie compressed (LZ4 block format). Then the highest bit of `count` is set:
//
//  16  size        4 bytes  of the records, uncompressed
//  20  records             compressed
//
// Numbers are big-endian. The checksum, of the uncompressed form, goes with the bytes from the committer to the reader,
// so that nothing between them can change a record unseen; binding it to the place means that no chunk can be taken for
// another.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "layout.h"
#include "matbud/base/time.h"
#include "matbud/log/log.h"

namespace matbud::log::embedded {

/// Immutable, shared by the tail and by the batches that look into it.
class Chunk {
 public:
  /// Takes over the bytes of a chunk that lies at `id` and `base`, compressed or not; null when they are not what was
  /// written there.
  [[nodiscard]] static std::shared_ptr<const Chunk> parse(PlaceId id, Offset base, std::string bytes);

  [[nodiscard]] Offset base() const { return base_; }
  /// One behind its last record.
  [[nodiscard]] Offset end() const { return Offset{base_.value() + count_}; }
  [[nodiscard]] Timestamp appended_at() const { return appended_at_; }
  /// The bytes, uncompressed.
  [[nodiscard]] const std::string& bytes() const { return bytes_; }
  /// The bytes with compressed records, or as they are when that is not smaller.
  [[nodiscard]] std::string compressed() const;
  [[nodiscard]] std::string_view last_record() const;
  /// Makes room to remember its records' hashes. Before anybody shares it.
  void keep_hashes() { memos_ = std::make_unique<HashMemo[]>(count_); }
  /// Where a record's hash is remembered; null when there is no room.
  [[nodiscard]] const HashMemo* memo_of(Offset offset) const {
    return memos_ ? &memos_[static_cast<std::size_t>(offset.value() - base_.value())] : nullptr;
  }

 private:
  friend class ChunkBuilder;
  friend class ChunkWalk;
  Chunk(Offset base, std::string bytes);

  std::string bytes_;
  Offset base_;
  std::uint32_t count_;
  Timestamp appended_at_;
  std::unique_ptr<HashMemo[]> memos_;
};

using ChunkPtr = std::shared_ptr<const Chunk>;

/// Puts a chunk together.
class ChunkBuilder {
 public:
  ChunkBuilder(PlaceId id, Offset base) : id_{id}, base_{base} {}
  void add(std::string_view record);
  /// Room for records of so many bytes in all, to spare copies.
  void reserve(std::size_t records, std::size_t bytes);
  [[nodiscard]] Offset end() const { return Offset{base_.value() + count_}; }
  [[nodiscard]] ChunkPtr finish(Timestamp appended_at);

 private:
  PlaceId id_;
  Offset base_;
  std::uint32_t count_ = 0;
  std::string bytes_;
};

/// Walks a chunk's records from the first on. Keeps the chunk alive.
class ChunkWalk {
 public:
  ChunkWalk() = default;
  explicit ChunkWalk(ChunkPtr chunk);
  [[nodiscard]] const ChunkPtr& chunk() const { return chunk_; }
  /// Offset of what next() returns.
  [[nodiscard]] Offset offset() const { return offset_; }
  [[nodiscard]] bool finished() const { return !chunk_ || offset_ >= chunk_->end(); }
  /// The next record; not when finished.
  [[nodiscard]] std::string_view next();
  /// Moves on to `to`, which is not behind offset() nor beyond the end.
  void skip_to(Offset to);

 private:
  ChunkPtr chunk_;
  Offset offset_;
  std::size_t at_ = 0;
};

}  // namespace matbud::log::embedded
