#include <gtest/gtest.h>

#include "matbud/log/topics.h"
#include "stories.h"

namespace matbud::notification::testing {
namespace {

constexpr auto placed = v1::NOTIFICATION_KIND_ORDER_PLACED;
constexpr auto assigned = v1::NOTIFICATION_KIND_DRIVER_ASSIGNED;
constexpr auto done = v1::NOTIFICATION_KIND_DELIVERED;
constexpr auto undelivered = v1::NOTIFICATION_KIND_NOT_DELIVERED;
constexpr auto refused = v1::NOTIFICATION_KIND_REFUSED_BY_GROCER;

TEST(Telling, TellsTheNextOfKinWhatTheyConsentedTo) {
  const auto daughter = contact("daughter", {placed, assigned, done, undelivered, refused});
  const struct {
    const char* story;
    std::unique_ptr<google::protobuf::Message> heard;
    v1::NotificationKind kind;
    const char* notification_id;
  } rows[] = {
      {"placed", std::make_unique<ordering::v1::OrderPlaced>(order_placed("o1")), placed, "o1/order_placed/daughter"},
      {"planned", std::make_unique<dispatch::v1::RunsPlanned>(runs_planned({{{"o1"}}})), assigned,
       "o1/driver_assigned/daughter"},
      {"inserted", std::make_unique<dispatch::v1::RunReplanned>(inserted_into_a_run("o1")), assigned,
       "o1/driver_assigned/daughter"},
      {"delivered", std::make_unique<dispatch::v1::DeliveryDone>(delivered("o1")), done, "o1/delivered/daughter"},
      {"not delivered", std::make_unique<dispatch::v1::DeliveryFailed>(not_delivered("o1")), undelivered,
       "o1/not_delivered/daughter"},
      {"refused", std::make_unique<bridge::v1::GrocerRefused>(refused_by_grocer("o1")), refused,
       "o1/refused_by_grocer/daughter"},
  };
  for (const auto& [story, heard, kind, notification_id] : rows) {
    SCOPED_TRACE(story);
    v1::NotificationsRequested expected;
    auto& told = *expected.add_notifications();
    told.set_notification_id(notification_id);
    told.set_order_id("o1");
    told.set_citizen_id("c-berit");
    told.set_kind(kind);
    *told.mutable_contact() = daughter;
    auto spec = notification();
    spec.given(contacts_of("c-berit", {daughter})).when(*heard).then(expected);
  }
}

TEST(Telling, LeavesPeopleInPeaceAboutWhatIsLongPast) {
  const auto now = from_ms(1'800'000'000'000);
  auto spec = notification();
  auto gone = refused_by_grocer("o1");
  gone.mutable_window()->set_closes_at_ms(to_ms(now - std::chrono::days{3}) - 1);
  spec.at(now).given(contacts_of("c-berit", {contact("daughter", {refused})})).when(gone);
  const auto* said = spec.said<v1::NotificationsSuppressed>();
  ASSERT_NE(said, nullptr);
  ASSERT_EQ(said->suppressed_size(), 1);
  EXPECT_EQ(said->suppressed(0).reason(), "long_past");
  auto lately = refused_by_grocer("o2");
  lately.mutable_window()->set_closes_at_ms(to_ms(now - std::chrono::days{3}));
  spec.when(lately);
  ASSERT_NE(spec.said<v1::NotificationsRequested>(), nullptr);
  EXPECT_EQ(spec.said<v1::NotificationsRequested>()->notifications_size(), 1);
}

TEST(Telling, TellsOfWhatSomebodyHasToSeeTo) {
  ordering::v1::StandingOrderMissed missed;
  missed.set_citizen_id("c-berit");
  missed.mutable_occurrence()->set_order_id("o1");
  bridge::v1::OrderConfirmed confirmed;
  confirmed.set_order_id("o1");
  confirmed.set_citizen_id("c-berit");
  confirmed.add_lines()->set_outcome(bridge::v1::LINE_OUTCOME_SHORT);
  dispatch::v1::AlertEscalated escalated;
  escalated.set_order_id("o1");
  escalated.set_citizen_id("c-berit");
  ordering::v1::OrderCancelled cancelled;
  cancelled.set_order_id("o1");
  cancelled.set_citizen_id("c-berit");
  ordering::v1::OrdersReleased shortened;
  shortened.add_shortened()->set_order_id("o1");
  shortened.mutable_shortened(0)->set_citizen_id("c-berit");
  ordering::v1::OrdersReleased emptied;
  emptied.add_withheld()->set_order_id("o1");
  emptied.mutable_withheld(0)->set_citizen_id("c-berit");
  emptied.mutable_withheld(0)->set_reason(ordering::v1::REFUSAL_REASON_WARNING_NOT_PASSED);
  const struct {
    const google::protobuf::Message& heard;
    v1::NotificationKind kind;
    const char* notification_id;
  } rows[] = {
      {cancelled, v1::NOTIFICATION_KIND_ORDER_CANCELLED, "o1/order_cancelled/unit"},
      {shortened, v1::NOTIFICATION_KIND_GOODS_CHANGED, "o1/goods_changed/unit"},
      {emptied, v1::NOTIFICATION_KIND_ORDER_WITHHELD, "o1/order_withheld/unit"},
      {missed, v1::NOTIFICATION_KIND_STANDING_ORDER_MISSED, "o1/standing_order_missed/unit"},
      {confirmed, v1::NOTIFICATION_KIND_GOODS_CHANGED, "o1/goods_changed/unit"},
      {escalated, v1::NOTIFICATION_KIND_NOBODY_ANSWERED, "o1/nobody_answered/unit"},
      {grocer_late("o1"), v1::NOTIFICATION_KIND_GROCER_LATE, "o1/grocer_late/unit"},
      {window_closed({"o1"}), v1::NOTIFICATION_KIND_DELIVERY_LATE, "o1/delivery_late/unit"},
  };
  for (const auto& [heard, kind, notification_id] : rows) {
    SCOPED_TRACE(notification_id);
    auto spec = notification();
    spec.given(contacts_of("c-berit", {contact("unit", {kind})})).when(heard);
    const auto* said = spec.said<v1::NotificationsRequested>();
    ASSERT_NE(said, nullptr);
    EXPECT_EQ(said->notifications(0).notification_id(), notification_id);
    EXPECT_EQ(said->notifications(0).kind(), kind);
  }
  confirmed.clear_lines();
  auto as_ordered = notification();
  as_ordered.given(contacts_of("c-berit", {contact("unit", {v1::NOTIFICATION_KIND_GOODS_CHANGED})}));
  as_ordered.when(confirmed).then_nothing();
}

/// The one notification that is asked for when `heard` is told to somebody who wants to know `kind`; nothing when none
/// is.
std::optional<v1::Notification> told_of(const google::protobuf::Message& heard, v1::NotificationKind kind) {
  auto spec = notification();
  spec.given(contacts_of("c-berit", {contact("daughter", {kind})})).when(heard);
  const auto* said = spec.said<v1::NotificationsRequested>();
  if (said == nullptr || said->notifications_size() != 1) return std::nullopt;
  return said->notifications(0);
}

dispatch::v1::DeliveryDone delivered_without_something(const std::string& order_id) {
  auto done_in_part = delivered(order_id);
  done_in_part.add_kept_back()->set_reason("damaged");
  return done_in_part;
}

TEST(Telling, SaysWhenAnOrderThatWasPlacedComes) {
  auto order = order_placed("o1");
  order.mutable_order()->mutable_window()->set_opens_at_ms(1'000);
  order.mutable_order()->mutable_window()->set_closes_at_ms(2'000);
  const auto told = told_of(order, placed);
  ASSERT_TRUE(told);
  EXPECT_EQ(told->window_opens_at_ms(), 1'000);
  EXPECT_EQ(told->window_closes_at_ms(), 2'000);
}

TEST(Telling, SaysUntilWhenHomeCareHasToConfirmAShutDoor) {
  auto shut = not_delivered("o1");
  shut.set_answer_until_ms(900'000);
  EXPECT_EQ(told_of(shut, undelivered)->answer_until_ms(), 900'000);
  EXPECT_EQ(told_of(not_delivered("o1"), undelivered)->answer_until_ms(), 0);
}

TEST(Telling, DoesNotCallDeliveredWhatStayedInTheCar) {
  constexpr auto in_part = v1::NOTIFICATION_KIND_PARTLY_DELIVERED;
  for (const auto asked : {done, in_part}) {
    const auto told = told_of(delivered_without_something("o1"), asked);
    ASSERT_TRUE(told) << "who asks to hear of deliveries hears of this one, too";
    EXPECT_EQ(told->kind(), in_part);
    EXPECT_EQ(told->notification_id(), "o1/partly_delivered/daughter");
  }
  EXPECT_FALSE(told_of(delivered("o1"), in_part)) << "who asks to hear of what is missing hears of nothing else";
  auto money = contact("son", {done});
  money.add_purposes(v1::CONSENT_PURPOSE_SPENDING);
  auto spec = notification();
  spec.given(contacts_of("c-berit", {money})).when(delivered_without_something("o1"));
  spec.then(suppressed("o1", in_part, "outside_purpose", "son"));
}

TEST(Telling, SaysThatGoodsWentToTheBaseOfAUnit) {
  auto at_the_base = delivered("o1");
  at_the_base.set_at_unit("vest");
  EXPECT_TRUE(told_of(at_the_base, done)->at_base());
  EXPECT_FALSE(told_of(delivered("o1"), done)->at_base());
}

TEST(Telling, TellsOnceThatTheMonthComesToMoreThanWasMeant) {
  constexpr auto exceeded = v1::NOTIFICATION_KIND_BUDGET_EXCEEDED;
  const auto order_of_50_kroner = [](const char* id, std::int64_t month_ore) {
    auto event = order_placed(id);
    event.mutable_order()->set_total_ore(5'000);
    event.mutable_spending()->set_ordered_ore(month_ore);
    event.mutable_spending()->set_budget_ore(10'000);
    return event;
  };
  auto spec = notification();
  spec.given(contacts_of("c-berit", {contact("daughter", {exceeded})}));
  spec.when(order_of_50_kroner("within", 10'000)).then_nothing();
  spec.when(order_of_50_kroner("beyond", 15'000));
  ASSERT_NE(spec.said<v1::NotificationsRequested>(), nullptr);
  EXPECT_EQ(spec.said<v1::NotificationsRequested>()->notifications(0).notification_id(),
            "beyond/budget_exceeded/daughter");
  spec.when(order_of_50_kroner("beyond it already", 20'000)).then_nothing();
}

TEST(Telling, TellsOfTheAmendmentThatTakesTheMonthBeyondWhatWasMeant) {
  constexpr auto exceeded = v1::NOTIFICATION_KIND_BUDGET_EXCEEDED;
  const auto from_50_kroner_to = [](const char* id, std::int64_t total_ore, std::int64_t month_ore) {
    ordering::v1::OrderAmended event;
    event.mutable_order()->set_order_id(id);
    event.mutable_order()->set_citizen_id("c-berit");
    event.mutable_order()->set_total_ore(total_ore);
    event.set_total_before_ore(5'000);
    event.mutable_spending()->set_ordered_ore(month_ore);
    event.mutable_spending()->set_budget_ore(10'000);
    return event;
  };
  auto spec = notification();
  spec.given(contacts_of("c-berit", {contact("daughter", {exceeded})}));
  spec.when(from_50_kroner_to("fewer goods, beyond it all the same", 4'000, 11'000)).then_nothing();
  spec.when(from_50_kroner_to("more goods, beyond it before", 6'000, 12'000)).then_nothing();
  spec.when(from_50_kroner_to("more goods, beyond it now", 6'000, 10'500));
  ASSERT_NE(spec.said<v1::NotificationsRequested>(), nullptr);
}

TEST(Telling, TellsOfWhatTurnsOutMissingWhileItIsPackedUnlessThatWasToldBefore) {
  constexpr auto changed = v1::NOTIFICATION_KIND_GOODS_CHANGED;
  bridge::v1::OrderPacked packed;
  packed.set_order_id("o1");
  packed.set_citizen_id("c-berit");
  packed.add_lines()->set_quantity(2);
  auto spec = notification();
  spec.given(contacts_of("c-berit", {contact("daughter", {changed})}));
  spec.when(packed).then_nothing();
  packed.mutable_lines(0)->set_outstanding_quantity(1);
  spec.when(packed).then_like(requested({"o1/goods_changed/daughter"}));
  spec.when(packed).then_nothing();
}

TEST(Telling, TellsOfASubstituteThatStandsPackedAndMustBeTakenOut) {
  constexpr auto changed = v1::NOTIFICATION_KIND_GOODS_CHANGED;
  constexpr auto take_out = v1::NOTIFICATION_KIND_GOODS_TO_TAKE_OUT;
  bridge::v1::SubstitutesReturned returned;
  returned.set_order_id("o1");
  returned.set_citizen_id("c-berit");
  auto spec = notification();
  spec.given(contacts_of("c-berit", {contact("daughter", {changed}), contact("unit", {take_out})}));
  // While it is being packed the grocer takes it out: no more than goods that have changed.
  spec.when(returned).then_like(requested({"o1/goods_changed/daughter"}));
  returned.set_after_packing(true);
  spec.when(returned).then_like(requested({"o1/goods_to_take_out/daughter", "o1/goods_to_take_out/unit"}));
}

TEST(Telling, TellsWhoWaitsForAnOrderThatItIsCancelled) {
  ordering::v1::OrderCancelled cancelled;
  cancelled.set_order_id("o1");
  cancelled.set_citizen_id("c-berit");
  auto spec = notification();
  spec.given(contacts_of("c-berit", {contact("daughter", {v1::NOTIFICATION_KIND_ORDER_PLACED}),
                                     contact("son", {v1::NOTIFICATION_KIND_DRIVER_ASSIGNED}),
                                     contact("neighbour", {v1::NOTIFICATION_KIND_DELIVERED})}));
  spec.when(cancelled).then_like(requested({"o1/order_cancelled/daughter", "o1/order_cancelled/son"}));
  spec.when(cancelled).then_nothing();
}

TEST(Telling, TellsWhoWaitsForAnOrderThatNothingInItWasRight) {
  ordering::v1::OrdersReleased emptied;
  auto& withheld = *emptied.add_withheld();
  withheld.set_order_id("o1");
  withheld.set_citizen_id("c-berit");
  withheld.set_reason(ordering::v1::REFUSAL_REASON_WARNING_NOT_PASSED);
  auto spec = notification();
  spec.given(contacts_of("c-berit", {contact("daughter", {v1::NOTIFICATION_KIND_ORDER_PLACED}),
                                     contact("son", {v1::NOTIFICATION_KIND_REFUSED_BY_GROCER}),
                                     contact("neighbour", {v1::NOTIFICATION_KIND_DELIVERED})}));
  spec.when(emptied).then_like(requested({"o1/order_withheld/daughter", "o1/order_withheld/son"}));
  spec.when(emptied).then_nothing();
}

TEST(Telling, NamesEachOrderOfAWindowThatHasNotCome) {
  constexpr auto late = v1::NOTIFICATION_KIND_DELIVERY_LATE;
  auto spec = notification();
  spec.given(contacts_of("c-berit", {contact("daughter", {late})}));
  spec.when(window_closed({})).then_nothing();
  spec.when(window_closed({"o1", "o2"}));
  ASSERT_NE(spec.said<v1::NotificationsRequested>(), nullptr);
  EXPECT_EQ(spec.said<v1::NotificationsRequested>()->notifications_size(), 2);
  spec.when(window_closed({"o2"})).then_nothing();
}

TEST(Telling, AsksTheChannelOnceForEachPersonWithTheNotificationAsItStands) {
  auto neighbour = contact("neighbour", {done});
  neighbour.set_channel(v1::CHANNEL_SMS);
  auto spec = notification();
  spec.given(contacts_of("c-berit", {contact("daughter", {done}), neighbour})).when(delivered("o1"));

  const auto mail = processor::pending_effect(spec.state(), "o1/delivered/daughter");
  ASSERT_TRUE(mail);
  EXPECT_EQ(mail->kind(), "email");
  EXPECT_EQ(mail->key(), "3024-sandvika");
  EXPECT_EQ(mail->subject(), "order/o1");
  EXPECT_TRUE(mail->at_most_once());
  v1::Notification request;
  ASSERT_TRUE(request.ParseFromString(mail->request()));
  EXPECT_EQ(request.contact().address().box(), "sealed address of daughter");

  const auto text = processor::pending_effect(spec.state(), "o1/delivered/neighbour");
  ASSERT_TRUE(text);
  EXPECT_EQ(text->kind(), "sms");
}

TEST(Telling, TellsTheWholeDaysPlanInOneEventWithTheTimesOfArrival) {
  auto spec = notification();
  spec.given(contacts_of("c-berit", {contact("daughter", {assigned})}),
             contacts_of("c-olav", {contact("son", {assigned})}))
      .when(runs_planned({{{"o1", "c-berit", 111}, {"o2", "c-olav", 222}}, {{"o3", "c-berit", 333}}}));
  const auto* said = spec.said<v1::NotificationsRequested>();
  ASSERT_NE(said, nullptr);
  ASSERT_EQ(said->notifications_size(), 3);
  EXPECT_EQ(said->notifications(1).notification_id(), "o2/driver_assigned/son");
  EXPECT_EQ(said->notifications(1).eta_ms(), 222);
  EXPECT_EQ(said->notifications(2).notification_id(), "o3/driver_assigned/daughter");
  EXPECT_EQ(spec.subject(), "window/3024-sandvika/morning/20515");
}

TEST(Telling, IsOnceAndForEverForEachOrderAndKind) {
  auto spec = notification();
  spec.given(contacts_of("c-berit", {contact("daughter", {assigned, done})}), runs_planned({{{"o1"}}}));
  spec.when(inserted_into_a_run("o1")).then_nothing();
  spec.when(runs_planned({{{"o1"}}, {{"o2"}}})).then_like(requested({"o2/driver_assigned/daughter"}));
  spec.when(delivered("o1")).then_like(requested({"o1/delivered/daughter"}));
  spec.when(delivered("o1")).then_nothing();
}

TEST(Telling, CountsAnOrderOnceThatOnePlanMentionsTwice) {
  auto spec = notification();
  spec.given(contacts_of("c-berit", {contact("daughter", {assigned})}))
      .when(runs_planned({{{"o1"}}, {{"o1"}}}))
      .then_like(requested({"o1/driver_assigned/daughter"}));
}

TEST(Telling, IsNotMadeUpForByALaterConsent) {
  auto spec = notification();
  spec.given(delivered("o1"), contacts_of("c-berit", {contact("daughter", {done})}))
      .when(delivered("o1"))
      .then_nothing();
}

TEST(Suppressing, SaysWhyNobodyIsTold) {
  const auto yesterday = monday_8am - std::chrono::hours{24};
  const struct {
    const char* story;
    std::vector<v1::Contact> contacts;
    const char* contact_id;
    const char* reason;
  } rows[] = {
      {"nobody is there", {}, "", "no_contact"},
      {"she asked for other news", {contact("daughter", {done})}, "daughter", "no_consent"},
      {"her consent has ended", {contact("daughter", {assigned}, yesterday)}, "daughter", "consent_ended"},
  };
  for (const auto& [story, contacts, contact_id, reason] : rows) {
    SCOPED_TRACE(story);
    auto spec = notification();
    if (!contacts.empty()) spec.given(contacts_of("c-berit", contacts));
    spec.when(runs_planned({{{"o1"}}})).then(suppressed("o1", assigned, reason, contact_id));
    spec.when(inserted_into_a_run("o1")).then_nothing();
  }
}

TEST(Suppressing, StandsBesideThoseWhoAreTold) {
  auto spec = notification();
  spec.given(contacts_of("c-berit", {contact("daughter", {done}), contact("son", {assigned})})).when(delivered("o1"));
  const auto* said = spec.said<v1::NotificationsRequested>();
  ASSERT_NE(said, nullptr);
  ASSERT_EQ(said->notifications_size(), 1);
  ASSERT_EQ(said->suppressed_size(), 1);
  EXPECT_EQ(said->suppressed(0).contact_id(), "son");
  EXPECT_EQ(said->suppressed(0).reason(), "no_consent");
}

TEST(Suppressing, LeavesNoTraceOfAPlacedOrderThatNobodyAskedAbout) {
  auto spec = notification();
  spec.when(order_placed("o1")).then_nothing();
  spec.given(contacts_of("c-berit", {contact("daughter", {done})})).when(order_placed("o2")).then_nothing();
}

TEST(Suppressing, TellsOfAConsentThatEndedBeforeTheOrderStood) {
  auto spec = notification();
  spec.given(contacts_of("c-berit", {contact("daughter", {placed}, monday_8am - std::chrono::milliseconds{1})}))
      .when(order_placed("o1"))
      .then(suppressed("o1", placed, "consent_ended", "daughter"));
}

TEST(Consent, HoldsThroughItsLastMoment) {
  auto spec = notification();
  spec.given(contacts_of("c-berit", {contact("daughter", {done}, monday_8am)}));
  spec.when(delivered("o1")).then_like(requested({"o1/delivered/daughter"}));
  spec.at(monday_8am + std::chrono::milliseconds{1})
      .when(delivered("o2"))
      .then(suppressed("o2", done, "consent_ended", "daughter"));
}

TEST(Hearing, PassesOverWhatIsNoNews) {
  ordering::v1::ProductsPut products;
  products.set_grocer_id("dagros");
  dispatch::v1::GoodsReturned returned;
  returned.set_order_id("o1");
  bridge::v1::OrderPacked packed;
  packed.set_order_id("o1");
  auto spec = notification();
  spec.when(products).then_nothing();
  spec.when(returned).then_nothing();
  spec.when(packed).then_nothing();
}

TEST(Hearing, ParksNewsOfNoOrderAndBytesThatAreNoCommand) {
  auto spec = notification();
  spec.when(delivered("")).then_poison();
  spec.when_bytes_on(std::string{log::notification_commands}, "\xff\xff").then_poison();
  spec.when(v1::NotificationCommand{}).then_poison();
}

}  // namespace
}  // namespace matbud::notification::testing
