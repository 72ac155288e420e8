// What the producer sends when, to librdkafka's own mock of a cluster: its brokers can be made to refuse.
#include "producer.h"

#include <gtest/gtest.h>
#include <librdkafka/rdkafka_mock.h>

#include <optional>

namespace matbud::log::kafka {
namespace {

constexpr std::chrono::seconds patience{20};
constexpr std::int16_t produce_request = 0;

std::string record(const std::string& value) {
  Envelope envelope;
  envelope.key = "3024-sandvika";
  envelope.value = value;
  return encode(envelope);
}

class MockCluster : public testing::Test {
 protected:
  MockCluster() {
    around_.settings.append_timeout = std::chrono::seconds{10};
    auto conf = configure(around_, {});
    host_ = std::move(*make_client(around_, RD_KAFKA_PRODUCER, std::move(*conf)));
    cluster_.reset(rd_kafka_mock_cluster_new(host_.get(), 1));
    around_.settings.brokers = rd_kafka_mock_cluster_bootstraps(cluster_.get());
    // Each record is a request of its own, so that it does not depend on how fast they are handed over.
    around_.settings.properties["batch.num.messages"] = "1";
    producer_ = std::move(*Producer::open(around_));
    place_ = *producer_->place({"orders.events.v1", Partition{0}}, false);
  }

  void refuses_the_next_request(rd_kafka_resp_err_t why) {
    rd_kafka_mock_push_request_errors(cluster_.get(), produce_request, 1, why);
  }
  std::shared_ptr<Call> append(std::size_t records) {
    std::vector<std::string> canonical;
    for (std::size_t n = 0; n < records; ++n) canonical.push_back(record(std::to_string(n)));
    auto call = std::make_shared<Call>(records);
    producer_->append(*place_, std::move(canonical), call);
    return call;
  }
  Appended outcome_of(Call& call) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (!call.has_outcome() && std::chrono::steady_clock::now() < deadline) {
      const auto seen = around_.activity.number();
      producer_->hear_news();
      if (!call.has_outcome()) around_.activity.wait_until_not(seen, std::chrono::milliseconds{50});
    }
    EXPECT_TRUE(call.has_outcome()) << "in time";
    return call.has_outcome() ? call.take_outcome() : Appended{};
  }

  [[nodiscard]] bool is_spent() const { return producer_->is_spent(); }

 private:
  struct EndOfCluster {
    void operator()(rd_kafka_mock_cluster_t* cluster) const { rd_kafka_mock_cluster_destroy(cluster); }
  };

  Surroundings around_;
  Client host_;
  std::unique_ptr<rd_kafka_mock_cluster_t, EndOfCluster> cluster_;
  std::shared_ptr<Producer> producer_;
  Producer::Place* place_ = nullptr;
};

// A leader that does not know a new topic yet refuses the first request and takes those behind it.
TEST_F(MockCluster, LosesNothingWhenItRefusesTheFirstRecordOfAll) {
  refuses_the_next_request(RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION);
  const auto first = append(5);
  const auto second = append(1);
  const auto outcome = outcome_of(*first);
  EXPECT_TRUE(outcome.known) << outcome.why_unknown;
  EXPECT_EQ(outcome.first, Offset{0});
  EXPECT_EQ(outcome.count, 5U);
  const auto behind = outcome_of(*second);
  EXPECT_TRUE(behind.known) << behind.why_unknown;
  EXPECT_EQ(behind.first, Offset{5});
}

// The broker has forgotten what it had acknowledged: to librdkafka a fatal error, after which the producer does nothing
// any more. Whoever appends must hear so at once, and get another producer.
TEST_F(MockCluster, IsSpentByAFatalErrorAndSaysThatNobodyKnows) {
  ASSERT_TRUE(outcome_of(*append(1)).known);
  refuses_the_next_request(RD_KAFKA_RESP_ERR_OUT_OF_ORDER_SEQUENCE_NUMBER);
  const auto lost = outcome_of(*append(1));
  EXPECT_FALSE(lost.known);
  EXPECT_TRUE(is_spent());
  const auto later = append(3);
  EXPECT_TRUE(later->has_outcome()) << "it is not waited for";
  EXPECT_FALSE(later->take_outcome().known);
}

}  // namespace
}  // namespace matbud::log::kafka
