#include "chunk.h"

#include <utility>

#include "crc32c.h"

namespace matbud::log::embedded {
namespace {

constexpr std::size_t checksum_size = 4;
constexpr std::size_t header_size = checksum_size + 8 + 4;
constexpr std::size_t size_size = 4;

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

}  // namespace

Chunk::Chunk(Offset base, std::string bytes)
    : bytes_{std::move(bytes)},
      base_{base},
      count_{load<std::uint32_t>(bytes_.data() + 12)},
      appended_at_{from_ms(static_cast<std::int64_t>(load<std::uint64_t>(bytes_.data() + checksum_size)))} {}

ChunkPtr Chunk::parse(PlaceId id, Offset base, std::string bytes) {
  if (bytes.size() < header_size) return nullptr;
  if (load<std::uint32_t>(bytes.data()) != checksum_of(id, base, bytes)) return nullptr;
  const ChunkPtr chunk{new Chunk{base, std::move(bytes)}};
  if (chunk->count_ == 0 || !sizes_fit(chunk->bytes_, chunk->count_)) return nullptr;
  return chunk;
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
  store(bytes_.data() + 12, count_);
  store(bytes_.data(), checksum_of(id_, base_, bytes_));
  return ChunkPtr{new Chunk{base_, std::move(bytes_)}};
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
