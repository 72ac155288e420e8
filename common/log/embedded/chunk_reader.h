// Reading chunks from the database, where the tail in memory does not reach.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "chunk.h"
#include "database.h"
#include "partition.h"
#include "segments.h"

namespace matbud::log::embedded {

/// Reads the chunk that holds `from`, or of a compacted topic the next one that there is, and those behind it, until
/// they have `records_max` records or about a megabyte. `from` must lie before the partition's end.
/// `corrupt` names partition and offset: a checksum does not fit, or records are missing.
[[nodiscard]] Result<std::vector<ChunkPtr>> read_chunks(Database& database, const Segments& segments,
                                                        const PartitionState& partition, Offset from,
                                                        std::size_t records_max);

/// The record at `offset`, which is before the end; nothing when a compaction has removed it.
[[nodiscard]] Result<std::optional<std::string>> read_record(Database& database, const Segments& segments,
                                                             const PartitionState& partition, Offset offset);

/// One behind the last record that lies in the database.
[[nodiscard]] Result<Offset> find_end(Database& database, const Segments& segments, const PartitionState& partition);

}  // namespace matbud::log::embedded
