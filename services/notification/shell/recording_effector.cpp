#include "matbud/notification/recording_effector.h"

#include <utility>

#include "reports.h"

namespace matbud::notification {

RecordingEffector::RecordingEffector(std::vector<RecordedAttempt>& attempts, OutcomeOf outcome_of)
    : attempts_{attempts}, outcome_of_{std::move(outcome_of)} {}

bool RecordingEffector::perform(const runtime::v1::PendingEffect& effect, bool maybe_done) {
  auto notification = notification_of(effect);
  const auto id = notification.notification_id();
  if (maybe_done) {
    reports_.push_back(report_of(effect.effect_id(), id, v1::OUTCOME_UNKNOWN, "the sender died"));
    return true;
  }
  const auto outcome = outcome_of_ ? outcome_of_(notification, effect.effect_id()) : v1::OUTCOME_SENT;
  attempts_.push_back({effect.effect_id(), std::move(notification), outcome});
  if (outcome != v1::OUTCOME_UNSPECIFIED) reports_.push_back(report_of(effect.effect_id(), id, outcome, "recorded"));
  return true;
}

std::optional<processor::EffectReport> RecordingEffector::poll() {
  if (reports_.empty()) return std::nullopt;
  auto report = std::move(reports_.front());
  reports_.pop_front();
  return report;
}

}  // namespace matbud::notification
