// Sends TimerDue for the timers that verified state says are due.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "command_outbox.h"
#include "matbud/processor/decider.h"
#include "matbud/state/space.h"

namespace matbud::processor {

class Ticker {
 public:
  Ticker(const Decider& decider, const state::Space& space) : decider_{decider}, space_{space} {}

  /// Timers or queues of parked inputs have changed in the space.
  void look_again() { stale_ = true; }
  /// Sends what is due; returns how many. A timer that is still there is sent again, after two seconds at first, since
  /// our clock may be a little ahead of the log's, and after a minute at last. One whose subject is parked waits for
  /// the queue to be emptied.
  std::size_t step(Timestamp now, CommandOutbox& outbox);
  /// The earliest moment at which step() may have something to do.
  [[nodiscard]] std::optional<Timestamp> next() const { return next_; }

 private:
  struct Sent {
    Timestamp at;
    std::chrono::milliseconds patience;  ///< it is sent again so long after
  };

  const Decider& decider_;
  const state::Space& space_;
  std::map<std::string, Sent, std::less<>> sent_;  ///< by key of the due table
  std::optional<Timestamp> next_;
  bool stale_ = true;
};

}  // namespace matbud::processor
