#include "matbud/audit/effect_steps.h"

#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <memory>

#include "matbud/audit/contract.h"
#include "matbud/log/topics.h"

namespace matbud::audit {
namespace {

std::vector<EffectStep> steps_of(std::string_view topic, const std::string& json) {
  const std::unique_ptr<google::protobuf::Message> message{contract_of(topic)->New()};
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(json, message.get()).ok()) << json;
  const auto value = message->SerializeAsString();
  log::Envelope record;
  record.value = value;
  return effect_steps(topic, record);
}

TEST(EffectSteps, AreReadFromEveryRecordThatSpeaksOfAnEffect) {
  using enum EffectStep::Kind;
  const struct {
    std::string_view topic;
    std::string json;
    std::string effect_id;
    EffectStep::Kind kind;
  } rows[] = {
      {log::notification_events, R"({"notificationsRequested":{"notifications":[{"notificationId":"o1/placed/k"}]}})",
       "o1/placed/k", asked_for},
      {log::notification_events, R"({"notificationRetried":{"notificationId":"o1/placed/k","attempt":2}})",
       "o1/placed/k#2", asked_for},
      {log::notification_commands, R"({"runtime":{"startEffect":{"effectId":"o1/placed/k"}}})", "o1/placed/k",
       about_to},
      {log::notification_events, R"({"runtime":{"effectStarted":{"effectId":"o1/placed/k"}}})", "o1/placed/k", started},
      {log::notification_commands, R"({"reportOutcome":{"effectId":"o1/placed/k#2"}})", "o1/placed/k#2", reported},
      {log::dispatch_events, R"({"planRequested":{"planId":"p1"}})", "p1", asked_for},
      {log::dispatch_commands, R"({"proposePlan":{"planId":"p1"}})", "p1", reported},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.json);
    const auto steps = steps_of(row.topic, row.json);
    ASSERT_EQ(steps.size(), 1U);
    EXPECT_EQ(steps[0].effect_id, row.effect_id);
    EXPECT_EQ(steps[0].kind, row.kind);
  }
}

TEST(EffectSteps, AreNoneOfWhatDoesNotSpeakOfOneOrCannotBeRead) {
  EXPECT_TRUE(steps_of(log::ordering_events, R"({"orderPlaced":{}})").empty());
  EXPECT_TRUE(steps_of(log::notification_events, R"({"contactsPut":{}})").empty());
  log::Envelope record;
  record.value = "\xff\xff";
  EXPECT_TRUE(effect_steps(log::notification_events, record).empty());
  EXPECT_TRUE(effect_steps("keys.v1", record).empty());
}

}  // namespace
}  // namespace matbud::audit
