// simulate FIRST [LAST] [--plant NAME] [--steps N] [--trace LINES] [--go-on]: runs seeds and tells about the broken
// ones. `matbud simulate` is the program for people; this one is for those who work on the simulation.
#include <iostream>
#include <string>
#include <string_view>

#include "matbud/base/plant.h"
#include "matbud/simulation/simulation.h"

int main(int argc, char** argv) {
  using namespace matbud::simulation;
  if (argc < 2) {
    std::cerr << "usage: simulate FIRST [LAST] [--plant NAME] [--steps N] [--trace LINES] [--go-on]\n";
    return 2;
  }
  const std::uint64_t first = std::stoull(argv[1]);
  std::uint64_t last = first;
  bool go_on = false;
  Options options;
  for (int i = 2; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--go-on") {
      go_on = true;
    } else if (word == "--trace" && i + 1 < argc) {
      options.trace_lines = std::stoull(argv[++i]);
    } else if (word == "--steps" && i + 1 < argc) {
      options.steps = std::stoull(argv[++i]);
#ifdef MATBUD_PLANTS
    } else if (word == "--plant" && i + 1 < argc) {
      matbud::planted_bug() = argv[++i];
#endif
    } else {
      last = std::stoull(argv[i]);
    }
  }
  const auto campaign = run_seeds(first, last, options, 1, [&](const Outcome& outcome) {
    if (!outcome.held) std::cout << as_text(outcome) << std::flush;
    return outcome.held || go_on;
  });
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
