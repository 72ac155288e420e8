// The one cipher: XChaCha20-Poly1305 (IETF), a random 24-byte nonce in front of the ciphertext and its tag.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "secret.h"

namespace matbud::privacy {

inline constexpr std::size_t nonce_bytes = 24;

/// Nonce, ciphertext, tag.
[[nodiscard]] std::string sealed_box(std::span<const std::uint8_t, key_bytes> key,
                                     std::span<const std::uint8_t, nonce_bytes> nonce, std::string_view additional,
                                     std::string_view clear);

/// Writes the clear text of `box` into `clear`, which must have box.size() - box_overhead bytes. False, and `clear`
/// holds zeros, when the box was not sealed under this key with this additional data.
[[nodiscard]] bool open_box(std::span<const std::uint8_t, key_bytes> key, std::string_view additional,
                            std::string_view box, std::span<std::uint8_t> clear);

/// How many bytes a box is longer than its clear text: nonce and tag.
inline constexpr std::size_t box_overhead = nonce_bytes + 16;

}  // namespace matbud::privacy
