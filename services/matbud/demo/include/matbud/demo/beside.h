// The demo's people beside services that run as programs of their own: citizens who order, a grocer who packs, drivers
// who deliver, on a shared log and on the real clock. Orders are for the same day, and everybody is prompt.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "matbud/base/result.h"
#include "matbud/host/installation.h"

namespace matbud::demo {

struct BesideOptions {
  host::Settings installation;   ///< on a shared log; made when it is not there
  std::filesystem::path inputs;  ///< holds products-nordic.csv and baskets.csv
  std::uint64_t seed = 1;
  std::size_t areas = 5;
  std::size_t citizens_per_area = 24;
  std::uint64_t orders = 0;  ///< so many, and then the end when each has reached its own; 0: until `wait` says so
  std::chrono::milliseconds order_every{500};
  /// An area where nobody accepts, packs or drives but whoever opens the pages; empty = none.
  std::string area_left_to_people = {};
  /// Without an order that moves for so long, the end: something is stuck. Only with `orders`.
  std::chrono::seconds patience{120};
};

/// What became of the orders.
struct BesideSummary {
  std::uint64_t asked = 0;
  std::map<std::string, std::uint64_t> ended;  ///< by `delivered`, `returned`, `refused` ...
  std::uint64_t notified = 0;                  ///< orders of which somebody is told
  std::chrono::milliseconds median_to_the_door{0};
  std::chrono::milliseconds longest_to_the_door{0};
  std::vector<std::string> violations;  ///< orders that have not reached their end, or reached two; empty: all is well
};

/// Introduces the people, calls `introduced`, and lives until the end. `wait` waits for at most so long and returns
/// whether to end; `messages` hears about every fifth second how far it has come. Outages of the log are waited out.
/// Errors: those of Installation::open, and inputs that cannot be read.
[[nodiscard]] Result<BesideSummary> live_beside(const BesideOptions& options, const std::function<void()>& introduced,
                                                const std::function<bool(std::chrono::milliseconds)>& wait,
                                                std::ostream& messages);

}  // namespace matbud::demo
