// Ruin: takes strings of neighbouring stops out of neighbouring routes, so that there is slack in place and capacity
// where it can be used (Christiaens and Vanden Berghe, "Slack Induction by String Removals", 2020).
#pragma once

#include <vector>

#include "neighbours.h"
#include "random.h"
#include "solution.h"

namespace matbud::dispatch::search {

struct RuinSettings {
  double stops_mean = 10;       ///< so many stops are taken out on average
  double string_max = 10;       ///< of one route at most
  double split_share = 0.5;     ///< strings that leave some stops in their middle
  double split_deepens = 0.01;  ///< chance that one more stop is left there
};

class Ruin {
 public:
  Ruin(const Problem& problem, const RuinSettings& settings) : neighbours_{problem}, settings_{settings} {}

  /// Removes at least one stop unless all are absent.
  void operator()(Solution& solution, Random& random);

 private:
  void take_string(Solution& solution, std::uint32_t route, Place stop, std::size_t length, Random& random);

  Neighbours neighbours_;
  RuinSettings settings_;
  std::vector<std::uint32_t> ruined_;
};

}  // namespace matbud::dispatch::search
