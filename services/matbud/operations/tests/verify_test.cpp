// Verifying a log while somebody goes on appending to it.
#include "matbud/operations/verify.h"

#include <gtest/gtest.h>

#include "matbud/log/append.h"
#include "matbud/log/simulated.h"
#include "matbud/log/topics.h"

namespace matbud::operations {
namespace {

const log::TopicPartition commands{std::string{log::ordering_commands}, Partition{0}};
const log::TopicPartition events{std::string{log::ordering_events}, Partition{0}};

/// A clock that stands.
class StandingClock final : public Clock {
 public:
  [[nodiscard]] Timestamp now() const override { return from_ms(1'000); }
};

/// A log in which something happens whenever somebody has looked where a partition ends.
class BusyLog final : public log::Log {
 public:
  explicit BusyLog(const Clock& clock) : log_{clock} {
    const std::vector<log::TopicSpec> topics{{commands.topic, 1}, {events.topic, 1}};
    EXPECT_TRUE(log_.create_topics(topics));
  }

  /// A command, and the event that it causes; `honest`: the event names its cause as it is.
  void something_happens(bool honest = true) {
    log::Envelope command;
    command.key = "3024-sandvika";
    command.type = "matbud.ordering.v1.PlaceOrder";
    const auto asked = log::encode(command);
    const auto at = append(commands, asked);
    log::Envelope event;
    event.prev = head_;
    event.key = command.key;
    event.type = "matbud.ordering.v1.OrderPlaced";
    event.cause = log::Cause{commands.topic, Partition{0}, at, honest ? log::hash_of(asked) : log::Hash{}};
    const auto said = log::encode(event);
    append(events, said);
    head_ = log::hash_of(said);
  }
  void never_rests() { rests_ = false; }

  Result<void> create_topics(std::span<const log::TopicSpec> topics) override { return log_.create_topics(topics); }
  Result<std::vector<log::TopicSpec>> topics() override { return log_.topics(); }
  Result<Watermarks> watermarks(const log::TopicPartition& place) override {
    auto marks = log_.watermarks(place);
    if (!rests_) something_happens();
    return marks;
  }
  Result<std::unique_ptr<log::Reader>> open_reader(const log::TopicPartition& place, Offset from) override {
    return log_.open_reader(place, from);
  }
  Result<std::unique_ptr<log::Writer>> open_writer(const log::TopicPartition& place) override {
    return log_.open_writer(place);
  }
  Result<std::unique_ptr<log::Ownership>> join(const std::string& own_topic) override { return log_.join(own_topic); }
  std::uint64_t activity() const override { return log_.activity(); }
  void wait_for_activity(std::uint64_t seen, std::chrono::milliseconds timeout) override {
    log_.wait_for_activity(seen, timeout);
  }
  void wake() override { log_.wake(); }

 private:
  Offset append(const log::TopicPartition& place, const std::string& record) {
    const auto writer = log_.open_writer(place);
    const auto appended = log::append_and_wait(log_, **writer, {record}, std::chrono::seconds{1});
    EXPECT_TRUE(appended);
    return *appended;
  }

  log::SimulatedLog log_;
  log::Hash head_ = log::chain_start(events).head;
  bool rests_ = true;
};

class Verify : public testing::Test {
 protected:
  StandingClock clock;
  BusyLog log{clock};
};

TEST_F(Verify, FindsNothingWrongWithWhatIsAppendedMeanwhile) {
  log.something_happens();
  log.never_rests();
  std::uint64_t measured = 0;
  std::uint64_t read = 0;
  VerifyPlan plan;
  plan.threads = 1;
  plan.on_measured = [&](std::uint64_t records) { measured = records; };
  plan.on_progress = [&](std::size_t more) { read += more; };
  const auto found = verify(log, plan);
  ASSERT_TRUE(found) << found.error().message;
  for (const auto& finding : found->findings) ADD_FAILURE() << to_string(finding.place) << ": " << finding.what;
  EXPECT_EQ(found->records, measured);
  EXPECT_EQ(read, measured);
  EXPECT_GE(measured, 4U);
}

TEST_F(Verify, FindsAnEventWhoseCauseIsAnotherRecord) {
  log.something_happens();
  log.something_happens(false);
  const auto found = verify(log, {});
  ASSERT_TRUE(found) << found.error().message;
  ASSERT_EQ(found->findings.size(), 1U);
  EXPECT_EQ(found->findings[0].what, "its cause ordering.commands.v1/0 at 1 is another record now");
}

TEST_F(Verify, EndsWhenNobodyWantsToKnow) {
  log.something_happens();
  VerifyPlan plan;
  plan.is_wanted = [] { return false; };
  const auto found = verify(log, plan);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, Error::Code::retryable);
}

}  // namespace
}  // namespace matbud::operations
