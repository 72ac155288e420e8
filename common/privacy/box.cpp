#include "box.h"

#include <sodium.h>

#include <algorithm>
#include <stdexcept>

namespace matbud::privacy {
namespace {

static_assert(key_bytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(nonce_bytes == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
static_assert(box_overhead == nonce_bytes + crypto_aead_xchacha20poly1305_ietf_ABYTES);

const std::uint8_t* bytes_of(std::string_view text) { return reinterpret_cast<const std::uint8_t*>(text.data()); }

}  // namespace

std::string sealed_box(std::span<const std::uint8_t, key_bytes> key, std::span<const std::uint8_t, nonce_bytes> nonce,
                       std::string_view additional, std::string_view clear) {
  std::string box(box_overhead + clear.size(), '\0');
  std::copy(nonce.begin(), nonce.end(), box.begin());
  crypto_aead_xchacha20poly1305_ietf_encrypt(reinterpret_cast<std::uint8_t*>(box.data()) + nonce_bytes, nullptr,
                                             bytes_of(clear), clear.size(), bytes_of(additional), additional.size(),
                                             nullptr, nonce.data(), key.data());
  return box;
}

bool open_box(std::span<const std::uint8_t, key_bytes> key, std::string_view additional, std::string_view box,
              std::span<std::uint8_t> clear) {
  if (box.size() < box_overhead) return false;
  if (clear.size() != box.size() - box_overhead) throw std::logic_error{"open_box: no room for the clear text"};
  return crypto_aead_xchacha20poly1305_ietf_decrypt(clear.data(), nullptr, nullptr, bytes_of(box) + nonce_bytes,
                                                    box.size() - nonce_bytes, bytes_of(additional), additional.size(),
                                                    bytes_of(box), key.data()) == 0;
}

}  // namespace matbud::privacy
