// The visits of the month at which something is ordered that a rule is about, or that goes wrong.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace matbud::demo {

/// What is special about the order.
enum class Wish {
  usual,
  beer,             ///< 4.5 %: a licence, hours, an age
  strong_beer,      ///< 5.7 %: no grocer's to sell
  fruit,            ///< by weight
  heavy,            ///< more than a driver may carry at once
  label_not_read,   ///< nobody says why goods of which nothing is known will do
  gone,             ///< what was in the basket is withdrawn
  of_another_unit,  ///< whoever orders serves other people
  only_cheese,      ///< nothing else: an allergy leaves nothing of it
  cheese_too,       ///< besides the rest, which an allergy leaves
  early_price       ///< before the day on which a product gets its new price, and after it
};

/// One such visit. It is not played in a demo that has no such area or citizen.
struct Scene {
  int day;   ///< from 0, the first Monday
  int hour;  ///< by the clock on the wall
  std::size_t area;
  std::size_t citizen;
  Wish wish;
  std::string_view window;
  int delivery_day;  ///< from 0; -1 = the soonest
};

[[nodiscard]] std::span<const Scene> scenes();

}  // namespace matbud::demo
