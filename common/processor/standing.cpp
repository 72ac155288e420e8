// What a processor tells those who watch it.
#include "matbud/processor/machinery.h"
#include "matbud/processor/positions.h"
#include "processor_impl.h"

namespace matbud::processor {
namespace {

std::size_t rows_of(const state::Space& space, state::TableId table) {
  std::size_t rows = 0;
  state::SpaceTables{space}.scan(
      table, {}, {}, [&](std::string_view, std::string_view) { return ++rows < ProcessorStanding::count_max; });
  return rows;
}

const char* word_of(Processor::Phase phase) {
  switch (phase) {
    case Processor::Phase::catching_up: return "catching_up";
    case Processor::Phase::running: return "running";
    case Processor::Phase::stopped: break;
  }
  return "stopped";
}

}  // namespace

ProcessorStanding Processor::Impl::standing() const {
  ProcessorStanding standing;
  standing.own = {own_.topic, verified_next(own_.topic, own_position_.next)};
  for (const auto& input : inputs_) standing.inputs.push_back({input.topic, input.position.next});
  standing.parked = rows_of(space_, parked_inputs);
  standing.pending_effects = rows_of(space_, pending_effects);
  return standing;
}

log::Progress Processor::Impl::progress() const {
  log::Progress progress;
  progress.partition = partition;
  progress.reached.push_back({own_, verified_next(own_.topic, own_position_.next)});
  for (const auto& input : inputs_)
    progress.reached.push_back({{input.topic, partition}, verified_next(input.topic, input.position.next)});
  const auto figure = [&](const char* name, std::uint64_t number) {
    progress.figures.append(" ").append(name).append("=").append(std::to_string(number));
  };
  progress.figures = std::string{"phase="} + word_of(phase);
  figure("events", counters.events);
  figure("void", counters.voided);
  figure("rebuilds", counters.rebuilds);
  figure("folded", counters.folded);
  figure("parked", parked_subjects_.empty() ? 0 : rows_of(space_, parked_inputs));
  return progress;
}

/// What is in flight may yet be thrown away: only what is stored counts then.
Offset Processor::Impl::verified_next(const std::string& topic, Offset handled) const {
  if (flights_.empty()) return handled;
  const auto stored = stored_position(space_, topic);
  return stored ? stored->next : Offset{0};
}

}  // namespace matbud::processor
