#include "plan.h"

#include <algorithm>
#include <random>

namespace matbud::broker_faults {
namespace {

using std::chrono::milliseconds;

class Planner {
 public:
  Planner(std::uint64_t seed, std::size_t services, milliseconds session)
      : random_{seed}, services_{services}, session_{session} {}

  /// Faults of several processes at once until so many processes have had theirs.
  void add_of_processes(FaultKind kind, int processes) {
    constexpr int at_once_max = 3;
    while (processes > 0) {
      const auto at_once = std::min(processes, 1 + below(std::min(at_once_max, static_cast<int>(services_))));
      processes -= at_once;
      auto fault = make(kind);
      fault.targets = some_targets(at_once);
      plan_.push_back(std::move(fault));
    }
  }
  void add(FaultKind kind, int times) {
    for (int n = 0; n < times; ++n) {
      auto fault = make(kind);
      if (kind != FaultKind::broker) fault.targets = some_targets(1);
      // The disk of second instances is small.
      if (kind == FaultKind::full) fault.targets.front().instance = 2;
      fault.cut = static_cast<CutKind>(n % 3);
      plan_.push_back(std::move(fault));
    }
  }
  [[nodiscard]] std::vector<PlannedFault> shuffled() {
    for (auto left = plan_.size(); left > 1; --left)
      std::swap(plan_[left - 1], plan_[static_cast<std::size_t>(below(static_cast<int>(left)))]);
    return std::move(plan_);
  }

 private:
  // The distributions of the standard library differ between implementations.
  int below(int bound) { return static_cast<int>(random_() % static_cast<std::uint64_t>(bound)); }
  milliseconds up_to(milliseconds bound) { return milliseconds{below(static_cast<int>(bound.count()))}; }

  PlannedFault make(FaultKind kind) {
    PlannedFault fault;
    fault.kind = kind;
    fault.after = up_to(milliseconds{400});
    const bool must_outlast_the_session = kind == FaultKind::pause || kind == FaultKind::cut;
    fault.lasts =
        must_outlast_the_session ? session_ + milliseconds{500} + up_to(milliseconds{1000}) : up_to(milliseconds{1000});
    if (kind == FaultKind::twin || kind == FaultKind::full || kind == FaultKind::clock)
      fault.lasts = session_ + milliseconds{1000};
    return fault;
  }
  /// Of as many services, one instance each.
  std::vector<Target> some_targets(int count) {
    std::vector<std::size_t> services(services_);
    for (std::size_t n = 0; n < services_; ++n) services[n] = n;
    std::vector<Target> targets;
    for (int n = 0; n < count; ++n) {
      const auto chosen = static_cast<std::size_t>(below(static_cast<int>(services.size())));
      targets.push_back({services[chosen], 1 + below(2)});
      services.erase(services.begin() + static_cast<std::ptrdiff_t>(chosen));
    }
    return targets;
  }

  std::mt19937_64 random_;
  std::size_t services_;
  milliseconds session_;
  std::vector<PlannedFault> plan_;
};

}  // namespace

std::string name_of(FaultKind kind) {
  switch (kind) {
    case FaultKind::kill: return "kill";
    case FaultKind::pause: return "pause";
    case FaultKind::broker: return "broker";
    case FaultKind::cut: return "cut";
    case FaultKind::twin: return "twin";
    case FaultKind::full: return "full";
    case FaultKind::clock: return "clock";
  }
  return "unknown";
}

std::vector<PlannedFault> make_plan(std::uint64_t seed, const FaultCounts& counts, std::size_t services,
                                    milliseconds session) {
  Planner planner{seed, services, session};
  planner.add_of_processes(FaultKind::kill, counts.kills);
  planner.add_of_processes(FaultKind::pause, counts.pauses);
  planner.add(FaultKind::broker, counts.brokers);
  planner.add(FaultKind::cut, counts.cuts);
  planner.add(FaultKind::twin, counts.twins);
  planner.add(FaultKind::full, counts.full);
  planner.add(FaultKind::clock, counts.clocks);
  return planner.shuffled();
}

}  // namespace matbud::broker_faults
