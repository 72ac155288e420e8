// How long does ordering think about an order of twelve lines? Deciding and folding, look-ups in the overlay included;
// no log, no disk.
#include <benchmark/benchmark.h>

#include "desk.h"

namespace matbud::ordering::bench {
namespace {

void PlaceAnOrderOfTwelveLines(benchmark::State& state) {
  Desk desk;
  std::vector<std::string> commands(decisions_a_batch);
  std::int64_t placed = 0;
  while (state.KeepRunningBatch(decisions_a_batch)) {
    state.PauseTiming();
    for (auto& command : commands) command = desk.next_order();
    state.ResumeTiming();
    for (const auto& command : commands) {
      if (!desk.submit(command, "command-" + std::to_string(++placed))) {
        state.SkipWithError("an order was not taken");
        return;
      }
    }
    state.PauseTiming();
    desk.fold();
    state.ResumeTiming();
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(PlaceAnOrderOfTwelveLines);

}  // namespace
}  // namespace matbud::ordering::bench

BENCHMARK_MAIN();
