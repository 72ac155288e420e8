#include "chunk.h"

#include <lz4.h>

#include <cstring>
#include <utility>

#include "crc32c.h"

namespace matbud::log::embedded {
namespace {

constexpr std::size_t checksum_size = 4;
constexpr std::size_t header_size = checksum_size + 8 + 4;
constexpr std::size_t size_size = 4;
constexpr std::size_t count_at = checksum_size + 8;
constexpr std::size_t compressed_header_size = header_size + 4;
constexpr std::uint32_t compressed_mark = 1U << 31U;

std::uint32_t checksum_of(PlaceId id, Offset base, std::string_view bytes) {
  return crc32c(bytes.substr(checksum_size), crc32c(place_key(id, base)));
}

/// Whether `count` records fill the bytes behind the header to the last.
bool sizes_fit(std::string_view bytes, std::uint32_t count) {
  std::size_t at = header_size;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (bytes.size() - at < size_size) return false;
    const auto size = load<std::uint32_t>(bytes.data() + at);
    at += size_size;
    if (bytes.size() - at < size) return false;
    at += size;
  }
  return at == bytes.size();
}

/// The uncompressed form of bytes whose count says that they are not; empty when they cannot be.
std::string uncompressed(std::string_view bytes) {
  if (bytes.size() < compressed_header_size) return {};
  const auto size = load<std::uint32_t>(bytes.data() + header_size);
  const auto records = bytes.substr(compressed_header_size);
  if (size > static_cast<std::uint32_t>(LZ4_MAX_INPUT_SIZE) || records.size() > LZ4_MAX_INPUT_SIZE) return {};
  // LZ4 makes at most 255 bytes of one: what claims more is not worth the memory.
  if (size / 255 > records.size()) return {};
  std::string whole(header_size + size, '\0');
  const int written = LZ4_decompress_safe(records.data(), whole.data() + header_size, static_cast<int>(records.size()),
                                          static_cast<int>(size));
  if (written < 0 || static_cast<std::uint32_t>(written) != size) return {};
  std::memcpy(whole.data(), bytes.data(), header_size);
  store(whole.data() + count_at, load<std::uint32_t>(bytes.data() + count_at) & ~compressed_mark);
  return whole;
}

}  // namespace

Chunk::Chunk(Offset base, std::string bytes)
    : bytes_{std::move(bytes)},
      base_{base},
      count_{load<std::uint32_t>(bytes_.data() + count_at)},
      appended_at_{from_ms(static_cast<std::int64_t>(load<std::uint64_t>(bytes_.data() + checksum_size)))} {}

ChunkPtr Chunk::parse(PlaceId id, Offset base, std::string bytes) {
  if (bytes.size() < header_size) return nullptr;
  if ((load<std::uint32_t>(bytes.data() + count_at) & compressed_mark) != 0) bytes = uncompressed(bytes);
  if (bytes.size() < header_size) return nullptr;
  if (load<std::uint32_t>(bytes.data()) != checksum_of(id, base, bytes)) return nullptr;
  const ChunkPtr chunk{new Chunk{base, std::move(bytes)}};
  if (chunk->count_ == 0 || !sizes_fit(chunk->bytes_, chunk->count_)) return nullptr;
  return chunk;
}

std::string Chunk::compressed() const {
  const auto records = std::string_view{bytes_}.substr(header_size);
  if (records.size() > LZ4_MAX_INPUT_SIZE) return bytes_;
  const auto room = LZ4_compressBound(static_cast<int>(records.size()));
  const auto scratch = std::make_unique_for_overwrite<char[]>(static_cast<std::size_t>(room));
  const int size = LZ4_compress_default(records.data(), scratch.get(), static_cast<int>(records.size()), room);
  if (size <= 0 || compressed_header_size + static_cast<std::size_t>(size) >= bytes_.size()) return bytes_;
  std::string packed;
  packed.reserve(compressed_header_size + static_cast<std::size_t>(size));
  packed.append(bytes_, 0, header_size);
  packed.append(compressed_header_size - header_size, '\0');
  packed.append(scratch.get(), static_cast<std::size_t>(size));
  store(packed.data() + count_at, count_ | compressed_mark);
  store(packed.data() + header_size, static_cast<std::uint32_t>(records.size()));
  return packed;
}

std::string_view Chunk::last_record() const {
  std::string_view last;
  std::size_t at = header_size;
  for (std::uint32_t i = 0; i < count_; ++i) {
    const auto size = load<std::uint32_t>(bytes_.data() + at);
    last = std::string_view{bytes_}.substr(at + size_size, size);
    at += size_size + size;
  }
  return last;
}

void ChunkBuilder::add(std::string_view record) {
  if (bytes_.empty()) bytes_.resize(header_size);
  append(bytes_, static_cast<std::uint32_t>(record.size()));
  bytes_.append(record);
  ++count_;
}

void ChunkBuilder::reserve(std::size_t records, std::size_t bytes) {
  bytes_.reserve(header_size + records * size_size + bytes);
}

ChunkPtr ChunkBuilder::finish(Timestamp appended_at) {
  store(bytes_.data() + checksum_size, static_cast<std::uint64_t>(to_ms(appended_at)));
  store(bytes_.data() + count_at, count_);
  store(bytes_.data(), checksum_of(id_, base_, bytes_));
  const std::shared_ptr<Chunk> chunk{new Chunk{base_, std::move(bytes_)}};
  chunk->keep_hashes();
  return chunk;
}

ChunkWalk::ChunkWalk(ChunkPtr chunk)
    : chunk_{std::move(chunk)}, offset_{chunk_ ? chunk_->base() : Offset{}}, at_{header_size} {}

std::string_view ChunkWalk::next() {
  const auto size = load<std::uint32_t>(chunk_->bytes_.data() + at_);
  const auto record = std::string_view{chunk_->bytes_}.substr(at_ + size_size, size);
  at_ += size_size + size;
  offset_ = offset_.next();
  return record;
}

void ChunkWalk::skip_to(Offset to) {
  while (offset_ < to) {
    at_ += size_size + load<std::uint32_t>(chunk_->bytes_.data() + at_);
    offset_ = offset_.next();
  }
}

}  // namespace matbud::log::embedded
