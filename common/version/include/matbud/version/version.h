// Which code is running: what an operator reads beside a parked input, to see whether it was this code that could not
// decide it.
#pragma once

#include <string_view>

namespace matbud {

/// `0.1.0+5436dae1c2f3`: the number and the commit a release was built from (semantic versioning 2.0.0, build metadata),
/// with `-changed` when files differed from it; the number alone outside a checkout; `0.1.0+development` in builds that
/// are not releases.
[[nodiscard]] std::string_view version();

}  // namespace matbud
