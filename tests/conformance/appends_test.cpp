// What log.h promises to those who append.
#include <map>

#include "log_fixture.h"

namespace matbud::log::conformance {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

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

// A broker that does not lead the new topic yet refuses what it is sent and takes what is sent a moment later:
// librdkafka 2.0.2 then calls delivered what was lost.
TEST_P(Appends, ToTopicsThatWereJustMadeAreKnown) {
  constexpr int topics = 12;
  for (int number = 0; number < topics; ++number) {
    const TopicPartition new_place{"new-" + std::to_string(number) + ".events.v1", Partition{0}};
    const TopicSpec new_topic[] = {{new_place.topic, 1, false}};
    ASSERT_TRUE(log().create_topics(new_topic));
    const auto to = writer(new_place);
    std::vector<std::string> records;
    for (int n = 0; n < 25; ++n) records.push_back(record("area", std::to_string(n)));
    to->append(std::move(records));
    to->append({record("area", "25")});
    for (const std::size_t count : {25, 1}) {
      const auto outcome = outcome_of(*to);
      ASSERT_TRUE(outcome.known) << new_place.topic << ": " << outcome.why_unknown;
      EXPECT_EQ(outcome.count, count);
    }
    const auto from = reader(0, new_place);
    ASSERT_THAT(rest_of(*from), SizeIs(26));
  }
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
  const auto before_wake = log().activity();
  log().wake();
  EXPECT_NE(log().activity(), before_wake);
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

INSTANTIATE_TEST_SUITE_P(Log, Appends, testing::ValuesIn(registered_homes()), name_of_home);

}  // namespace
}  // namespace matbud::log::conformance
