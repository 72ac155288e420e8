// Steps 3 to 5 of the protocol on a good day, and what survives a bad one.
#include "matbud/processor/machinery.h"
#include "partition_story.h"

namespace matbud::processor {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Deciding : public PartitionStory {};

TEST_F(Deciding, SaysOneEventForEachInputInOrder) {
  hears(toy::count, "milk");
  hears(toy::count, "bread");
  hears(toy::count, "milk");
  start("a");
  settle("a");
  EXPECT_THAT(told(), ElementsAre("count milk", "count bread", "count milk"));
  EXPECT_EQ(counted("a", "milk"), 2);
  EXPECT_EQ(processor("a").counters().events, 3U);
  EXPECT_TRUE(processor("a").idle());
  expect_every_input_decided_once();
}

TEST_F(Deciding, PutsTheWholeStoryOfAnEventInItsEnvelope) {
  hears(toy::ignore, "rain");
  const auto input = hears(toy::count, "milk");
  const auto heard_at = clock.now();
  clock.advance(std::chrono::minutes{5});
  start("a");
  settle("a");
  hears(toy::count, "milk");
  settle("a");
  const auto events = chain();
  ASSERT_EQ(events.size(), 2U);
  const auto& record = events[0].record;
  EXPECT_EQ(record.prev, log::genesis(own));
  EXPECT_EQ(record.id, "audit.commands.v1/0/1");
  EXPECT_EQ(record.key, "3024-sandvika");
  EXPECT_EQ(record.source, "/matbud/toy/0");
  EXPECT_EQ(record.type, "matbud.audit.v1.OperatorActed");
  EXPECT_EQ(record.subject, "thing/milk");
  EXPECT_EQ(record.time, heard_at) << "the input's moment, not the decider's";
  EXPECT_EQ(record.traceparent, "00-trace");
  EXPECT_EQ(record.writer, "a-1");
  ASSERT_TRUE(record.cause);
  EXPECT_EQ(record.cause->topic, own_commands.topic);
  EXPECT_EQ(record.cause->partition, own.partition);
  EXPECT_EQ(record.cause->offset, input);
  EXPECT_EQ(record.cause->hash, log::hash_of(*log->records(own_commands)[1].canonical));
  EXPECT_EQ(events[1].record.prev, log::hash_of(events[0].canonical));
}

TEST_F(Deciding, HearsEveryTopicAndSkipsTheVoidRecordsOfOthers) {
  hears(toy::count, "milk");
  hears_of_another(toy::count, "bread");
  hears_void_of_another(toy::count, "forgery");
  hears_of_another(toy::count, "bread");
  start("a");
  settle("a");
  EXPECT_THAT(told(), testing::UnorderedElementsAre("count milk", "count bread", "count bread"));
  EXPECT_EQ(processor("a").counters().voided, 1U);
}

TEST_F(Deciding, LetsNoTopicStarveAnother) {
  for (int i = 0; i < 100; ++i) hears(toy::count, "milk");
  hears_of_another(toy::count, "bread");
  start("a", toy::Version::chokes, {.decisions_a_batch = 4});
  settle("a");
  const auto texts = told();
  EXPECT_LT(std::find(texts.begin(), texts.end(), "count bread") - texts.begin(), 4);
}

TEST_F(Deciding, KeepsSeveralBatchesInFlightAndFoldsNothingBeforeItIsAcknowledged) {
  appends_take_time();
  for (int i = 0; i < 10; ++i) hears(toy::count, "milk");
  start("a", toy::Version::chokes, {.decisions_a_batch = 2, .batches_in_flight = 3});
  catches_up("a");
  for (int i = 0; i < 10; ++i) step("a");
  EXPECT_EQ(processor("a").counters().inputs, 6U) << "three batches of two, then it waits";
  EXPECT_EQ(counted("a", "milk"), 0);
  EXPECT_FALSE(processor("a").idle());
  settle("a");
  EXPECT_EQ(counted("a", "milk"), 10);
  EXPECT_EQ(processor("a").counters().rebuilds, 0U);
  expect_every_input_decided_once();
}

TEST_F(Deciding, LeavesNoTraceOfIrrelevantInputsButItsPositionOnceItIsQuiet) {
  for (int i = 0; i < 5; ++i) hears(toy::ignore, "rain");
  start("a");
  settle("a");
  EXPECT_THAT(told(), IsEmpty());
  start("a");
  settle("a");
  EXPECT_EQ(processor("a").counters().inputs, 0U) << "they were looked at before the restart";
}

TEST_F(Deciding, StoresThePositionsOfIrrelevantInputsAsOftenAsItIsTold) {
  ProcessorSettings settings;
  settings.store_positions_every = std::chrono::milliseconds{200};
  const auto restart = [&] {
    start("a", toy::Version::chokes, settings);
    settle("a");
  };
  restart();
  hears(toy::ignore, "rain");
  settle("a");
  EXPECT_TRUE(processor("a").idle()) << "the first time at once";
  hears(toy::ignore, "rain");
  settle("a");
  EXPECT_FALSE(processor("a").idle());
  restart();
  EXPECT_EQ(processor("a").counters().inputs, 1U) << "looked at again: its position was not stored";
  hears(toy::ignore, "rain");
  settle("a");
  clock.advance(settings.store_positions_every);
  settle("a");
  EXPECT_TRUE(processor("a").idle());
  restart();
  EXPECT_EQ(processor("a").counters().inputs, 0U);
}

TEST_F(Deciding, GoesOnWhereItWasAfterARestart) {
  hears(toy::count, "milk");
  start("a");
  settle("a");
  hears(toy::count, "milk");
  start("a");
  settle("a");
  EXPECT_EQ(counted("a", "milk"), 2);
  EXPECT_EQ(processor("a").counters().folded, 0U) << "its space stood where it stopped";
  expect_every_input_decided_once();
}

TEST_F(Deciding, DerivesTheSameStateFromAnEmptySpace) {
  for (int i = 0; i < 30; ++i) hears(i % 3 == 0 ? toy::ignore : toy::count, i % 2 == 0 ? "milk" : "bread");
  hears(toy::set, "alarm", "1790000900000");
  hears(toy::ask, "mail");
  start("a");
  settle("a");
  const auto before = digest("a");
  wipe("a");
  start("a", toy::Version::chokes, {.folds_a_catch_up = 7});
  settle("a");
  EXPECT_EQ(digest("a"), before);
  EXPECT_EQ(processor("a").counters().folded, 22U);
  EXPECT_EQ(chain().size(), 22U) << "nothing was decided again";
}

TEST_F(Deciding, DerivesTheStateAnewWhenTheFoldHasAnotherVersion) {
  hears(toy::count, "milk");
  start("a");
  settle("a");
  const auto before = digest("a");
  process("a").space.write({{state::whole_key(state::TableId{77}, "left over"), "from the older fold"}});
  auto newer = toy::spec();
  newer.state_version = 2;
  start("a", newer);
  settle("a");
  EXPECT_EQ(digest("a"), before);
  EXPECT_EQ(processor("a").counters().folded, 1U);
}

TEST_F(Deciding, ContinuesFromEveryMomentItsSpaceEverStoodAt) {
  appends_take_time();
  for (int i = 0; i < 12; ++i) hears(i % 4 == 3 ? toy::ignore : toy::count, "milk");
  start("a", toy::Version::chokes, {.decisions_a_batch = 2, .batches_in_flight = 2});
  std::vector<state::MemorySpace> moments{process("a").space};
  for (bool moved = true; moved;) {
    moved = log->deliver();
    moved = step("a") || moved;
    moments.push_back(process("a").space);
  }
  const auto end = digest("a");
  for (const auto& moment : moments) {
    start("b");
    kill("b");
    process("b").space = moment;
    start("b");
    settle("b");
    EXPECT_EQ(digest("b"), end);
  }
  EXPECT_EQ(chain().size(), 9U);
  expect_every_input_decided_once();
}

TEST_F(Deciding, StopsWithAnAlarmAtAnEventOfItsOwnOfAKindThatANewerVersionHasSaid) {
  log::Envelope record;
  record.prev = log::genesis(own);
  record.type = "matbud.audit.v1.SaidByTomorrowsVersion";
  record.value = "\xfa\x3f\x02\x08\x01";  // field 1023 of the top-level message, which today's version passes over
  (*log->open_writer(own))->append({log::encode(record)});
  start("a");
  settle("a");
  ASSERT_EQ(processor("a").phase(), Processor::Phase::stopped);
  EXPECT_THAT(processor("a").alarm()->message, testing::HasSubstr("SaidByTomorrowsVersion"));
}

TEST_F(Deciding, StopsWithAnAlarmAtAnEventOfItsOwnThatItCannotDecode) {
  log::Envelope record;
  record.prev = log::genesis(own);
  record.value = "\xff\xff not an event";
  (*log->open_writer(own))->append({log::encode(record)});
  start("a");
  settle("a");
  ASSERT_EQ(processor("a").phase(), Processor::Phase::stopped);
  EXPECT_EQ(processor("a").alarm()->code, Error::Code::corrupt);
  EXPECT_THAT(processor("a").alarm()->message, testing::HasSubstr("audit.events.v1/0 at 0"));
}

}  // namespace
}  // namespace matbud::processor
