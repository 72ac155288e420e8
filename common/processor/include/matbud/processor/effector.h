// Effects run outside the fold: a performer takes a requested effect, does it in the world, and reports by a command.
// Replays never construct one: a replay cannot send.
#pragma once

#include <optional>
#include <string>

#include "matbud/runtime/v1/runtime.pb.h"

namespace matbud::processor {

/// What became of an effect, as a command for the service's own commands topic.
struct EffectReport {
  std::string effect_id;  ///< which one
  std::string command;    ///< serialized top-level command
  std::string type;       ///< its ce_type
};

/// Performs the effects of one partition of one service. The processor calls it from its own thread; work that waits
/// (a network, a solver) runs on the effector's threads.
class Effector {
 public:
  virtual ~Effector() = default;
  /// Takes the effect and returns at once. False when it cannot take more now: it is offered again.
  /// `maybe_done`: an earlier incarnation may have performed it; ask the provider with the effect id, or else follow
  /// the channel's policy and report the outcome as unknown.
  [[nodiscard]] virtual bool perform(const runtime::v1::PendingEffect& effect, bool maybe_done) = 0;
  /// The next report, in any order; nothing while there is none.
  [[nodiscard]] virtual std::optional<EffectReport> poll() = 0;
};

}  // namespace matbud::processor
