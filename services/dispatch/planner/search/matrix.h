// What it costs to go from each place to each other: metres, or time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <utility>
#include <vector>

namespace matbud::dispatch::search {

/// A stop's or a depot's number in the matrices: stops first, then depots.
using Place = std::uint32_t;

/// Kept by rows and by columns, so that "from everywhere to here" is as near in memory as "from here to everywhere".
class Matrix {
 public:
  /// `values` row by row: from the first place to each, from the second place to each ... Throws
  /// std::invalid_argument unless there are `places` * `places` of them.
  Matrix(std::size_t places, std::vector<double> values) : places_{places}, by_from_{std::move(values)} {
    if (by_from_.size() != places_ * places_) throw std::invalid_argument{"a matrix is as wide as it is high"};
    bool symmetric = true;
    std::vector<double> turned(by_from_.size());
    for (std::size_t from = 0; from < places_; ++from) {
      for (std::size_t to = 0; to < places_; ++to) {
        turned[to * places_ + from] = by_from_[from * places_ + to];
        symmetric = symmetric && by_from_[to * places_ + from] == by_from_[from * places_ + to];
      }
    }
    // One copy of a symmetric matrix stays in the cache twice as well as two.
    if (!symmetric) by_to_ = std::move(turned);
  }

  [[nodiscard]] std::size_t places() const { return places_; }
  [[nodiscard]] double operator()(Place from, Place to) const { return by_from_[from * places_ + to]; }
  /// [x]: from `place` to x.
  [[nodiscard]] const double* from(Place place) const { return by_from_.data() + place * places_; }
  /// [x]: from x to `place`.
  [[nodiscard]] const double* to(Place place) const {
    return (by_to_.empty() ? by_from_.data() : by_to_.data()) + place * places_;
  }

 private:
  std::size_t places_;
  std::vector<double> by_from_;
  std::vector<double> by_to_;
};

}  // namespace matbud::dispatch::search
