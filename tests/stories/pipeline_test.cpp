// One order from the kitchen table to the door, and to the next of kin's mailbox.
#include "an_order.h"
#include "matbud/bridge/v1/events.pb.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/grocer/v1/orders.pb.h"
#include "matbud/log/topics.h"
#include "matbud/notification/v1/events.pb.h"
#include "matbud/ordering/v1/events.pb.h"
#include "matbud/time/calendar.h"

namespace matbud::stories {
namespace {

using bridge::v1::BridgeEvent;
using dispatch::v1::DispatchEvent;
using notification::v1::NotificationEvent;
using ordering::v1::OrderingEvent;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const std::string ordering_topic{log::ordering_events};
const std::string bridge_topic{log::bridge_events};
const std::string dispatch_topic{log::dispatch_events};
const std::string notification_topic{log::notification_events};

constexpr std::int32_t monday = time::number_of(time::Day{std::chrono::year{2026} / 12 / 7});
constexpr std::int32_t tuesday = monday + 1;
constexpr std::int32_t boxing_day = monday + 19;

/// Both orders of the story, on their way to their end together.
class AnOrderFromAPageAndOneAsADocument : public AnOrder {
 protected:
  void SetUp() override {
    AnOrder::SetUp();
    it_becomes(monday, 10);
    care_worker_orders("o-page", "morning", tuesday);
    document_ = partner_sends("UC1_Order.xml", "o-ubl", "morning", tuesday);
  }
  void both_are(const std::string& step) {
    EXPECT_EQ(step_of("o-page"), step);
    EXPECT_EQ(step_of("o-ubl"), step);
  }

  ordering::edge::UblOrder document_;
};

TEST_F(AnOrderFromAPageAndOneAsADocument, IsPlacedReleasedPackedDrivenDeliveredAndTold) {
  both_are("placed");
  EXPECT_THAT(document_.matched, SizeIs(2));
  ASSERT_THAT(document_.unknown, SizeIs(1));
  EXPECT_THAT(document_.unknown[0].why, HasSubstr("8722700577584"));
  EXPECT_THAT(mails(), SizeIs(2)) << "the next of kin hears that each order stands";

  it_becomes(monday, 15, 59);
  both_are("placed");
  it_becomes(monday, 16);
  both_are("sent");
  const auto released = said(ordering_topic, &OrderingEvent::has_orders_released, &OrderingEvent::orders_released);
  ASSERT_THAT(released, SizeIs(1));
  EXPECT_EQ(released[0].orders_size(), 2);
  EXPECT_EQ(released[0].due_at_ms(), to_ms(time_on(monday, std::chrono::hours{16})));

  it_becomes(monday, 16, 21);
  both_are("confirmed");
  it_becomes(monday, 17, 52);
  both_are("packed");
  for (const auto& packed : said(bridge_topic, &BridgeEvent::has_order_packed, &BridgeEvent::order_packed))
    EXPECT_FALSE(packed.boxes().empty());

  driver_comes_on_shift(tuesday);
  it_becomes(tuesday, 7, 30);
  both_are("planned");
  const auto plans = said(dispatch_topic, &DispatchEvent::has_runs_planned, &DispatchEvent::runs_planned);
  ASSERT_FALSE(plans.empty());
  ASSERT_EQ(plans.back().runs_size(), 1);
  EXPECT_FALSE(plans.back().runs(0).driver_id().empty());
  EXPECT_EQ(plans.back().runs(0).stops_size(), 2);

  it_becomes(tuesday, 12);
  both_are("delivered");
  EXPECT_THAT(said(dispatch_topic, &DispatchEvent::has_delivery_done, &DispatchEvent::delivery_done), SizeIs(2));
  EXPECT_THAT(said(ordering_topic, &OrderingEvent::has_order_closed, &OrderingEvent::order_closed), SizeIs(2));

  // Placed, has a driver, delivered: three mails an order, each to the next of kin alone.
  EXPECT_THAT(
      said(notification_topic, &NotificationEvent::has_notification_sent, &NotificationEvent::notification_sent),
      SizeIs(6));
  ASSERT_THAT(mails(), SizeIs(6));
  for (const auto& mail : mails()) {
    EXPECT_THAT(mail.recipients, ElementsAre(next_of_kin().address));
    EXPECT_THAT(mail.data, AllOf(Not(HasSubstr(citizen().id.value())), Not(HasSubstr(citizen().address))));
  }
}

TEST_F(AnOrderFromAPageAndOneAsADocument, TellsTheGrocerNothingOfWhoItIsFor) {
  it_becomes(monday, 17);
  const auto told = records_of(log::grocer_orders(GrocerId{"dagros"}));
  ASSERT_THAT(told, Not(IsEmpty()));
  std::vector<std::string> aliases;
  for (const auto& record : told) {
    grocer::v1::GrocerMessage message;
    ASSERT_TRUE(message.ParseFromString(record.value));
    for (const auto& order : message.orders_to_pack().orders()) aliases.push_back(order.delivery_alias());
    for (const auto& secret : {citizen().id.value(), citizen().name, citizen().address, next_of_kin().name,
                               next_of_kin().address, std::string{"Ring to ganger"}})
      EXPECT_THAT(record.canonical, Not(HasSubstr(secret)));
  }
  ASSERT_THAT(aliases, SizeIs(2));
  EXPECT_NE(aliases[0], aliases[1]) << "two orders of one citizen look like two people's";
}

TEST_F(AnOrderFromAPageAndOneAsADocument, LeavesAnInstallationInWhichEverythingHolds) {
  driver_comes_on_shift(tuesday);
  it_becomes(tuesday, 14);
  // The mailbox is not the history's messenger: what was told is what it holds, in the words of the log.
  History history;
  for (const auto& sent :
       said(notification_topic, &NotificationEvent::has_notification_sent, &NotificationEvent::notification_sent))
    history.told.push_back(sent.notification_id());
  EXPECT_THAT(history.told, SizeIs(mails().size()));
  EXPECT_THAT(findings(town_->installation(), history), IsEmpty());
}

/// What is asked for and cannot be is an event with a reason.
class AnOrderThatCannotBe : public AnOrder {
 protected:
  [[nodiscard]] std::vector<ordering::v1::OrderRefused> refusals() {
    return said(ordering_topic, &OrderingEvent::has_order_refused, &OrderingEvent::order_refused);
  }
};

TEST_F(AnOrderThatCannotBe, IsRefusedWithItsReason) {
  constexpr std::uint64_t nobody_sells = 2000000009995;
  struct Row {
    const char* name;
    int hour;
    const char* window;
    std::int32_t day;
    std::uint64_t gtin;
    ordering::v1::RefusalReason reason;
  };
  const Row rows[] = {
      {"a-holiday", 10, "morning", boxing_day, 0, ordering::v1::REFUSAL_REASON_NO_DELIVERY_THAT_DAY},
      {"a-sunday", 10, "morning", monday + 6, 0, ordering::v1::REFUSAL_REASON_NO_DELIVERY_THAT_DAY},
      {"an-unknown-product", 10, "morning", tuesday, nobody_sells, ordering::v1::REFUSAL_REASON_UNKNOWN_PRODUCT},
      {"an-unknown-window", 10, "midnight", tuesday, 0, ordering::v1::REFUSAL_REASON_UNKNOWN_WINDOW},
      {"after-the-cut-off", 16, "morning", tuesday, 0, ordering::v1::REFUSAL_REASON_PAST_CUT_OFF},
  };
  std::size_t refused = 0;
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    it_becomes(monday, row.hour, 1);
    care_worker_orders(row.name, row.window, row.day, row.gtin);
    const auto all = refusals();
    ASSERT_THAT(all, SizeIs(++refused));
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.order_id() == row.name; });
    ASSERT_NE(found, all.end());
    EXPECT_EQ(found->reason(), row.reason) << found->ShortDebugString();
    EXPECT_EQ(found->command_id(), std::string{"page-"} + row.name);
    EXPECT_EQ(found->gtin(), row.gtin);
    EXPECT_EQ(step_of(row.name), "refused");
  }
  EXPECT_THAT(said(ordering_topic, &OrderingEvent::has_order_placed, &OrderingEvent::order_placed), IsEmpty());
  EXPECT_THAT(mails(), IsEmpty());
}

}  // namespace
}  // namespace matbud::stories
