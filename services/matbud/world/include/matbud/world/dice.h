// Chance that can be repeated: the same seed and purpose give the same numbers on every machine and in every release.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace matbud::world {

/// A number that depends on every byte of the text and on the seed (FNV-1a, then SplitMix64's finish).
[[nodiscard]] std::uint64_t hash_of(std::uint64_t seed, std::string_view text);

/// SplitMix64. Cheap to make: one for each thing that is thrown for, so that adding a throw here changes nothing there.
class Dice {
 public:
  Dice(std::uint64_t seed, std::string_view purpose) : state_{hash_of(seed, purpose)} {}
  [[nodiscard]] std::uint64_t next();
  /// 0 to `count` - 1; `count` must not be 0.
  [[nodiscard]] std::uint64_t below(std::uint64_t count);
  /// True in `percent` of a hundred throws.
  [[nodiscard]] bool chance(std::uint64_t percent) { return below(100) < percent; }
  template <class T, std::size_t Size>
  [[nodiscard]] const T& one_of(const std::array<T, Size>& choices) {
    return choices[below(Size)];
  }
  /// `<prefix>-` and 16 hexadecimal digits.
  [[nodiscard]] std::string id(std::string_view prefix);

 private:
  std::uint64_t state_;
};

}  // namespace matbud::world
