// A RocksDB status as one of our errors.
#pragma once

#include <rocksdb/status.h>

#include <string>

#include "matbud/base/result.h"

namespace matbud::rocks {

/// `corrupt`, `retryable`, `conflict`, `not_found`, `invalid` or `unavailable`, with `what` and RocksDB's own words,
/// which name the file. Only for a status that is not ok.
[[nodiscard]] Error error_from(const rocksdb::Status& status, const std::string& what);

/// As error_from, for a status from opening a database: a file that its manifest names and that is not there means
/// `corrupt`, since nobody but RocksDB removes files.
[[nodiscard]] Error open_error_from(const rocksdb::Status& status, const std::string& what);

}  // namespace matbud::rocks
