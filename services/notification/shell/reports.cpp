#include "reports.h"

namespace matbud::notification {

processor::EffectReport report_of(std::string_view effect_id, std::string_view notification_id, v1::Outcome outcome,
                                  std::string_view detail) {
  v1::NotificationCommand command;
  auto& report = *command.mutable_report_outcome();
  report.set_notification_id(notification_id.data(), notification_id.size());
  report.set_outcome(outcome);
  report.set_detail(detail.data(), detail.size());
  report.set_effect_id(effect_id.data(), effect_id.size());
  return {std::string{effect_id}, command.SerializeAsString(), v1::ReportOutcome::descriptor()->full_name()};
}

v1::Notification notification_of(const runtime::v1::PendingEffect& effect) {
  v1::Notification notification;
  if (!notification.ParseFromString(effect.request()) || notification.notification_id().empty()) {
    notification.Clear();
    notification.set_notification_id(effect.effect_id());
  }
  return notification;
}

}  // namespace matbud::notification
