// Random texts that nobody can guess, and how they are kept and compared.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace matbud::web {

/// So many bytes from the system's generator, as base64url: states, nonces, verifiers, sessions. Stops the process when
/// the system has no randomness.
[[nodiscard]] std::string random_text(std::size_t bytes = 32);

/// SHA-256, 32 bytes. What is looked up by its hash is found without its secret being compared byte by byte, and what
/// keeps hashes has nothing worth stealing.
[[nodiscard]] std::string sha256(std::string_view bytes);

/// Whether both are the same, in a time that depends on their length alone.
[[nodiscard]] bool same_secret(std::string_view one, std::string_view other);

}  // namespace matbud::web
