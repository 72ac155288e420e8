// A whole file in memory, within a limit.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "matbud/base/result.h"

namespace matbud::formats {

/// The bytes of a file. `not_found` when there is none, `invalid` above `bytes_max`, `unavailable` when it cannot be
/// read; the message names the file.
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& path, std::size_t bytes_max);

}  // namespace matbud::formats
