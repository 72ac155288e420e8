// Hands the effects that verified state asks for to the effector, and its reports to the commands topic.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "command_outbox.h"
#include "matbud/processor/decider.h"
#include "matbud/processor/effector.h"
#include "matbud/state/space.h"

namespace matbud::processor {

class EffectDriver {
 public:
  /// `effector` may be null: effects then stay pending.
  EffectDriver(const Decider& decider, const state::Space& space, Effector* effector, std::string incarnation)
      : decider_{decider}, space_{space}, effector_{effector}, incarnation_{std::move(incarnation)} {}

  /// Effects have changed in the space.
  void look_again() { stale_ = true; }
  /// Hands over effects and sends reports; returns how many effects were handed over.
  std::size_t step(Timestamp now, CommandOutbox& outbox);

 private:
  enum class Stage { start_sent, performing, reported };
  void look(Timestamp now, CommandOutbox& outbox, std::size_t& handed_over);
  void send_start(const runtime::v1::PendingEffect& effect, Timestamp now, CommandOutbox& outbox);
  bool hand_over(const runtime::v1::PendingEffect& effect, bool maybe_done);

  const Decider& decider_;
  const state::Space& space_;
  Effector* effector_;
  std::string incarnation_;
  /// What this incarnation has done about each pending effect, with where its report goes.
  struct InHand {
    Stage stage;
    std::string key;
    std::string subject;
    std::uint64_t request_number;
  };
  std::map<std::string, InHand, std::less<>> in_hand_;
  std::uint64_t reports_ = 0;
  bool stale_ = true;
};

}  // namespace matbud::processor
