// An order travels through all services of one process on a real broker.
#include "kafka_story.h"
#include "town_on_kafka.h"

namespace matbud::broker_faults {
namespace {

class PipelineOnKafka : public KafkaStory {};

TEST_F(PipelineOnKafka, TakesAnOrderToItsNotificationAndRebuildsWhatItLost) {
  const auto log = open_log();
  TownOnKafka town{*log};
  town.start();
  town.tell_reference_data();
  ASSERT_TRUE(wait_until(*log, [&] { return town.is_settled(); }));
  const auto before = town.notified();
  town.place_order(1);
  EXPECT_TRUE(wait_until(*log, [&] { return town.notified() > before; })) << "nobody was told of the order";
  ASSERT_TRUE(wait_until(*log, [&] { return town.is_settled(); }));
  EXPECT_TRUE(town.alarms().empty()) << town.alarms().front().message;
  town.stop();
  const auto first = town.verify();
  EXPECT_TRUE(first.findings.empty()) << first.findings.front().what;

  town.lose_state();
  town.start();
  ASSERT_TRUE(wait_until(*log, [&] { return town.is_settled(); }));
  const auto rebuilt = town.notified();
  town.place_order(1);  // again: decided once
  town.place_order(2);
  EXPECT_TRUE(wait_until(*log, [&] { return town.notified() > rebuilt; }));
  ASSERT_TRUE(wait_until(*log, [&] { return town.is_settled(); }));
  EXPECT_EQ(town.notified() - rebuilt, rebuilt - before) << "as much as of the first, and nothing twice";
  EXPECT_TRUE(town.alarms().empty()) << town.alarms().front().message;
  town.stop();
  const auto second = town.verify();
  EXPECT_TRUE(second.findings.empty()) << second.findings.front().what;
  EXPECT_GT(second.records, first.records);
}

}  // namespace
}  // namespace matbud::broker_faults
