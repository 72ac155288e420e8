#include "search.h"

#include <functional>
#include <utility>

#include "fleet.h"
#include "memory.h"

namespace matbud::dispatch::search {
namespace {

/// At most so much of the search goes to placing everybody and closing routes.
constexpr double fleet_share = 0.5;
/// A search from nothing is many short ones: so many from the start, then from routes of the solutions found.
constexpr int fresh_starts = 30;
constexpr double share_of_a_start = 0.02;
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
    for (int run = 0;; ++run) {
      Part part{progress, steps, share_of_a_start};
      if (run > 0 && part.is_over()) return memory_.best();
      memory_.keep(run < fresh_starts ? fresh(run, part) : blended(part));
      steps += part.steps();
    }
  }

 private:
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
  if (settings.stays_near_start) {
    return anneal(std::move(start), ruin, recreate, random, settings.cooling,
                  [&](std::int64_t more) { return rest(steps + more); });
  }
  return ManyStarts{start, settings, ruin, recreate, random}(rest, steps);
}

}  // namespace matbud::dispatch::search
