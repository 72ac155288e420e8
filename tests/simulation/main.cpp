// simulate SEED [LAST] [--plant NAME]: runs seeds and tells about the broken ones. `matbud simulate` is the program for
// people; this one is for those who work on the simulation.
#include <iostream>
#include <string>

#include "matbud/base/plant.h"
#include "matbud/simulation/simulation.h"

int main(int argc, char** argv) {
  using namespace matbud::simulation;
  if (argc < 2) {
    std::cerr << "usage: simulate SEED [LAST] [PLANT]\n";
    return 2;
  }
  const std::uint64_t first = std::stoull(argv[1]);
  const std::uint64_t last = argc > 2 ? std::stoull(argv[2]) : first;
#ifdef MATBUD_PLANTS
  if (argc > 3) matbud::planted_bug() = argv[3];
#endif
  Options options;
  const auto campaign = run_seeds(first, last, options, 1, [&](const Outcome& outcome) { return outcome.held; });
  for (const auto& outcome : campaign.broken) std::cout << as_text(outcome);
  const auto& counts = campaign.counts;
  std::cout << counts.seeds << " seeds, " << counts.steps << " steps, " << counts.records << " records, "
            << counts.accepted << " accepted, " << counts.voided << " void, " << counts.kills << " kills, "
            << counts.moves << " moves, " << counts.zombies << " zombies, " << counts.unknown << " unknown, "
            << counts.orphans << " orphans, " << counts.doubled << " doubled, " << counts.parked << " parked, "
            << counts.orders_placed << " placed, " << counts.orders_cancelled << " cancelled, " << counts.orders_closed
            << " closed, " << counts.refusals << " refused, " << counts.notifications << " notifications, "
            << counts.sends << " sent\n";
  return campaign.broken.empty() ? 0 : 1;
}
