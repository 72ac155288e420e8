// The broker dies and comes back.
#include "kafka_story.h"
#include "matbud/log/chain.h"

namespace matbud::broker_faults {
namespace {

using namespace log;
using testing::ElementsAre;

class Outage : public KafkaStory {};

TEST_F(Outage, LosesNothingAndDoublesNothing) {
  const auto patient = open_log([](KafkaSettings& settings) {
    settings.append_timeout = std::chrono::minutes{5};  // however long the broker takes to come back
  });
  const auto impatient = open_log([](KafkaSettings& settings) {
    settings.append_timeout = std::chrono::seconds{1};
    settings.request_timeout = std::chrono::seconds{2};
  });
  const TopicPartition place{make_topic(*patient, "events"), Partition{0}};
  const TopicPartition other{make_topic(*patient, "events"), Partition{0}};
  append(*patient, place, {"a", "b"});
  append(*impatient, other, {"x"});
  auto live = *patient->open_reader(place, Offset{0});
  EXPECT_THAT(read(*patient, *live, 2), ElementsAre("a", "b"));
  const auto to = writer(*patient, place);
  const auto to_other = writer(*impatient, other);

  broker().kill();
  to->append({record("c"), record("d")});
  to_other->append({record("lost or not")});
  const auto given_up = outcome_of(*impatient, *to_other);
  EXPECT_FALSE(given_up.known);
  to_other->append({record("never")});
  EXPECT_FALSE(outcome_of(*impatient, *to_other).known) << "a writer that does not know its last outcome is dead";
  const auto marks = impatient->watermarks(other);
  ASSERT_FALSE(marks);
  EXPECT_EQ(marks.error().code, Error::Code::retryable) << marks.error().message;

  broker().start_again();
  const auto outcome = outcome_of(*patient, *to);
  ASSERT_TRUE(outcome.known) << outcome.why_unknown;
  EXPECT_EQ(outcome.first, Offset{2});
  EXPECT_THAT(read(*patient, *live, 2), ElementsAre("c", "d")) << "a live reader goes on";
  EXPECT_EQ(patient->watermarks(place)->end, Offset{4});

  const auto end = impatient->watermarks(other)->end;
  const auto again = writer(*impatient, other);
  again->append({record("y")});
  const auto known = outcome_of(*impatient, *again);
  ASSERT_TRUE(known.known) << known.why_unknown;
  EXPECT_GE(known.first, end);
  const auto from_start = *impatient->open_reader(other, Offset{0});
  EXPECT_THAT(read(*impatient, *from_start, 2),
              testing::AnyOf(ElementsAre("x", "y"), ElementsAre("x", "lost or not", "y")));
}

TEST_F(Outage, OfABrokerThatNeverWasIsRetryable) {
  KafkaSettings settings;
  settings.brokers = "127.0.0.1:1";
  settings.request_timeout = std::chrono::milliseconds{300};
  const auto opened = KafkaLog::open(settings);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Error::Code::retryable) << opened.error().message;
  EXPECT_THAT(opened.error().message, testing::HasSubstr("127.0.0.1:1")) << "says what it could not reach";
}

TEST(KafkaSettings, ThatCannotBeAreInvalid) {
  KafkaSettings settings;
  settings.brokers = "127.0.0.1:1";
  settings.properties["no.such.property"] = "1";
  const auto opened = KafkaLog::open(settings);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Error::Code::invalid);
  EXPECT_THAT(opened.error().message, testing::HasSubstr("no.such.property"));
}

class WentBack : public KafkaStory {
 protected:
  /// The topic as after a broker that has lost its disk.
  void lose_the_topic(KafkaLog& log, const std::string& name) {
    ASSERT_TRUE(log.delete_topics({name}));
    const TopicSpec topic{name, 1, false};
    ASSERT_TRUE(log.create_topics({&topic, 1}));
  }
  /// Where somebody stands who has read so many records.
  static ChainPosition after(Log& log, const TopicPartition& place, std::size_t records) {
    auto reader = *log.open_reader(place, Offset{0});
    ChainPosition position;
    for (std::size_t i = 0; i < records; ++i) {
      const auto batch = reader->read(1);
      position.next = batch->entries.front().offset.next();
      position.head_offset = batch->entries.front().offset;
      position.head = hash_of(batch->entries.front().canonical);
    }
    return position;
  }
};

TEST_F(WentBack, IsNoticedByWhoComesBackAndByWhoStayed) {
  const auto log = open_log();
  const TopicPartition place{make_topic(*log, "commands"), Partition{0}};
  append(*log, place, {"a", "b", "c"});
  const auto position = after(*log, place, 3);
  ASSERT_TRUE(check_not_gone_back(*log, place, position));
  const auto live = *log->open_reader(place, Offset{0});
  ASSERT_THAT(read(*log, *live, 3), ElementsAre("a", "b", "c"));

  lose_the_topic(*log, place.topic);
  const auto other = open_log();
  append(*other, place, {"x"});

  std::optional<Error> error;
  EXPECT_TRUE(wait_until(*log, [&] {
    const auto batch = live->read(10);
    if (!batch && batch.error().code != Error::Code::retryable) error = batch.error();
    return error.has_value() || (batch && !batch->empty());
  }));
  ASSERT_TRUE(error) << "a reader beyond the end must not go on";
  EXPECT_EQ(error->code, Error::Code::not_found) << error->message;
  const auto shorter = check_not_gone_back(*other, place, position);
  ASSERT_FALSE(shorter);
  EXPECT_EQ(shorter.error().code, Error::Code::corrupt) << shorter.error().message;

  append(*other, place, {"y", "z"});
  const auto altered = check_not_gone_back(*other, place, position);
  ASSERT_FALSE(altered);
  EXPECT_EQ(altered.error().code, Error::Code::corrupt) << altered.error().message;
}

}  // namespace
}  // namespace matbud::broker_faults
