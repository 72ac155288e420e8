#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "matbud/log/record.h"
#include "matbud/log/simulated.h"

namespace matbud::log {
namespace {

const TopicPartition place{"ordering.events.v1", Partition{0}};

std::string record(const std::string& value) {
  Envelope envelope;
  envelope.key = "3024-sandvika";
  envelope.value = value;
  return encode(envelope);
}

class ASimulatedLog : public testing::Test {
 protected:
  void open(SimulatedFaults faults, std::uint64_t seed = 1) {
    log = std::make_unique<SimulatedLog>(clock, seed, faults);
    const TopicSpec topics[] = {{place.topic, 1, false}};
    ASSERT_TRUE(log->create_topics(topics));
  }
  std::unique_ptr<Writer> writer() { return *log->open_writer(place); }
  void deliver_everything() {
    while (log->deliver()) {
    }
  }
  std::vector<std::string> values() {
    std::vector<std::string> found;
    for (const auto& lying : log->records(place)) found.emplace_back(decode(*lying.canonical)->value);
    return found;
  }

  SimulatedClock clock{from_ms(1'790'000'000'000)};
  std::unique_ptr<SimulatedLog> log;
};

TEST_F(ASimulatedLog, KeepsAnAppendOnItsWayUntilItIsDelivered) {
  open({});
  const auto one = writer();
  one->append({record("a"), record("b")});
  EXPECT_TRUE(values().empty());
  EXPECT_FALSE(one->poll());
  EXPECT_TRUE(log->deliver());
  EXPECT_THAT(values(), testing::ElementsAre("a", "b"));
  EXPECT_FALSE(one->poll()) << "the acknowledgement is still on its way";
  EXPECT_TRUE(log->deliver());
  const auto outcome = one->poll();
  ASSERT_TRUE(outcome);
  EXPECT_TRUE(outcome->known);
  EXPECT_EQ(outcome->first, Offset{0});
  EXPECT_EQ(outcome->count, 2U);
  EXPECT_FALSE(log->deliver());
}

TEST_F(ASimulatedLog, KeepsTheOrderOfEachWriter) {
  open({});
  const auto one = writer();
  const auto other = writer();
  for (int i = 0; i < 20; ++i) {
    one->append({record("one" + std::to_string(100 + i))});
    other->append({record("two" + std::to_string(100 + i))});
  }
  deliver_everything();
  std::vector<std::string> ones, twos;
  for (const auto& value : values()) (value[0] == 'o' ? ones : twos).push_back(value);
  EXPECT_EQ(ones.size(), 20U);
  EXPECT_TRUE(std::is_sorted(ones.begin(), ones.end()));
  EXPECT_TRUE(std::is_sorted(twos.begin(), twos.end()));
}

TEST_F(ASimulatedLog, LandsWhatAKilledWriterHadSentLaterOrNever) {
  for (const unsigned lands : {0U, 1000U}) {
    open({.orphan_lands = lands});
    writer()->append({record("a"), record("b")});
    deliver_everything();
    EXPECT_EQ(values().size(), lands == 0 ? 0U : 2U);
  }
}

TEST_F(ASimulatedLog, TellsNobodyWhatBecameOfALostAcknowledgementAndKillsTheWriter) {
  open({.lost_ack = 1000});
  const auto one = writer();
  one->append({record("a")});
  one->append({record("b")});
  deliver_everything();
  EXPECT_THAT(values(), testing::ElementsAre("a")) << "the first landed, the second was never handed over";
  for (int i = 0; i < 2; ++i) {
    const auto outcome = one->poll();
    ASSERT_TRUE(outcome);
    EXPECT_FALSE(outcome->known);
    EXPECT_EQ(outcome->why_unknown, "acknowledgement lost");
  }
  one->append({record("c")});
  const auto later = one->poll();
  ASSERT_TRUE(later);
  EXPECT_FALSE(later->known);
  EXPECT_EQ(values().size(), 1U);
}

TEST_F(ASimulatedLog, LandsADoubledAppendTwiceAndAcknowledgesOneOfThem) {
  open({.doubled = 1000});
  const auto one = writer();
  one->append({record("a"), record("b")});
  deliver_everything();
  EXPECT_THAT(values(), testing::ElementsAre("a", "b", "a", "b"));
  const auto outcome = one->poll();
  ASSERT_TRUE(outcome && outcome->known);
  EXPECT_THAT(outcome->first.value(), testing::AnyOf(0, 2));
}

TEST_F(ASimulatedLog, CallsAnAppendThatAnotherOneSplitUnknown) {
  bool seen_unknown = false;
  for (std::uint64_t seed = 0; seed < 50 && !seen_unknown; ++seed) {
    open({.split_append = 500}, seed);
    const auto one = writer();
    const auto other = writer();
    one->append({record("a"), record("b"), record("c")});
    other->append({record("x")});
    deliver_everything();
    const auto all = values();
    ASSERT_EQ(all.size(), 4U);
    const auto x = std::find(all.begin(), all.end(), "x") - all.begin();
    const bool split = x != 0 && x != 3;
    EXPECT_EQ(one->poll()->known, !split);
    seen_unknown = split;
  }
  EXPECT_TRUE(seen_unknown);
}

TEST_F(ASimulatedLog, TellsTheTruthAboutItsEndEvenWhenReadersAreSlow) {
  open({.slow_read = 1000});
  const auto one = writer();
  one->append({record("a"), record("b"), record("c")});
  deliver_everything();
  EXPECT_EQ(log->watermarks(place)->end, Offset{3});
  const auto reader = *log->open_reader(place, Offset{0});
  EXPECT_LT(reader->read(10)->entries.size(), 3U);
}

TEST_F(ASimulatedLog, LagsForAWhileAndThenShowsEverything) {
  open({.lagging = 500});
  const auto one = writer();
  const auto reader = *log->open_reader(place, Offset{0});
  bool lagged = false;
  for (int round = 0; round < 20; ++round) {
    one->append({record("a")});
    deliver_everything();
    std::size_t seen = reader->read(10)->entries.size();
    lagged = lagged || seen == 0;
    for (int reads = 0; seen == 0; ++reads) {
      ASSERT_LT(reads, 1000);
      seen = reader->read(10)->entries.size();
    }
    EXPECT_EQ(seen, 1U);
  }
  EXPECT_TRUE(lagged);
}

TEST_F(ASimulatedLog, SaysNotFoundBeyondACutEnd) {
  open({});
  const auto one = writer();
  one->append({record("a"), record("b")});
  deliver_everything();
  log->cut(place, Offset{1});
  EXPECT_EQ((*log->open_reader(place, Offset{2}))->read(1).error().code, Error::Code::not_found);
}

TEST_F(ASimulatedLog, GivesOneSeedOneHistory) {
  const SimulatedFaults faults{
      .failed_append = 50, .lost_ack = 50, .torn_append = 50, .split_append = 200, .doubled = 100, .orphan_lands = 500};
  const auto history = [&](std::uint64_t seed) {
    open(faults, seed);
    Random random{seed};
    std::vector<std::unique_ptr<Writer>> writers(3);
    for (int step = 0; step < 500; ++step) {
      auto& one = writers[random.below(3)];
      if (!one || random.chance(30)) one = writer();
      one->append({record(std::to_string(step)), record("and " + std::to_string(step))});
      for (int i = 0; i < 3; ++i) (void)log->deliver();
    }
    return values();
  };
  const auto first = history(7);
  EXPECT_EQ(first, history(7));
  EXPECT_NE(first, history(8));
}

TEST(ASimulatedLogWithoutASeed, LandsAppendsAtOnceAndKeepsOnlyTheNewestOfACompactedKey) {
  SimulatedClock clock{from_ms(0)};
  SimulatedLog log{clock};
  const TopicSpec topics[] = {{"keys.v1", 1, true}};
  ASSERT_TRUE(log.create_topics(topics));
  const auto writer = *log.open_writer({"keys.v1", Partition{0}});
  writer->append({record("old")});
  writer->append({record("new")});
  EXPECT_EQ(writer->poll()->first, Offset{0});
  EXPECT_EQ(writer->poll()->first, Offset{1});
  const auto reader = *log.open_reader({"keys.v1", Partition{0}}, Offset{0});
  const auto batch = *reader->read(10);
  ASSERT_EQ(batch.entries.size(), 1U);
  EXPECT_EQ(batch.entries[0].offset, Offset{1});
  EXPECT_EQ(reader->position(), Offset{2});
}

TEST(SharingASimulatedTopic, IsByRangeUntilATestSaysOtherwise) {
  SimulatedClock clock{from_ms(0)};
  SimulatedLog log{clock};
  const TopicSpec topics[] = {{"ordering.events.v1", 3, false}};
  ASSERT_TRUE(log.create_topics(topics));
  auto one = *log.join("ordering.events.v1");
  EXPECT_THAT(one->current().partitions, testing::ElementsAre(Partition{0}, Partition{1}, Partition{2}));
  auto two = *log.join("ordering.events.v1");
  EXPECT_THAT(one->current().partitions, testing::ElementsAre(Partition{0}, Partition{1}));
  EXPECT_THAT(two->current().partitions, testing::ElementsAre(Partition{2}));
  const auto before = one->current().generation;
  two.reset();
  EXPECT_EQ(one->current().partitions.size(), 3U);
  EXPECT_NE(one->current().generation, before);
  two = *log.join("ordering.events.v1");
  log.assign("ordering.events.v1", 0, {Partition{1}});
  log.assign("ordering.events.v1", 2, {Partition{1}});
  EXPECT_EQ(one->current().partitions, two->current().partitions);
}

}  // namespace
}  // namespace matbud::log
