// Asks a running program something over HTTP.
#pragma once

#include <string>

#include "matbud/base/result.h"

namespace matbud::cli {

/// The body of the page. `retryable` when nobody answers within five seconds, or with anything but 200; `invalid` when
/// this is no http or https address.
[[nodiscard]] Result<std::string> http_get(const std::string& url);

}  // namespace matbud::cli
