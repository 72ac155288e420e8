#include "kafka_story.h"

#include <atomic>

#include "matbud/log/record.h"

namespace matbud::broker_faults {

using namespace log;

void KafkaStory::SetUp() {
  if (!testing_broker::have_jars()) GTEST_SKIP() << "the broker's jars cannot be had";
}

void KafkaStory::TearDown() {
  if (IsSkipped()) return;
  const auto log = open_log();
  const auto topics = log->topics();
  ASSERT_TRUE(topics) << topics.error().message;
  std::vector<std::string> names;
  for (const auto& topic : *topics) names.push_back(topic.name);
  const auto deleted = log->delete_topics(names);
  EXPECT_TRUE(deleted) << deleted.error().message;
}

testing_broker::TestBroker& KafkaStory::broker() {
  static testing_broker::TestBroker broker{{"--quick"}};
  return broker;
}

std::unique_ptr<KafkaLog> KafkaStory::open_log(const std::function<void(KafkaSettings&)>& change) {
  KafkaSettings settings;
  settings.brokers = broker().bootstrap();
  settings.session_timeout = std::chrono::seconds{3};
  change(settings);
  auto opened = KafkaLog::open(settings);
  if (!opened) throw std::runtime_error{opened.error().message};
  return std::move(*opened);
}

std::string KafkaStory::make_topic(Log& log, const std::string& kind, std::uint32_t partitions) {
  static std::atomic<int> number{0};
  const TopicSpec topic{"story-" + std::to_string(++number) + "." + kind + ".v1", partitions, false};
  const auto made = log.create_topics({&topic, 1});
  if (!made) throw std::runtime_error{made.error().message};
  return topic.name;
}

std::string KafkaStory::record(std::string_view value) {
  Envelope envelope;
  envelope.key = "area";
  envelope.id = "1";
  envelope.type = "matbud.test.v1.Happened";
  envelope.value = value;
  return encode(envelope);
}

std::unique_ptr<Writer> KafkaStory::writer(Log& log, const TopicPartition& place) {
  auto opened = log.open_writer(place);
  if (!opened) throw std::runtime_error{opened.error().message};
  return std::move(*opened);
}

Appended KafkaStory::outcome_of(Log& log, Writer& writer) {
  std::optional<Appended> outcome;
  if (!wait_until(log, [&] { return (outcome = writer.poll()).has_value(); }))
    throw std::runtime_error{"an append had no outcome in time"};
  return *outcome;
}

void KafkaStory::append(Log& log, const TopicPartition& place, const std::vector<std::string>& values) {
  const auto to = writer(log, place);
  for (const auto& value : values) to->append({record(value)});
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto outcome = outcome_of(log, *to);
    ASSERT_TRUE(outcome.known) << outcome.why_unknown;
  }
}

std::vector<std::string> KafkaStory::read(Log& log, Reader& reader, std::size_t values) {
  std::vector<std::string> found;
  (void)wait_until(log, [&] {
    const auto batch = reader.read(1000);
    if (!batch) return batch.error().code != Error::Code::retryable;
    for (const auto& entry : batch->entries) found.emplace_back(decode(entry.canonical)->value);
    return found.size() >= values;
  });
  return found;
}

bool KafkaStory::wait_until(Log& log, const std::function<bool()>& it_is_so) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (std::chrono::steady_clock::now() < deadline) {
    const auto seen = log.activity();
    if (it_is_so()) return true;
    log.wait_for_activity(seen, std::chrono::milliseconds{50});
  }
  return false;
}

}  // namespace matbud::broker_faults
