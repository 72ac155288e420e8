// What is told to this machine only, whoever a proxy lets in.
#pragma once

#include <string_view>

#include "matbud/web/router.h"

namespace matbud::web {

/// Whether a Host header names this machine: `localhost`, `127.x.x.x` or `[::1]`, with any port.
[[nodiscard]] bool is_this_machine(std::string_view host);

/// The same handler, which is not there (404) for a request under another name.
[[nodiscard]] Handler only_for_this_machine(Handler handler);

}  // namespace matbud::web
