// CRC-32C (Castagnoli), the checksum of chunks and head files: found in hardware, so it costs next to nothing.
#pragma once

#include <cstdint>
#include <string_view>

namespace matbud::log::embedded {

/// Checksum of `bytes`, going on from the checksum of the bytes before them (0 at the start).
[[nodiscard]] std::uint32_t crc32c(std::string_view bytes, std::uint32_t before = 0);

}  // namespace matbud::log::embedded
