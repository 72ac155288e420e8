// Other people's clients on our topics: they know proto/, and nothing of us.
#include "client_story.h"
#include "kafka_story.h"
#include "matbud/log/topics.h"
#include "town_on_kafka.h"

namespace matbud::clients {
namespace {

using namespace log;
using broker_faults::TownOnKafka;
using testing::HasSubstr;

/// A town with one order, its services with the rights that they have.
class Clients : public ClientStory {
 protected:
  static void SetUpTestSuite() {
    if (!testing_broker::have_jars()) return;
    const auto partitions = std::to_string(TownOnKafka::partitions);
    const auto applied = topics({"apply", "--grocer", "dagros", "--grocer", "nabo", "--partitions", partitions});
    ASSERT_EQ(applied.exit, 0) << applied.messages;
    founder_ = log_of("operator");
    town_ = std::make_unique<TownOnKafka>(*founder_);
    town_->start([](const std::string& service) -> Log& {
      auto& log = logs_[service];
      if (!log) log = log_of(service);
      return *log;
    });
    town_->tell_reference_data();
    town_->place_order(1);
    ASSERT_TRUE(wait_until([] { return town_->is_settled() && town_->notified() > 0; }));
  }
  static void TearDownTestSuite() {
    if (town_) town_->stop();
    town_.reset();
    logs_.clear();
    founder_.reset();
  }
  void TearDown() override {
    if (!town_) return;
    const auto alarms = town_->alarms();
    EXPECT_TRUE(alarms.empty()) << alarms.front().message;
  }
  static bool wait_until(const std::function<bool()>& it_is_so) {
    const auto deadline = std::chrono::steady_clock::now() + broker_faults::patience;
    while (std::chrono::steady_clock::now() < deadline) {
      const auto seen = founder_->activity();
      if (it_is_so()) return true;
      founder_->wait_for_activity(seen, std::chrono::milliseconds{50});
    }
    return false;
  }

  inline static std::unique_ptr<KafkaLog> founder_;
  inline static std::map<std::string, std::unique_ptr<KafkaLog>> logs_;
  inline static std::unique_ptr<TownOnKafka> town_;
};

TEST_F(Clients, KcatAndProtocReadAnEvent) {
  const auto certificates = broker().certificates().string();
  const auto answer =
      run({MATBUD_SOURCE_DIR "/tests/clients/kcat_decodes", broker().bootstrap(), certificates, "audit",
           MATBUD_SOURCE_DIR "/proto", std::string{ordering_events}, "matbud.ordering.v1.OrderingEvent"});
  ASSERT_EQ(answer.exit, 0) << answer.messages;
  EXPECT_THAT(answer.out, HasSubstr("ce_specversion=1.0"));
  EXPECT_THAT(answer.out, HasSubstr("content-type=application/protobuf"));
  EXPECT_THAT(answer.out, HasSubstr("ce_type=matbud.ordering.v1."));
  EXPECT_THAT(answer.out, testing::ContainsRegex("\n[a-z_]+ \\{\n")) << "the event, decoded";
}

TEST_F(Clients, PythonReadsEveryTopicThatItMay) {
  if (!have_python()) GTEST_SKIP() << "the packages of tests/clients/requirements.txt cannot be had";
  const auto answer = client("read_topics.py", "operator", {});
  ASSERT_EQ(answer.exit, 0) << answer.messages;
  std::map<std::string, std::int64_t> read;
  std::istringstream lines{answer.out};
  std::string topic;
  for (std::int64_t records = 0; lines >> topic >> records;) read[topic] = records;
  const auto all = founder_->topics();
  ASSERT_TRUE(all) << all.error().message;
  for (const auto& spec : *all) {
    std::int64_t records = 0;
    for (std::uint32_t p = 0; p < spec.partitions; ++p)
      records += founder_->watermarks({spec.name, Partition{p}})->end.value();
    EXPECT_EQ(read[spec.name], records) << spec.name;
  }
  EXPECT_GT(read[std::string{notification_events}], 0);
}

TEST_F(Clients, AGrocersSystemTakesAnOrderAndSaysThatItIsPacked) {
  if (!have_python()) GTEST_SKIP() << "the packages of tests/clients/requirements.txt cannot be had";
  const auto before = town_->count(bridge_events, "matbud.bridge.v1.OrderPacked");
  const auto answer = client("grocer_system.py", "grocer.dagros", {"--grocer", "dagros", "--orders", "1"});
  ASSERT_EQ(answer.exit, 0) << answer.messages;
  EXPECT_EQ(answer.out, benchmarks::Town::order_id(1) + "\n");
  EXPECT_TRUE(wait_until([&] {
    return town_->is_settled() && town_->count(bridge_events, "matbud.bridge.v1.OrderPacked") == before + 1;
  })) << "the answer did not reach the bridge, or was rejected";
}

TEST_F(Clients, AGrocersSystemIsRefusedEverythingElse) {
  if (!have_python()) GTEST_SKIP() << "the packages of tests/clients/requirements.txt cannot be had";
  const auto answer = client(
      "try_forbidden.py", "grocer.dagros",
      {"--group", "grocer.dagros.answers.v1", "--read", "grocer.dagros.orders.v1", "--read", "ordering.events.v1",
       "--read", "keys.v1", "--read", "grocer.nabo.orders.v1", "--read", "grocer.dagros.answers.v1", "--write",
       "grocer.nabo.answers.v1", "--write", "ordering.commands.v1", "--write", "grocer.dagros.orders.v1"});
  ASSERT_EQ(answer.exit, 0) << answer.messages;
  EXPECT_EQ(answer.out,
            "read grocer.dagros.orders.v1 allowed\n"
            "read ordering.events.v1 refused\n"
            "read keys.v1 refused\n"
            "read grocer.nabo.orders.v1 refused\n"
            "read grocer.dagros.answers.v1 refused\n"
            "write grocer.nabo.answers.v1 refused\n"
            "write ordering.commands.v1 refused\n"
            "write grocer.dagros.orders.v1 refused\n");
  const auto group = client("try_forbidden.py", "grocer.dagros",
                            {"--group", "grocer.dagros.orders.v1", "--read", "grocer.dagros.orders.v1"});
  EXPECT_EQ(group.out, "read grocer.dagros.orders.v1 refused\n") << "the relay's group: " << group.messages;
}

}  // namespace
}  // namespace matbud::clients
