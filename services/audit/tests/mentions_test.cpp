#include "matbud/audit/mentions.h"

#include <gtest/gtest.h>

#include "matbud/bridge/v1/events.pb.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/grocer/v1/answers.pb.h"
#include "matbud/notification/v1/events.pb.h"
#include "matbud/ordering/v1/events.pb.h"

namespace matbud::audit {
namespace {

std::vector<std::string> orders_in(const google::protobuf::Message& message) {
  std::vector<std::string> ids;
  Mentions{}.visit_orders(message, [&](const std::string& id) { ids.push_back(id); });
  return ids;
}

using Ids = std::vector<std::string>;

TEST(Mentions, FindsEveryOrderOfARelease) {
  ordering::v1::OrderingEvent event;
  for (const char* id : {"o1", "o2"}) event.mutable_orders_released()->add_orders()->set_order_id(id);
  EXPECT_EQ(orders_in(event), (Ids{"o1", "o2"}));
}

TEST(Mentions, FindsOrdersInRunsAndThoseLeftOver) {
  dispatch::v1::DispatchEvent event;
  auto& planned = *event.mutable_runs_planned();
  planned.add_runs()->add_stops()->set_order_id("o1");
  planned.add_runs()->add_stops()->set_order_id("o2");
  planned.add_unplanned_order_ids("o3");
  auto found = orders_in(event);
  std::sort(found.begin(), found.end());
  EXPECT_EQ(found, (Ids{"o1", "o2", "o3"}));
}

TEST(Mentions, FindsOrdersInsideWhatWasSentAndBesideAnAnswer) {
  bridge::v1::BridgeEvent sent;
  sent.mutable_orders_sent()->add_orders()->mutable_order()->set_order_id("o1");
  EXPECT_EQ(orders_in(sent), (Ids{"o1"}));
  grocer::v1::GrocerAnswer answer;
  answer.set_order_id("o2");
  answer.mutable_packed();
  EXPECT_EQ(orders_in(answer), (Ids{"o2"}));
}

TEST(Mentions, FindsThoseToldAndThoseNot) {
  notification::v1::NotificationEvent event;
  event.mutable_notifications_requested()->add_notifications()->set_order_id("o1");
  event.mutable_notifications_requested()->add_suppressed()->set_order_id("o2");
  EXPECT_EQ(orders_in(event), (Ids{"o1", "o2"}));
}

TEST(Mentions, FindsNothingInWhatHasNoOrder) {
  ordering::v1::OrderingEvent event;
  event.mutable_products_put()->add_products()->set_gtin(7038010000737);
  EXPECT_TRUE(orders_in(event).empty());
  event.mutable_standing_order_put()->mutable_standing_order()->set_standing_order_id("s1");
  EXPECT_TRUE(orders_in(event).empty());
  event.mutable_order_cancelled();  // an order id that was never set
  EXPECT_TRUE(orders_in(event).empty());
}

TEST(Mentions, KnowsByTheTypeHowManyThereCanBe) {
  using Count = Mentions::Count;
  const struct {
    const char* topic;
    const char* type;
    Count count;
  } rows[] = {
      {"ordering.events.v1", "matbud.ordering.v1.OrderPlaced", Count::one},
      {"ordering.events.v1", "matbud.ordering.v1.OrdersReleased", Count::many},
      {"ordering.events.v1", "matbud.ordering.v1.ProductsPut", Count::none},
      {"ordering.events.v1", "matbud.ordering.v1.StandingOrderPut", Count::none},
      {"ordering.events.v1", "matbud.runtime.v1.RuntimeEvent", Count::none},
      {"ordering.commands.v1", "matbud.ordering.v1.PlaceOrder", Count::one},
      {"grocer-bridge.events.v1", "matbud.bridge.v1.OrdersSent", Count::many},
      {"dispatch.events.v1", "matbud.dispatch.v1.RunsPlanned", Count::many},
      {"dispatch.events.v1", "matbud.dispatch.v1.DeliveryDone", Count::one},
      {"dispatch.commands.v1", "matbud.dispatch.v1.ProposePlan", Count::many},
      {"notification.events.v1", "matbud.notification.v1.NotificationsSuppressed", Count::many},
      {"notification.events.v1", "matbud.notification.v1.NotificationSent", Count::many},  // a digest
      {"notification.events.v1", "matbud.notification.v1.NotificationRetried", Count::one},
      {"grocer.dagros.answers.v1", "matbud.grocer.v1.Packed", Count::many},  // its subject is a stranger's word
      {"ordering.events.v1", "matbud.ordering.v9.SomethingNew", Count::none},
      {"keys.v1", "matbud.privacy.v1.WrappedKey", Count::none},
  };
  const Mentions mentions;
  for (const auto& [topic, type, count] : rows)
    EXPECT_EQ(mentions.orders_in(topic, type), count) << topic << " " << type;
}

}  // namespace
}  // namespace matbud::audit
