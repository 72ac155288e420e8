// Chance that is the same on every machine: the standard library's distributions are not.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace matbud::dispatch::search {

/// SplitMix64 (Steele, Lea, Flood 2014): fast, eight bytes of state, good enough to choose stops.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_{seed} {}

  std::uint64_t next() {
    std::uint64_t mixed = state_ += 0x9e3779b97f4a7c15U;
    mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
    return mixed ^ (mixed >> 31U);
  }
  /// 0 <= it < `end`; `end` > 0. By multiplication: no division, and a bias that no plan notices.
  std::size_t below(std::size_t end) { return static_cast<std::size_t>((next() >> 32U) * end >> 32U); }
  /// 0 <= it < 1.
  double share() { return static_cast<double>(next() >> 11U) * 0x1p-53; }

  template <class T>
  void shuffle(std::vector<T>& items) {
    for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
  }

 private:
  std::uint64_t state_;
};

}  // namespace matbud::dispatch::search
