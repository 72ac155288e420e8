// Where keys and nonces come from. A parameter, so that a simulation or a demo with a seed repeats to the byte.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

namespace matbud::privacy {

/// A source of bytes that nobody can guess. Threads may share it.
class Random {
 public:
  virtual ~Random() = default;
  /// Fills `out`. `context` says what the bytes are for, and for what content; a source from the system ignores it.
  virtual void fill(std::span<std::uint8_t> out, std::initializer_list<std::string_view> context) = 0;
};

/// The operating system's random bytes, through libsodium. What every installation with real people uses.
class SystemRandom final : public Random {
 public:
  SystemRandom();
  void fill(std::span<std::uint8_t> out, std::initializer_list<std::string_view> context) override;
};

/// Bytes that follow from the seed and the context alone (BLAKE2b under a key made of the seed): the same seed gives
/// the same bytes whatever the order of calls or the number of threads. Two calls with one context get the same bytes,
/// so equal clear texts in one field of one person become equal boxes, and whoever knows the seed knows every key: for
/// synthetic citizens only.
class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed);
  void fill(std::span<std::uint8_t> out, std::initializer_list<std::string_view> context) override;

 private:
  std::array<std::uint8_t, 32> key_{};
};

}  // namespace matbud::privacy
