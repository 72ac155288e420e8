// Memory for keys: locked, guarded, never in a core dump, wiped when it is given back (libsodium's sodium_malloc).
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace matbud::privacy {

/// Size of a master key and of a citizen's key: that of XChaCha20-Poly1305.
inline constexpr std::size_t key_bytes = 32;

/// Makes libsodium ready; cheap after the first time. Threads may race for it. Throws std::runtime_error when it
/// cannot.
void ensure_sodium();

struct SodiumFree {
  void operator()(std::uint8_t* memory) const noexcept;
};
using SodiumMemory = std::unique_ptr<std::uint8_t[], SodiumFree>;

/// Throws std::bad_alloc.
[[nodiscard]] SodiumMemory sodium_memory(std::size_t size);

/// Bytes on the stack that are wiped at the end of their scope.
class StackKey {
 public:
  StackKey() = default;
  StackKey(const StackKey&) = delete;
  StackKey& operator=(const StackKey&) = delete;
  ~StackKey();
  [[nodiscard]] std::span<std::uint8_t, key_bytes> bytes() { return bytes_; }
  [[nodiscard]] std::span<const std::uint8_t, key_bytes> bytes() const { return bytes_; }

 private:
  std::array<std::uint8_t, key_bytes> bytes_{};
};

/// Places for many keys, a few thousand in each block of guarded memory (guard pages for every single key would cost
/// 16 KiB each). A place keeps its address until it is given back. Not thread-safe.
class KeyPlaces {
 public:
  /// A copy of `key`. Throws std::bad_alloc.
  [[nodiscard]] const std::uint8_t* take(std::span<const std::uint8_t, key_bytes> key);
  /// Wipes the place.
  void give_back(const std::uint8_t* place);

 private:
  std::vector<SodiumMemory> blocks_;
  std::vector<std::uint8_t*> free_;
};

}  // namespace matbud::privacy
