#include <gtest/gtest.h>

#include "stories.h"

namespace matbud::notification::testing {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr auto placed = v1::NOTIFICATION_KIND_ORDER_PLACED;
constexpr auto assigned = v1::NOTIFICATION_KIND_DRIVER_ASSIGNED;
constexpr auto done = v1::NOTIFICATION_KIND_DELIVERED;
constexpr auto undelivered = v1::NOTIFICATION_KIND_NOT_DELIVERED;
constexpr auto changed = v1::NOTIFICATION_KIND_GOODS_CHANGED;

/// 2026-03-02 in Oslo, an hour ahead of UTC.
constexpr Timestamp monday_at(int hour, int minute = 0) { return monday_8am + hours{hour - 9} + minutes{minute}; }

/// An area whose nights are quiet, with a daughter who wants to know everything.
struct AQuietTown : processor::testing::DeciderSpec {
  explicit AQuietTown(std::uint32_t digest_minutes = 0, v1::Contact daughter = everything())
      : DeciderSpec{make_decider()} {
    given(quiet_nights(digest_minutes), contacts_of("c-berit", {std::move(daughter)}));
  }
  static v1::Contact everything() { return contact("daughter", {placed, assigned, done, undelivered, changed}); }

  /// The effect that goes out under this id; nothing while there is none.
  [[nodiscard]] std::optional<v1::Notification> message(const std::string& id) const {
    const auto effect = processor::pending_effect(state(), id);
    if (!effect) return std::nullopt;
    v1::Notification message;
    message.ParseFromString(effect->request());
    return message;
  }
  /// Kinds of what the last event released, in order.
  [[nodiscard]] std::vector<std::string> released() const {
    std::vector<std::string> ids;
    const auto* said = this->said<v1::NotificationsReleased>();
    if (said == nullptr || !said->has_message()) return ids;
    ids.push_back(said->message().notification_id());
    for (const auto& more : said->message().more()) ids.push_back(more.notification_id());
    return ids;
  }
};

bridge::v1::OrderConfirmed confirmed_with_changes(const std::string& order_id) {
  bridge::v1::OrderConfirmed event;
  event.set_order_id(order_id);
  event.set_citizen_id("c-berit");
  event.add_lines()->set_outcome(bridge::v1::LINE_OUTCOME_SHORT);
  return event;
}

TEST(QuietHours, KeepACourtesyUntilTheMorning) {
  AQuietTown spec;
  spec.at(monday_at(21, 30)).when(delivered("o1"));
  const auto* said = spec.said<v1::NotificationsRequested>();
  ASSERT_NE(said, nullptr);
  EXPECT_EQ(from_ms(said->notifications(0).wait_until_ms()), monday_at(24 + 7));
  EXPECT_EQ(said->notifications(0).wait_reason(), v1::WAIT_REASON_QUIET_HOURS);
  EXPECT_FALSE(spec.message("o1/delivered/daughter"));

  spec.when_time_passes(monday_at(24 + 7));
  EXPECT_EQ(spec.released(), std::vector<std::string>{"o1/delivered/daughter"});
  EXPECT_TRUE(spec.message("o1/delivered/daughter"));
  EXPECT_TRUE(spec.timers().empty());
  spec.when_again().then_nothing();
}

TEST(QuietHours, LetAnAlertPass) {
  AQuietTown spec;
  spec.at(monday_at(23)).when(not_delivered("o1")).then_like(requested({"o1/not_delivered/daughter"}));
  EXPECT_TRUE(spec.message("o1/not_delivered/daughter"));
  dispatch::v1::AlertEscalated escalated;
  escalated.set_order_id("o1");
  escalated.set_citizen_id("c-berit");
  spec.given(contacts_of("c-berit", {contact("unit", {v1::NOTIFICATION_KIND_NOBODY_ANSWERED})})).when(escalated);
  EXPECT_TRUE(spec.message("o1/nobody_answered/unit"));
}

TEST(QuietHours, BeginAndEndToTheMinuteAndReachOverMidnight) {
  const struct {
    const char* story;
    Timestamp at;
    bool waits;
  } rows[] = {{"the last minute before", monday_at(20, 59), false},
              {"the first", monday_at(21), true},
              {"past midnight", monday_at(24 + 3), true},
              {"the last", monday_at(24 + 6, 59), true},
              {"the first after", monday_at(24 + 7), false}};
  for (const auto& [story, at, waits] : rows) {
    SCOPED_TRACE(story);
    AQuietTown spec;
    spec.at(at).when(delivered("o1"));
    EXPECT_EQ(!spec.message("o1/delivered/daughter"), waits);
  }
}

TEST(QuietHours, OfAPersonGoBeforeTheAreas) {
  auto night_nurse = AQuietTown::everything();
  night_nurse.mutable_quiet()->set_from_minute(8 * 60);
  night_nurse.mutable_quiet()->set_until_minute(16 * 60);
  AQuietTown spec{0, night_nurse};
  spec.at(monday_at(23)).when(delivered("o1"));
  EXPECT_TRUE(spec.message("o1/delivered/daughter"));
  spec.at(monday_at(24 + 9)).when(delivered("o2"));
  EXPECT_FALSE(spec.message("o2/delivered/daughter"));
  spec.when_time_passes(monday_at(24 + 16));
  EXPECT_TRUE(spec.message("o2/delivered/daughter"));

  auto always_awake = AQuietTown::everything();
  always_awake.mutable_quiet();
  AQuietTown awake{0, always_awake};
  awake.at(monday_at(23)).when(delivered("o1"));
  EXPECT_TRUE(awake.message("o1/delivered/daughter"));
}

TEST(QuietHours, AreLookedAtAgainWhenTheMomentComes) {
  AQuietTown spec;
  spec.at(monday_at(22)).when(delivered("o1"));
  auto late_riser = AQuietTown::everything();
  late_riser.mutable_quiet()->set_from_minute(22 * 60);
  late_riser.mutable_quiet()->set_until_minute(10 * 60);
  spec.given(contacts_of("c-berit", {late_riser})).when_time_passes(monday_at(24 + 7));
  ASSERT_NE(spec.said<v1::NotificationsReleased>(), nullptr);
  EXPECT_EQ(from_ms(spec.said<v1::NotificationsReleased>()->wait_until_ms()), monday_at(24 + 10));
  EXPECT_FALSE(spec.message("o1/delivered/daughter"));
  spec.when_time_passes(monday_at(24 + 10));
  EXPECT_TRUE(spec.message("o1/delivered/daughter"));
}

TEST(QuietHours, KeepARetryOfACourtesyButNotOfAnAlert) {
  AQuietTown spec;
  spec.at(monday_at(20, 59)).when(delivered("o1"));
  spec.when(report("o1/delivered/daughter", v1::OUTCOME_TRY_LATER));
  EXPECT_EQ(from_ms(spec.said<v1::NotificationFailed>()->retry_at_ms()), monday_at(24 + 7));
  spec.when(not_delivered("o2"));
  spec.when(report("o2/not_delivered/daughter", v1::OUTCOME_TRY_LATER));
  EXPECT_LT(from_ms(spec.said<v1::NotificationFailed>()->retry_at_ms()), monday_at(21, 2));
}

TEST(Digest, OfANightIsOneMessage) {
  AQuietTown spec;
  spec.at(monday_at(21, 30)).when(delivered("o1"));
  spec.at(monday_at(22, 30)).when(confirmed_with_changes("o2"));
  spec.at(monday_at(24 + 6)).when(delivered("o3"));
  EXPECT_EQ(spec.timers().size(), 1U);
  spec.when_time_passes(monday_at(24 + 7));
  EXPECT_EQ(spec.released(),
            (std::vector<std::string>{"o1/delivered/daughter", "o2/goods_changed/daughter", "o3/delivered/daughter"}));
  ASSERT_TRUE(spec.message("o1/delivered/daughter"));
  EXPECT_EQ(spec.message("o1/delivered/daughter")->more_size(), 2);
  EXPECT_FALSE(spec.message("o3/delivered/daughter"));
  spec.when(delivered("o3")).then_nothing();
}

TEST(Digest, GathersWhatComesSoonAfterAMessage) {
  AQuietTown spec{30};
  spec.at(monday_at(10)).when(delivered("o1"));
  EXPECT_TRUE(spec.message("o1/delivered/daughter")) << "the first one goes at once";
  spec.at(monday_at(10, 5)).when(confirmed_with_changes("o2"));
  ASSERT_NE(spec.said<v1::NotificationsRequested>(), nullptr);
  EXPECT_EQ(from_ms(spec.said<v1::NotificationsRequested>()->notifications(0).wait_until_ms()), monday_at(10, 30));
  EXPECT_EQ(spec.said<v1::NotificationsRequested>()->notifications(0).wait_reason(), v1::WAIT_REASON_DIGEST);
  spec.at(monday_at(10, 20)).when(delivered("o3"));
  spec.when_time_passes(monday_at(10, 30));
  EXPECT_EQ(spec.released(), (std::vector<std::string>{"o2/goods_changed/daughter", "o3/delivered/daughter"}));
  spec.at(monday_at(10, 40)).when(delivered("o4"));
  EXPECT_FALSE(spec.message("o4/delivered/daughter")) << "the digest was a message, too";
  spec.when_time_passes(monday_at(11));
  EXPECT_TRUE(spec.message("o4/delivered/daughter"));
  spec.at(monday_at(12)).when(delivered("o5"));
  EXPECT_TRUE(spec.message("o5/delivered/daughter"));
}

TEST(Digest, DoesNotHoldAnAlertBack) {
  AQuietTown spec{30};
  spec.at(monday_at(10)).when(delivered("o1"));
  spec.when(not_delivered("o2"));
  EXPECT_TRUE(spec.message("o2/not_delivered/daughter"));
}

TEST(Digest, IsOneMessageForAllThatOneInputSaysToAPerson) {
  AQuietTown spec{30};
  spec.at(monday_at(10))
      .when(runs_planned({{{"o1", "c-berit", 111}, {"o2", "c-berit", 222}}, {{"o3", "c-berit", 333}}}));
  const auto* said = spec.said<v1::NotificationsRequested>();
  ASSERT_NE(said, nullptr);
  ASSERT_EQ(said->notifications_size(), 1);
  EXPECT_EQ(said->notifications(0).notification_id(), "o1/driver_assigned/daughter");
  ASSERT_EQ(said->notifications(0).more_size(), 2);
  EXPECT_EQ(said->notifications(0).more(1).notification_id(), "o3/driver_assigned/daughter");
  EXPECT_EQ(said->notifications(0).more(1).eta_ms(), 333);
  spec.when(inserted_into_a_run("o3")).then_nothing();
}

TEST(Digest, LeavesOutWhatLaterNewsHaveOvertaken) {
  const auto reasons = [](const AQuietTown& spec) {
    std::vector<std::string> all;
    for (const auto& one : spec.said<v1::NotificationsReleased>()->suppressed())
      all.push_back(one.order_id() + " " + std::string{word_of(one.kind())} + " " + one.reason());
    return all;
  };
  AQuietTown spec{60};
  spec.at(monday_at(10)).when(delivered("o0"));
  spec.at(monday_at(10, 1)).when(inserted_into_a_run("o1"));
  spec.at(monday_at(10, 9)).when(delivered("o1"));
  spec.when_time_passes(monday_at(11));
  EXPECT_EQ(spec.released(), std::vector<std::string>{"o1/delivered/daughter"});
  EXPECT_EQ(reasons(spec), std::vector<std::string>{"o1 driver_assigned overtaken"});

  AQuietTown late;
  late.at(monday_at(21, 30)).when(runs_planned({{{"o1", "c-berit", to_ms(monday_at(22))}}}));
  late.when_time_passes(monday_at(24 + 7));
  EXPECT_TRUE(late.released().empty()) << "the driver was expected last night";
  EXPECT_EQ(reasons(late), std::vector<std::string>{"o1 driver_assigned overtaken"});
  EXPECT_TRUE(late.timers().empty());
}

TEST(Digest, LeavesOutWhatIsPastOrHasEnded) {
  constexpr auto late_grocer = v1::NOTIFICATION_KIND_GROCER_LATE;
  auto in_part = delivered("o1");
  in_part.add_kept_back()->set_reason("damaged");
  AQuietTown spec{60, contact("daughter", {done, late_grocer})};
  spec.at(monday_at(10)).when(delivered("o0"));
  spec.at(monday_at(10, 1)).when(grocer_late("o1"));
  spec.at(monday_at(10, 9)).when(in_part);
  spec.when_time_passes(monday_at(11));
  EXPECT_EQ(spec.released(), std::vector<std::string>{"o1/partly_delivered/daughter"});

  AQuietTown late;
  auto order = order_placed("o1");
  order.mutable_order()->mutable_window()->set_opens_at_ms(to_ms(monday_at(24 + 5)));
  order.mutable_order()->mutable_window()->set_closes_at_ms(to_ms(monday_at(24 + 6)));
  late.at(monday_at(22)).when(order);
  late.when_time_passes(monday_at(24 + 7));
  EXPECT_TRUE(late.released().empty()) << "its hours are over: 'it comes between five and six' is told too late";
}

TEST(Digest, CarriesTheHoursOfEachOrder) {
  auto order = order_placed("o1");
  order.mutable_order()->mutable_window()->set_opens_at_ms(to_ms(monday_at(48)));
  order.mutable_order()->mutable_window()->set_closes_at_ms(to_ms(monday_at(50)));
  auto to_the_base = delivered("o2");
  to_the_base.set_at_unit("vest");
  AQuietTown spec{60};
  spec.at(monday_at(10)).when(delivered("o0"));
  spec.at(monday_at(10, 1)).when(to_the_base);
  spec.at(monday_at(10, 2)).when(order);
  spec.when_time_passes(monday_at(11));
  const auto* said = spec.said<v1::NotificationsReleased>();
  ASSERT_NE(said, nullptr);
  EXPECT_TRUE(said->message().at_base());
  ASSERT_EQ(said->message().more_size(), 1);
  EXPECT_EQ(said->message().more(0).window_opens_at_ms(), to_ms(monday_at(48)));
  EXPECT_EQ(said->message().more(0).window_closes_at_ms(), to_ms(monday_at(50)));
}

TEST(Digest, TellsNothingThatIsNoLongerConsentedTo) {
  const struct {
    const char* story;
    std::vector<v1::Contact> contacts;
    const char* reason;
  } rows[] = {{"the contact was taken away", {}, "no_consent"},
              {"the kind was taken away", {contact("daughter", {placed})}, "no_consent"},
              {"the consent ended in the night", {contact("daughter", {done}, monday_at(24))}, "consent_ended"}};
  for (const auto& [story, contacts, reason] : rows) {
    SCOPED_TRACE(story);
    AQuietTown spec;
    spec.at(monday_at(22)).when(delivered("o1"));
    spec.given(contacts_of("c-berit", contacts)).when_time_passes(monday_at(24 + 7));
    const auto* said = spec.said<v1::NotificationsReleased>();
    ASSERT_NE(said, nullptr);
    EXPECT_FALSE(said->has_message());
    ASSERT_EQ(said->suppressed_size(), 1);
    EXPECT_EQ(said->suppressed(0).reason(), reason);
    EXPECT_TRUE(spec.timers().empty());
  }
}

TEST(Digest, GoesWhereThePersonIsReachedNow) {
  AQuietTown spec;
  spec.at(monday_at(22)).when(delivered("o1"));
  spec.given(contacts_of("c-berit", {by(v1::CHANNEL_SMS, AQuietTown::everything())}))
      .when_time_passes(monday_at(24 + 7));
  EXPECT_EQ(processor::pending_effect(spec.state(), "o1/delivered/daughter")->kind(), "sms");
}

TEST(Digest, TakesNoMoreThanAnybodyReads) {
  AQuietTown spec;
  spec.at(monday_at(22));
  for (int i = 0; i < 40; ++i) spec.when(delivered("o" + std::to_string(i)));
  spec.when(delivered("one more")).then(suppressed("one more", done, "too_many", "daughter"));
  spec.when_time_passes(monday_at(24 + 7));
  EXPECT_EQ(spec.released().size(), 40U);
}

TEST(Digest, OutcomeCountsForAllThatWasInIt) {
  AQuietTown spec;
  spec.at(monday_at(22)).when(delivered("o1"));
  spec.when(delivered("o2")).when_time_passes(monday_at(24 + 7));
  spec.when(report("o1/delivered/daughter", v1::OUTCOME_TRY_LATER));
  ASSERT_EQ(spec.said<v1::NotificationFailed>()->more_size(), 1);
  spec.when_time_passes(monday_at(24 + 7, 2));
  spec.when(report("o1/delivered/daughter", v1::OUTCOME_SENT, {}, 2));
  ASSERT_NE(spec.said<v1::NotificationSent>(), nullptr);
  ASSERT_EQ(spec.said<v1::NotificationSent>()->more_size(), 1);
  EXPECT_EQ(spec.said<v1::NotificationSent>()->more(0).notification_id(), "o2/delivered/daughter");
}

TEST(Letters, ArePrintedOnceADayAndOnlyWhenTheyAreNotTooSlow) {
  constexpr auto refused = v1::NOTIFICATION_KIND_REFUSED_BY_GROCER;
  AQuietTown spec{30, by(v1::CHANNEL_LETTER, contact("daughter", {done, refused}))};
  spec.at(monday_at(12)).when(delivered("o1")).then(suppressed("o1", done, "too_slow", "daughter"));
  spec.when(refused_by_grocer("o2"));
  ASSERT_NE(spec.said<v1::NotificationsRequested>(), nullptr);
  EXPECT_EQ(spec.said<v1::NotificationsRequested>()->notifications(0).wait_reason(), v1::WAIT_REASON_PRINT_RUN);
  spec.at(monday_at(15)).when(refused_by_grocer("o3"));
  spec.when_time_passes(monday_at(24 + 7));
  EXPECT_EQ(spec.released(),
            (std::vector<std::string>{"o2/refused_by_grocer/daughter", "o3/refused_by_grocer/daughter"}));
  EXPECT_EQ(processor::pending_effect(spec.state(), "o2/refused_by_grocer/daughter")->kind(), "letter");
}

TEST(Settings, ArePutOnceForEachCommandAndRefusedWithTheField) {
  auto spec = notification();
  spec.when(quiet_nights(), "s1");
  ASSERT_NE(spec.said<v1::SettingsPut>(), nullptr);
  EXPECT_EQ(spec.subject(), "area/3024-sandvika");
  spec.when(quiet_nights(), "s1").then_nothing();

  const struct {
    const char* field;
    v1::ContactsRefusal reason;
    void (*spoil)(v1::PutSettings&);
  } rows[] = {
      {"area_id", v1::CONTACTS_REFUSAL_MISSING, [](v1::PutSettings& one) { one.clear_area_id(); }},
      {"time_zone", v1::CONTACTS_REFUSAL_INVALID, [](v1::PutSettings& one) { one.set_time_zone("Europe/Atlantis"); }},
      {"quiet", v1::CONTACTS_REFUSAL_INVALID, [](v1::PutSettings& one) { one.mutable_quiet()->set_from_minute(1440); }},
      {"digest_minutes", v1::CONTACTS_REFUSAL_INVALID, [](v1::PutSettings& one) { one.set_digest_minutes(1441); }},
  };
  for (const auto& [field, reason, spoil] : rows) {
    SCOPED_TRACE(field);
    auto command = quiet_nights();
    spoil(command);
    spec.when(command);
    const auto* refused = spec.said<v1::SettingsRefused>();
    ASSERT_NE(refused, nullptr);
    EXPECT_EQ(refused->field(), field);
    EXPECT_EQ(refused->reason(), reason);
  }
}

}  // namespace
}  // namespace matbud::notification::testing
