// What log.h promises over restarts and between threads.
#include <atomic>
#include <map>
#include <thread>

#include "log_fixture.h"

namespace matbud::log::conformance {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

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

INSTANTIATE_TEST_SUITE_P(Log, Reopened, testing::ValuesIn(registered_homes()), name_of_home);
INSTANTIATE_TEST_SUITE_P(Log, Shared, testing::ValuesIn(registered_homes()), name_of_home);

}  // namespace
}  // namespace matbud::log::conformance
