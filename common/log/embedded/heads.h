// The file `heads` beside the database, so that a log that went back is noticed at the next opening: a text for people
// and programs with each partition's end and the SHA-256 of its last record, replaced and synced about once a second
// and at the end. It names only what is durable already, so no plain crash can leave it ahead of the log.
#pragma once

#include <rocksdb/file_system.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "matbud/base/result.h"
#include "matbud/log/log.h"
#include "matbud/log/record.h"

namespace matbud::log::embedded {

struct Head {
  TopicPartition place;
  Offset end;   ///< one behind the record
  Hash last{};  ///< of the record's canonical bytes
};

/// Replaces the file of heads in `directory`; durable when it returns. On failure the old one stays.
[[nodiscard]] Result<void> write_heads(rocksdb::FileSystem& files, const std::filesystem::path& directory,
                                       const std::vector<Head>& heads);
/// Nothing when there is no such file; `corrupt` when it is not what was written.
[[nodiscard]] Result<std::optional<std::vector<Head>>> read_heads(rocksdb::FileSystem& files,
                                                                  const std::filesystem::path& directory);

}  // namespace matbud::log::embedded
