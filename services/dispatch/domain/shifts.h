// Drivers coming on and going off shift.
#pragma once

#include "deciding.h"
#include "matbud/dispatch/v1/commands.pb.h"

namespace matbud::dispatch {

/// A shift that cannot be, or overlaps another of the same driver, is refused; the same one again yields nothing.
[[nodiscard]] Answer decide_start_shift(const Asked& asked, const v1::StartShift& command);
/// Refused while a run of the shift is on the road: its goods are in the car.
[[nodiscard]] Answer decide_end_shift(const Asked& asked, const v1::EndShift& command);

/// Windows that orders wait for are planned anew.
void evolve_on_shift(TableWriter& tables, const v1::Shift& shift, Timestamp now);
/// Runs that had not left are dissolved; their orders wait again.
void evolve_off_shift(TableWriter& tables, const v1::DriverOffShift& event, Timestamp now);

}  // namespace matbud::dispatch
