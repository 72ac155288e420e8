// What an address must look like before anything is sent there.
#pragma once

#include <string_view>

namespace matbud::notification {

/// Whether this can stand in an SMTP command: one `@` with something on both sides, no spaces, brackets or control
/// characters, at most 254 bytes. Nothing finer: the mail server knows best.
[[nodiscard]] bool is_mail_address(std::string_view text);

/// `+` and 8 to 15 digits, the first not 0 (ITU-T E.164; no number in use has fewer than 8 with its country code).
[[nodiscard]] bool is_e164(std::string_view text);

}  // namespace matbud::notification
