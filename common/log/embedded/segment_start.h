// The first key of a segment: where each partition stood when the segment began.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "layout.h"

namespace matbud::log::embedded {

using SegmentStart = std::vector<std::pair<PlaceId, Offset>>;

/// A checksum, then of each partition that is not empty: topic number, partition, end.
[[nodiscard]] std::string encode_segment_start(const SegmentStart& starts);
/// Nothing when the bytes are not what was encoded.
[[nodiscard]] std::optional<SegmentStart> decode_segment_start(std::string_view bytes);

}  // namespace matbud::log::embedded
