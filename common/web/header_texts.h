// What HTTP headers may say, and how; no sockets.
#pragma once

#include <string>
#include <string_view>

namespace matbud::web {

/// Now, as a Date header has it: `Mon, 02 Mar 2026 08:00:00 GMT` (RFC 9110, 5.6.7).
[[nodiscard]] std::string http_date();
/// Whether a text may stand in a header: it cannot end one and begin another.
[[nodiscard]] bool is_header_text(std::string_view text);
/// With A-Z as a-z: names of headers are the same in any case.
[[nodiscard]] std::string lower(std::string_view text);

}  // namespace matbud::web
