// Errors that answer the caller's next question. A refusal is an event, an outage is a Result, a bug stops the process.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace matbud {

/// Why something outside our own logic did not work.
struct Error {
  enum class Code {
    not_found,    ///< it is not there; asking again will not help
    invalid,      ///< what was handed in cannot be; the message names the field, file, line or record
    conflict,     ///< somebody else got there first; look again before retrying
    retryable,    ///< an outage; the same call may succeed later
    corrupt,      ///< what was read is not what was written; stop and alarm, never repair in silence
    unavailable,  ///< an outage that will not pass by itself (no permission, disk full)
  };
  Code code;
  std::string message;
};

template <class T>
using Result = tl::expected<T, Error>;

/// An Error ready to be returned from any function that returns a Result.
[[nodiscard]] inline tl::unexpected<Error> failure(Error::Code code, std::string message) {
  return tl::unexpected<Error>{Error{code, std::move(message)}};
}

/// `corrupt`, `retryable` ... for messages and JSON.
[[nodiscard]] constexpr const char* name_of(Error::Code code) {
  switch (code) {
    case Error::Code::not_found: return "not_found";
    case Error::Code::invalid: return "invalid";
    case Error::Code::conflict: return "conflict";
    case Error::Code::retryable: return "retryable";
    case Error::Code::corrupt: return "corrupt";
    case Error::Code::unavailable: return "unavailable";
  }
  return "unknown";
}

}  // namespace matbud
