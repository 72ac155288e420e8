// Chance that repeats: one seed, one sequence, on every machine and with every standard library.
#pragma once

#include <cstdint>
#include <span>

namespace matbud::log {

/// A stream of numbers (SplitMix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_{seed} {}

  [[nodiscard]] std::uint64_t next() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  /// A number from 0 to bound - 1. `bound` must be positive.
  [[nodiscard]] std::uint64_t below(std::uint64_t bound) { return next() % bound; }
  /// A number from `low` to `high`, both included.
  [[nodiscard]] std::uint64_t between(std::uint64_t low, std::uint64_t high) { return low + below(high - low + 1); }
  /// True about `per_mille` times in a thousand. Takes one number from the stream whatever the chance is, so that a
  /// changed chance does not move everything behind it.
  [[nodiscard]] bool chance(unsigned per_mille) { return below(1000) < per_mille; }
  template <class T>
  [[nodiscard]] T& pick(std::span<T> from) {
    return from[static_cast<std::size_t>(below(from.size()))];
  }
  /// An independent stream.
  [[nodiscard]] Random split() { return Random{next()}; }

 private:
  std::uint64_t state_;
};

}  // namespace matbud::log
