#include "segment_start.h"

#include "crc32c.h"

namespace matbud::log::embedded {

std::string encode_segment_start(const SegmentStart& starts) {
  std::string list;
  for (const auto& [id, start] : starts) {
    append(list, id.topic);
    append(list, id.partition);
    append(list, static_cast<std::uint64_t>(start.value()));
  }
  std::string bytes;
  append(bytes, crc32c(list));
  return bytes.append(list);
}

std::optional<SegmentStart> decode_segment_start(std::string_view bytes) {
  ByteReader reader{bytes};
  const auto checksum = reader.number<std::uint32_t>();
  if (!reader.intact() || checksum != crc32c(reader.rest())) return std::nullopt;
  SegmentStart starts;
  while (reader.intact() && !reader.complete()) {
    PlaceId id;
    id.topic = reader.number<std::uint16_t>();
    id.partition = reader.number<std::uint16_t>();
    starts.emplace_back(id, Offset{static_cast<std::int64_t>(reader.number<std::uint64_t>())});
  }
  if (!reader.complete()) return std::nullopt;
  return starts;
}

}  // namespace matbud::log::embedded
