// Where things lie in the database: keys of the three column families. README.md has the picture.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "bytes.h"
#include "matbud/base/ids.h"

namespace matbud::log::embedded {

/// One partition of one topic by number, as keys have it. Topics are numbered from 1.
struct PlaceId {
  std::uint16_t topic = 0;
  std::uint16_t partition = 0;
  friend auto operator<=>(const PlaceId&, const PlaceId&) = default;
};

/// A stretch of the log that becomes one file. It leads the key, so that files never overlap and compaction has
/// nothing to rewrite. Numbered from 1 without a gap.
using SegmentNumber = Number<struct SegmentNumberTag, std::uint32_t>;

inline constexpr std::size_t place_key_size = 4 + 8;
inline constexpr std::size_t segment_key_size = 4 + place_key_size;

/// Key of a chunk in the family of compacted topics, and the part that binds a chunk's checksum to its place.
[[nodiscard]] inline std::string place_key(PlaceId id, Offset base) {
  std::string key;
  key.reserve(place_key_size);
  append(key, id.topic);
  append(key, id.partition);
  append(key, static_cast<std::uint64_t>(base.value()));
  return key;
}

/// Key of a chunk in the family of all other topics.
[[nodiscard]] inline std::string segment_key(SegmentNumber segment, PlaceId id, Offset base) {
  std::string key;
  key.reserve(segment_key_size);
  append(key, segment.value());
  return key.append(place_key(id, base));
}

/// Key of a segment's list of first offsets: before all its chunks, since topics are numbered from 1.
[[nodiscard]] inline std::string segment_start_key(SegmentNumber segment) {
  return segment_key(segment, PlaceId{}, Offset{0});
}

/// The offset at the end of either key.
[[nodiscard]] inline Offset base_in(std::string_view key) {
  return Offset{static_cast<std::int64_t>(load<std::uint64_t>(key.data() + key.size() - 8))};
}

/// Everything of either key before the offset.
[[nodiscard]] inline std::string_view stem_of(std::string_view key) { return key.substr(0, key.size() - 8); }

/// The segment that leads a segment key.
[[nodiscard]] inline SegmentNumber segment_in(std::string_view key) {
  return SegmentNumber{load<std::uint32_t>(key.data())};
}

// Keys of the default family: a mark and a number.
inline constexpr char topic_mark = 't';       ///< topic number -> its properties
inline constexpr char deletion_mark = 'd';    ///< topic number, partition -> offset of the newest deletion in it
inline constexpr char compaction_mark = 'c';  ///< topic number, partition -> the end it had when last compacted

[[nodiscard]] inline std::string topic_key(std::uint16_t topic) {
  std::string key{topic_mark};
  append(key, topic);
  return key;
}

/// The topic number of such a key.
[[nodiscard]] inline std::uint16_t topic_in(std::string_view key) { return load<std::uint16_t>(key.data() + 1); }

/// Key of what is noted about a partition.
[[nodiscard]] inline std::string note_key(char mark, PlaceId id) {
  std::string key{mark};
  append(key, id.topic);
  append(key, id.partition);
  return key;
}

}  // namespace matbud::log::embedded
