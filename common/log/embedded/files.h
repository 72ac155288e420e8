// The small files beside the database.
#pragma once

#include <rocksdb/file_system.h>

#include <filesystem>
#include <string>

#include "matbud/base/result.h"

namespace matbud::log::embedded {

/// Replaces a file; durable when it returns. After a crash in between, the name stands for the old bytes or the new
/// ones, never for a mixture.
[[nodiscard]] rocksdb::IOStatus replace_file(rocksdb::FileSystem& files, const std::filesystem::path& path,
                                             const std::string& bytes);
/// Makes the names in a directory durable.
[[nodiscard]] rocksdb::IOStatus sync_directory(rocksdb::FileSystem& files, const std::filesystem::path& directory);
/// A status as our error, with the file's name.
[[nodiscard]] tl::unexpected<Error> file_failure(const rocksdb::IOStatus& status, const std::string& path);

}  // namespace matbud::log::embedded
