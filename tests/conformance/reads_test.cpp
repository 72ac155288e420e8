// What log.h promises to those who read.
#include <algorithm>
#include <chrono>
#include <random>

#include "log_fixture.h"

namespace matbud::log::conformance {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

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

TEST_P(Reads, OfALongBacklogAreNotInterrupted) {
  // A home that fetches ahead has to notice when the reader has made room: here about eight times.
  constexpr std::size_t calls = 60;
  constexpr std::size_t records_a_call = 50;
  std::mt19937_64 dice{42};
  std::vector<std::string> values(records_a_call, std::string(10'000, 'x'));
  for (auto& value : values)  // nothing to compress
    std::generate(value.begin(), value.end(), [&] { return static_cast<char>(dice()); });
  const auto to = writer();
  for (std::size_t call = 0; call < calls; ++call) append(*to, values);
  const auto from = reader();
  std::size_t found = 0;
  int long_waits = 0;
  while (found < calls * records_a_call) {
    const auto start = std::chrono::steady_clock::now();
    const auto batch = next_of(*from, records_a_call);
    ASSERT_FALSE(batch.empty());
    found += batch.entries.size();
    if (std::chrono::steady_clock::now() - start > std::chrono::milliseconds{400}) ++long_waits;
    for (int work = 0; work < 10; ++work) {  // so that fetching is faster than reading
      for (const auto& entry : batch.entries) (void)hash_of(entry.canonical);
    }
  }
  EXPECT_LT(long_waits, 2);
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
  for (std::size_t call = 0; call < calls; ++call) {
    const auto outcome = outcome_of(*to);
    ASSERT_TRUE(outcome.known) << "call " << call << ": " << outcome.why_unknown;
  }
  const auto found = all_of();
  ASSERT_THAT(found, SizeIs(calls * records_a_call));
  for (std::size_t at = 0; at < found.size(); ++at) ASSERT_EQ(found[at].value, std::to_string(at));
}

INSTANTIATE_TEST_SUITE_P(Log, Reads, testing::ValuesIn(registered_homes()), name_of_home);

}  // namespace
}  // namespace matbud::log::conformance
