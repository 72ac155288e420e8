// Runs that a dispatcher wonders about: what a solver would make of a window, and when the dispatcher's own runs would
// be where. Nothing is asked of the log; the same request gives the same answer.
#pragma once

#include <string>
#include <vector>

#include "matbud/dispatch/plan_effector.h"
#include "matbud/dispatch/v1/commands.pb.h"
#include "matbud/dispatch/v1/events.pb.h"

namespace matbud::dispatch {

/// A run as a dispatcher wants it.
struct WantedRun {
  std::string shift_id;
  std::vector<std::string> order_ids;  ///< in driving order
};

/// What becomes of wanted runs.
struct Reckoned {
  std::vector<v1::Run> runs;  ///< those that can be driven, in their order, with times and metres and without an id
  struct Hindered {
    std::size_t wanted;  ///< which of the wanted runs
    Hindrance why;
  };
  std::vector<Hindered> hindered;  ///< those that cannot
  v1::Travel travel;               ///< what they are timed by: great circles as soon as one of them is
};

/// Times the wanted runs, one after the other: each in the first time that its shift has between the standing runs and
/// those before it. `ask` is whom to ask for travel times; without it, or when it fails, great circles serve. A shift or order that the request does not name makes its run one that cannot be
/// driven (Hindrance::time).
[[nodiscard]] Reckoned reckon(const v1::PlanRequested& request, const PointOpener& open,
                              const std::vector<WantedRun>& wanted, const std::vector<v1::Run>& standing = {},
                              const TravelAsker& ask = {});

/// When a run that takes same-day orders keeps its driver: all of its window but for the driver's planned runs. As runs
/// that stand, for reckon().
[[nodiscard]] std::vector<v1::Run> kept_by_all_day_run(const v1::Run& all_day, std::vector<v1::Run> planned);

/// Solves the request: its runs are named `<plan id>/1` and so on. `ask` as for reckon().
[[nodiscard]] v1::ProposePlan solve(const v1::PlanRequested& request, const PointOpener& open,
                                    const TravelAsker& ask = {});

}  // namespace matbud::dispatch
