// Every promise of log.h, of every home.
#include <algorithm>
#include <atomic>
#include <map>
#include <thread>

#include "log_fixture.h"

namespace matbud::log::conformance {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class Topics : public LogConformance {};

TEST_P(Topics, AreCreatedOnce) {
  const TopicSpec again[] = {{orders, 3, false}, {"runs.events.v1", 2, false}};
  ASSERT_TRUE(log().create_topics(again));
  const auto topics = log().topics();
  ASSERT_TRUE(topics) << topics.error().message;
  std::vector<std::string> names;
  for (const auto& topic : *topics) names.push_back(topic.name);
  EXPECT_THAT(names, ElementsAre(keys_topic, orders, "runs.events.v1"));
  EXPECT_TRUE(topics->front().compacted);
  EXPECT_EQ(topics->back().partitions, 2U);
}

TEST_P(Topics, WithOtherPropertiesAreAConflictAndNothingIsCreated) {
  const TopicSpec others[] = {{"runs.events.v1", 2, false}, {orders, 4, false}};
  const auto created = log().create_topics(others);
  ASSERT_FALSE(created);
  EXPECT_EQ(created.error().code, Error::Code::conflict);
  EXPECT_THAT(created.error().message, HasSubstr(orders));
  EXPECT_THAT(*log().topics(), SizeIs(2));
}

TEST_P(Topics, ThatDoNotExistAreNotFound) {
  for (const auto& missing : {TopicPartition{orders, Partition{3}}, TopicPartition{"nothing.v1", Partition{0}}}) {
    SCOPED_TRACE(to_string(missing));
    const auto marks = log().watermarks(missing);
    ASSERT_FALSE(marks);
    EXPECT_EQ(marks.error().code, Error::Code::not_found);
    const auto reader = log().open_reader(missing, Offset{0});
    ASSERT_FALSE(reader);
    EXPECT_EQ(reader.error().code, Error::Code::not_found);
    const auto writer = log().open_writer(missing);
    ASSERT_FALSE(writer);
    EXPECT_EQ(writer.error().code, Error::Code::not_found);
  }
  const auto ownership = log().join("nothing.v1");
  ASSERT_FALSE(ownership);
  EXPECT_EQ(ownership.error().code, Error::Code::not_found);
}

TEST_P(Topics, HavePartitionsThatDoNotMix) {
  append(*writer(place(0)), {"a"});
  append(*writer(place(2)), {"b"});
  EXPECT_THAT(all_of(place(0)), ElementsAre(Read{0, "area", "a"}));
  EXPECT_THAT(all_of(place(1)), IsEmpty());
  EXPECT_THAT(all_of(place(2)), ElementsAre(Read{0, "area", "b"}));
}

class Appends : public LogConformance {};

TEST_P(Appends, GetDenseOffsetsInOrder) {
  const auto to = writer();
  EXPECT_EQ(append(*to, {"a"}), 0);
  EXPECT_EQ(append(*to, {"b", "c"}), 1);
  EXPECT_EQ(append(*to, {"d"}), 3);
  EXPECT_THAT(all_of(),
              ElementsAre(Read{0, "area", "a"}, Read{1, "area", "b"}, Read{2, "area", "c"}, Read{3, "area", "d"}));
}

TEST_P(Appends, PipelinedKeepTheirOrder) {
  const auto to = writer();
  constexpr std::size_t calls = 50;
  for (std::size_t call = 0; call < calls; ++call)
    to->append({record("area", std::to_string(2 * call)), record("area", std::to_string(2 * call + 1))});
  EXPECT_EQ(to->in_flight(), calls);
  for (std::size_t call = 0; call < calls; ++call) {
    const auto outcome = outcome_of(*to);
    ASSERT_TRUE(outcome.known) << outcome.why_unknown;
    EXPECT_EQ(outcome.first.value(), static_cast<std::int64_t>(2 * call));
    EXPECT_EQ(outcome.count, 2U);
  }
  EXPECT_EQ(to->in_flight(), 0U);
  EXPECT_FALSE(to->poll());
  const auto found = all_of();
  ASSERT_THAT(found, SizeIs(2 * calls));
  for (std::size_t at = 0; at < found.size(); ++at) EXPECT_EQ(found[at].value, std::to_string(at));
}

TEST_P(Appends, OfTwoWritersToldTheirTrueOffsets) {
  const auto mine = writer();
  const auto yours = writer();
  std::map<std::int64_t, std::string> told;
  for (int round = 0; round < 10; ++round) {
    const auto value = std::to_string(round);
    told.emplace(append(*mine, {"mine" + value}), "mine" + value);
    told.emplace(append(*yours, {"yours" + value}), "yours" + value);
  }
  const auto found = all_of();
  ASSERT_THAT(found, SizeIs(20));
  for (const auto& read : found) EXPECT_EQ(told[read.offset], read.value);
}

TEST_P(Appends, OfManyRecordsLieTogether) {
  const auto mine = writer();
  const auto yours = writer();
  mine->append({record("area", "a"), record("area", "b"), record("area", "c")});
  yours->append({record("area", "x"), record("area", "y")});
  const auto first = outcome_of(*mine);
  const auto second = outcome_of(*yours);
  ASSERT_TRUE(first.known && second.known);
  const auto found = all_of();
  const auto values_at = [&](const Appended& outcome) {
    std::string values;
    for (std::size_t i = 0; i < outcome.count; ++i)
      values += found.at(static_cast<std::size_t>(outcome.first.value()) + i).value;
    return values;
  };
  ASSERT_THAT(found, SizeIs(5));
  EXPECT_EQ(values_at(first), "abc");
  EXPECT_EQ(values_at(second), "xy");
}

TEST_P(Appends, CanBeWaitedFor) {
  if (!GetParam().threaded) GTEST_SKIP() << "its time does not pass by itself";
  const auto to = writer();
  const auto first = append_and_wait(log(), *to, {record("area", "a"), record("area", "b")}, patience);
  ASSERT_TRUE(first) << first.error().message;
  EXPECT_EQ(*first, Offset{0});
  EXPECT_EQ(*append_and_wait(log(), *to, {record("area", "c")}, patience), Offset{2});
}

TEST_P(Appends, LargeOnesComeBackWhole) {
  std::vector<std::string> values;
  for (const std::size_t size : {std::size_t{1} << 20U, std::size_t{1}, (std::size_t{1} << 20U) - 200})
    values.emplace_back(size, static_cast<char>('a' + values.size()));
  const auto to = writer();
  for (const auto& value : values) append(*to, {value});
  const auto found = all_of();
  ASSERT_THAT(found, SizeIs(values.size()));
  for (std::size_t at = 0; at < values.size(); ++at) EXPECT_TRUE(found[at].value == values[at]) << at;
}

TEST_P(Appends, AreSeenByActivity) {
  const auto from = reader();
  EXPECT_THAT(rest_of(*from), IsEmpty());
  const auto seen = log().activity();
  append(*writer(), {"a"});
  EXPECT_NE(log().activity(), seen);
  log().wait_for_activity(seen, patience);  // returns at once: it has changed
  EXPECT_THAT(rest_of(*from), ElementsAre(Read{0, "area", "a"}));
}

TEST_P(Appends, MoveTheWatermarks) {
  EXPECT_EQ(log().watermarks(place())->begin, Offset{0});
  EXPECT_EQ(log().watermarks(place())->end, Offset{0});
  append(*writer(), {"a", "b"});
  EXPECT_EQ(log().watermarks(place())->begin, Offset{0});
  EXPECT_EQ(log().watermarks(place())->end, Offset{2});
  EXPECT_EQ(log().watermarks(place(1))->end, Offset{0});
}

class Reads : public LogConformance {};

TEST_P(Reads, AtTheEndAreQuietAndThenGoOn) {
  const auto from = reader();
  EXPECT_TRUE(from->read(10)->empty());
  const auto to = writer();
  append(*to, {"a"});
  EXPECT_THAT(rest_of(*from), ElementsAre(Read{0, "area", "a"}));
  EXPECT_TRUE(from->read(10)->empty());
  append(*to, {"b"});
  EXPECT_THAT(rest_of(*from), ElementsAre(Read{1, "area", "b"}));
  EXPECT_EQ(from->position(), Offset{2});
}

TEST_P(Reads, GoOnWhereTheySeek) {
  append(*writer(), {"a", "b", "c", "d"});
  append(*writer(), {"e"});
  const auto from = reader(2);
  EXPECT_EQ(from->position(), Offset{2});
  EXPECT_THAT(rest_of(*from), ElementsAre(Read{2, "area", "c"}, Read{3, "area", "d"}, Read{4, "area", "e"}));
  from->seek(Offset{3});
  EXPECT_EQ(from->position(), Offset{3});
  EXPECT_THAT(rest_of(*from), ElementsAre(Read{3, "area", "d"}, Read{4, "area", "e"}));
}

TEST_P(Reads, OutsideTheLogAreNotFoundAndDoNotMove) {
  append(*writer(), {"a", "b"});
  for (const std::int64_t outside : {std::int64_t{-1}, std::int64_t{3}, std::int64_t{1} << 40}) {
    SCOPED_TRACE(outside);
    const auto from = reader(outside);
    const auto batch = from->read(10);
    ASSERT_FALSE(batch);
    EXPECT_EQ(batch.error().code, Error::Code::not_found);
    EXPECT_EQ(from->position(), Offset{outside});
  }
  EXPECT_TRUE(reader(2)->read(10)->empty());
}

TEST_P(Reads, InSmallStepsMissNothing) {
  const auto to = writer();
  std::vector<std::string> values;
  for (int call = 0; call < 40; ++call) {
    std::vector<std::string> some;
    for (int i = 0; i <= call % 7; ++i) some.push_back(std::to_string(values.size() + some.size()));
    append(*to, some);
    values.insert(values.end(), some.begin(), some.end());
  }
  for (const std::size_t step : {1U, 2U, 3U, 5U, 1000U}) {
    SCOPED_TRACE(step);
    const auto from = reader();
    const auto found = rest_of(*from, step);
    ASSERT_THAT(found, SizeIs(values.size()));
    for (std::size_t at = 0; at < values.size(); ++at) {
      EXPECT_EQ(found[at].offset, static_cast<std::int64_t>(at));
      EXPECT_EQ(found[at].value, values[at]);
    }
  }
}

TEST_P(Reads, FromEveryOffsetStartThere) {
  const auto to = writer();
  append(*to, {"a", "b", "c"});
  append(*to, {"d"});
  append(*to, {"e", "f"});
  for (std::int64_t start = 0; start < 6; ++start) {
    const auto found = rest_of(*reader(start));
    ASSERT_THAT(found, SizeIs(static_cast<std::size_t>(6 - start)));
    EXPECT_EQ(found.front().offset, start);
  }
}

TEST_P(Reads, KeepTheirBytesAlive) {
  append(*writer(), {std::string(1000, 'a')});
  auto from = reader();
  const auto batch = from->read(10);
  ASSERT_TRUE(batch);
  from.reset();
  const auto to = writer();
  for (int i = 0; i < 20; ++i) append(*to, {std::string(100'000, 'b')});
  const auto envelope = decode(batch->entries.front().canonical);
  ASSERT_TRUE(envelope) << envelope.error().message;
  EXPECT_EQ(envelope->value, std::string(1000, 'a'));
}

TEST_P(Reads, SeeTheSameAppendTime) {
  const auto to = writer();
  append(*to, {"a", "b"});
  append(*to, {"c"});
  const auto times = [&] {
    std::vector<Timestamp> found;
    const auto from = reader();
    for (;;) {
      const auto batch = next_of(*from, 2);
      if (batch.empty()) return found;
      for (const auto& entry : batch.entries) found.push_back(entry.appended_at);
    }
  };
  const auto first = times();
  ASSERT_THAT(first, SizeIs(3));
  EXPECT_EQ(times(), first);
  if (!GetParam().durable) return;
  home_->reopen();
  EXPECT_EQ(times(), first);
}

TEST_P(Reads, ThousandsOfSmallRecords) {
  const auto to = writer();
  constexpr std::size_t calls = 200;
  constexpr std::size_t records_a_call = 25;
  for (std::size_t call = 0; call < calls; ++call) {
    std::vector<std::string> records;
    for (std::size_t i = 0; i < records_a_call; ++i)
      records.push_back(record("area", std::to_string(call * records_a_call + i)));
    to->append(std::move(records));
  }
  for (std::size_t call = 0; call < calls; ++call) ASSERT_TRUE(outcome_of(*to).known);
  const auto found = all_of();
  ASSERT_THAT(found, SizeIs(calls * records_a_call));
  for (std::size_t at = 0; at < found.size(); ++at) ASSERT_EQ(found[at].value, std::to_string(at));
}

class Ownerships : public LogConformance {};

TEST_P(Ownerships, OfTheOnlyMemberAreAllPartitions) {
  const auto ownership = log().join(orders);
  ASSERT_TRUE(ownership) << ownership.error().message;
  const std::vector<Partition> all{Partition{0}, Partition{1}, Partition{2}};
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while ((*ownership)->current().partitions != all && std::chrono::steady_clock::now() < deadline) {
    const auto seen = log().activity();
    home_->let_time_pass();
    log().wait_for_activity(seen, std::chrono::milliseconds{50});
  }
  const auto assignment = (*ownership)->current();
  EXPECT_EQ(assignment.partitions, all);
  EXPECT_EQ((*ownership)->current().generation, assignment.generation);
}

class CompactedTopics : public LogConformance {};

TEST_P(CompactedTopics, KeepTheNewestOfEachKey) {
  if (!GetParam().compacts) GTEST_SKIP() << "compaction comes by itself, some time";
  const auto to = writer(keys_place());
  put(*to, "anna", "1");
  put(*to, "berit", "1");
  put(*to, "anna", "2");
  put(*to, "cato", "1");
  put(*to, "anna", "3");
  home_->compact(keys_topic);
  EXPECT_THAT(all_of(keys_place()), ElementsAre(Read{1, "berit", "1"}, Read{3, "cato", "1"}, Read{4, "anna", "3"}));
  EXPECT_EQ(log().watermarks(keys_place())->end, Offset{5});
  EXPECT_THAT(rest_of(*reader(2, keys_place())), ElementsAre(Read{3, "cato", "1"}, Read{4, "anna", "3"}));
  EXPECT_EQ(append(*to, {"new"}), 5);
}

TEST_P(CompactedTopics, ForgetADeletedKeysValue) {
  if (!GetParam().compacts) GTEST_SKIP() << "compaction comes by itself, some time";
  const auto to = writer(keys_place());
  put(*to, "anna", "secret");
  put(*to, "berit", "1");
  put(*to, "anna", "");
  put(*to, "berit", "2");
  home_->compact(keys_topic);
  std::vector<Read> with_value;
  for (auto& read : all_of(keys_place())) {
    if (!read.value.empty()) with_value.push_back(read);
  }
  EXPECT_THAT(with_value, ElementsAre(Read{3, "berit", "2"}));
}

TEST_P(CompactedTopics, ReadLikeOthersBeforeCompaction) {
  const auto to = writer(keys_place());
  put(*to, "anna", "1");
  put(*to, "berit", "1");
  EXPECT_THAT(all_of(keys_place()), ElementsAre(Read{0, "anna", "1"}, Read{1, "berit", "1"}));
}

class Reopened : public LogConformance {};

TEST_P(Reopened, EverythingAcknowledgedIsStillThere) {
  if (!GetParam().durable) GTEST_SKIP() << "forgets on purpose";
  append(*writer(place(0)), {"a", "b"});
  append(*writer(place(1)), {"c"});
  put(*writer(keys_place()), "anna", "1");
  home_->reopen();
  EXPECT_THAT(all_of(place(0)), ElementsAre(Read{0, "area", "a"}, Read{1, "area", "b"}));
  EXPECT_THAT(all_of(place(1)), ElementsAre(Read{0, "area", "c"}));
  EXPECT_THAT(all_of(keys_place()), ElementsAre(Read{0, "anna", "1"}));
  EXPECT_EQ(append(*writer(place(0)), {"d"}), 2);
  home_->reopen();
  EXPECT_THAT(all_of(place(0)), ElementsAre(Read{0, "area", "a"}, Read{1, "area", "b"}, Read{2, "area", "d"}));
  EXPECT_THAT(*log().topics(), SizeIs(2));
}

TEST_P(Reopened, AgainAndAgainWithMuchBetween) {
  if (!GetParam().durable) GTEST_SKIP() << "forgets on purpose";
  std::int64_t expected = 0;
  for (int life = 0; life < 6; ++life) {
    const auto to = writer(place(0));
    for (int call = 0; call < 8; ++call) {
      EXPECT_EQ(append(*to, {std::string(20'000, 'a'), std::string(20'000, 'b')}), expected);
      expected += 2;
    }
    append(*writer(place(2)), {std::to_string(life)});
    home_->reopen();
  }
  EXPECT_THAT(all_of(place(0)), SizeIs(static_cast<std::size_t>(expected)));
  EXPECT_THAT(all_of(place(1)), IsEmpty());
  EXPECT_THAT(all_of(place(2)), SizeIs(6));
}

class Shared : public LogConformance {};

TEST_P(Shared, ByThreadsLosesAndDoublesNothing) {
  if (!GetParam().threaded) GTEST_SKIP() << "one thread by design";
  constexpr int writers = 4;
  constexpr int calls = 150;
  constexpr int records_a_call = 3;
  constexpr std::size_t partitions = 2;
  std::atomic<bool> failed{false};
  std::vector<std::thread> threads;
  for (int number = 0; number < writers; ++number) {
    threads.emplace_back([&, number] {
      const auto to = writer(place(static_cast<std::uint32_t>(number) % partitions));
      for (int call = 0; call < calls; ++call) {
        std::vector<std::string> records;
        for (int i = 0; i < records_a_call; ++i)
          records.push_back(record(std::to_string(number), std::to_string(call * records_a_call + i)));
        to->append(std::move(records));
      }
      for (int call = 0; call < calls; ++call) failed = !outcome_of(*to).known || failed;
    });
  }
  constexpr std::size_t records_a_partition = writers / partitions * calls * records_a_call;
  std::vector<std::vector<Read>> found(partitions);
  for (std::size_t partition = 0; partition < partitions; ++partition) {
    threads.emplace_back([&, partition] {
      const auto from = reader(0, place(static_cast<std::uint32_t>(partition)));
      const auto deadline = std::chrono::steady_clock::now() + patience;
      while (found[partition].size() < records_a_partition && std::chrono::steady_clock::now() < deadline) {
        const auto seen = log().activity();
        const auto some = rest_of(*from);
        found[partition].insert(found[partition].end(), some.begin(), some.end());
        if (some.empty()) log().wait_for_activity(seen, std::chrono::milliseconds{100});
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_FALSE(failed);
  for (const auto& partition : found) {
    ASSERT_THAT(partition, SizeIs(records_a_partition));
    std::map<std::string, int> next_of_writer;
    for (std::size_t at = 0; at < partition.size(); ++at) {
      ASSERT_EQ(partition[at].offset, static_cast<std::int64_t>(at));
      ASSERT_EQ(partition[at].value, std::to_string(next_of_writer[partition[at].key]++));
    }
  }
}

const auto name_of_home = [](const testing::TestParamInfo<HomeKind>& home) { return home.param.name; };

INSTANTIATE_TEST_SUITE_P(Log, Topics, testing::ValuesIn(registered_homes()), name_of_home);
INSTANTIATE_TEST_SUITE_P(Log, Appends, testing::ValuesIn(registered_homes()), name_of_home);
INSTANTIATE_TEST_SUITE_P(Log, Reads, testing::ValuesIn(registered_homes()), name_of_home);
INSTANTIATE_TEST_SUITE_P(Log, Ownerships, testing::ValuesIn(registered_homes()), name_of_home);
INSTANTIATE_TEST_SUITE_P(Log, CompactedTopics, testing::ValuesIn(registered_homes()), name_of_home);
INSTANTIATE_TEST_SUITE_P(Log, Reopened, testing::ValuesIn(registered_homes()), name_of_home);
INSTANTIATE_TEST_SUITE_P(Log, Shared, testing::ValuesIn(registered_homes()), name_of_home);

}  // namespace

}  // namespace matbud::log::conformance
