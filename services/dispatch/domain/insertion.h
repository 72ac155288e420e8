// One order into a run, at once: same-day orders do not wait for a plan.
#pragma once

#include <optional>

#include "matbud/dispatch/v1/events.pb.h"
#include "rows.h"

namespace matbud::dispatch {

/// Where an order goes.
struct Place {
  std::string shift_id;
  std::string driver_id;
  std::string run_id;
  std::uint32_t stop_index = 0;
};

/// Room in the run with the fewest stops among those that have not left, of drivers on shift in the window's area
/// during the rest of the window; a driver without such a run who has time for one counts as having one without
/// stops. Nothing when nobody has room and time. Looks at each shift of the area once, and at nothing else.
[[nodiscard]] std::optional<Place> least_loaded_run(const TableReader& tables, const v1::Delivery& delivery,
                                                    Timestamp now);

/// Makes the delivery the last stop of the run, which is made when the driver had none.
void evolve_inserted(TableWriter& tables, const v1::RunReplanned& event, Timestamp now);

}  // namespace matbud::dispatch
