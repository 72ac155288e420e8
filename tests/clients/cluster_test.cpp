// Three nodes that know each other by their certificates: the log outlives any one of them.
#include <gmock/gmock.h>

#include "matbud/log/append.h"
#include "matbud/log/kafka/setup.h"
#include "matbud/log/topics.h"
#include "test_broker.h"

namespace matbud::clients {
namespace {

using namespace log;
using testing::ElementsAre;

constexpr std::chrono::seconds patience{90};

class Cluster : public testing::Test {
 protected:
  void SetUp() override {
    if (!testing_broker::have_jars()) GTEST_SKIP() << "the broker's jars cannot be had";
    broker_.emplace(std::vector<std::string>{"--quick", "--tls", "--nodes", "3", "--heap", "256m"});
    settings_.brokers = broker_->bootstrap();
    settings_.append_timeout = patience;
    settings_.request_timeout = std::chrono::seconds{15};
    const auto files = broker_->certificates();
    settings_.tls = KafkaTls{files / "ca.pem", files / "operator.pem", files / "operator.key"};
    settings_.copies = 3;
    const auto setup = KafkaSetup::open(settings_);
    ASSERT_TRUE(setup) << setup.error().message;
    const KafkaWish wish{{{place_.topic, 1, false}}, {}};
    const auto difference = (*setup)->compare(wish);
    ASSERT_TRUE(difference) << difference.error().message;
    const auto applied = (*setup)->apply(*difference);
    ASSERT_TRUE(applied) << applied.error().message;
    const auto left = (*setup)->compare(wish);
    ASSERT_TRUE(left && left->nothing_to_do());
    EXPECT_THAT(left->strange, testing::IsEmpty()) << "it has its three copies";
    auto log = KafkaLog::open(settings_);
    ASSERT_TRUE(log) << log.error().message;
    log_ = std::move(*log);
  }
  void TearDown() override { log_.reset(); }

  /// Appends it, however long the cluster takes to agree.
  void append(const std::string& value) {
    Envelope record;
    record.key = "area";
    record.id = value;
    record.type = "matbud.test.v1.Happened";
    record.value = value;
    const auto writer = log_->open_writer(place_);
    ASSERT_TRUE(writer) << writer.error().message;
    const auto appended = append_and_wait(*log_, **writer, {encode(record)}, patience);
    ASSERT_TRUE(appended) << appended.error().message;
  }
  /// Every value in the log, however long the cluster takes to agree on who has it.
  [[nodiscard]] std::vector<std::string> values() {
    std::string why;
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < deadline) {
      const auto seen = log_->activity();
      const auto found = read_to_end();
      if (found) return *found;
      why = found.error().message;
      if (found.error().code != Error::Code::retryable) break;
      log_->wait_for_activity(seen, std::chrono::milliseconds{100});
    }
    ADD_FAILURE() << "the log cannot be read: " << why;
    return {};
  }
  [[nodiscard]] Result<std::vector<std::string>> read_to_end() {
    const auto marks = log_->watermarks(place_);
    if (!marks) return tl::unexpected{marks.error()};
    const auto reader = log_->open_reader(place_, Offset{0});
    if (!reader) return tl::unexpected{reader.error()};
    std::vector<std::string> found;
    while ((*reader)->position() < marks->end) {
      const auto batch = (*reader)->read(10);
      if (!batch) return tl::unexpected{batch.error()};
      for (const auto& entry : batch->entries) found.emplace_back(decode(entry.canonical)->value);
    }
    return found;
  }

  const TopicPartition place_{std::string{ordering_commands}, Partition{0}};
  std::optional<testing_broker::TestBroker> broker_;
  KafkaSettings settings_;
  std::unique_ptr<KafkaLog> log_;
};

TEST_F(Cluster, GoesOnWithoutANodeTakesItBackAndStartsAgain) {
  append("all three");
  broker_->kill(1);
  append("without the first");
  broker_->start_killed_nodes();
  broker_->kill(2);
  append("without the second: two must have it, so the first is back");
  const auto expected =
      ElementsAre("all three", "without the first", "without the second: two must have it, so the first is back");
  EXPECT_THAT(values(), expected);
  broker_->start_again();
  EXPECT_THAT(values(), expected) << "the same ports, the same data";
}

}  // namespace
}  // namespace matbud::clients
