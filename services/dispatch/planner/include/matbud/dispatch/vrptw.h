// Files of the vehicle routing problem with time windows as Solomon and Gehring and Homberger published them, and
// plans for them: what lets anybody compare this planner with others.
#pragma once

#include <cstdint>
#include <functional>
#include <istream>
#include <string>
#include <vector>

#include "matbud/base/result.h"

namespace matbud::dispatch {

/// A customer, or the depot. Coordinates and times are in one unit: driving a unit takes a unit.
struct VrptwCustomer {
  double x = 0;
  double y = 0;
  std::int64_t demand = 0;
  double ready = 0;    ///< is served no sooner
  double due = 0;      ///< service begins no later
  double service = 0;  ///< takes so long
};

struct VrptwInstance {
  std::string name;
  std::size_t vehicles = 0;
  std::int64_t capacity = 0;
  std::vector<VrptwCustomer> customers;  ///< [0] is the depot; a customer's number is its index
};

/// More customers than this are refused: all ways between all of them are kept in memory.
inline constexpr std::size_t vrptw_customers_max = 3'000;

/// Reads one file. `name` is what messages call it. Error `invalid` with `<name>:<line>: <what is wrong>` for anything
/// that is no such file, and for a customer whom no vehicle could serve even alone.
[[nodiscard]] Result<VrptwInstance> read_vrptw(std::istream& file, const std::string& name);

enum class VrptwObjective {
  distance,  ///< shortest
  fleet,     ///< fewest vehicles, then shortest
};

struct VrptwPlan {
  std::vector<std::vector<std::size_t>> routes;  ///< customers in driving order; none is empty
  std::vector<std::size_t> unserved;             ///< for whom no place was found, ascending
  double distance = 0;
};

/// How much of the search is over, 0 ... 1, told the steps done so far; the search ends at 1. When it depends on the
/// steps alone, so does the plan; asking a clock gives the best plan for a time.
using SearchProgress = std::function<double(std::int64_t steps)>;

/// Straight-line distances in double precision. Every route keeps windows and capacity.
[[nodiscard]] VrptwPlan plan_vrptw(const VrptwInstance& instance, VrptwObjective objective, std::uint64_t seed,
                                   const SearchProgress& progress);

}  // namespace matbud::dispatch
