// How long does a plan take, and how good is it? Doors at random in a square of Bærum; metres are reported beside.
#include <benchmark/benchmark.h>

#include <chrono>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "matbud/dispatch/planner.h"

namespace matbud::dispatch {
namespace {

PlanProblem a_day(std::size_t stops, std::size_t drivers) {
  constexpr Timestamp opens = from_ms(1'772'438'400'000);
  PlanProblem problem;
  problem.seed = 1;
  std::mt19937_64 random{1};
  const auto within = [&](double from, double to) {
    return from + (to - from) * static_cast<double>(random() % 100'000) / 100'000;
  };
  for (std::size_t i = 0; i < drivers; ++i) {
    problem.shifts.push_back({"shift-" + std::to_string(i), DriverId{"driver-" + std::to_string(i)},
                              opens - std::chrono::hours{1}, opens + std::chrono::hours{6}, Position{59.89, 10.52}, 120,
                              0});
  }
  for (std::size_t i = 0; i < stops; ++i) {
    PlanDelivery delivery;
    delivery.order = OrderId{"order-" + std::to_string(i)};
    delivery.position = Position{within(59.85, 59.95), within(10.40, 10.65)};
    delivery.boxes = 2;
    delivery.earliest = opens;
    delivery.latest = opens + std::chrono::hours{4};
    problem.deliveries.push_back(std::move(delivery));
  }
  return problem;
}

void PlanAWindow(benchmark::State& state) {
  const auto problem = a_day(static_cast<std::size_t>(state.range(0)), static_cast<std::size_t>(state.range(1)));
  Plan made;
  for (auto _ : state) {
    made = plan(problem);
    benchmark::DoNotOptimize(made);
  }
  double metres = 0;
  for (const auto& run : made.runs) metres += run.distance_metres;
  state.counters["km"] = metres / 1000;
  state.counters["unplanned"] = static_cast<double>(made.unplanned.size());
}
BENCHMARK(PlanAWindow)
    ->ArgNames({"stops", "drivers"})
    ->Args({60, 2})
    ->Args({120, 4})
    ->Args({400, 12})
    ->Unit(benchmark::kMillisecond);

std::vector<PreviousRun> as_previous(const PlanProblem& problem, const Plan& plan) {
  std::vector<PreviousRun> runs;
  for (const auto& run : plan.runs) {
    auto& previous = runs.emplace_back(PreviousRun{problem.shifts[run.shift].shift_id, {}});
    for (const auto& stop : run.stops) previous.orders.push_back(problem.deliveries[stop.delivery].order);
  }
  return runs;
}

/// One order is cancelled; `moved` counts the others that got another driver or another stop before them.
void ReplanAfterACancelledOrder(benchmark::State& state) {
  auto problem = a_day(120, 4);
  problem.previous = as_previous(problem, plan(problem));
  const auto gone = problem.deliveries[60].order;
  problem.deliveries.erase(problem.deliveries.begin() + 60);
  for (auto& run : problem.previous) std::erase(run.orders, gone);
  Plan made;
  for (auto _ : state) {
    made = plan(problem);
    benchmark::DoNotOptimize(made);
  }
  const auto places = [](const std::vector<PreviousRun>& runs) {
    std::map<std::string, std::string> found;
    for (const auto& run : runs) {
      auto before = run.shift_id;
      for (const auto& order : run.orders) before = (found[order.value()] = before, run.shift_id + order.value());
    }
    return found;
  };
  const auto then = places(problem.previous);
  auto now = places(as_previous(problem, made));
  int moved = 0;
  for (const auto& [order, place] : then) moved += now[order] != place ? 1 : 0;
  state.counters["moved"] = moved;
}
BENCHMARK(ReplanAfterACancelledOrder)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace matbud::dispatch
