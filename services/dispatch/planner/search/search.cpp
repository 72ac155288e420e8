#include "search.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "fleet.h"
#include "memory.h"

namespace matbud::dispatch::search {
namespace {

/// At most so much of the search goes to placing everybody and closing routes.
constexpr double fleet_share = 0.5;
/// Many short searches: in the first part of it all from the start, then from routes of the solutions found.
constexpr double fresh_starts_until = 0.6;
/// Each takes so much of it, or more when that is less than a quarter of the square of the stops in steps. When it
/// would have to be too much, one long search is better: 400 stops came out 6 % longer with starts that were too short.
constexpr double share_of_a_start_min = 0.01;
constexpr double share_of_a_start_max = 0.1;
constexpr double steps_of_a_start_per_square = 0.25;
/// How many steps there will be is found out by this share of them.
constexpr double pilot_share = 0.01;
constexpr std::size_t solutions_remembered = 24;
/// A blend is warmed a little: its seams shall heal, its routes stay.
constexpr double blend_warmth = 0.04;
/// At most so much of a start goes to doing with one route less.
constexpr double fewer_routes_share = 0.4;

/// The next part of a search.
class Part {
 public:
  Part(const Progress& whole, std::int64_t steps, double share)
      : whole_{whole}, steps_before_{steps}, from_{whole(steps)}, until_{from_ + share} {
    if (until_ > 1 - share / 2) until_ = 1;
  }
  [[nodiscard]] bool is_over() const { return from_ >= 1; }
  [[nodiscard]] double begins_at() const { return from_; }
  /// As Progress, of the part alone.
  double operator()(std::int64_t steps) {
    steps_ = steps;
    const double now = whole_(steps_before_ + steps);
    return now >= until_ ? 1 : (now - from_) / (until_ - from_);
  }
  [[nodiscard]] std::int64_t steps() const { return steps_; }

 private:
  const Progress& whole_;
  std::int64_t steps_before_;
  std::int64_t steps_ = 0;
  double from_;
  double until_;
};

/// Many short searches instead of one long one: each ends in a valley of its own, and the best routes of several
/// valleys together are better than one slow cooling finds.
class ManyStarts {
 public:
  ManyStarts(const Solution& start, const Settings& settings, Ruin& ruin, Recreate& recreate, Random& random)
      : start_{start}, settings_{settings}, ruin_{ruin}, recreate_{recreate}, random_{random} {}

  Solution operator()(const Progress& progress, std::int64_t steps) {
    Part pilot{progress, steps, pilot_share};
    memory_.keep(anneal(start_, ruin_, recreate_, random_, settings_.cooling, std::ref(pilot)));
    steps += pilot.steps();
    const double share = share_of_a_start(pilot, progress(steps));
    for (int run = 0;; ++run) {
      Part part{progress, steps, share};
      if (part.is_over()) return memory_.best();
      memory_.keep(part.begins_at() < fresh_starts_until || share >= 1 ? fresh(run, part) : blended(part));
      steps += part.steps();
    }
  }

 private:
  [[nodiscard]] double share_of_a_start(const Part& pilot, double progress) const {
    const auto stops = static_cast<double>(start_.problem().stops.size());
    const double piloted = std::max(progress - pilot.begins_at(), 1e-9);
    const double steps_in_all = static_cast<double>(pilot.steps()) / piloted;
    const double share = steps_of_a_start_per_square * stops * stops / std::max(steps_in_all, 1.0);
    return share > share_of_a_start_max ? 1 : std::max(share, share_of_a_start_min);
  }

  /// Every other one with a route less than the best has: valleys that a search with an empty vehicle at hand hardly
  /// ever enters.
  Solution fresh(int run, Part& part) {
    const bool fewer = run % 2 == 1 && settings_.objective == Objective::shortest && memory_.best().routes_used() > 1;
    if (!fewer) return anneal(start_, ruin_, recreate_, random_, settings_.cooling, std::ref(part));
    std::int64_t steps = 0;
    auto from = place_with_fewer_routes(memory_.best(), memory_.best().routes_used() - 1, ruin_, recreate_, random_,
                                        std::ref(part), fewer_routes_share, steps);
    return anneal(std::move(from), ruin_, recreate_, random_, settings_.cooling,
                  [&](std::int64_t more) { return part(steps + more); });
  }

  Solution blended(Part& part) {
    auto from = memory_.blend(start_, random_);
    recreate_(from, random_);
    const Cooling cooling{settings_.cooling.warm * blend_warmth, settings_.cooling.cold};
    return anneal(std::move(from), ruin_, recreate_, random_, cooling, std::ref(part));
  }

  const Solution& start_;
  const Settings& settings_;
  Ruin& ruin_;
  Recreate& recreate_;
  Random& random_;
  Memory memory_{solutions_remembered};
};

}  // namespace

Solution search(Solution start, const Settings& settings, const Progress& progress) {
  const auto& problem = start.problem();
  if (problem.stops.empty() || problem.vehicles.empty()) return start;
  Random random{settings.seed};
  Ruin ruin{problem, {}};
  Recreate recreate{problem, {}};
  recreate(start, random);

  std::int64_t steps = 0;
  const bool fewest = settings.objective == Objective::fewest_vehicles;
  if (fewest || !start.absent().empty()) {
    const auto routes_min = fewest ? routes_needed_for_load(problem) : problem.vehicles.size();
    start = place_with_fewer_routes(std::move(start), routes_min, ruin, recreate, random, progress, fleet_share, steps);
    if (fewest) start.close_unused();
  }
  const double begun = progress(steps);
  const auto rest = [&](std::int64_t done) {
    const double share = progress(done);
    return begun >= 1 ? 1 : (share - begun) / (1 - begun);
  };
  if (settings.many_starts) return ManyStarts{start, settings, ruin, recreate, random}(rest, steps);
  return anneal(std::move(start), ruin, recreate, random, settings.cooling,
                [&](std::int64_t more) { return rest(steps + more); });
}

}  // namespace matbud::dispatch::search
