#include <gtest/gtest.h>

#include <chrono>

#include "stories.h"

namespace matbud::notification::testing {
namespace {

using std::chrono::minutes;

constexpr auto done = v1::NOTIFICATION_KIND_DELIVERED;
const std::string mail = "o1/delivered/daughter";

/// A notification whose story goes on from where a mail was asked for.
struct AMailOnItsWay : processor::testing::DeciderSpec {
  AMailOnItsWay() : DeciderSpec{make_decider()} {
    given(contacts_of("c-berit", {contact("daughter", {done})}), delivered("o1"));
  }
};

v1::NotificationFailed failed(v1::Outcome outcome, std::uint32_t attempts, Timestamp retry_at = {},
                              const std::string& detail = {}) {
  v1::NotificationFailed event;
  event.set_notification_id(mail);
  event.set_order_id("o1");
  event.set_outcome(outcome);
  event.set_detail(detail);
  event.set_attempts(attempts);
  event.set_retry_at_ms(to_ms(retry_at));
  return event;
}

v1::NotificationSent sent(std::uint32_t attempts) {
  v1::NotificationSent event;
  event.set_notification_id(mail);
  event.set_order_id("o1");
  event.set_detail("smtp 250");
  event.set_attempts(attempts);
  return event;
}

v1::NotificationRetried retried(std::uint32_t attempt) {
  v1::NotificationRetried event;
  event.set_notification_id(mail);
  event.set_order_id("o1");
  event.set_attempt(attempt);
  return event;
}

void expect_nothing_left(const processor::testing::DeciderSpec& spec) {
  EXPECT_TRUE(spec.timers().empty());
  for (std::uint32_t attempt = 1; attempt <= 4; ++attempt)
    EXPECT_FALSE(processor::pending_effect(spec.state(), effect_id_of(mail, attempt))) << "attempt " << attempt;
}

TEST(Outcome, OfAMailThatWasTakenIsSentAndOver) {
  AMailOnItsWay spec;
  spec.when(report(mail, v1::OUTCOME_SENT, "smtp 250")).then(sent(1));
  EXPECT_EQ(spec.subject(), "order/o1");
  expect_nothing_left(spec);
  spec.when(report(mail, v1::OUTCOME_SENT, "smtp 250")).then_nothing();
}

TEST(Outcome, OfAMailThatWasRefusedForGoodIsNeverTriedAgain) {
  AMailOnItsWay spec;
  spec.when(report(mail, v1::OUTCOME_FAILED, "smtp 550")).then(failed(v1::OUTCOME_FAILED, 1, {}, "smtp 550"));
  expect_nothing_left(spec);
}

TEST(Outcome, ThatNobodyKnowsIsNeverTriedAgain) {
  AMailOnItsWay spec;
  spec.when(report(mail, v1::OUTCOME_UNKNOWN)).then(failed(v1::OUTCOME_UNKNOWN, 1));
  expect_nothing_left(spec);
}

TEST(Outcome, WithoutAnEffectIdSpeaksOfTheFirstAttempt) {
  AMailOnItsWay spec;
  auto command = report(mail, v1::OUTCOME_SENT, "smtp 250");
  command.clear_effect_id();
  spec.when(command).then(sent(1));
}

TEST(Outcome, OfAMailThatWasNeverAskedForIsNothing) {
  auto spec = notification();
  spec.when(report("o9/delivered/nobody", v1::OUTCOME_SENT)).then_nothing();
}

TEST(Outcome, ThatThisVersionDoesNotKnowIsParked) {
  AMailOnItsWay spec;
  spec.when(report(mail, v1::OUTCOME_UNSPECIFIED)).then_poison();
}

TEST(Retry, BacksOffOneFiveAndFifteenMinutesAndUpToAQuarterMoreAndGivesUpAfterTheFourthAttempt) {
  AMailOnItsWay spec;
  auto now = monday_8am;
  const minutes waits[] = {minutes{1}, minutes{5}, minutes{15}};
  for (std::uint32_t attempt = 1; attempt <= 3; ++attempt) {
    SCOPED_TRACE(attempt);
    spec.when(report(mail, v1::OUTCOME_TRY_LATER, "smtp 451", attempt));
    const auto* failure = spec.said<v1::NotificationFailed>();
    ASSERT_NE(failure, nullptr);
    const auto again_at = from_ms(failure->retry_at_ms());
    spec.then(failed(v1::OUTCOME_TRY_LATER, attempt, again_at, "smtp 451"));
    const auto wait = waits[attempt - 1];
    EXPECT_GE(again_at, now + wait);
    EXPECT_LT(again_at, now + wait + std::chrono::milliseconds{wait} / 4);
    EXPECT_FALSE(processor::pending_effect(spec.state(), effect_id_of(mail, attempt)));
    now = again_at;
    spec.when_time_passes(now).then(retried(attempt + 1));
    const auto effect = processor::pending_effect(spec.state(), effect_id_of(mail, attempt + 1));
    ASSERT_TRUE(effect);
    EXPECT_TRUE(effect->at_most_once());
    EXPECT_TRUE(effect->started_by().empty());
    EXPECT_EQ(effect->key(), "3024-sandvika");
  }
  spec.when(report(mail, v1::OUTCOME_TRY_LATER, "smtp 451", 4)).then(failed(v1::OUTCOME_TRY_LATER, 4, {}, "smtp 451"));
  expect_nothing_left(spec);
}

TEST(Retry, EndsWhenTheChannelTakesIt) {
  AMailOnItsWay spec;
  spec.given(report(mail, v1::OUTCOME_TRY_LATER)).when_time_passes(monday_8am + minutes{2});
  spec.when(report(mail, v1::OUTCOME_SENT, "smtp 250", 2)).then(sent(2));
  expect_nothing_left(spec);
}

TEST(Retry, IsNotSettledByALateReportOfAnEarlierAttempt) {
  AMailOnItsWay spec;
  spec.given(report(mail, v1::OUTCOME_TRY_LATER)).when_time_passes(monday_8am + minutes{2});
  spec.when(report(mail, v1::OUTCOME_TRY_LATER, "", 1)).then_nothing();
  spec.when(report(mail, v1::OUTCOME_SENT, "smtp 250", 2)).then(sent(2));
}

TEST(Retry, IsGivenUpWhenTheConsentWasWithdrawnMeanwhile) {
  const struct {
    const char* story;
    std::vector<v1::Contact> contacts;
    const char* reason;
  } rows[] = {
      {"all contacts taken away", {}, "no_consent"},
      {"this contact taken away", {contact("son", {done})}, "no_consent"},
      {"this kind taken away", {contact("daughter", {v1::NOTIFICATION_KIND_ORDER_PLACED})}, "no_consent"},
      {"the consent has run out", {contact("daughter", {done}, monday_8am)}, "consent_ended"},
  };
  for (const auto& [story, contacts, reason] : rows) {
    SCOPED_TRACE(story);
    AMailOnItsWay spec;
    spec.given(report(mail, v1::OUTCOME_TRY_LATER), contacts_of("c-berit", contacts));
    spec.when_time_passes(monday_8am + minutes{2}).then(failed(v1::OUTCOME_FAILED, 1, {}, reason));
    expect_nothing_left(spec);
  }
}

TEST(Retry, HappensOnceForATimerThatIsSentTwice) {
  AMailOnItsWay spec;
  spec.given(report(mail, v1::OUTCOME_TRY_LATER)).when_time_passes(monday_8am + minutes{2});
  spec.when_again().then_nothing();
}

}  // namespace
}  // namespace matbud::notification::testing
