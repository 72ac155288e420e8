// Recreate: puts absent stops, one by one, where they cost least at that moment, now and then with one eye shut.
#pragma once

#include <vector>

#include "neighbours.h"
#include "random.h"
#include "solution.h"

namespace matbud::dispatch::search {

struct RecreateSettings {
  /// So many of the possible places are not seen; without that, the same ruin would always be rebuilt the same way.
  double blink_share = 0.01;
  /// A stop is put right behind or right before one of so many stops that suit it, or on an empty route; only when it
  /// fits nowhere there is it tried everywhere.
  std::size_t companions = 24;
};

class Recreate {
 public:
  Recreate(const Problem& problem, const RecreateSettings& settings);

  /// Inserts every absent stop that fits anywhere; the others stay absent.
  void operator()(Solution& solution, Random& random);

 private:
  /// What is looked up again and again for the stop that is being placed.
  struct Candidate;

  void order(std::vector<Place>& stops, Random& random) const;
  void find_empty_routes(const Solution& solution);
  [[nodiscard]] Insertion cheapest(const Solution& solution, Place stop, Random& random);
  void look_at(const Candidate& candidate, const Route& route, std::size_t before, Random& random, Insertion& best);
  [[nodiscard]] bool blinks(Random& random);

  const Problem& problem_;
  RecreateSettings settings_;
  Companions companions_;
  std::size_t places_until_blink_ = 0;
  std::vector<double> from_depot_;
  std::vector<Place> order_;
  std::vector<std::uint32_t> empty_;  ///< the first empty route of each kind
};

}  // namespace matbud::dispatch::search
