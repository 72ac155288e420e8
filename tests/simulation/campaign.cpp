// Many seeds.
#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "matbud/simulation/simulation.h"
#include "world.h"

namespace matbud::simulation {

Counts& Counts::operator+=(const Counts& other) {
  seeds += other.seeds;
  steps += other.steps;
  records += other.records;
  accepted += other.accepted;
  voided += other.voided;
  doubled += other.doubled;
  orphans += other.orphans;
  unknown += other.unknown;
  kills += other.kills;
  moves += other.moves;
  zombies += other.zombies;
  spaces_lost += other.spaces_lost;
  clock_jumps += other.clock_jumps;
  erasures += other.erasures;
  boxes_of_erased += other.boxes_of_erased;
  parked += other.parked;
  redriven += other.redriven;
  orders_placed += other.orders_placed;
  orders_closed += other.orders_closed;
  orders_cancelled += other.orders_cancelled;
  taken_over += other.taken_over;
  refusals += other.refusals;
  notifications += other.notifications;
  digests += other.digests;
  sends += other.sends;
  redecided += other.redecided;
  return *this;
}

Outcome run_seed(std::uint64_t seed, const Options& options) {
  World world{seed, options};
  return world.run();
}

Campaign run_seeds(std::uint64_t first, std::uint64_t last, const Options& options, unsigned threads,
                   const std::function<bool(const Outcome&)>& on_outcome) {
  Campaign campaign;
  std::atomic<std::uint64_t> next{first};
  std::atomic<bool> go_on{true};
  std::mutex mutex;
  const auto work = [&] {
    while (go_on) {
      const auto seed = next++;
      if (seed > last) return;
      auto outcome = run_seed(seed, options);
      const std::lock_guard lock{mutex};
      campaign.counts += outcome.counts;
      if (!on_outcome(outcome)) go_on = false;
      if (!outcome.held) campaign.broken.push_back(std::move(outcome));
    }
  };
  std::vector<std::thread> others;
  for (unsigned thread = 1; thread < threads; ++thread) others.emplace_back(work);
  work();
  for (auto& other : others) other.join();
  std::sort(campaign.broken.begin(), campaign.broken.end(),
            [](const Outcome& a, const Outcome& b) { return a.seed < b.seed; });
  return campaign;
}

std::string as_text(const Outcome& outcome) {
  std::string text = "seed " + std::to_string(outcome.seed) + " digest " + outcome.digest;
  if (outcome.held) return text + " held\n";
  text += " broke invariant " + outcome.invariant + " at step " + std::to_string(outcome.counts.steps) + "\n  " +
          outcome.message + "\n";
  for (const auto& line : outcome.trace) text += "  " + line + "\n";
  return text;
}

}  // namespace matbud::simulation
