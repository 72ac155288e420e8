// The world outside: channels that take notifications, solvers that make plans. It remembers what it was made to do,
// whoever dies meanwhile.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>

#include "keys.h"
#include "matbud/dispatch/plan_effector.h"
#include "matbud/log/random.h"
#include "matbud/notification/v1/events.pb.h"
#include "matbud/processor/effector.h"
#include "matbud/simulation/simulation.h"
#include "trace.h"

namespace matbud::simulation {

/// Every notification that ever went out.
class Provider {
 public:
  explicit Provider(Counts& counts) : counts_{counts} {}
  /// A channel takes it, with all that is in it. Throws Violation when it took a piece of it before; an alert by SMS
  /// may come twice, since its outcome may have been unknown.
  void send(const notification::v1::Notification& message, const std::string& incarnation);
  /// No more dawdling: what is asked for is done at once.
  void calm_down() { calm_ = true; }
  [[nodiscard]] bool calm() const { return calm_; }
  [[nodiscard]] bool has_sent(const std::string& notification_id) const { return sent_.contains(notification_id); }

 private:
  void take(const std::string& notification_id, const std::string& incarnation);

  Counts& counts_;
  bool calm_ = false;
  std::map<std::string, std::string> sent_;  ///< by whom
};

/// Performs the effects of one life of one processor: slowly, sometimes in vain, and not at all once it is dead.
class SimulatedEffector final : public processor::Effector {
 public:
  SimulatedEffector(Provider& provider, const Keys& keys, log::Random random, std::string incarnation)
      : provider_{provider},
        keys_{keys},
        random_{random},
        incarnation_{std::move(incarnation)},
        planner_{[&keys](const privacy::v1::Sealed& point) { return keys.opened_point(point); },
                 dispatch::Solving::at_once} {}

  [[nodiscard]] bool perform(const runtime::v1::PendingEffect& effect, bool maybe_done) override;
  [[nodiscard]] std::optional<processor::EffectReport> poll() override;

 private:
  struct Job {
    runtime::v1::PendingEffect effect;
    bool maybe_done;
    bool sent = false;
  };
  [[nodiscard]] processor::EffectReport notified(Job& job);
  /// Whether a channel could read where to send this.
  [[nodiscard]] privacy::Opened::Kind address_of(const notification::v1::Notification& request) const;

  Provider& provider_;
  const Keys& keys_;
  log::Random random_;
  std::string incarnation_;
  std::deque<Job> jobs_;
  dispatch::PlanEffector planner_;
};

}  // namespace matbud::simulation
