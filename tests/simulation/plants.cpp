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
      {"catch-up-skips-the-rest", "an empty read passes for the end of the own topic"},
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
      {"parks-others-parking", "another service's parking is parked behind the same subject"},
      {"redriven-at-two-times", "a redriven input is decided for one moment and folded for another"},
      {"effect-not-marked-first", "an effect that must not happen twice is performed unmarked"},
      {"effect-started-twice", "an effect that another has started is started again"},
      {"effect-restarted-blindly", "an effect that another may have performed is performed again"},
      // Services.
      {"capacity-not-checked", "a full window takes another order"},
      {"capacity-not-taken", "a placed order takes no place in its window"},
      {"capacity-not-freed", "a cancelled order keeps its place"},
      {"missing-dedupe", "a repeated command is decided again"},
      {"second-look-forgotten", "a new allergy changes nothing for the orders that are on their way"},
      {"cancelled-on-the-road", "an order that is on its way, or has ended, is still cancelled"},
      {"release-page-lost", "only the first order of a window is released"},
      {"relay-leaks-citizen", "the grocer's label is the citizen's id"},
      {"packed-waits-for-accepted", "a packing that lands before its acceptance is rejected"},
      {"answer-decided-twice", "a grocer's repeated answer is decided again"},
      {"driver-booked-twice", "a plan may overlap the driver's other runs"},
      {"driver-on-two-roads", "a run leaves while the driver's last one is still on the road"},
      {"run-stays-with-the-ill", "a run that another driver has taken over is still the first one's"},
      {"unpacked-order-driven", "a run leaves with what is not packed"},
      {"key-kept-after-erasure", "a citizen's key is not destroyed when their erasure is read"},
      {"key-back-after-erasure", "a key that lands behind the order to destroy it counts"},
      {"plaintext-leak", "a sealed field holds the clear text"},
      {"notification-tells-twice", "the same news is told for each event that carries it"},
      {"notification-retries-unknown", "a notification with an unknown outcome is sent again"},
  };
  return all;
}

}  // namespace matbud::simulation
