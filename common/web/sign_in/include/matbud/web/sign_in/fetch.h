// Asking another server, such as the one that knows who people are.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "matbud/base/result.h"

namespace matbud::web {

struct FetchRequest {
  std::string address;
  std::string form = {};  ///< `application/x-www-form-urlencoded`, sent by POST; empty: GET
};

struct Fetched {
  int status = 0;
  std::string body;
};

/// Asks and waits. An answer of any status is an answer; `retryable` when there was none. Threads may share it.
using Fetch = std::function<Result<Fetched>(const FetchRequest&)>;

/// Over the network, by https, and by http to this machine only (`invalid` otherwise). Follows no redirects, uses no
/// proxy of the environment, waits at most five seconds, and takes at most 256 KiB.
[[nodiscard]] Fetch network_fetch();

/// A form's next field, percent-encoded.
void add_field(std::string& form, std::string_view name, std::string_view value);

}  // namespace matbud::web
