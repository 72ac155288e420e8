// What log.h promises of topics: how they are made, who owns their partitions, and what a compacted one keeps.
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

INSTANTIATE_TEST_SUITE_P(Log, Topics, testing::ValuesIn(registered_homes()), name_of_home);
INSTANTIATE_TEST_SUITE_P(Log, Ownerships, testing::ValuesIn(registered_homes()), name_of_home);
INSTANTIATE_TEST_SUITE_P(Log, CompactedTopics, testing::ValuesIn(registered_homes()), name_of_home);

}  // namespace
}  // namespace matbud::log::conformance
