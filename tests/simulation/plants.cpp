// The list of planted bugs. Each is a line `if (planted("..."))` at its natural place in the code.
#include "matbud/simulation/simulation.h"

namespace matbud::simulation {

const std::vector<Plant>& plants() {
  static const std::vector<Plant> all{
      // The chain and the protocol of a processor.
      {"void-accepted", "a reader takes records that do not extend the chain"},
      {"ack-gap-ignored",
       "an acknowledgement at another offset than expected counts as ours: the second owner is trusted"},
      {"unknown-taken-for-success", "an append without a known outcome counts as done"},
      {"overlay-kept-after-unknown", "what was decided and perhaps lost stays on top of the state"},
      {"writer-reused-after-unknown", "a dead writer goes on being used"},
      {"catch-up-stops-early", "an empty read passes for the end of the own topic"},
      {"causes-not-followed", "positions of the inputs are not derived from the events' causes"},
      {"prev-of-wrong-record", "events in flight name the wrong record before them"},
      {"cause-hash-missing", "events do not carry the hash of their cause"},
      {"cut-log-not-noticed", "a log that went back is not checked for"},
      // State.
      {"position-before-apply", "the position is written before the state it stands for"},
      {"non-atomic-batch", "state and position are two writes"},
      {"position-stored-in-flight", "a position is stored that unverified events have not earned"},
      {"state-version-ignored", "state of an old version is folded on by a new one"},
      {"overlay-forgets-newer-change", "folding an old change hides a newer one"},
      {"read-model-without-position", "a read model stores its state without its position"},
      // Timers, parking, effects.
      {"timer-not-cancelled", "a cancelled timer stays in the table of due timers"},
      {"timer-sent-early", "timers are sent before their moment"},
      {"command-lost-after-unknown", "the machinery's commands are not sent again after an unknown outcome"},
      {"input-skipped-on-poison", "an input that cannot be decided is dropped"},
      {"parked-order-overtaken", "later inputs of a parked subject are decided before it"},
      {"parked-forgotten-at-start", "after a restart nobody remembers which subjects are parked"},
      {"redrive-newest-first", "the newest parked input is redriven first"},
      {"effect-not-marked-first", "an effect that must not happen twice is performed unmarked"},
      {"effect-started-twice", "an effect that another has started is started again"},
      {"effect-restarted-blindly", "an effect that another may have performed is performed again"},
      // Services.
      {"notification-tells-twice", "the same news is told for each event that carries it"},
      {"notification-retries-unknown", "a notification with an unknown outcome is sent again"},
  };
  return all;
}

}  // namespace matbud::simulation
