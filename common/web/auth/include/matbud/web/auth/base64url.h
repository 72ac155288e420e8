// Base64 for addresses and tokens, without padding (RFC 4648, section 5).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace matbud::web {

[[nodiscard]] std::string base64url(std::string_view bytes);
/// Nothing when it is not exactly what base64url() would have written: other characters, padding, stray bits.
[[nodiscard]] std::optional<std::string> from_base64url(std::string_view text);

}  // namespace matbud::web
