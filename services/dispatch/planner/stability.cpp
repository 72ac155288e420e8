#include "stability.h"

#include <algorithm>
#include <unordered_map>

namespace matbud::dispatch {
namespace {

using Runs = std::vector<std::vector<search::Place>>;

/// Whether the stop fits behind all others of its route.
bool fits_last(const search::Route& route, const search::Problem& problem, search::Place stop) {
  const auto& vehicle = problem.vehicles[route.vehicle()];
  const auto& what = problem.stops[stop];
  if (!route.has_room_for(problem, what.load)) return false;
  if (problem.assignment_cost(route.vehicle(), stop) == search::never) return false;
  const auto& last = route.visits()[route.size()];
  const auto& home = route.visits().back();
  const double begins = vehicle.begin(vehicle.arrival(last.leaves, (*problem.time)(last.place, stop)), what);
  if (begins > what.latest) return false;
  if (vehicle.arrival(begins + what.service, (*problem.time)(stop, home.place)) > home.latest) return false;
  return !problem.cold || route.keeps_cold(problem, stop, route.size() + 1);
}

}  // namespace

Runs previous_runs(const PlanProblem& problem, const std::vector<Door>& doors) {
  std::unordered_map<std::string, search::Place> door_of;
  for (search::Place stop = 0; stop < doors.size(); ++stop) {
    for (const auto delivery : doors[stop]) door_of.emplace(problem.deliveries[delivery].order.value(), stop);
  }
  Runs runs(problem.shifts.size());
  std::vector<bool> seen(doors.size(), false);
  for (const auto& run : problem.previous) {
    const auto shift = std::find_if(problem.shifts.begin(), problem.shifts.end(),
                                    [&](const PlanShift& one) { return one.shift_id == run.shift_id; });
    std::vector<search::Place> stops;
    for (const auto& order : run.orders) {
      const auto door = door_of.find(order.value());
      if (door == door_of.end() || seen[door->second]) continue;
      seen[door->second] = true;
      stops.push_back(door->second);
    }
    if (shift == problem.shifts.end()) {
      runs.push_back(std::move(stops));
    } else {
      auto& of_shift = runs[static_cast<std::size_t>(shift - problem.shifts.begin())];
      of_shift.insert(of_shift.end(), stops.begin(), stops.end());
    }
  }
  return runs;
}

void charge_changes(const Runs& previous, std::size_t shifts, search::Problem& terms) {
  const auto stops = terms.stops.size();
  constexpr auto nobody = search::Solution::nowhere;
  std::vector<search::Place> next(stops, nobody);
  std::vector<bool> was_planned(stops, false);
  if (terms.assignment.empty()) terms.assignment.assign(shifts * stops, 0);
  for (std::size_t run = 0; run < previous.size(); ++run) {
    for (std::size_t i = 0; i < previous[run].size(); ++i) {
      const auto stop = previous[run][i];
      was_planned[stop] = true;
      if (i + 1 < previous[run].size()) next[stop] = previous[run][i + 1];
      if (run >= shifts) continue;  // its driver is gone: anybody may take it
      for (std::size_t shift = 0; shift < shifts; ++shift) {
        if (shift != run) terms.assignment[shift * stops + stop] += stable_run_metres;
      }
    }
  }
  const auto places = terms.length->places();
  std::vector<double> length;
  length.reserve(places * places);
  for (search::Place from = 0; from < places; ++from) {
    for (search::Place to = 0; to < places; ++to) {
      const bool between_old = from < stops && to < stops && was_planned[from] && was_planned[to];
      length.push_back((*terms.length)(from, to) + (between_old && next[from] != to ? stable_link_metres : 0));
    }
  }
  terms.length = std::make_shared<search::Matrix>(places, std::move(length));
}

search::Solution as_before(search::Solution empty, const Runs& previous) {
  auto solution = std::move(empty);
  for (std::uint32_t route = 0; route < solution.routes().size(); ++route) {
    for (const auto stop : previous[route]) {
      const auto& now = solution.routes()[route];
      if (fits_last(now, solution.problem(), stop)) solution.insert(stop, route, now.size() + 1);
    }
  }
  return solution;
}

}  // namespace matbud::dispatch
