// Addresses that lead nowhere, and what nobody knows of.
#include <gtest/gtest.h>

#include <set>

#include "stories.h"

namespace matbud::notification::testing {
namespace {

using std::chrono::minutes;

constexpr auto done = v1::NOTIFICATION_KIND_DELIVERED;
constexpr auto undelivered = v1::NOTIFICATION_KIND_NOT_DELIVERED;
constexpr auto unreachable = v1::NOTIFICATION_KIND_CONTACT_UNREACHABLE;
const std::string mail = "o1/delivered/daughter";

/// A daughter with a mailbox and a telephone, and the unit that looks after addresses.
struct TwoWays : processor::testing::DeciderSpec {
  TwoWays() : DeciderSpec{make_decider()} { given(people()); }
  static v1::Contact daughter() { return and_at(contact("daughter", {done, undelivered}), v1::CHANNEL_SMS); }
  static v1::PutContacts people() { return contacts_of("c-berit", {daughter(), contact("unit", {unreachable})}); }

  [[nodiscard]] std::string kind_of(const std::string& effect_id) const {
    const auto effect = processor::pending_effect(state(), effect_id);
    return effect ? effect->kind() : "none";
  }
  const v1::NotificationFailed& failure() const { return *said<v1::NotificationFailed>(); }
};

TEST(DeadAddress, IsLeftForTheNextOneAtOnceAndHomeCareIsTold) {
  TwoWays spec;
  spec.when(delivered("o1"));
  EXPECT_EQ(spec.kind_of(mail), "email");
  spec.when(report(mail, v1::OUTCOME_POINT_DEAD, "smtp 550 5.1.1"));
  ASSERT_NE(spec.said<v1::NotificationFailed>(), nullptr);
  EXPECT_EQ(spec.failure().next().point(), 1U);
  ASSERT_EQ(spec.failure().told().notifications_size(), 1);
  EXPECT_EQ(spec.failure().told().notifications(0).notification_id(), "o1/contact_unreachable/unit");
  EXPECT_EQ(spec.kind_of(mail), "none");
  EXPECT_EQ(spec.kind_of(mail + "#2"), "sms");
  EXPECT_EQ(spec.kind_of("o1/contact_unreachable/unit"), "email");
  spec.when(report(mail, v1::OUTCOME_SENT, {}, 2));
  ASSERT_NE(spec.said<v1::NotificationSent>(), nullptr);
  EXPECT_EQ(spec.said<v1::NotificationSent>()->attempts(), 2U);
}

TEST(DeadAddress, IsNotTriedAgainAndHomeCareIsToldOnce) {
  TwoWays spec;
  spec.given(delivered("o1"), delivered("o2"), report(mail, v1::OUTCOME_POINT_DEAD));
  spec.when(report("o2/delivered/daughter", v1::OUTCOME_POINT_DEAD));
  EXPECT_FALSE(spec.failure().has_told()) << "it was on its way already when the first one failed";
  EXPECT_TRUE(spec.failure().has_next());
  spec.when(delivered("o3"));
  EXPECT_EQ(spec.kind_of("o3/delivered/daughter"), "sms");
}

TEST(DeadAddress, IsAliveWhenItIsSealedAnew) {
  TwoWays spec;
  spec.given(delivered("o1"), report(mail, v1::OUTCOME_POINT_DEAD));
  spec.given(TwoWays::people()).when(delivered("o2"));
  EXPECT_EQ(spec.kind_of("o2/delivered/daughter"), "sms") << "the same sealed address is as dead as before";
  auto corrected = TwoWays::daughter();
  corrected.mutable_address()->set_box("sealed anew");
  spec.given(contacts_of("c-berit", {corrected})).when(delivered("o3"));
  EXPECT_EQ(spec.kind_of("o3/delivered/daughter"), "email");
}

TEST(DeadAddress, WithoutAnotherSuppressesWhatFollows) {
  auto spec = notification();
  spec.given(contacts_of("c-berit", {contact("daughter", {done})}), delivered("o1"));
  spec.when(report(mail, v1::OUTCOME_POINT_DEAD));
  const auto* failure = spec.said<v1::NotificationFailed>();
  ASSERT_NE(failure, nullptr);
  EXPECT_FALSE(failure->has_next());
  EXPECT_FALSE(failure->has_told()) << "nobody has asked to be told of dead addresses";
  spec.when(delivered("o2")).then(suppressed("o2", done, "no_live_point", "daughter"));
}

TEST(NextAddress, IsTriedAfterARefusalAndAfterTheLastAttempt) {
  TwoWays refused;
  refused.given(delivered("o1")).when(report(mail, v1::OUTCOME_FAILED, "smtp 554"));
  EXPECT_EQ(refused.kind_of(mail + "#2"), "sms");
  EXPECT_FALSE(refused.failure().has_told()) << "the address is not dead";

  TwoWays spec;
  spec.given(delivered("o1"));
  for (std::uint32_t attempt = 1; attempt <= 4; ++attempt) {
    spec.when(report(mail, v1::OUTCOME_TRY_LATER, {}, attempt));
    if (attempt < 4) spec.when_time_passes(from_ms(spec.failure().retry_at_ms()));
  }
  EXPECT_EQ(spec.kind_of(mail + "#5"), "sms");
  spec.when(report(mail, v1::OUTCOME_TRY_LATER, {}, 5));
  EXPECT_NE(spec.failure().retry_at_ms(), 0) << "the new point has four attempts of its own";
}

TEST(NextAddress, IsNotTriedWhenTheMessageMayHaveArrivedOrMayNoLongerBeTold) {
  TwoWays unknown;
  unknown.given(delivered("o1")).when(report(mail, v1::OUTCOME_UNKNOWN));
  EXPECT_FALSE(unknown.failure().has_next());
  TwoWays withdrawn;
  withdrawn.given(delivered("o1"), contacts_of("c-berit", {})).when(report(mail, v1::OUTCOME_FAILED));
  EXPECT_FALSE(withdrawn.failure().has_next());
  EXPECT_TRUE(withdrawn.timers().empty());
}

TEST(NextAddress, OfACourtesyWaitsForTheMorning) {
  TwoWays spec;
  spec.given(quiet_nights(0), delivered("o1"));
  const auto nine_in_the_evening = monday_8am + std::chrono::hours{12};
  const auto seven_in_the_morning = monday_8am + std::chrono::hours{22};
  spec.at(nine_in_the_evening).when(report(mail, v1::OUTCOME_POINT_DEAD));
  EXPECT_EQ(from_ms(spec.failure().retry_at_ms()), seven_in_the_morning);
  EXPECT_EQ(spec.kind_of(mail + "#2"), "none");
  spec.when_time_passes(seven_in_the_morning);
  EXPECT_EQ(spec.kind_of(mail + "#2"), "sms");
}

TEST(UnknownOutcome, OfAnAlertBySmsIsSentAgainAndOfACourtesyIsNot) {
  const struct {
    const char* story;
    v1::Channel channel;
    bool alert;
    bool again;
  } rows[] = {{"an alert by SMS", v1::CHANNEL_SMS, true, true},
              {"a courtesy by SMS", v1::CHANNEL_SMS, false, false},
              {"an alert by e-mail", v1::CHANNEL_EMAIL, true, false}};
  for (const auto& [story, channel, alert, again] : rows) {
    SCOPED_TRACE(story);
    auto spec = notification();
    spec.given(contacts_of("c-berit", {by(channel, contact("daughter", {done, undelivered}))}));
    const std::string id = alert ? "o1/not_delivered/daughter" : "o1/delivered/daughter";
    if (alert) {
      spec.given(not_delivered("o1"));
    } else {
      spec.given(delivered("o1"));
    }
    spec.when(report(id, v1::OUTCOME_UNKNOWN));
    const auto* failure = spec.said<v1::NotificationFailed>();
    ASSERT_NE(failure, nullptr);
    EXPECT_EQ(failure->retry_at_ms() != 0, again);
    if (!again) continue;
    spec.when_time_passes(from_ms(failure->retry_at_ms()));
    EXPECT_TRUE(processor::pending_effect(spec.state(), id + "#2"));
  }
}

TEST(BackOff, IsSpreadSoThatNotEverybodyComesBackAtOnce) {
  auto spec = notification();
  spec.given(contacts_of("c-berit", {contact("daughter", {done})}));
  std::set<std::int64_t> waits;
  for (int i = 0; i < 20; ++i) {
    const auto order = "o" + std::to_string(i);
    spec.given(delivered(order)).when(report(order + "/delivered/daughter", v1::OUTCOME_TRY_LATER));
    const auto wait = from_ms(spec.said<v1::NotificationFailed>()->retry_at_ms()) - monday_8am;
    EXPECT_GE(wait, minutes{1});
    EXPECT_LT(wait, std::chrono::seconds{75});
    waits.insert(wait.count());
  }
  EXPECT_GT(waits.size(), 10U);
}

TEST(Purpose, OfAConsentCoversItsOwnKindsOnly) {
  constexpr auto exceeded = v1::NOTIFICATION_KIND_BUDGET_EXCEEDED;
  auto guardian = contact("guardian", {done, exceeded});
  guardian.add_purposes(v1::CONSENT_PURPOSE_SPENDING);
  auto spec = notification();
  spec.given(contacts_of("c-berit", {guardian}));
  spec.when(delivered("o1")).then(suppressed("o1", done, "outside_purpose", "guardian"));
  auto placed = order_placed("o2");
  placed.mutable_order()->set_total_ore(5'000);
  placed.mutable_spending()->set_ordered_ore(15'000);
  placed.mutable_spending()->set_budget_ore(10'000);
  spec.when(placed).then_like(requested({"o2/budget_exceeded/guardian"}));
}

}  // namespace
}  // namespace matbud::notification::testing
