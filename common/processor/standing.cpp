// What a processor tells those who watch it.
#include "matbud/processor/machinery.h"
#include "processor_impl.h"

namespace matbud::processor {
namespace {

std::size_t rows_of(const state::Space& space, state::TableId table) {
  std::size_t rows = 0;
  state::SpaceTables{space}.scan(
      table, {}, {}, [&](std::string_view, std::string_view) { return ++rows < ProcessorStanding::count_max; });
  return rows;
}

}  // namespace

ProcessorStanding Processor::Impl::standing() const {
  ProcessorStanding standing;
  for (const auto& input : inputs_) standing.inputs.push_back({input.topic, input.position.next});
  standing.parked = rows_of(space_, parked_inputs);
  standing.pending_effects = rows_of(space_, pending_effects);
  return standing;
}

}  // namespace matbud::processor
