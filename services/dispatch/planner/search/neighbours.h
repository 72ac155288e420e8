// Which stops lie near which.
#pragma once

#include <vector>

#include "problem.h"

namespace matbud::dispatch::search {

/// For each stop every stop, itself first, then by the length of the way there and back.
class Neighbours {
 public:
  explicit Neighbours(const Problem& problem);

  [[nodiscard]] const Place* of(Place stop) const { return sorted_.data() + stop * stops_; }
  [[nodiscard]] std::size_t count() const { return stops_; }

 private:
  std::size_t stops_;
  std::vector<Place> sorted_;
};

/// For each stop the few that go well right before it, and right after it: near, without long waiting, not too late.
class Companions {
 public:
  Companions(const Problem& problem, std::size_t count_max);

  [[nodiscard]] std::size_t count() const { return count_; }
  [[nodiscard]] const Place* before(Place stop) const { return before_.data() + stop * count_; }
  [[nodiscard]] const Place* after(Place stop) const { return after_.data() + stop * count_; }

 private:
  std::size_t count_;
  std::vector<Place> before_;
  std::vector<Place> after_;
};

}  // namespace matbud::dispatch::search
