// A month of the demo, held against the rules that people in the service know. A row without its event means that the
// demo tells less than it should, or that a rule does not hold any more.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <set>
#include <sstream>

#include "facts.h"
#include "judges.h"
#include "matbud/base/time.h"
#include "matbud/bridge/v1/events.pb.h"
#include "matbud/demo/demo.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/host/installation.h"
#include "matbud/log/follower.h"
#include "matbud/log/topics.h"
#include "matbud/notification/v1/events.pb.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/time/zone.h"

namespace matbud::demo {
namespace {

/// What somebody in the service would say, and the event that shows it.
struct Rule {
  const char* in_words;
  const char* fact;
};

constexpr Rule ordering_rules[] = {
    {"a care worker orders at a visit", "OrderPlaced.ordered_by"},
    {"the neighbouring municipality orders as well", "OrderPlaced@3025"},
    {"an order is changed before its cut-off", "OrderAmended"},
    {"an order is cancelled before its cut-off", "OrderCancelled"},
    {"after the cut-off it is too late to change anything", "OrderRefused.reason=REFUSAL_REASON_ORDER_NOT_OPEN"},
    {"who goes to hospital after the cut-off has it called back", "OrderCancelled.was_released"},
    {"once the run has left, nothing can be called back", "OrdersLeft"},
    {"two who change the same order: the second is told to look again",
     "OrderRefused.reason=REFUSAL_REASON_VERSION_CHANGED"},
    {"a full window takes no more orders", "OrderRefused.reason=REFUSAL_REASON_WINDOW_FULL"},
    {"no more than twenty kilograms a drop", "OrderRefused.reason=REFUSAL_REASON_TOO_HEAVY"},
    {"what is withdrawn while it lies in a basket is not ordered",
     "OrderRefused.reason=REFUSAL_REASON_WITHDRAWN_PRODUCT"},
    {"unknown is not free from: a reason is asked for", "OrderRefused.reason=REFUSAL_REASON_WARNING_NOT_PASSED"},
    {"the reason to go on is kept", "OrderPlaced.order.lines.warning_passed_reason"},
    {"no beer in an area without a licence", "OrderRefused.reason=REFUSAL_REASON_ALCOHOL_NOT_OFFERED"},
    {"no beer on Saturday night", "OrderRefused.reason=REFUSAL_REASON_ALCOHOL_HOURS"},
    {"no grocer sells strong beer", "OrderRefused.reason=REFUSAL_REASON_ALCOHOL_TOO_STRONG"},
    {"no beer for whose age nobody has looked at", "OrderRefused.reason=REFUSAL_REASON_AGE_LIMIT"},
    {"beer is ordered, with its last moment for the driver", "OrderPlaced.order.hand_over.alcohol_until_ms"},
    {"a worker of another unit may not order", "OrderRefused.reason=REFUSAL_REASON_MAY_NOT_ORDER"},
    {"no orders for whose service has ended", "OrderRefused.reason=REFUSAL_REASON_CITIZEN_INACTIVE"},
    {"a protected address: the goods go to the unit's base", "OrderPlaced.order.hand_over.at_unit"},
    {"fruit is ordered by weight", "OrderPlaced.order.lines.sold_by_weight"},
    {"bottles carry a deposit", "OrderPlaced.order.lines.deposit_ore"},
    {"a price has the day from which it holds", "OrderPlaced.order.lines.price_valid_from_day"},
    {"the citizen names an alternative", "OrderPlaced.order.lines.alternative_gtin"},
    {"what the month comes to is reckoned for those with a budget", "OrderPlaced.spending.ordered_ore"},
    {"a standing order places its order", "OrderPlaced.channel=standing"},
    {"a holiday: the standing order is missed, and not in silence",
     "StandingOrderMissed.reason=REFUSAL_REASON_NO_DELIVERY_THAT_DAY"},
    {"a standing order of whose service has ended is missed, and not in silence",
     "StandingOrderMissed.reason=REFUSAL_REASON_CITIZEN_INACTIVE"},
    {"groceries for the same day", "OrderPlaced.order.window.same_day"},
    {"a substitute that the diet forbids goes back", "SubstitutesRefused.lines.reason"},
    {"the citizen speaks of a delivery", "FeedbackGiven.stars"},
    {"the citizen speaks of an item", "FeedbackGiven.gtin"},
    {"the area changes its grocer", "AreaDefined.area.grocer_id=staslin"},
    {"a daughter may order until her leave is over", "CitizenRegistered.citizen.orderers.last_day"},
    {"what a citizen wishes when nobody asks", "CitizenRegistered.citizen.usual_wish"},
    {"an allergy that is found after the order takes goods out", "OrdersReleased.shortened.lines.reason"},
    {"an order of which an allergy leaves nothing goes to nobody",
     "OrdersReleased.withheld.reason=REFUSAL_REASON_WARNING_NOT_PASSED"},
    {"an allergy that is found later has the shop leave goods out", "GoodsRefused.lines.gtin"},
    {"a substitute is looked at before it may come", "SubstitutesLetThrough.lines.gtin"},
    {"what is in the boxes is what the budget counts", "OrderSettled.spending.ordered_ore"},
    {"an order ends delivered", "OrderClosed.ending=ORDER_ENDING_DELIVERED"},
    {"an order ends returned", "OrderClosed.ending=ORDER_ENDING_RETURNED"},
    {"an order ends refused by the grocer", "OrderClosed.ending=ORDER_ENDING_REFUSED_BY_GROCER"},
    {"the driver was too quick: the order had not ended", "OrderReopened"},
};

constexpr Rule grocer_rules[] = {
    {"a grocer accepts", "OrderConfirmed.grocer_reference"},
    {"a grocer has agreed that its orders count as accepted", "OrderConfirmed.by_setting"},
    {"goods are sold out", "OrderConfirmed.lines.outcome=LINE_OUTCOME_SHORT"},
    {"something similar comes instead", "OrderConfirmed.lines.outcome=LINE_OUTCOME_SUBSTITUTED"},
    {"a price moves, and it says why", "OrderConfirmed.lines.outcome=LINE_OUTCOME_CHANGED"},
    {"a shelf turns out empty while it is packed", "OrderConfirmed.lines.reason"},
    {"a grocer refuses an order", "GrocerRefused"},
    {"a grocer is told that an order is called back", "OrderWithdrawn"},
    {"a grocer is late, which is seen before the window is lost", "GrocerLate"},
    {"a refused substitute goes back to the grocer", "SubstitutesReturned"},
    {"what must not come is taken out of boxes that stand packed", "SubstitutesReturned.after_packing"},
    {"boxes have a weight", "OrderPacked.boxes.weight_grams"},
    {"frozen goods have boxes of their own", "OrderPacked.boxes.storage=STORAGE_CLASS_FROZEN"},
    {"the slip has lots", "OrderPacked.lines.lot"},
    {"the slip has dates", "OrderPacked.lines.best_before_day"},
    {"weight goods are charged by what the scales say", "OrderPacked.lines.sold_by_weight"},
    {"something is damaged while it is packed", "OrderPacked.lines.outstanding_reason"},
    {"a grocer gets business documents", "GrocerTold.grocer_id=fagerlin"},
    {"a grocer answers by business documents", "OrderPacked.grocer_id=fagerlin"},
    {"a grocer's own catalogue document says what it sells now", "ProductsPut.products.name=Marsipangris"},
    {"a grocer gets signed posts", "GrocerTold.detail"},
    {"and packs what it got", "OrderPacked.grocer_id=staslin"},
    {"an answer that nobody can read is set aside", "RuntimeEvent.input_parked.reason"},
    {"what comes after it waits behind it", "RuntimeEvent.input_parked.behind"},
    {"the operator gives it up and says why", "RuntimeEvent.parked_settled.discarded"},
    {"and lets the rest be decided", "InputRef.topic=grocer.dagros.answers.v1"},
};

constexpr Rule dispatch_rules[] = {
    {"drivers come on shift, with a break", "DriverOnShift.shift.break_from_ms"},
    {"a van is cooled", "DriverOnShift.shift.cooled"},
    {"a driver has the keys of e-locks", "DriverOnShift.shift.skills=e_lock"},
    {"a door asks for such keys", "PlanRequested.deliveries.skills=e_lock"},
    {"an area is planned for fewest vans", "PlanSettingsPut.settings.objective=PLAN_OBJECTIVE_FEWEST_VEHICLES"},
    {"last week's work counts", "PlanRequested.work.minutes"},
    {"what is called back leaves its run", "DeliveryWithdrawn"},
    {"a driver falls ill in the morning", "DriverOffShift"},
    {"the others take the runs of who is ill", "RunsPlanned.reason=REPLAN_REASON_DRIVER_GONE"},
    {"a road is closed", "PlanRequested.closed_roads.radius_metres"},
    {"the runs go around it", "RunsPlanned.reason=REPLAN_REASON_ROAD_CLOSED"},
    {"the dispatcher plans anew", "RunsPlanned.reason=REPLAN_REASON_DISPATCHER"},
    {"an order of the same day joins a run", "RunReplanned.added.order_id"},
    {"a run leaves", "RunStarted"},
    {"a driver falls ill on the road, and somebody who is called in goes on with the run", "RunTakenOver.order_ids"},
    {"a driver stands at the door", "DriverArrived.arrived_at_ms"},
    {"goods are handed over, to whom", "DeliveryDone.received_by"},
    {"the neighbouring municipality's goods arrive", "DeliveryDone@3025"},
    {"the age was looked at", "DeliveryDone.age_checked"},
    {"without a look at the age nothing is handed over", "DispatchRefused.reason=DISPATCH_REFUSAL_AGE_NOT_CHECKED"},
    {"after eight no beer is handed over", "DispatchRefused.reason=DISPATCH_REFUSAL_ALCOHOL_HOURS"},
    {"the rest of the order is handed over without it", "DeliveryDone.kept_back.reason=hours"},
    {"something arrives damaged", "DeliveryDone.kept_back.reason=damaged"},
    {"nobody opens", "DeliveryFailed.reason=FAILURE_REASON_NOT_OPENED"},
    {"the way is closed", "DeliveryFailed.reason=FAILURE_REASON_NO_ACCESS"},
    {"the goods are refused at the door", "DeliveryFailed.reason=FAILURE_REASON_REFUSED_AT_DOOR"},
    {"home care says what became of it", "AlertConfirmed.words"},
    {"nobody says so within a quarter of an hour", "AlertEscalated"},
    {"the goods go back to the depot", "GoodsReturned"},
    {"a van does not come in its window", "WindowClosed.late.driver_id"},
    {"the driver was too quick", "DeliveryUndone.was_delivered"},
};

constexpr Rule notification_rules[] = {
    {"somebody is told by e-mail", "NotificationsRequested.notifications.contact.channel=CHANNEL_EMAIL"},
    {"somebody is told by text message", "NotificationsRequested.notifications.contact.channel=CHANNEL_SMS"},
    {"somebody is told by letter", "NotificationsRequested.notifications.contact.channel=CHANNEL_LETTER"},
    {"in Bokmål", "NotificationsRequested.notifications.contact.language=nb"},
    {"in Nynorsk", "NotificationsRequested.notifications.contact.language=nn"},
    {"in Northern Sámi", "NotificationsRequested.notifications.contact.language=se"},
    {"in English", "NotificationsRequested.notifications.contact.language=en"},
    {"nobody is disturbed at night", "NotificationsRequested.notifications.wait_reason=WAIT_REASON_QUIET_HOURS"},
    {"news of half an hour become one message", "NotificationsRequested.notifications.wait_reason=WAIT_REASON_DIGEST"},
    {"letters are printed in the morning", "NotificationsRequested.notifications.wait_reason=WAIT_REASON_PRINT_RUN"},
    {"several news in one message", "NotificationSent.more.kind"},
    {"who has not asked is not told", "NotificationsRequested.suppressed.reason=no_consent"},
    {"who looks after the money hears of nothing else", "NotificationsSuppressed.suppressed.reason=outside_purpose"},
    {"a consent has ended", "NotificationsRequested.suppressed.reason=consent_ended"},
    {"a number is dead", "NotificationFailed.outcome=OUTCOME_POINT_DEAD"},
    {"the next number is tried", "NotificationFailed.next.notification_id"},
    {"home care is told of the dead number",
     "NotificationFailed.told.notifications.kind=NOTIFICATION_KIND_CONTACT_UNREACHABLE"},
    {"nothing is sent to a dead number again", "NotificationsRequested.suppressed.reason=no_live_point"},
    {"a delivery has arrived", "NotificationsRequested.notifications.kind=NOTIFICATION_KIND_DELIVERED"},
    {"a delivery has not", "NotificationsRequested.notifications.kind=NOTIFICATION_KIND_NOT_DELIVERED"},
    {"nobody has answered: call", "NotificationsRequested.notifications.kind=NOTIFICATION_KIND_NOBODY_ANSWERED"},
    {"a grocer does not deliver", "NotificationsRequested.notifications.kind=NOTIFICATION_KIND_REFUSED_BY_GROCER"},
    {"a standing order has brought nothing",
     "NotificationsRequested.notifications.kind=NOTIFICATION_KIND_STANDING_ORDER_MISSED"},
    {"a delivery has arrived without some of its goods",
     "NotificationsRequested.notifications.kind=NOTIFICATION_KIND_PARTLY_DELIVERED"},
    {"goods are handed over at a unit's base", "NotificationsRequested.notifications.at_base"},
    {"home care has so long to confirm", "NotificationsRequested.notifications.answer_until_ms"},
    {"the day and the hours of an order", "NotificationsRequested.notifications.window_opens_at_ms"},
    {"home care hears that a grocer is late",
     "NotificationsRequested.notifications.kind=NOTIFICATION_KIND_GROCER_LATE"},
    {"a van that does not come in its window",
     "NotificationsRequested.notifications.kind=NOTIFICATION_KIND_DELIVERY_LATE"},
    {"who was told by mistake is told so",
     "NotificationsRequested.notifications.kind=NOTIFICATION_KIND_TOLD_BY_MISTAKE"},
    {"who waits for an order hears that it is cancelled",
     "NotificationsRequested.notifications.kind=NOTIFICATION_KIND_ORDER_CANCELLED"},
    {"who waits for an order hears that nothing in it was right",
     "NotificationsRequested.notifications.kind=NOTIFICATION_KIND_ORDER_WITHHELD"},
    {"goods have changed", "NotificationsRequested.notifications.kind=NOTIFICATION_KIND_GOODS_CHANGED"},
    {"something has to be taken out of the boxes",
     "NotificationsRequested.notifications.kind=NOTIFICATION_KIND_GOODS_TO_TAKE_OUT"},
    {"the month comes to more than was meant",
     "NotificationsRequested.notifications.kind=NOTIFICATION_KIND_BUDGET_EXCEEDED"},
};

/// One month, lived once for all tests.
class AMonthOfTheDemo : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    directory() = std::filesystem::temp_directory_path() / ("matbud-month-" + std::to_string(::getpid()));
    std::filesystem::remove_all(directory());
    Options options;
    options.directory = directory();
    options.inputs = std::filesystem::path{MATBUD_SOURCE_DIR} / ".." / "shared" / "data";
    options.days = 28;
    std::ostringstream messages;
    const auto lived = live(options, messages);
    ASSERT_TRUE(lived) << lived.error().message;
    summary() = *lived;
    read_events();
  }
  static void TearDownTestSuite() { std::filesystem::remove_all(directory()); }

  static std::filesystem::path& directory() {
    static std::filesystem::path one;
    return one;
  }
  static Summary& summary() {
    static Summary one;
    return one;
  }
  static testing::Facts& facts() {
    static testing::Facts all;
    return all;
  }
  /// Sent messages with the local hour at which they went, without those that may come at any hour.
  static std::vector<std::pair<std::string, std::chrono::minutes>>& courtesies() {
    static std::vector<std::pair<std::string, std::chrono::minutes>> all;
    return all;
  }

  template <class Event>
  static void read(log::Log& log, std::string_view topic, std::uint32_t partitions) {
    for (std::uint32_t p = 0; p < partitions; ++p) {
      const log::TopicPartition place{std::string{topic}, Partition{p}};
      log::Follower follower{log, place, true, log::chain_start(place)};
      for (auto next = follower.next(); next && *next; next = follower.next()) {
        Event event;
        const auto value = (*next)->record.value;
        ASSERT_TRUE(event.ParseFromArray(value.data(), static_cast<int>(value.size())));
        testing::add_facts(event, (*next)->record.key, facts());
        note_courtesy(event, (*next)->entry.appended_at);
      }
    }
  }
  template <class Event>
  static void note_courtesy(const Event& event, Timestamp at) {
    if constexpr (std::is_same_v<Event, notification::v1::NotificationEvent>) {
      if (!event.has_notification_sent()) return;
      const auto& id = event.notification_sent().notification_id();
      const bool alarm =
          id.find("/not_delivered/") != std::string::npos || id.find("/nobody_answered/") != std::string::npos;
      if (!alarm) courtesies().emplace_back(id, time::Zone::oslo().local(at).after_midnight);
    }
  }

  static void read_events() {
    SystemClock clock;
    privacy::SystemRandom random;
    host::Settings settings;
    settings.directory = directory();
    const auto installation = host::Installation::open(settings, clock, random, false);
    ASSERT_TRUE(installation) << installation.error().message;
    auto& log = (*installation)->log();
    const auto partitions = (*installation)->partitions();
    read<ordering::v1::OrderingEvent>(log, log::ordering_events, partitions);
    read<bridge::v1::BridgeEvent>(log, log::bridge_events, partitions);
    read<dispatch::v1::DispatchEvent>(log, log::dispatch_events, partitions);
    read<notification::v1::NotificationEvent>(log, log::notification_events, partitions);
  }

  template <std::size_t Size>
  static void expect_each(const Rule (&rules)[Size]) {
    for (const auto& rule : rules) {
      EXPECT_GT(facts()[rule.fact], 0U) << "not told in the month: " << rule.in_words << " (" << rule.fact << ")";
    }
  }
};

TEST_F(AMonthOfTheDemo, TellsEveryRuleOfOrdering) { expect_each(ordering_rules); }
TEST_F(AMonthOfTheDemo, TellsEveryRuleOfGrocers) { expect_each(grocer_rules); }
TEST_F(AMonthOfTheDemo, TellsEveryRuleOfDispatch) { expect_each(dispatch_rules); }
TEST_F(AMonthOfTheDemo, TellsEveryRuleOfNotification) { expect_each(notification_rules); }

TEST_F(AMonthOfTheDemo, EndsWellForEveryOrder) {
  EXPECT_TRUE(summary().violations.empty()) << summary().violations.front();
}

TEST_F(AMonthOfTheDemo, ReachesEachGrocerInItsWay) {
  EXPECT_GT(summary().documents, 100U) << "responses and despatch advices";
  EXPECT_EQ(summary().catalogues, 1U);
  EXPECT_GT(summary().posts, 40U);
  EXPECT_EQ(facts()["GrocerTold.outcome=TELL_OUTCOME_FAILED"], 0U);
  EXPECT_EQ(facts()["AnswerRejected"], 0U);
}

TEST_F(AMonthOfTheDemo, WritesAndReceivesOnlyDocumentsThatThePublishedJudgesFindValid) {
  std::set<std::string> kinds;
  for (const auto* const folder : {"carried", "done"}) {  // what the grocer has taken, and what we have
    const auto verdicts = judges::judge_folder(directory() / "spool" / "fagerlin" / folder);
    if (!verdicts) GTEST_SKIP() << "the judges cannot be asked: " << verdicts.error().message;
    EXPECT_GT(verdicts->size(), 50U) << folder;
    for (const auto& [file, verdict] : *verdicts) {
      EXPECT_TRUE(verdict.valid) << file << ": " << (verdict.errors.empty() ? verdict.rules : verdict.errors.front());
      kinds.insert(verdict.rules.substr(0, verdict.rules.rfind(':')));
    }
  }
  for (const auto* const kind : {"order", "order-change", "order-response-advanced", "despatch-advice", "catalogue"}) {
    EXPECT_TRUE(kinds.contains("eu.peppol.bis3:" + std::string{kind})) << "none in the month: " << kind;
  }
}

TEST_F(AMonthOfTheDemo, LeavesPeopleInPeaceAtNight) {
  EXPECT_GT(courtesies().size(), 500U);
  for (const auto& [id, at] : courtesies()) {
    EXPECT_GE(at, std::chrono::hours{7}) << id;
    EXPECT_LE(at, std::chrono::hours{21}) << id;
  }
}

TEST_F(AMonthOfTheDemo, IsMostlyOrdinary) {
  auto& all = facts();
  EXPECT_GT(all["OrderPlaced"], 400U);
  EXPECT_LT(all["OrderRefused"] * 8, all["OrderPlaced"]) << "the page does not let people ask for what cannot be";
  EXPECT_LT(all["DeliveryFailed"] * 15, all["DeliveryDone"]);
  EXPECT_LT(all["GrocerRefused"] * 40, all["OrderPlaced"]);
}

}  // namespace
}  // namespace matbud::demo
