// Travel matrices as OSRM and VROOM write them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "matbud/base/result.h"
#include "matbud/dispatch/planner.h"

namespace matbud::dispatch {

/// `10.5200000,59.8900000;...`, longitude first, as OSRM's URLs have positions.
[[nodiscard]] std::string osrm_coordinates(const std::vector<Position>& places);

/// The body of VROOM's form.
[[nodiscard]] std::string vroom_locations(const std::vector<Position>& places);

/// The matrix of so many places in either form: `durations` (seconds) and `distances` (metres), OSRM's at the top
/// level, VROOM's under `matrices` and the name of a profile. null is no way at all. `invalid` for anything else.
[[nodiscard]] Result<TravelMatrix> matrix_from(std::string_view json, std::size_t places);

}  // namespace matbud::dispatch
