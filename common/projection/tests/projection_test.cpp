// Read models: what several topics say, folded with the positions it has reached.
#include "matbud/projection/projection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "matbud/log/chain.h"
#include "matbud/log/simulated.h"
#include "matbud/log/topics.h"
#include "matbud/processor/positions.h"
#include "matbud/projection/host.h"

namespace matbud::projection {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

const std::string orders{log::ordering_events};
const std::string deliveries{log::dispatch_events};
const std::string taps{log::dispatch_commands};
constexpr state::TableId words{1};

/// Knows how often each word was said, and where it was said first.
class Words final : public ReadModel {
 public:
  explicit Words(std::uint32_t version = 1) : version_{version} {}
  [[nodiscard]] std::string name() const override { return "words"; }
  [[nodiscard]] std::uint32_t version() const override { return version_; }
  [[nodiscard]] std::vector<std::string> topics() const override { return {orders, deliveries, taps}; }
  void fold(state::TableWriter& state, const Seen& seen) const override {
    const auto before = state.find(words, seen.record.value);
    state.put(words, seen.record.value, std::string{before.value_or("")} + "x");
    if (version_ > 1) state.put(state::TableId{2}, seen.record.value, "seen");
  }

 private:
  std::uint32_t version_;
};

/// Remembers every write, to be put back to any of them.
class RememberingSpace final : public state::Space {
 public:
  [[nodiscard]] std::optional<std::string> get(std::string_view key) const override { return now.get(key); }
  void scan(std::string_view prefix, std::string_view from,
            const std::function<bool(std::string_view, std::string_view)>& visit) const override {
    now.scan(prefix, from, visit);
  }
  [[nodiscard]] std::optional<std::string> last_key(std::string_view prefix) const override {
    return now.last_key(prefix);
  }
  void clear() override { now.clear(); }

  state::MemorySpace now;
  std::vector<state::MemorySpace> moments;
  bool full = false;

 private:
  void write_all(std::span<const state::ChangeView> changes) override {
    if (full) throw state::StoreFailure{"disk full"};
    now.write(changes);
    moments.push_back(now);
  }
};

class AProjection : public testing::Test {
 protected:
  AProjection() {
    const log::TopicSpec topics[] = {{orders, 2}, {deliveries, 2}, {taps, 2}};
    EXPECT_TRUE(log.create_topics(topics));
  }
  /// One record of a topic; chained where the topic is.
  void says(const std::string& topic, std::string_view word, std::uint32_t partition = 0) {
    const log::TopicPartition place{topic, Partition{partition}};
    log::Envelope record;
    if (log::is_chained(topic)) record.prev = heads.try_emplace(place, log::genesis(place)).first->second;
    record.value = word;
    auto canonical = log::encode(record);
    heads[place] = log::hash_of(canonical);
    (*log.open_writer(place))->append({std::move(canonical)});
  }
  void says_void(const std::string& topic, std::string_view word) {
    log::Envelope record;
    record.prev = log::hash_of("of no chain");
    record.value = word;
    (*log.open_writer({topic, Partition{0}}))->append({log::encode(record)});
  }
  void start(std::uint32_t version = 1) {
    projection = std::make_unique<Projection>(std::make_shared<Words>(version), Partition{0}, log, space);
  }
  void settle() {
    while (projection->step() > 0) {
    }
  }
  [[nodiscard]] std::map<std::string, std::size_t> known() {
    std::map<std::string, std::size_t> result;
    state::SpaceTables{space}.scan(words, "", "", [&](std::string_view word, std::string_view times) {
      result.emplace(word, times.size());
      return true;
    });
    return result;
  }

  log::SimulatedClock clock{from_ms(1'790'000'000'000)};
  log::SimulatedLog log{clock};
  std::map<log::TopicPartition, log::Hash> heads;
  RememberingSpace space;
  std::unique_ptr<Projection> projection;
};

TEST_F(AProjection, FoldsEveryTopicOfItsModelAndOnlyItsPartition) {
  says(orders, "milk");
  says(orders, "milk");
  says(deliveries, "bread");
  says(taps, "milk");
  says(orders, "fish", 1);
  start();
  EXPECT_EQ(projection->step(), 4U);
  EXPECT_THAT(known(), ElementsAre(Pair("bread", 1), Pair("milk", 3)));
  EXPECT_EQ(projection->position(orders).next, Offset{2});
  EXPECT_EQ(projection->position(taps).next, Offset{1});
  EXPECT_EQ(projection->step(), 0U);
}

TEST_F(AProjection, SkipsVoidRecordsAndCountsThem) {
  says(orders, "milk");
  says_void(orders, "forgery");
  says(orders, "bread");
  start();
  settle();
  EXPECT_THAT(known(), ElementsAre(Pair("bread", 1), Pair("milk", 1)));
  EXPECT_EQ(projection->position(orders).next, Offset{3});
  EXPECT_EQ(projection->position(orders).voided, 1U);
  EXPECT_EQ(projection->position(orders).accepted, 2U);
}

TEST_F(AProjection, GoesOnWhereItWasAfterARestart) {
  says(orders, "milk");
  start();
  settle();
  says(orders, "milk");
  start();
  EXPECT_EQ(projection->position(orders).next, Offset{1});
  EXPECT_EQ(projection->step(), 1U);
  EXPECT_THAT(known(), ElementsAre(Pair("milk", 2)));
}

TEST_F(AProjection, StoresStateAndPositionsInOneWrite) {
  for (int i = 0; i < 3; ++i) says(orders, "milk");
  start();
  settle();
  for (int i = 0; i < 2; ++i) says(deliveries, "milk");
  settle();
  const auto moments = space.moments;
  ASSERT_GE(moments.size(), 3U);
  for (const auto& moment : moments) {
    space.now = moment;
    start();
    settle();
    EXPECT_THAT(known(), ElementsAre(Pair("milk", 5)));
  }
}

TEST_F(AProjection, IsBuiltAnewWhenItsModelHasAnotherVersion) {
  says(orders, "milk");
  start();
  settle();
  start(2);
  EXPECT_EQ(projection->step(), 1U);
  EXPECT_THAT(known(), ElementsAre(Pair("milk", 1)));
  EXPECT_TRUE(state::SpaceTables{space}.find(state::TableId{2}, "milk"));
  start(2);
  EXPECT_EQ(projection->step(), 0U) << "once";
}

TEST_F(AProjection, StopsWithAnAlarmWhenTheLogWentBack) {
  for (int i = 0; i < 3; ++i) says(orders, "milk");
  start();
  settle();
  log.cut({orders, Partition{0}}, Offset{1});
  for (const bool while_it_runs : {true, false}) {
    if (!while_it_runs) start();
    EXPECT_EQ(projection->step(), 0U);
    ASSERT_TRUE(projection->alarm());
    EXPECT_EQ(projection->alarm()->code, Error::Code::corrupt);
    EXPECT_THAT(projection->alarm()->message, HasSubstr(orders + "/0 ends at 1 but was read up to 3"));
    says(deliveries, "bread");
    EXPECT_EQ(projection->step(), 0U);
    EXPECT_THAT(known(), ElementsAre(Pair("milk", 3)));
  }
}

TEST_F(AProjection, StopsWithAnAlarmWhenTheRecordAtItsHeadIsAnother) {
  says(taps, "milk");
  start();
  settle();
  log.cut({taps, Partition{0}}, Offset{0});
  says(taps, "wine");
  start();
  EXPECT_EQ(projection->step(), 0U);
  ASSERT_TRUE(projection->alarm());
  EXPECT_THAT(projection->alarm()->message, HasSubstr(taps + "/0 holds another record at 0"));
}

TEST_F(AProjection, WaitsForALogThatDoesNotAnswer) {
  says(orders, "milk");
  start();
  for (const auto& faults : {log::SimulatedFaults{.failed_call = 1000}, log::SimulatedFaults{.failed_read = 1000}}) {
    log.set_faults(faults);
    EXPECT_EQ(projection->step(), 0U);
    EXPECT_FALSE(projection->alarm());
  }
  log.set_faults({});
  EXPECT_EQ(projection->step(), 1U);
}

TEST_F(AProjection, StopsWithAnAlarmWhenItsSpaceFails) {
  says(orders, "milk");
  start();
  space.full = true;
  projection->step();
  ASSERT_TRUE(projection->alarm());
  EXPECT_EQ(projection->alarm()->code, Error::Code::unavailable);
  space.full = false;
  start();
  settle();
  EXPECT_THAT(known(), ElementsAre(Pair("milk", 1)));
}

TEST_F(AProjection, IsRunForEveryPartitionByAHostThatNamesTheOneThatStopped) {
  says(orders, "milk", 0);
  says(orders, "bread", 1);
  (*log.open_writer({taps, Partition{1}}))->append({"no record at all"});
  std::vector<std::string> opened;
  ProjectionHost host{
      std::make_shared<Words>(), log, {Partition{0}, Partition{1}}, [&](const std::string& name, Partition partition) {
        opened.push_back(name + "/" + std::to_string(partition.value()));
        return std::make_unique<state::MemorySpace>();
      }};
  EXPECT_THAT(opened, ElementsAre("words.1/0", "words.1/1"));
  EXPECT_TRUE(host.step(clock.now()));
  EXPECT_FALSE(host.idle());
  EXPECT_FALSE(host.step(clock.now()));
  EXPECT_TRUE(host.idle());
  ASSERT_EQ(host.alarms().size(), 1U);
  EXPECT_THAT(host.alarms()[0].message, HasSubstr("words/1: " + taps + "/1 at 0"));
}

TEST_F(AProjection, IsFoldedByAHostThoughTheSpaceOfAnotherPartitionCannotBeOpened) {
  says(orders, "milk", 1);
  state::MemorySpace* opened = nullptr;
  ProjectionHost host{std::make_shared<Words>(),
                      log,
                      {Partition{0}, Partition{1}},
                      [&](const std::string&, Partition partition) -> std::unique_ptr<state::Space> {
                        if (partition == Partition{0}) throw state::StoreFailure{"disk full"};
                        auto made = std::make_unique<state::MemorySpace>();
                        opened = made.get();
                        return made;
                      }};
  EXPECT_TRUE(host.step(clock.now()));
  ASSERT_EQ(host.alarms().size(), 1U);
  EXPECT_EQ(host.alarms()[0].message, "words/0: disk full");
  EXPECT_EQ(state::SpaceTables{*opened}.find(words, "milk"), "x");
}

}  // namespace
}  // namespace matbud::projection
