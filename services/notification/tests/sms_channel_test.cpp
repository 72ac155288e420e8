#include "matbud/notification/sms_channel.h"

#include <gmock/gmock.h>

#include "matbud/notification/sms_sink.h"
#include "matbud/notification/smtp_sink.h"
#include "office_story.h"

namespace matbud::notification::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string number = "+4790000000";

class AnSmsChannel : public AnOffice {
 protected:
  void SetUp() override {
    auto started = SmsSink::start({.token = "hemmelig", .dead_ending = {}, .directory = std::nullopt});
    ASSERT_TRUE(started) << started.error().message;
    gateway_ = std::move(*started);
    opens(sms_channel(settings()));
  }

  [[nodiscard]] SmsSettings settings() const {
    SmsSettings settings;
    settings.url = gateway_->url();
    settings.token = "hemmelig";
    settings.from = "Matbud";
    return settings;
  }
  v1::ReportOutcome told(const std::string& address = number, bool maybe_done = false) {
    return reported_of(news(v1::CHANNEL_SMS, address), maybe_done);
  }

  std::unique_ptr<SmsSink> gateway_;
};

TEST_F(AnSmsChannel, HandsTheNewsToTheGatewayUnderAnIdOfOurs) {
  const auto report = told();
  EXPECT_EQ(report.outcome(), v1::OUTCOME_SENT) << report.detail();
  const auto messages = gateway_->messages();
  ASSERT_EQ(messages.size(), 1U);
  EXPECT_EQ(messages[0].to, number);
  EXPECT_EQ(messages[0].from, "Matbud");
  EXPECT_EQ(messages[0].text, "Butikken kan ikke levere denne bestillingen. Vi tar kontakt om hva som skjer videre.");
  EXPECT_THAT(messages[0].id, ::testing::MatchesRegex("[0-9a-f]{32}"));
}

TEST_F(AnSmsChannel, TellsWhatTheGatewayMadeOfIt) {
  const struct {
    GatewayBehaviour behaviour;
    v1::Outcome outcome;
    const char* detail;
    std::size_t kept;
  } rows[] = {
      {GatewayBehaviour::refuse_number, v1::OUTCOME_POINT_DEAD, "unknown_number", 0},
      {GatewayBehaviour::refuse_message, v1::OUTCOME_FAILED, "http 400", 0},
      {GatewayBehaviour::be_busy, v1::OUTCOME_TRY_LATER, "http 503", 0},
      {GatewayBehaviour::refuse_token, v1::OUTCOME_TRY_LATER, "token refused", 0},
      {GatewayBehaviour::break_before_taking, v1::OUTCOME_TRY_LATER, "the gateway never got it", 0},
      {GatewayBehaviour::find_out_later, v1::OUTCOME_POINT_DEAD, "unknown_number", 0},
      {GatewayBehaviour::know_nothing, v1::OUTCOME_UNKNOWN, "http 500", 1},
  };
  for (const auto& [behaviour, outcome, detail, kept] : rows) {
    SCOPED_TRACE(detail);
    gateway_->behave(behaviour);
    const auto report = told();
    EXPECT_EQ(report.outcome(), outcome);
    EXPECT_EQ(report.detail(), detail);
    EXPECT_EQ(gateway_->messages().size(), kept);
  }
}

TEST_F(AnSmsChannel, AsksByOurIdWhatBecameOfAMessageWithoutAnAnswer) {
  gateway_->behave(GatewayBehaviour::break_after_taking);
  const auto report = told();
  EXPECT_EQ(report.outcome(), v1::OUTCOME_SENT);
  EXPECT_EQ(report.detail(), "the gateway has it");
  EXPECT_EQ(gateway_->messages().size(), 1U);
}

TEST_F(AnSmsChannel, AsksWhatAnEarlierOwnerHasDoneAndSendsNothing) {
  EXPECT_EQ(told(number, true).outcome(), v1::OUTCOME_TRY_LATER);
  EXPECT_TRUE(gateway_->messages().empty());
  EXPECT_EQ(told().outcome(), v1::OUTCOME_SENT);
  EXPECT_EQ(told(number, true).outcome(), v1::OUTCOME_SENT);
  EXPECT_EQ(gateway_->messages().size(), 1U);
}

TEST_F(AnSmsChannel, MakesARepeatHarmlessByItsId) {
  EXPECT_EQ(told().outcome(), v1::OUTCOME_SENT);
  EXPECT_EQ(told().outcome(), v1::OUTCOME_SENT);
  EXPECT_EQ(gateway_->messages().size(), 1U);
  EXPECT_EQ(told("+4790000001").outcome(), v1::OUTCOME_SENT);
  EXPECT_EQ(gateway_->messages().size(), 2U) << "another number is another message";
}

TEST_F(AnSmsChannel, SendsNothingToWhatIsNoNumber) {
  for (const std::string address : {"90000000", "+47 900 00 000", "kari@mail.example", ""}) {
    SCOPED_TRACE(address);
    EXPECT_EQ(told(address).outcome(), v1::OUTCOME_POINT_DEAD);
  }
  EXPECT_EQ(told("erased").outcome(), v1::OUTCOME_FAILED);
  EXPECT_TRUE(gateway_->messages().empty());
}

TEST_F(AnSmsChannel, GivesUpOnAGatewayThatSaysNothingAndDoesNotKnow) {
  auto silent = SmtpSink::start();  // it takes connections, and a gateway's requests mean nothing to it
  ASSERT_TRUE(silent);
  (*silent)->behave(SinkBehaviour::say_nothing);
  auto impatient = settings();
  impatient.url = "http://127.0.0.1:" + std::to_string((*silent)->port());
  impatient.timeout = std::chrono::milliseconds{200};
  opens(sms_channel(impatient));
  const auto report = told();
  EXPECT_EQ(report.outcome(), v1::OUTCOME_UNKNOWN);
  EXPECT_THAT(report.detail(), Not(HasSubstr("90000000")));
}

TEST_F(AnSmsChannel, KnowsThatAGatewayThatIsNotThereHasNothing) {
  const auto before = settings();
  gateway_.reset();
  opens(sms_channel(before));
  EXPECT_EQ(told().outcome(), v1::OUTCOME_TRY_LATER);
}

TEST_F(AnSmsChannel, CutsADigestToThreeParts) {
  auto digest = news(v1::CHANNEL_SMS, number);
  digest.mutable_contact()->set_language("se");
  for (int kind = v1::NOTIFICATION_KIND_ORDER_PLACED; kind <= v1::NotificationKind_MAX; ++kind) {
    for (int i = 0; i < 3; ++i) digest.add_more()->set_kind(static_cast<v1::NotificationKind>(kind));
  }
  EXPECT_EQ(reported_of(digest).outcome(), v1::OUTCOME_SENT);
  const auto text = gateway_->messages().at(0).text;
  EXPECT_TRUE(text.ends_with(". ...")) << text;
  EXPECT_LT(text.size(), 3 * 70 * 2U);
}

}  // namespace
}  // namespace matbud::notification::testing
