// Performs the effects that tell grocers their orders: one lane for each grocer, so that a slow one holds up nobody.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "matbud/base/ids.h"
#include "matbud/bridge/v1/events.pb.h"
#include "matbud/processor/effector.h"

namespace matbud::grocer_bridge {

/// What is told, and under which id.
struct Told {
  std::string effect_id;  ///< names files and deliveries: told again, it has the same one
  AreaId area;
  bridge::v1::Telling telling;
};

/// What became of one attempt.
struct Attempt {
  enum class Outcome { told, failed, later } outcome = Outcome::told;
  std::string detail;  ///< for the operator; no personal data and no words of a grocer's system
};

/// One way of telling, such as documents in a folder. Called from lanes' threads, several at once.
class Teller {
 public:
  virtual ~Teller() = default;
  [[nodiscard]] virtual Attempt tell(const Told& told) = 0;
  /// Attempts under way end soon, and later ones at once, as `later`. Called once, when the channels end. Nothing to do
  /// for who never waits long.
  virtual void cancel() {}
};

/// How long a lane waits before it tries again: doubled each time, with jitter, up to a limit.
struct Patience {
  std::chrono::milliseconds first_wait{1'000};
  std::chrono::milliseconds wait_max{300'000};
  std::chrono::milliseconds gives_up_after{std::chrono::hours{24}};  ///< from the first attempt of this process
};

/// The wait before attempt `attempt` (1 = the second one): between half and the whole of what is doubled each time.
/// `dice` is any number; the same one gives the same wait.
[[nodiscard]] std::chrono::milliseconds wait_before(const Patience& patience, unsigned attempt, std::uint64_t dice);

/// Tells from its making to its end, on a thread for each grocer that has been told something. What one grocer is told
/// keeps its order. An effect that may have been performed before is performed again: the receiver knows it by its id.
class Channels {
 public:
  /// `tellers` by the kind of effect: `peppol`, `webhook`. An effect of another kind fails. `on_report` is called after
  /// each report, to wake whoever polls; may be empty.
  Channels(std::map<std::string, std::shared_ptr<Teller>> tellers, Patience patience, std::function<void()> on_report);
  /// Cancels the attempts under way. What waits is not reported: the next owner performs it.
  ~Channels();
  Channels(const Channels&) = delete;
  Channels& operator=(const Channels&) = delete;

  /// The channels as one partition's processor sees them. Must not outlive them.
  [[nodiscard]] std::unique_ptr<processor::Effector> effector();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace matbud::grocer_bridge
