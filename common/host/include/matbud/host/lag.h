// How far a processor is behind what it hears.
#pragma once

#include <chrono>
#include <cstdint>

#include "matbud/host/pipeline.h"

namespace matbud::host {

struct Lag {
  std::uint64_t records = 0;                   ///< of all inputs together, not handled yet
  std::uint64_t own_records = 0;               ///< of its own topic, not folded yet
  std::chrono::milliseconds oldest_waits_for;  ///< age of the oldest of them; zero when there is none
};

/// Reads at most one record a topic. What cannot be read counts as no lag: the processor that reads it will raise the
/// alarm. May run beside everything else.
[[nodiscard]] Lag lag_of(log::Log& log, Partition partition, const processor::ProcessorStanding& standing,
                         Timestamp now);

}  // namespace matbud::host
