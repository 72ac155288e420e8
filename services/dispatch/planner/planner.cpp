#include "matbud/dispatch/planner.h"

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "doors.h"
#include "road.h"
#include "search/search.h"
#include "stability.h"
#include "terms.h"

namespace matbud::dispatch {
namespace {

constexpr std::int64_t steps_per_door = 250;
constexpr std::int64_t steps_per_door_replanned = 60;
constexpr std::int64_t steps_max = 60'000;
/// With fewer, one slow search is as good as many short ones, and takes half the time (README.md).
constexpr std::int64_t steps_per_door_for_many_starts = 1'000;
/// A replan begins near its end: hot enough to heal the place of a change, too cold to reshuffle a day.
constexpr search::Cooling replan_cooling{0.1, 0.03};

/// Each shift's deliveries in driving order, and those on no shift.
struct Runs {
  std::vector<std::vector<std::size_t>> by_shift;
  std::vector<std::size_t> left;
};

std::int64_t steps_for(const PlanProblem& problem, std::size_t doors) {
  if (problem.steps > 0) return problem.steps;
  const auto each = problem.previous.empty() ? steps_per_door : steps_per_door_replanned;
  return std::min(steps_max, each * static_cast<std::int64_t>(doors));
}

/// Plans the deliveries whose position is known; those in `apart` are no part of a group.
Runs plan_doors(const PlanProblem& problem, const Road& road, std::vector<bool>& apart) {
  const auto doors = doors_of(problem, apart);
  auto terms = in_search_terms(problem, road, doors);
  search::Settings settings;
  settings.seed = problem.seed;
  if (problem.objective == PlanObjective::fewest_vehicles) settings.objective = search::Objective::fewest_vehicles;
  std::vector<std::vector<search::Place>> previous(problem.shifts.size());
  if (!problem.previous.empty()) {
    settings.cooling = replan_cooling;
    previous = previous_runs(problem, doors);
    charge_changes(previous, problem.shifts.size(), terms);
  }
  const auto steps = steps_for(problem, doors.size());
  settings.many_starts =
      problem.previous.empty() && steps >= steps_per_door_for_many_starts * static_cast<std::int64_t>(doors.size());
  auto start = as_before(search::Solution{terms}, previous);
  const auto found = search::search(std::move(start), settings, [steps](std::int64_t done) {
    return static_cast<double>(done) / static_cast<double>(std::max(steps, std::int64_t{1}));
  });

  Runs runs{std::vector<std::vector<std::size_t>>(problem.shifts.size()), {}};
  for (const auto& route : found.routes()) {
    auto& run = runs.by_shift[route.vehicle()];
    for (std::size_t at = 0; at < route.size(); ++at) {
      const auto& door = doors[route.stop(at)];
      run.insert(run.end(), door.begin(), door.end());
    }
  }
  for (const auto stop : found.absent()) {
    const auto& door = doors[stop];
    runs.left.insert(runs.left.end(), door.begin(), door.end());
    for (const auto delivery : door) apart[delivery] = apart[delivery] || door.size() > 1;
  }
  return runs;
}

double metres(const Road& road, std::size_t shift, const std::vector<std::size_t>& deliveries) {
  auto at = road.place_of_depot(shift);
  double sum = 0;
  for (const auto delivery : deliveries) {
    sum += road.metres(at, road.place_of_delivery(delivery));
    at = road.place_of_delivery(delivery);
  }
  return sum + road.metres(at, road.place_of_depot(shift));
}

/// Single deliveries in the search's terms: what a finished run is checked and timed by.
class Timetables {
 public:
  Timetables(const PlanProblem& problem, const Road& road) : terms_{in_search_terms(problem, road, singles(problem))} {}

  [[nodiscard]] tl::expected<search::Schedule, Hindrance> operator()(std::size_t shift,
                                                                     const std::vector<std::size_t>& deliveries) const {
    search::Load load{};
    std::vector<search::Place> stops;
    for (const auto delivery : deliveries) {
      if (terms_.assignment_cost(shift, delivery) == search::never) return tl::unexpected{Hindrance::skills};
      for (std::size_t i = 0; i < load.size(); ++i) load[i] += terms_.stops[delivery].load[i];
      stops.push_back(static_cast<search::Place>(delivery));
    }
    const auto& capacity = terms_.vehicles[shift].capacity;
    if (load[0] > capacity[0] || load[1] > capacity[1]) return tl::unexpected{Hindrance::load};
    auto schedule = search::schedule(terms_, static_cast<std::uint32_t>(shift), stops);
    if (!schedule) return tl::unexpected{Hindrance::time};
    return *std::move(schedule);
  }

 private:
  static std::vector<Door> singles(const PlanProblem& problem) {
    std::vector<Door> doors;
    for (std::size_t i = 0; i < problem.deliveries.size(); ++i) doors.push_back({i});
    return doors;
  }

  search::Problem terms_;
};

/// What keeps even the shift that comes furthest from bringing this delivery alone: first somebody must be able to,
/// then hold it, then be there in time.
std::optional<Hindrance> hindrance_alone(const PlanProblem& problem, const Timetables& timetables,
                                         std::size_t delivery) {
  auto furthest = Hindrance::skills;
  for (std::size_t shift = 0; shift < problem.shifts.size(); ++shift) {
    const auto alone = timetables(shift, {delivery});
    if (alone) return std::nullopt;
    if (alone.error() == Hindrance::time || furthest == Hindrance::skills) furthest = alone.error();
  }
  return furthest;
}

/// Puts a delivery that nobody can find at the end of the run where that costs least.
bool append(const Timetables& timetables, const Road& road, std::size_t delivery, Runs& runs) {
  double least = std::numeric_limits<double>::infinity();
  std::size_t best = 0;
  for (std::size_t shift = 0; shift < runs.by_shift.size(); ++shift) {
    auto with = runs.by_shift[shift];
    const double before = with.empty() ? 0 : metres(road, shift, with);
    with.push_back(delivery);
    const double added = metres(road, shift, with) - before;
    if (added >= least || !timetables(shift, with)) continue;
    least = added;
    best = shift;
  }
  if (least == std::numeric_limits<double>::infinity()) return false;
  runs.by_shift[best].push_back(delivery);
  return true;
}

PlannedRun as_run(const search::Schedule& schedule, std::size_t shift, const std::vector<std::size_t>& deliveries,
                  double distance_metres) {
  const auto moment = [](double ms) { return from_ms(static_cast<std::int64_t>(ms)); };
  PlannedRun run{shift, {}, moment(schedule.departs), moment(schedule.returns), distance_metres};
  for (std::size_t i = 0; i < deliveries.size(); ++i) run.stops.push_back({deliveries[i], moment(schedule.begins[i])});
  return run;
}

}  // namespace

Plan plan(const PlanProblem& problem) {
  const Road road{problem};
  std::vector<bool> apart(problem.deliveries.size(), false);
  auto runs = plan_doors(problem, road, apart);
  // A group that found no place may find several, one for each of its deliveries.
  if (std::find(apart.begin(), apart.end(), true) != apart.end()) runs = plan_doors(problem, road, apart);

  const Timetables timetables{problem, road};
  for (std::size_t i = 0; i < problem.deliveries.size(); ++i) {
    if (!problem.deliveries[i].position && !append(timetables, road, i, runs)) runs.left.push_back(i);
  }
  Plan plan;
  plan.unplanned = std::move(runs.left);
  std::sort(plan.unplanned.begin(), plan.unplanned.end());
  for (const auto delivery : plan.unplanned) plan.hindrances.push_back(hindrance_alone(problem, timetables, delivery));
  for (std::size_t shift = 0; shift < runs.by_shift.size(); ++shift) {
    const auto& deliveries = runs.by_shift[shift];
    if (deliveries.empty()) continue;
    plan.runs.push_back(
        as_run(timetables(shift, deliveries).value(), shift, deliveries, metres(road, shift, deliveries)));
  }
  return plan;
}

tl::expected<PlannedRun, Hindrance> timed(const PlanProblem& problem, std::size_t shift,
                                          const std::vector<std::size_t>& deliveries) {
  if (shift >= problem.shifts.size()) throw std::invalid_argument{"no such shift in the problem"};
  for (const auto delivery : deliveries) {
    if (delivery >= problem.deliveries.size()) throw std::invalid_argument{"no such delivery in the problem"};
  }
  const Road road{problem};
  return Timetables{problem, road}(shift, deliveries).map([&](const search::Schedule& schedule) {
    return as_run(schedule, shift, deliveries, metres(road, shift, deliveries));
  });
}

}  // namespace matbud::dispatch
