#include "neighbours.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace matbud::dispatch::search {

Neighbours::Neighbours(const Problem& problem) : stops_{problem.stops.size()}, sorted_(stops_ * stops_) {
  std::vector<double> distance(stops_);
  for (Place stop = 0; stop < stops_; ++stop) {
    const auto* from = problem.length->from(stop);
    const auto* to = problem.length->to(stop);
    for (Place other = 0; other < stops_; ++other) distance[other] = other == stop ? -1 : from[other] + to[other];
    const auto begin = sorted_.begin() + static_cast<std::ptrdiff_t>(stop * stops_);
    std::iota(begin, begin + static_cast<std::ptrdiff_t>(stops_), Place{0});
    std::sort(begin, begin + static_cast<std::ptrdiff_t>(stops_),
              [&](Place a, Place b) { return distance[a] != distance[b] ? distance[a] < distance[b] : a < b; });
  }
}

namespace {

/// A way that is driven right after another stop costs its length, and a part of the time that is waited at its end;
/// who arrives too late even when leaving as early as possible costs many times what it is too late.
constexpr double waiting_weight = 0.2;
constexpr double lateness_weight = 10;

double strain(const Problem& problem, Place from, Place to) {
  const auto& a = problem.stops[from];
  const auto& b = problem.stops[to];
  const double travel = (*problem.time)(from, to);
  const double waits = std::max(0.0, b.earliest - (a.latest + a.service + travel));
  const double late = std::max(0.0, a.earliest + a.service + travel - b.latest);
  return (*problem.length)(from, to) + waiting_weight * waits + lateness_weight * late;
}

}  // namespace

Companions::Companions(const Problem& problem, std::size_t count_max) {
  const auto stops = problem.stops.size();
  count_ = std::min(count_max, stops == 0 ? 0 : stops - 1);
  std::vector<std::pair<double, Place>> by_strain;
  const auto append_nearest = [&](std::vector<Place>& lists) {
    std::sort(by_strain.begin(), by_strain.end());
    for (std::size_t i = 0; i < count_; ++i) lists.push_back(by_strain[i].second);
    by_strain.clear();
  };
  for (Place stop = 0; stop < stops; ++stop) {
    for (Place other = 0; other < stops; ++other) {
      if (other != stop) by_strain.emplace_back(strain(problem, other, stop), other);
    }
    append_nearest(before_);
    for (Place other = 0; other < stops; ++other) {
      if (other != stop) by_strain.emplace_back(strain(problem, stop, other), other);
    }
    append_nearest(after_);
  }
}

}  // namespace matbud::dispatch::search
