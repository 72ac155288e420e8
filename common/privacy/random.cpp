#include "matbud/privacy/random.h"

#include <sodium.h>

#include "secret.h"

namespace matbud::privacy {
namespace {

std::array<std::uint8_t, 8> bytes_of(std::uint64_t number) {
  std::array<std::uint8_t, 8> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(number >> (56 - 8 * i));
  return bytes;
}

}  // namespace

SystemRandom::SystemRandom() { ensure_sodium(); }

void SystemRandom::fill(std::span<std::uint8_t> out, std::initializer_list<std::string_view>) {
  randombytes_buf(out.data(), out.size());
}

SeededRandom::SeededRandom(std::uint64_t seed) {
  ensure_sodium();
  const auto seed_bytes = bytes_of(seed);
  crypto_generichash(key_.data(), key_.size(), seed_bytes.data(), seed_bytes.size(), nullptr, 0);
}

void SeededRandom::fill(std::span<std::uint8_t> out, std::initializer_list<std::string_view> context) {
  crypto_generichash_state hash;
  crypto_generichash_init(&hash, key_.data(), key_.size(), crypto_stream_xchacha20_KEYBYTES);
  for (const auto part : context) {
    // With the length in front, no two contexts run together into the same bytes.
    const auto size = bytes_of(part.size());
    crypto_generichash_update(&hash, size.data(), size.size());
    crypto_generichash_update(&hash, reinterpret_cast<const std::uint8_t*>(part.data()), part.size());
  }
  std::array<std::uint8_t, crypto_stream_xchacha20_KEYBYTES> stream_key{};
  crypto_generichash_final(&hash, stream_key.data(), stream_key.size());
  constexpr std::array<std::uint8_t, crypto_stream_xchacha20_NONCEBYTES> no_nonce{};
  crypto_stream_xchacha20(out.data(), out.size(), no_nonce.data(), stream_key.data());
}

}  // namespace matbud::privacy
