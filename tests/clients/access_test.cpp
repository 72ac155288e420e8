// Who may do what: topics and rights are made by one command, and nobody can do more than they say.
#include <fstream>
#include <sstream>

#include "client_story.h"
#include "kafka_story.h"
#include "matbud/dispatch/v1/events.pb.h"
#include "matbud/log/topics.h"

namespace matbud::clients {
namespace {

using namespace log;
using broker_faults::patience;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Access : public ClientStory {
 protected:
  void SetUp() override {
    ClientStory::SetUp();
    if (IsSkipped()) return;
    const auto applied = topics({"apply", "--grocer", "dagros", "--grocer", "nabo", "--partitions", "3"});
    ASSERT_EQ(applied.exit, 0) << applied.messages;
  }
  /// A record of no chain, so it is void wherever that matters, but else as it should be.
  static std::string record() {
    dispatch::v1::DispatchEvent event;
    event.mutable_driver_on_shift();
    const auto value = event.SerializeAsString();
    Envelope envelope;
    envelope.key = "area";
    envelope.id = "1";
    envelope.type = event.driver_on_shift().GetDescriptor()->full_name();
    envelope.value = value;
    return encode(envelope);
  }
  /// The outcome of appending one record.
  static Appended append(Log& log, Writer& writer) {
    writer.append({record()});
    std::optional<Appended> outcome;
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (!(outcome = writer.poll()) && std::chrono::steady_clock::now() < deadline)
      log.wait_for_activity(log.activity(), std::chrono::milliseconds{50});
    if (!outcome) throw std::runtime_error{"an append had no outcome in time"};
    return *outcome;
  }
  static Result<Batch> read_first(Log& log, std::string_view topic) {
    const auto reader = log.open_reader({std::string{topic}, Partition{0}}, Offset{0});
    if (!reader) return tl::unexpected{reader.error()};
    return (*reader)->read(1);
  }
};

TEST_F(Access, IsMadeByOneCommandThatIsDoneOnce) {
  const auto again = topics({"apply"});
  EXPECT_EQ(again.exit, 0) << again.messages;
  EXPECT_THAT(again.out, IsEmpty());
  const auto plan = topics({"plan"});
  EXPECT_EQ(plan.exit, 0) << plan.messages;
  EXPECT_THAT(plan.out, IsEmpty()) << "grocers and partitions are those that are there";
}

TEST_F(Access, PlanTellsWhatIsMissingAndWhatIsStrange) {
  const auto missing = topics({"plan", "--grocer", "ny"});
  EXPECT_EQ(missing.exit, 4);
  EXPECT_THAT(missing.out, HasSubstr("make    topic grocer.ny.orders.v1, 3 partitions\n"));
  EXPECT_THAT(missing.out, HasSubstr("grant   grocer.ny: read grocer.ny.orders.v1\n"));
  EXPECT_THAT(missing.out, HasSubstr("grant   grocer-bridge: write grocer.ny.orders.v1\n"));
  const auto strange = topics({"apply", "--partitions", "4", "--dry-run"});
  EXPECT_EQ(strange.exit, 4);
  EXPECT_THAT(strange.out, HasSubstr("strange ordering.events.v1 has 3 partitions instead of 4"));
}

TEST_F(Access, IsDocumentedAsItIs) {
  const auto table = rights({"--grocer", "dagros"}).out;
  std::stringstream readme;
  readme << std::ifstream{MATBUD_SOURCE_DIR "/deploy/kafka/README.md"}.rdbuf();
  EXPECT_THAT(readme.str(), HasSubstr(table)) << "deploy/kafka/README.md shows other rights";
}

TEST_F(Access, LetsAServiceDoItsWork) {
  const auto log = log_of("dispatch");
  const auto own = log->open_writer({std::string{dispatch_events}, Partition{0}});
  ASSERT_TRUE(own) << own.error().message;
  const auto appended = append(*log, **own);
  EXPECT_TRUE(appended.known) << appended.why_unknown;
  const auto heard = read_first(*log, bridge_events);
  EXPECT_TRUE(heard) << heard.error().message;
  const auto said = read_first(*log, dispatch_events);
  ASSERT_TRUE(said) << said.error().message;
  EXPECT_EQ(said->entries.size(), 1U);
  const auto owners = log->join(std::string{dispatch_events});
  EXPECT_TRUE(owners) << owners.error().message;
}

TEST_F(Access, RefusesAServiceWhatItsWorkDoesNotNeedAndSaysSo) {
  const auto log = log_of("dispatch");
  const auto unheard = read_first(*log, notification_events);
  ASSERT_FALSE(unheard) << "dispatch has no business there";
  EXPECT_EQ(unheard.error().code, Error::Code::unavailable) << unheard.error().message;
  EXPECT_THAT(unheard.error().message, HasSubstr("notification.events.v1: Broker: Topic authorization failed"));

  const auto owners = log->join(std::string{bridge_events});
  ASSERT_FALSE(owners) << "who could join could take partitions away";
  EXPECT_EQ(owners.error().code, Error::Code::unavailable) << owners.error().message;
  EXPECT_THAT(owners.error().message, HasSubstr("Group authorization failed"));

  // It may read this topic, and only the broker knows that it may not write it.
  const TopicPartition heard{std::string{bridge_events}, Partition{0}};
  const auto writer = log->open_writer(heard);
  ASSERT_TRUE(writer) << writer.error().message;
  const auto appended = append(*log, **writer);
  EXPECT_FALSE(appended.known);
  EXPECT_THAT(appended.why_unknown, HasSubstr("authorization failed"));
  const auto again = log->open_writer(heard);
  ASSERT_FALSE(again) << "a processor would try for ever";
  EXPECT_EQ(again.error().code, Error::Code::unavailable) << again.error().message;
  EXPECT_EQ(log_of("operator")->watermarks(heard)->end, Offset{0});
}

TEST_F(Access, NeedsACertificate) {
  auto settings = settings_of("dispatch");
  settings.tls.reset();
  settings.request_timeout = std::chrono::seconds{2};
  EXPECT_FALSE(KafkaLog::open(settings)) << "nobody speaks plain text here";
  settings = settings_of("dispatch");
  settings.request_timeout = std::chrono::seconds{2};
  settings.tls->key = broker().certificates() / "ordering.key";
  const auto opened = KafkaLog::open(settings);
  ASSERT_FALSE(opened) << "a certificate without its key";
  EXPECT_EQ(opened.error().code, Error::Code::invalid) << opened.error().message;
}

}  // namespace
}  // namespace matbud::clients
