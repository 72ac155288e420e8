#include "matbud/rocks/status.h"

namespace matbud::rocks {
namespace {

Error::Code code_of(const rocksdb::Status& status) {
  if (status.IsCorruption()) return Error::Code::corrupt;
  if (status.IsNotFound()) return Error::Code::not_found;
  if (status.IsInvalidArgument() || status.IsNotSupported()) return Error::Code::invalid;
  if (status.IsBusy() || status.IsTryAgain() || status.IsTimedOut() || status.IsIncomplete())
    return Error::Code::retryable;
  return Error::Code::unavailable;
}

}  // namespace

Error error_from(const rocksdb::Status& status, const std::string& what) {
  return {code_of(status), what + ": " + status.ToString()};
}

Error open_error_from(const rocksdb::Status& status, const std::string& what) {
  auto error = error_from(status, what);
  // A flipped bit in CURRENT or in a manifest leads to names of files and families that do not exist.
  if (status.IsPathNotFound() || status.IsInvalidArgument() || status.IsNotFound() || status.IsNotSupported())
    error.code = Error::Code::corrupt;
  return error;
}

}  // namespace matbud::rocks
