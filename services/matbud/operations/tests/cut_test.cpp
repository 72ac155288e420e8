// A cut through a log on which services answer each other.
#include "matbud/operations/cut.h"

#include <gtest/gtest.h>

#include "matbud/log/append.h"
#include "matbud/log/chain.h"
#include "matbud/log/record.h"
#include "matbud/log/simulated.h"
#include "matbud/log/topics.h"

namespace matbud::operations {
namespace {

log::TopicPartition in(std::string_view topic) { return {std::string{topic}, Partition{0}}; }
const auto commands = in(log::ordering_commands);
const auto ordering = in(log::ordering_events);
const auto bridge = in(log::bridge_events);
const auto dispatch = in(log::dispatch_events);

/// A clock that is set by hand, back as well.
class SetClock final : public Clock {
 public:
  [[nodiscard]] Timestamp now() const override { return now_; }
  void set(std::int64_t ms) { now_ = from_ms(ms); }

 private:
  Timestamp now_ = from_ms(1'000);
};

class ACut : public testing::Test {
 protected:
  ACut() {
    for (const auto& place : {commands, ordering, bridge, dispatch}) topics.push_back({place.topic, 1});
    EXPECT_TRUE(log.create_topics(topics));
  }

  struct At {
    log::TopicPartition place;
    Offset offset;
    log::Hash hash;
  };
  At asks() { return append(commands, {}); }
  At says(const log::TopicPartition& place, const At& because) {
    log::Envelope event;
    event.prev = heads_.contains(place) ? heads_.at(place) : log::chain_start(place).head;
    event.cause = log::Cause{because.place.topic, Partition{0}, because.offset, because.hash};
    auto said = append(place, event);
    heads_[place] = said.hash;
    return said;
  }
  /// One order through ordering, bridge and dispatch.
  void an_order() { says(dispatch, says(bridge, says(ordering, asks()))); }
  [[nodiscard]] std::vector<std::int64_t> ends(Cut cut) {
    const auto found = consistent(log, topics, std::move(cut));
    EXPECT_TRUE(found) << found.error().message;
    std::vector<std::int64_t> all;
    for (const auto& place : {commands, ordering, bridge, dispatch}) {
      const auto end = found->end_of(place).value();
      all.push_back(end == INT64_MAX ? -1 : end);
    }
    return all;
  }

  SetClock clock;
  log::SimulatedLog log{clock};
  std::vector<log::TopicSpec> topics;

 private:
  At append(const log::TopicPartition& place, log::Envelope record) {
    record.key = "3024-sandvika";
    record.type = "matbud.test.v1.Said";
    const auto bytes = log::encode(record);
    const auto writer = log.open_writer(place);
    const auto appended = log::append_and_wait(log, **writer, {bytes}, std::chrono::seconds{1});
    EXPECT_TRUE(appended);
    return {place, *appended, log::hash_of(bytes)};
  }

  std::map<log::TopicPartition, log::Hash> heads_;
};

TEST_F(ACut, OfNothingLeavesAllWhole) {
  an_order();
  EXPECT_EQ(ends({}), (std::vector<std::int64_t>{-1, -1, -1, -1}));
}

TEST_F(ACut, ByAnOffsetLeavesOutWhatFollowsFromWhatIsLeftOut) {
  for (int i = 0; i < 3; ++i) an_order();
  EXPECT_EQ(ends({.ends = {{ordering, Offset{1}}}}), (std::vector<std::int64_t>{-1, 1, 1, 1}));
  EXPECT_EQ(ends({.ends = {{commands, Offset{2}}}}), (std::vector<std::int64_t>{2, 2, 2, 2}));
  EXPECT_EQ(ends({.ends = {{dispatch, Offset{1}}}}), (std::vector<std::int64_t>{-1, -1, -1, 1})) << "causes may go on";
}

TEST_F(ACut, LeavesOutWhatStandsBehindAnEventThatIsLeftOut) {
  const auto first = says(ordering, asks());
  const auto second = says(ordering, asks());
  says(bridge, second);
  says(bridge, first);
  EXPECT_EQ(ends({.ends = {{ordering, Offset{1}}}}), (std::vector<std::int64_t>{-1, 1, 0, -1}));
}

TEST_F(ACut, IsFollowedBackToWhoAnswersWhom) {
  const auto sent = says(bridge, says(ordering, asks()));
  says(ordering, sent);
  EXPECT_EQ(ends({.ends = {{bridge, Offset{0}}}}), (std::vector<std::int64_t>{-1, 1, 0, -1}));
}

TEST_F(ACut, ByTimeHoldsWhatWasAppendedByThen) {
  an_order();
  clock.set(2'000);
  an_order();
  EXPECT_EQ(ends({.latest = from_ms(1'500)}), (std::vector<std::int64_t>{1, 1, 1, 1}));
}

TEST_F(ACut, ByTimeIsNoFoolOfAClockThatWasSetBack) {
  const auto late = [&] {
    clock.set(2'000);
    const auto placed = says(ordering, asks());
    clock.set(1'000);
    return placed;
  }();
  says(bridge, late);  // appended before its cause, if one believes the clock
  EXPECT_EQ(ends({.latest = from_ms(1'500)}), (std::vector<std::int64_t>{0, 0, 0, -1}));
}

}  // namespace
}  // namespace matbud::operations
