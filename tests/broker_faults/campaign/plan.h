// Which faults come, in which order, for whom and for how long: all from a seed.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace matbud::broker_faults {

enum class FaultKind {
  kill,    ///< SIGKILL of one instance each of up to three services at once; the others of the pairs stand by
  pause,   ///< SIGSTOP of the same, longer than the session's time-out, then SIGCONT: zombies
  broker,  ///< SIGKILL of the broker, and its restart
  cut,     ///< one instance's network: see CutKind
  twin,    ///< a process that takes every partition of a service for its own, beside the two that share them
  full,    ///< one instance dies, and is started again and again where no space is left for its state
  clock,   ///< one instance runs with a clock that jumps by hours and days, both ways
};
[[nodiscard]] std::string name_of(FaultKind kind);

enum class CutKind {
  down,  ///< the link is down
  deaf,  ///< what the broker says does not arrive
  mute,  ///< what the instance says does not arrive
};

struct Target {
  std::size_t service = 0;  ///< index in the list of services
  int instance = 1;         ///< 1 or 2
};

struct PlannedFault {
  FaultKind kind = FaultKind::kill;
  std::vector<Target> targets;        ///< of `broker`: none; of `twin`: only the service counts
  std::chrono::milliseconds after{};  ///< from the end of the one before: orders flow meanwhile
  std::chrono::milliseconds lasts{};  ///< until it is undone: restarted, continued, healed, freed
  CutKind cut = CutKind::down;
};

/// How many of each; of `kill` and `pause`, how many processes.
struct FaultCounts {
  int kills = 0;
  int pauses = 0;
  int brokers = 0;
  int cuts = 0;
  int twins = 0;
  int full = 0;
  int clocks = 0;
};

/// The same for the same arguments, on every machine. `session`: the owners' session time-out.
[[nodiscard]] std::vector<PlannedFault> make_plan(std::uint64_t seed, const FaultCounts& counts, std::size_t services,
                                                  std::chrono::milliseconds session);

}  // namespace matbud::broker_faults
