#include "matbud/audit/tell.h"

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "matbud/audit/contract.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/log/topics.h"
#include "matbud/notification/v1/events.pb.h"
#include "matbud/ordering/v1/events.pb.h"

namespace matbud::audit {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr Timestamp monday_0900 = from_ms(1'772'438'400'000);  // 2026-03-02T08:00:00Z, 09:00 in Oslo

/// What is told of a message that stands here as protobuf's JSON.
std::string told(std::string_view topic, const std::string& json, std::string_view order_id = "o1") {
  const std::unique_ptr<google::protobuf::Message> message{contract_of(topic)->New()};
  const auto parsed = google::protobuf::util::JsonStringToMessage(json, message.get());
  EXPECT_TRUE(parsed.ok()) << parsed.message();
  const auto value = message->SerializeAsString();
  log::Envelope record;
  record.time = monday_0900;
  record.value = value;
  return tell(topic, record, order_id, time::Zone::oslo());
}

struct Line {
  std::string_view topic;
  std::string json;
  const char* line;
};

void expect_told(const std::vector<Line>& lines) {
  for (const auto& [topic, json, line] : lines) EXPECT_EQ(told(topic, json), line);
}

constexpr const char* tuesday = R"("window":{"areaId":"3024-sandvika","windowId":"morning","deliveryDay":20515})";

TEST(Telling, SaysWhatWasTakenOutAndWhatThePackedGoodsCost) {
  const std::string window = tuesday;
  expect_told({
      {log::ordering_events,
       R"({"ordersReleased":{)" + window +
           R"(,"orders":[{"orderId":"o1","grocerId":"dagros","lines":[{},{}],"totalOre":"4980"}],)"
           R"("shortened":[{"orderId":"o1","lines":[{"gtin":"7"}]},{"orderId":"o2","lines":[{"gtin":"7"},{"gtin":"8"}]}]}})",
       "orders for the morning window on Tue 3 March can no longer be changed: this one goes to grocer dagros; 1 item "
       "left out, which the citizen must not get any more: 2 items for kr 49,80 remain"},
      {log::ordering_events,
       R"({"orderSettled":{"orderId":"o1","totalOre":"4490","spending":{"orderedOre":"64490","budgetOre":"60000"}}})",
       "what was packed comes to kr 44,90, and counts as that in the month; the month comes to kr 644,90, above the "
       "budget of kr 600,00"},
  });
}

TEST(Telling, SaysWhatThoseAtTheDoorWouldAskAbout) {
  const std::string window = tuesday;
  expect_told({
      {log::dispatch_events,
       R"({"deliveryDone":{"driverId":"d-4","deliveredAtMs":"1772438400000","keptBack":[)"
       R"({"gtin":"7038010000010","reason":"damaged"},{"gtin":"7044610878510","reason":"hours"},{"reason":"missing"}]}})",
       "delivered by driver d-4 at 09:00; not handed over: GTIN 7038010000010 (damaged), GTIN 7044610878510 (too late "
       "for alcohol), a box (not in the car)"},
      {log::dispatch_commands, R"({"completeDelivery":{"driverId":"d-4","keptBack":[{"gtin":"8","reason":"age"}]}})",
       "driver d-4 reports: handed over; not handed over: GTIN 8 (an age limit)"},
      {log::dispatch_events,
       R"({"dispatchRefused":{"action":"complete","reason":"DISPATCH_REFUSAL_ALCOHOL_HOURS","orderId":"o1",)"
       R"("detail":"order o1"}})",
       "the hand-over was refused: alcohol may not be handed over at this hour"},
      {log::ordering_events, R"({"orderCancelled":{"cancelledBy":"w-1","wasReleased":true,)" + window + "}}",
       "the order was called back from its grocer by w-1; its place in the morning window on Tue 3 March is "
       "free again"},
      {log::ordering_events, R"({"ordersLeft":{"runId":"r-1","orderIds":["o2","o1"]}})",
       "run r-1 has left with the order: it cannot be called back any more"},
      {log::ordering_events,
       R"({"ordersReleased":{"withheld":[{"orderId":"o1","reason":"REFUSAL_REASON_CITIZEN_INACTIVE"}]}})",
       "the order ends at its cut-off and goes to no grocer: the citizen's service has ended"},
      {log::ordering_events, R"({"substitutesRefused":{"orderId":"o1","lines":[{"gtin":"7"}]}})",
       "1 substitute shall not be packed: not for this citizen, or too little is known of what is in it"},
      {log::ordering_events, R"({"substitutesLetThrough":{"orderId":"o1","lines":[{"gtin":"7"},{"gtin":"8"}]}})",
       "2 substitutes may come: looked at as ordered goods are"},
      {log::ordering_events, R"({"citizenRegistered":{"citizen":{"citizenId":"z1"},"doubtfulOrderIds":["o1"]}})",
       "citizen z1 is registered; what is on its way to them is looked at again"},
      {log::ordering_events, R"({"goodsRefused":{"orderId":"o1","lines":[{"gtin":"7"}]}})",
       "looked at again, since more is known of what its citizen may have: 1 product shall not come"},
      {log::ordering_events, R"({"goodsRefused":{"orderId":"o1"}})",
       "looked at again, since more is known of what its citizen may have: nothing has to go"},
      {log::ordering_events, R"({"orderClosed":{"ending":"ORDER_ENDING_RETURNED"}})",
       "the order is closed: it could not be handed over, and the goods went back"},
      {log::ordering_events,
       R"({"orderRefused":{"action":"place","reason":"REFUSAL_REASON_TOO_HEAVY","field":"lines"}})",
       "the order was refused: the order is too heavy for one drop"},
      {log::ordering_events,
       R"({"orderPlaced":{"order":{"orderId":"o1","lines":[{}],"totalOre":"5000","handOver":{"atUnit":"unit-1"},)" +
           window + R"(},"orderedBy":"worker-7","releasedAtMs":"1772463600000"}})",
       "the order was placed by worker-7: 1 item for kr 50,00, the morning window on Tue 3 March, to be handed over at "
       "the base of unit-1; it can be changed until 16:00"},
      {log::dispatch_commands,
       R"({"proposePlan":{"unplannedOrderIds":["o1"],"unplannedReasons":["UNPLANNED_REASON_SKILLS"]}})",
       "the route planner proposes: no run for this order: nobody on shift can do what its door needs"},
      {log::bridge_events,
       R"({"orderConfirmed":{"grocerId":"dagros","totalOre":"99900","lines":[{"outcome":"LINE_OUTCOME_SUBSTITUTED",)"
       R"("orderedGtin":"7038010000010","gtin":"7038010000027","reason":"utsolgt"},)"
       R"({"outcome":"LINE_OUTCOME_CHANGED","orderedGtin":"7044610878510"}]}})",
       "grocer dagros accepted the order, 1 item changed (GTIN 7044610878510), 1 item substituted (GTIN 7038010000010 "
       "by GTIN 7038010000027: utsolgt); kr 999,00 in all"},
      {log::bridge_events,
       R"({"orderPacked":{"grocerId":"dagros","boxes":[{"weightGrams":1000}],"totalOre":"99900","lines":[{"gtin":"8"},)"
       R"({"gtin":"9","outstandingQuantity":1,"outstandingReason":"damaged"}]}})",
       "grocer dagros packed it: 1 box, 1.0 kg; kr 999,00; not all in the boxes: GTIN 9: damaged"},
      {log::dispatch_events,
       R"({"planRequested":{)" + window +
           R"(,"reason":"REPLAN_REASON_DRIVER_GONE","deliveries":[)"
           R"({"delivery":{"orderId":"o1"}}],"shifts":[{}]}})",
       "routes for the morning window on Tue 3 March are to be planned anew, since a driver has left: this order, 1 "
       "driver on shift"},
      {log::bridge_commands, R"({"runtime":{"timerDue":{"timerId":"late/o1","dueAtMs":"1772438400000"}}})",
       "the clock struck 09:00: the grocer's answer is due"},
      {log::bridge_commands, R"({"runtime":{"redriveParked":{"subject":"order/o1"}}})",
       "an operator redrives what was set aside of order/o1"},
  });
}

TEST(Telling, SaysThatAStandingOrderHasPlacedItAndWhoHasSetItUp) {
  const auto line = [](const std::string& who) {
    return told(log::ordering_events, R"({"orderPlaced":{"order":{"orderId":"o1","lines":[{}],"totalOre":"5000",)" +
                                          std::string{tuesday} +
                                          R"(},"occurrence":{"standingOrderId":"s1"},"orderedBy":")" + who + R"("}})");
  };
  EXPECT_THAT(line(""), HasSubstr("the order was placed by standing order s1: 1 item"));
  EXPECT_THAT(line(""), Not(HasSubstr("by the citizen")));
  EXPECT_THAT(line("worker-7"), HasSubstr("by standing order s1, which worker-7 has set up: 1 item"));
}

TEST(Telling, FollowsAnOrderFromTheTableToTheDoor) {
  const std::string window = tuesday;
  expect_told({
      {log::ordering_commands,
       R"({"placeOrder":{"orderedBy":"worker-7","windowId":"morning","deliveryDay":20515,"lines":[{},{}]}})",
       "asked by worker-7 to place an order of 2 items for the morning window on Tue 3 March"},
      {log::ordering_events,
       R"({"orderPlaced":{"order":{"orderId":"o1","grocerId":"dagros","lines":[{},{}],"totalOre":"123450",)" + window +
           R"(},"orderedBy":"worker-7","visitId":"v-3","releasedAtMs":"1772463600000"}})",
       "the order was placed by worker-7 at visit v-3: 2 items for kr 1\u00a0234,50, the morning window on Tue 3 "
       "March; "
       "it can be changed until 16:00"},
      {log::ordering_events,
       R"({"ordersReleased":{)" + window + R"(,"orders":[{"orderId":"o0"},{"orderId":"o1","grocerId":"dagros"}]}})",
       "orders for the morning window on Tue 3 March can no longer be changed: this one goes to grocer dagros and 1 "
       "other "
       "order"},
      {log::bridge_events,
       R"({"ordersSent":{"orders":[{"order":{"orderId":"o1","grocerId":"dagros"},"deliveryAlias":"blue heron",)"
       R"("answerDueAtMs":"1772470800000"}]}})",
       "sent to grocer dagros without a name, under the label blue heron; an answer is due by 18:00"},
      {"grocer.dagros.orders.v1", R"({"ordersToPack":{"orders":[{"orderId":"o1"}]}})",
       "grocer dagros was told to pack it"},
      {"grocer.dagros.answers.v1", R"({"orderId":"o1","accepted":{"lines":[{}]}})",
       "grocer dagros answered: accepted, 1 item changed"},
      {log::bridge_events,
       R"({"orderConfirmed":{"orderId":"o1","grocerId":"dagros","lines":[{"outcome":"LINE_OUTCOME_SHORT",)"
       R"("orderedGtin":"7038010000010"}],"totalOre":"99900"}})",
       "grocer dagros accepted the order, 1 item not to be had (GTIN 7038010000010); kr 999,00 in all"},
      {log::bridge_events,
       R"({"orderPacked":{"orderId":"o1","grocerId":"dagros","boxes":[{"weightGrams":8400},)"
       R"({"weightGrams":1150,"storage":"STORAGE_CLASS_CHILLED"}],"totalOre":"99900"}})",
       "grocer dagros packed it: 2 boxes, 9.6 kg, cold goods among them; kr 999,00"},
      {log::dispatch_events,
       R"({"runsPlanned":{"runs":[{"runId":"r-1","driverId":"d-4","stops":[{"orderId":"o0"},)"
       R"({"orderId":"o1","etaMs":"1772527200000"}]}]}})",
       "driver d-4 has it: stop 2 of 2 of run r-1, expected about Tue 3 March 09:40"},
      {log::dispatch_commands, R"({"takeOverRun":{"runId":"r-1","shiftId":"s-5"}})",
       "the driver of shift s-5 shall go on with run r-1"},
      {log::dispatch_events,
       R"({"runTakenOver":{"runId":"r-1","fromDriverId":"d-4","driverId":"d-5","shiftId":"s-5","orderIds":["o1","o2"]}})",
       "driver d-5 goes on with run r-1, which driver d-4 cannot finish: this order and 1 other order on board"},
      {log::dispatch_events,
       R"({"runTakenOver":{"runId":"r-1","fromDriverId":"d-4","driverId":"d-5","shiftId":"s-5","orderIds":["o2"]}})",
       "driver d-5 goes on with run r-1, which driver d-4 cannot finish: 1 order on board"},
      {log::dispatch_events,
       R"({"dispatchRefused":{"action":"take_over","reason":"DISPATCH_REFUSAL_RUN_NOT_OVER","detail":"run r-2"}})",
       "going on with another driver's run was refused: the driver has a run that is not over, run r-2"},
      {log::dispatch_events, R"({"runStarted":{"runId":"r-1","driverId":"d-4","stops":[{"orderId":"o1"}]}})",
       "driver d-4 has left the depot with it: stop 1 of 1"},
      {log::dispatch_events, R"({"deliveryDone":{"driverId":"d-4","deliveredAtMs":"1772440200000"}})",
       "delivered by driver d-4 at 09:30"},
      {log::dispatch_events, R"({"deliveryDone":{"driverId":"d-4","deliveredAtMs":"1772440200000","atUnit":"vest"}})",
       "delivered by driver d-4 at 09:30, at the base of unit vest"},
      {log::notification_events,
       R"({"notificationsRequested":{"notifications":[{"orderId":"o1","kind":"NOTIFICATION_KIND_DELIVERED",)"
       R"("contact":{"contactId":"daughter","relation":"next_of_kin","channel":"CHANNEL_EMAIL"}}],)"
       R"("suppressed":[{"orderId":"o2","reason":"no_contact"}]}})",
       "the next of kin (contact daughter) shall be told by e-mail that it was delivered"},
      {log::notification_commands, R"({"runtime":{"startEffect":{"effectId":"o1/delivered/daughter#2"}}})",
       "the message to contact daughter that it was delivered is about to be sent"},
      {log::notification_events, R"({"runtime":{"effectStarted":{"effectId":"o1/delivered/daughter#2"}}})",
       "the message to contact daughter that it was delivered is being sent; from now on it may have arrived"},
      {log::notification_events, R"({"notificationSent":{"notificationId":"o1/delivered/daughter","attempts":2}})",
       "the message to contact daughter that it was delivered has been sent at attempt 2"},
      {log::ordering_events, R"({"orderClosed":{"orderId":"o1","ending":"ORDER_ENDING_DELIVERED"}})",
       "the order is closed: it was delivered"},
  });
}

TEST(Telling, SaysWhyThingsWentOtherwise) {
  const std::string window = tuesday;
  expect_told({
      {log::ordering_events,
       R"({"orderRefused":{"action":"place","reason":"REFUSAL_REASON_UNKNOWN_PRODUCT","gtin":"7038010000737"}})",
       "the order was refused: the product is not in the catalogue, GTIN 7038010000737"},
      {log::ordering_events,
       R"({"orderRefused":{"action":"amend","reason":"REFUSAL_REASON_INVALID","field":"lines[2].quantity"}})",
       "the change was refused: a value cannot be, field lines[2].quantity"},
      {log::bridge_events, R"({"grocerRefused":{"grocerId":"dagros","answerId":"a1","reason":"the store is closed"}})",
       "grocer dagros will not deliver the order: the store is closed"},
      {log::bridge_events, R"({"grocerRefused":{"grocerId":"dagros"}})",
       "grocer dagros never packed the order, and it ends"},
      {log::bridge_events, R"({"grocerLate":{"grocerId":"dagros","dueAtMs":"1772438400000"}})",
       "grocer dagros is late: its answer, or the packed order, was due 09:00"},
      {log::dispatch_events, R"({"runsPlanned":{)" + window + R"(,"unplannedOrderIds":["o1"]}})",
       "it fits in no run of the morning window on Tue 3 March and waits for a driver"},
      {log::dispatch_events,
       R"({"runsPlanned":{)" + window +
           R"(,"unplannedOrderIds":["o0","o1"],"unplannedReasons":["UNPLANNED_REASON_LOAD","UNPLANNED_REASON_TIME"]}})",
       "it fits in no run of the morning window on Tue 3 March and waits for a driver: nobody on shift can be there in "
       "time"},
      {log::dispatch_events,
       R"({"dispatchRefused":{"action":"plan","reason":"DISPATCH_REFUSAL_NO_DRIVER","waitingOrderIds":["o0","o1"]}})",
       "routes cannot be planned, since no driver is on shift then: this order and 1 other order wait for a driver"},
      {log::dispatch_events,
       R"({"dispatchRefused":{"action":"plan","reason":"DISPATCH_REFUSAL_NO_DRIVER","waitingOrderIds":["o1"]}})",
       "routes cannot be planned, since no driver is on shift then: this order waits for a driver"},
      {log::dispatch_events, R"({"deliveryFailed":{"driverId":"d-4","reason":"FAILURE_REASON_NOT_OPENED"}})",
       "driver d-4 could not deliver it: nobody opened"},
      {log::dispatch_events,
       R"({"deliveryFailed":{"reason":"FAILURE_REASON_NOT_OPENED","driverId":"d-4","answerUntilMs":"1772440200000"}})",
       "driver d-4 could not deliver it: nobody opened; home care has until 09:30 to confirm"},
      {log::dispatch_events,
       R"({"windowClosed":{)" + window + R"(,"late":[{"orderId":"o1","runId":"r-2","driverId":"d-4"}]}})",
       "it is late: the morning window on Tue 3 March is over, and driver d-4 has not come to the door"},
      {log::dispatch_events, R"({"windowClosed":{)" + window + R"(,"late":[{"orderId":"o1"}]}})",
       "it is late: the morning window on Tue 3 March is over, and no driver has it"},
      {log::dispatch_events, R"({"windowClosed":{)" + window + R"(,"late":[{"orderId":"o2"}]}})",
       "the morning window on Tue 3 March is over: 1 order late"},
      {log::notification_events, R"({"notificationSent":{"notificationId":"o1/delivery_late/unit"}})",
       "the message to contact unit that it has not come in its window has been sent"},
      {log::notification_events, R"({"notificationSent":{"notificationId":"o1/told_by_mistake/unit"}})",
       "the message to contact unit that the last word about the delivery was a mistake has been sent"},
      {log::notification_events, R"({"notificationSent":{"notificationId":"o1/delivered~2/unit"}})",
       "the message to contact unit that it was delivered has been sent"},
      {log::notification_events, R"({"notificationSent":{"notificationId":"o1/goods_to_take_out/unit"}})",
       "the message to contact unit that something has to be taken out of the boxes has been sent"},
      // What the news of it says, and no more: a family is not told why.
      {log::notification_events, R"({"notificationSent":{"notificationId":"o1/order_withheld/daughter"}})",
       "the message to contact daughter that the order went to no grocer has been sent"},
      {log::notification_events, R"({"notificationSent":{"notificationId":"o1/partly_delivered/unit"}})",
       "the message to contact unit that it was delivered without some of its goods has been sent"},
      {log::notification_events, R"({"notificationSent":{"notificationId":"o1/grocer_late/unit"}})",
       "the message to contact unit that the grocer is late with it has been sent"},
      {log::dispatch_events, R"({"dispatchRefused":{"action":"complete","reason":"DISPATCH_REFUSAL_OTHER_DRIVER"}})",
       "the hand-over was refused: another driver has it"},
      {log::notification_events,
       R"({"notificationsSuppressed":{"suppressed":[{"orderId":"o1","kind":"NOTIFICATION_KIND_DRIVER_ASSIGNED",)"
       R"("reason":"no_contact"}]}})",
       "nobody is told that a driver has it: there is nobody to tell"},
      {log::notification_events,
       R"({"notificationFailed":{"notificationId":"o1/delivered/daughter","outcome":"OUTCOME_TRY_LATER",)"
       R"("detail":"smtp 451","attempts":1,"retryAtMs":"1772438460000"}})",
       "the message to contact daughter that it was delivered could not be sent (smtp 451); it is tried again at "
       "09:01"},
      {log::notification_events,
       R"({"notificationFailed":{"notificationId":"o1/delivered/daughter","outcome":"OUTCOME_UNKNOWN"}})",
       "nobody knows whether the message to contact daughter that it was delivered was sent; it is not tried again, so "
       "that it cannot come twice"},
      {log::ordering_events,
       R"({"runtime":{"inputParked":{"input":{"topic":"ordering.commands.v1","partition":3,"offset":"7"},)"
       R"("reason":"value is not a command"}}})",
       "record ordering.commands.v1/3/7 could not be decided and was set aside: value is not a command"},
  });
}

TEST(Telling, IsGeneralWhenItIsNobodysStory) {
  EXPECT_EQ(
      told(log::dispatch_events,
           R"({"runsPlanned":{"window":{"windowId":"morning","deliveryDay":20515},"runs":[{"stops":[{},{}]}]}})", ""),
      "the morning window on Tue 3 March is planned: 1 run, 2 stops");
  EXPECT_EQ(told(log::notification_events, R"({"notificationsRequested":{"notifications":[{},{}]}})", ""),
            "2 notifications shall be sent, 0 not");
}

TEST(Telling, HasALineOfItsOwnForEveryMessageOfTheContract) {
  for (const auto& topic : log::installation_topics({GrocerId{"dagros"}}, 1)) {
    const auto* prototype = contract_of(topic.name);
    if (prototype == nullptr) continue;
    const auto* oneof = prototype->GetDescriptor()->oneof_decl(0);
    for (int i = 0; i < oneof->field_count(); ++i) {
      SCOPED_TRACE(topic.name + " " + oneof->field(i)->name());
      if (oneof->field(i)->name() == "runtime") continue;
      const std::unique_ptr<google::protobuf::Message> message{prototype->New()};
      (void)message->GetReflection()->MutableMessage(message.get(), oneof->field(i));
      const auto value = message->SerializeAsString();
      log::Envelope record;
      record.value = value;
      for (const char* order_id : {"o1", ""}) {
        const auto line = tell(topic.name, record, order_id, time::Zone::oslo());
        EXPECT_NE(line, "something that this version does not know") << "the teller has forgotten it";
        EXPECT_FALSE(line.empty());
      }
    }
  }
}

/// Every value of an enum but the first, which says nothing.
template <class Each>
void for_each_value(const google::protobuf::EnumDescriptor* values, Each each) {
  for (int i = 1; i < values->value_count(); ++i) {
    SCOPED_TRACE(values->value(i)->name());
    EXPECT_THAT(each(values->value(i)->name()), Not(HasSubstr("does not know")));
  }
}

TEST(Telling, HasWordsForEveryReasonOfTheContract) {
  for_each_value(ordering::v1::RefusalReason_descriptor(), [](const std::string& reason) {
    return told(log::ordering_events, R"({"orderRefused":{"reason":")" + reason + R"("}})");
  });
  for_each_value(ordering::v1::OrderEnding_descriptor(), [](const std::string& ending) {
    return told(log::ordering_events, R"({"orderClosed":{"ending":")" + ending + R"("}})");
  });
  for_each_value(dispatch::v1::DispatchRefusal_descriptor(), [](const std::string& reason) {
    return told(log::dispatch_events, R"({"dispatchRefused":{"reason":")" + reason + R"("}})");
  });
  for_each_value(dispatch::v1::FailureReason_descriptor(), [](const std::string& reason) {
    const auto line = told(log::dispatch_events, R"({"deliveryFailed":{"reason":")" + reason + R"("}})");
    EXPECT_THAT(line, Not(HasSubstr("no reason was given")));
    return line;
  });
  for_each_value(notification::v1::ContactsRefusal_descriptor(), [](const std::string& reason) {
    return told(log::notification_events, R"({"contactsRefused":{"reason":")" + reason + R"("}})");
  });
  for_each_value(notification::v1::NotificationKind_descriptor(), [](const std::string& kind) {
    return told(log::notification_events,
                R"({"notificationsSuppressed":{"suppressed":[{"orderId":"o1","kind":")" + kind + R"("}]}})");
  });
}

TEST(Telling, NeverFails) {
  log::Envelope record;
  record.value = "\xff\xff";
  EXPECT_EQ(tell(log::ordering_events, record, "o1", time::Zone::oslo()),
            "a record that cannot be read as matbud.ordering.v1.OrderingEvent");
  EXPECT_EQ(tell("keys.v1", record, "o1", time::Zone::oslo()), "a record of keys.v1, which this version cannot read");
  EXPECT_EQ(told(log::ordering_events, "{}"), "something that this version does not know");
  EXPECT_EQ(told(log::bridge_events, R"({"grocerRefused":{"grocerId":"dagros","answerId":"a1","reason":"no\nmilk"}})"),
            "grocer dagros will not deliver the order: no milk");
}

}  // namespace
}  // namespace matbud::audit
