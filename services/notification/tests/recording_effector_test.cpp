#include "matbud/notification/recording_effector.h"

#include <gtest/gtest.h>

namespace matbud::notification {
namespace {

runtime::v1::PendingEffect mail(const std::string& order_id) {
  v1::Notification notification;
  notification.set_notification_id(order_id + "/delivered/daughter");
  notification.set_order_id(order_id);
  runtime::v1::PendingEffect effect;
  effect.set_effect_id(notification.notification_id());
  effect.set_kind("email");
  effect.set_request(notification.SerializeAsString());
  return effect;
}

v1::ReportOutcome next_report(RecordingEffector& effector) {
  v1::NotificationCommand command;
  const auto report = effector.poll();
  EXPECT_TRUE(report && command.ParseFromString(report->command));
  return command.report_outcome();
}

TEST(ARecordingEffector, WritesDownWhatItSendsAndReportsIt) {
  std::vector<RecordedAttempt> attempts;
  RecordingEffector effector{attempts};
  EXPECT_TRUE(effector.perform(mail("o1"), false));
  ASSERT_EQ(attempts.size(), 1U);
  EXPECT_EQ(attempts[0].notification.order_id(), "o1");
  EXPECT_EQ(attempts[0].outcome, v1::OUTCOME_SENT);
  const auto report = next_report(effector);
  EXPECT_EQ(report.outcome(), v1::OUTCOME_SENT);
  EXPECT_EQ(report.notification_id(), "o1/delivered/daughter");
  EXPECT_FALSE(effector.poll());
}

TEST(ARecordingEffector, HasTheOutcomeItIsTold) {
  std::vector<RecordedAttempt> attempts;
  RecordingEffector effector{attempts, [](const v1::Notification& notification, const std::string&) {
                               return notification.order_id() == "lost" ? v1::OUTCOME_UNSPECIFIED
                                                                        : v1::OUTCOME_TRY_LATER;
                             }};
  EXPECT_TRUE(effector.perform(mail("lost"), false));
  EXPECT_FALSE(effector.poll());
  EXPECT_TRUE(effector.perform(mail("o1"), false));
  EXPECT_EQ(next_report(effector).outcome(), v1::OUTCOME_TRY_LATER);
  EXPECT_EQ(attempts.size(), 2U);
}

TEST(ARecordingEffector, SendsNothingThatMayBeDone) {
  std::vector<RecordedAttempt> attempts;
  RecordingEffector effector{attempts};
  EXPECT_TRUE(effector.perform(mail("o1"), true));
  EXPECT_EQ(next_report(effector).outcome(), v1::OUTCOME_UNKNOWN);
  EXPECT_TRUE(attempts.empty());
}

}  // namespace
}  // namespace matbud::notification
