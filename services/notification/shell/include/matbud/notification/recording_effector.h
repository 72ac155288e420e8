// A channel for the simulation: performs at once, on the caller's thread, by writing down what would have been sent.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "matbud/notification/v1/events.pb.h"
#include "matbud/processor/effector.h"

namespace matbud::notification {

/// One attempt that reached the channel.
struct RecordedAttempt {
  std::string effect_id;
  v1::Notification notification;
  v1::Outcome outcome;  ///< what the channel made of it; with SENT or UNKNOWN it may have reached the reader
};

/// Stateless towards the world but for the vector. Not thread-safe.
class RecordingEffector final : public processor::Effector {
 public:
  /// What the channel makes of an attempt. UNSPECIFIED: it takes the attempt and is never heard of again.
  using OutcomeOf = std::function<v1::Outcome(const v1::Notification& notification, const std::string& effect_id)>;

  /// `attempts` must outlive this; several effectors may share it. Without `outcome_of` everything is sent.
  explicit RecordingEffector(std::vector<RecordedAttempt>& attempts, OutcomeOf outcome_of = {});

  /// Always takes it. With `maybe_done` nothing is sent and the outcome is unknown, as for any channel that cannot be
  /// asked.
  [[nodiscard]] bool perform(const runtime::v1::PendingEffect& effect, bool maybe_done) override;
  [[nodiscard]] std::optional<processor::EffectReport> poll() override;

 private:
  std::vector<RecordedAttempt>& attempts_;
  OutcomeOf outcome_of_;
  std::deque<processor::EffectReport> reports_;
};

}  // namespace matbud::notification
