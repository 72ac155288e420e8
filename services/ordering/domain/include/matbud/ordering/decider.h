// Ordering's rules: which orders stand, when they are released, how they end. Pure; see services/ordering/README.md.
#pragma once

#include <memory>

#include "matbud/ordering/diet.h"
#include "matbud/processor/decider.h"

namespace matbud::ordering {

/// The rules of ordering. It hears ordering's commands, the grocer bridge's events and dispatch's events; it says
/// OrderingEvents. Stateless; threads may share it. Needs the machine's time zone database: a command for an area whose
/// zone the machine does not know is poison. `read_diet` opens the diets of those who order.
[[nodiscard]] std::shared_ptr<const processor::Decider> make_decider(DietReader read_diet);

/// Raised when what is folded changes: state of another version is rebuilt from the log.
inline constexpr std::uint32_t state_version = 7;

}  // namespace matbud::ordering
