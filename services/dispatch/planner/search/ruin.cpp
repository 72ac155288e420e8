#include "ruin.h"

#include <algorithm>
#include <cmath>

namespace matbud::dispatch::search {

void Ruin::operator()(Solution& solution, Random& random) {
  const auto stops = neighbours_.count();
  const auto placed = stops - solution.absent().size();
  const auto used = solution.routes_used();
  if (placed == 0 || used == 0) return;
  const double mean_size = static_cast<double>(placed) / static_cast<double>(used);
  const double string_max = std::min(settings_.string_max, mean_size);
  const double strings_max = 4 * settings_.stops_mean / (1 + string_max) - 1;
  const auto strings = static_cast<std::size_t>(1 + random.share() * std::max(strings_max, 0.0));

  ruined_.clear();
  const auto seed = static_cast<Place>(random.below(stops));
  const auto* near = neighbours_.of(seed);
  for (std::size_t i = 0; i < stops && ruined_.size() < strings; ++i) {
    const auto route = solution.route_of(near[i]);
    if (route == Solution::nowhere || std::find(ruined_.begin(), ruined_.end(), route) != ruined_.end()) continue;
    const double length_max = std::min(string_max, static_cast<double>(solution.routes()[route].size()));
    const auto length = static_cast<std::size_t>(1 + random.share() * length_max);
    ruined_.push_back(route);
    take_string(solution, route, near[i], std::min(length, solution.routes()[route].size()), random);
  }
}

void Ruin::take_string(Solution& solution, std::uint32_t route, Place stop, std::size_t length, Random& random) {
  const auto size = solution.routes()[route].size();
  std::size_t kept = 0;
  if (length > 1 && length < size && random.share() < settings_.split_share) {
    kept = 1;
    while (length + kept < size && random.share() < settings_.split_deepens) ++kept;
  }
  const auto at = solution.at(stop);
  const auto span = length + kept;
  const auto first_min = at + 1 > span ? at + 1 - span : 0;
  const auto first_max = std::min(at, size - span);
  const auto first = first_min + random.below(first_max - first_min + 1);
  if (kept == 0) {
    solution.erase(route, first, length);
    return;
  }
  const auto head = 1 + random.below(length - 1);
  solution.erase(route, first + head + kept, length - head);
  solution.erase(route, first, head);
}

}  // namespace matbud::dispatch::search
