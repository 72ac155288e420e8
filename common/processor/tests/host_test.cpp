// A host runs the processors of the partitions that it owns and takes, and no others.
#include "matbud/processor/host.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "matbud/log/simulated.h"
#include "moody_log.h"
#include "toy_service.h"

namespace matbud::processor {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::uint32_t partitions = 4;

class AHost : public testing::Test {
 protected:
  AHost() {
    const log::TopicSpec topics[] = {{std::string{toy::events_topic}, partitions},
                                     {std::string{toy::commands_topic}, partitions},
                                     {std::string{toy::others_topic}, partitions}};
    EXPECT_TRUE(log.create_topics(topics));
  }
  [[nodiscard]] HostEnvironment environment() {
    HostEnvironment result;
    result.open_space = [this](const std::string& name, Partition partition) -> std::unique_ptr<state::Space> {
      if (broken_disk == partition) throw state::StoreFailure{"disk full"};
      opened.push_back(name + "/" + std::to_string(partition.value()));
      return std::make_unique<state::MemorySpace>();
    };
    result.new_incarnation = [this] { return "life-" + std::to_string(lives++); };
    return result;
  }
  [[nodiscard]] std::unique_ptr<ProcessorHost> open(HostEnvironment with) {
    auto host = ProcessorHost::open(toy::spec(), log, std::move(with));
    EXPECT_TRUE(host);
    return host ? std::move(*host) : nullptr;
  }
  [[nodiscard]] std::unique_ptr<ProcessorHost> open() { return open(environment()); }
  [[nodiscard]] static std::vector<std::uint32_t> owned_by(const ProcessorHost& host) {
    std::vector<std::uint32_t> owned;
    host.for_each([&](const Processor& processor) { owned.push_back(processor.partition().value()); });
    return owned;
  }
  void settle(ProcessorHost& host) {
    while (host.step(clock.now())) {
    }
  }
  void hears(std::uint32_t partition, const std::string& value) {
    log::Envelope record;
    record.key = "3024-sandvika";
    record.value = value;
    (*log.open_writer({std::string{toy::commands_topic}, Partition{partition}}))->append({log::encode(record)});
  }
  [[nodiscard]] std::size_t said(std::uint32_t partition) {
    return log.records({std::string{toy::events_topic}, Partition{partition}}).size();
  }

  log::SimulatedClock clock{from_ms(1'790'000'000'000)};
  log::SimulatedLog log{clock};
  std::vector<std::string> opened;
  std::optional<Partition> broken_disk;
  int lives = 0;
};

TEST_F(AHost, RunsEveryPartitionOfItsServiceWhenItIsAlone) {
  const auto host = open();
  EXPECT_THAT(owned_by(*host), ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(opened, ElementsAre("toy/0", "toy/1", "toy/2", "toy/3"));
  EXPECT_EQ(lives, 4) << "each processor is a life of its own";
  EXPECT_FALSE(host->ready());
  hears(0, toy::command(toy::count, "milk"));
  hears(3, toy::command(toy::count, "milk"));
  settle(*host);
  EXPECT_TRUE(host->ready());
  EXPECT_TRUE(host->idle());
  EXPECT_EQ(said(0), 1U);
  EXPECT_EQ(said(3), 1U);
}

TEST_F(AHost, TellsOthersHowFarItsPartitionsHaveCome) {
  MoodyLog listening{log};
  auto opened_host = ProcessorHost::open(toy::spec(), listening, environment());
  ASSERT_TRUE(opened_host);
  auto& host = **opened_host;
  hears(3, toy::command(toy::count, "milk"));
  settle(host);
  clock.advance(std::chrono::seconds{1});
  listening.told.clear();
  host.step(clock.now());
  ASSERT_EQ(listening.told.size(), 1U) << "of the others nothing is new since the first step";
  const auto& told = listening.told.front();
  EXPECT_EQ(told.partition, Partition{3});
  const log::Progress::Reached own{{std::string{toy::events_topic}, Partition{3}}, Offset{1}};
  const log::Progress::Reached commands{{std::string{toy::commands_topic}, Partition{3}}, Offset{1}};
  EXPECT_EQ(told.reached.front(), own);
  EXPECT_THAT(told.reached, testing::Contains(commands));
  EXPECT_THAT(told.figures, HasSubstr("phase=running events=1 void=0 rebuilds=0"));
  EXPECT_THAT(told.figures, HasSubstr(" told_ms=" + std::to_string(to_ms(clock.now()))));

  listening.told.clear();
  clock.advance(std::chrono::seconds{1});
  host.step(clock.now());
  EXPECT_THAT(listening.told, IsEmpty()) << "nothing is new";
  hears(0, toy::command(toy::count, "bread"));
  settle(host);
  clock.advance(std::chrono::seconds{1});
  host.step(clock.now());
  ASSERT_EQ(listening.told.size(), 1U);
  EXPECT_EQ(listening.told.front().partition, Partition{0});
  clock.advance(std::chrono::seconds{10});
  listening.told.clear();
  host.step(clock.now());
  EXPECT_EQ(listening.told.size(), partitions) << "a sign of life";
}

TEST_F(AHost, LeavesAloneThePartitionsThatItDoesNotTake) {
  auto with = environment();
  with.takes = [](Partition partition) { return partition.value() % 2 == 0; };
  const auto host = open(std::move(with));
  EXPECT_THAT(owned_by(*host), ElementsAre(0, 2));
  hears(1, toy::command(toy::count, "milk"));
  settle(*host);
  EXPECT_EQ(said(1), 0U);
}

TEST_F(AHost, ThatOnlyFollowsFoldsWhatTheOwnerSaysAndSaysNothing) {
  const auto owner = open();
  auto with = environment();
  with.only_follows = {Partition{1}, Partition{3}};
  const auto onlooker = open(std::move(with));
  settle(*owner);
  EXPECT_THAT(owned_by(*owner), ElementsAre(0, 1, 2, 3)) << "it joins nobody";
  hears(3, toy::command(toy::count, "milk"));
  settle(*onlooker);
  EXPECT_EQ(said(3), 0U);
  settle(*owner);
  ASSERT_EQ(said(3), 1U);
  EXPECT_TRUE(onlooker->step(clock.now())) << "idle, and yet it hears of what is new";
  settle(*onlooker);
  EXPECT_TRUE(onlooker->idle());
  EXPECT_FALSE(onlooker->ready());
  onlooker->for_each([](const Processor& processor) {
    EXPECT_EQ(processor.counters().folded, processor.partition() == Partition{3} ? 1U : 0U);
  });
  EXPECT_EQ(said(3), 1U);
}

TEST_F(AHost, SharesWithAnotherAndTakesOverWhenThatOneGoes) {
  const auto host = open();
  auto other = open();
  settle(*host);
  EXPECT_THAT(owned_by(*host), ElementsAre(0, 1));
  EXPECT_THAT(owned_by(*other), ElementsAre(2, 3));
  settle(*other);
  hears(3, toy::command(toy::count, "milk"));
  other.reset();
  settle(*host);
  EXPECT_THAT(owned_by(*host), ElementsAre(0, 1, 2, 3));
  EXPECT_EQ(said(3), 1U);
}

TEST_F(AHost, ThatStandsByTakesOverWhereItsFoldStands) {
  auto with = environment();
  with.stands_by = {Partition{0}, Partition{1}, Partition{2}, Partition{3}};
  std::vector<std::uint32_t> effectors;
  with.make_effector = [&](Partition partition) {
    effectors.push_back(partition.value());
    return nullptr;
  };
  const auto host = open(std::move(with));
  auto other = open();
  settle(*host);
  settle(*other);
  ASSERT_THAT(owned_by(*host), ElementsAre(0, 1));
  effectors.clear();
  hears(3, toy::command(toy::count, "milk"));
  hears(3, toy::command(toy::count, "bread"));
  settle(*host);
  EXPECT_EQ(said(3), 0U) << "it decides nothing that it does not own";
  settle(*other);
  settle(*host);
  EXPECT_THAT(effectors, IsEmpty());

  other.reset();
  hears(3, toy::command(toy::count, "milk"));
  settle(*host);
  EXPECT_THAT(owned_by(*host), ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(effectors, ElementsAre(2, 3));
  EXPECT_EQ(said(3), 3U);
  host->for_each([](const Processor& processor) {
    EXPECT_EQ(processor.counters().folded, 0U) << "it was all there";
    EXPECT_EQ(processor.phase(), Processor::Phase::running);
  });
  log.assign(std::string{toy::events_topic}, 0, {Partition{0}});
  settle(*host);
  EXPECT_THAT(owned_by(*host), ElementsAre(0)) << "and stands by for the others again";
}

TEST_F(AHost, KeepsWhatItOwnsThroughAnAssignmentThatDoesNotConcernIt) {
  const auto host = open();
  settle(*host);
  log.assign(std::string{toy::events_topic}, 0, {Partition{1}, Partition{2}});
  settle(*host);
  EXPECT_THAT(owned_by(*host), ElementsAre(1, 2));
  EXPECT_EQ(opened.size(), 4U) << "nothing was opened again";
}

TEST_F(AHost, GivesEachPartitionAnEffectorOfItsOwn) {
  auto with = environment();
  std::vector<std::uint32_t> made;
  with.make_effector = [&](Partition partition) {
    made.push_back(partition.value());
    return nullptr;
  };
  const auto host = open(std::move(with));
  EXPECT_THAT(made, ElementsAre(0, 1, 2, 3));
}

TEST_F(AHost, TellsTheEarliestTimerOfAllItsPartitions) {
  const auto host = open();
  const auto at = [&](int seconds) { return clock.now() + std::chrono::seconds{seconds}; };
  hears(1, toy::command(toy::set, "later", std::to_string(to_ms(at(20)))));
  hears(2, toy::command(toy::set, "sooner", std::to_string(to_ms(at(10)))));
  settle(*host);
  EXPECT_EQ(host->next_timer(), at(10));
}

TEST_F(AHost, NamesThePartitionThatStoppedAndRunsTheOthers) {
  (*log.open_writer({std::string{toy::events_topic}, Partition{2}}))->append({"no record at all"});
  const auto host = open();
  hears(1, toy::command(toy::count, "milk"));
  settle(*host);
  ASSERT_EQ(host->alarms().size(), 1U);
  EXPECT_THAT(host->alarms()[0].message, HasSubstr("toy/2: audit.events.v1/2 at 0"));
  EXPECT_EQ(host->alarms()[0].code, Error::Code::corrupt);
  EXPECT_FALSE(host->ready());
  EXPECT_FALSE(host->idle());
  EXPECT_EQ(said(1), 1U);
}

TEST_F(AHost, NamesEveryPartitionThatStopped) {
  for (const std::uint32_t partition : {0U, 2U})
    (*log.open_writer({std::string{toy::events_topic}, Partition{partition}}))->append({"no record at all"});
  const auto host = open();
  settle(*host);
  std::vector<std::string> told;
  for (const auto& alarm : host->alarms()) told.push_back(alarm.message);
  EXPECT_THAT(told, ElementsAre(HasSubstr("toy/0: "), HasSubstr("toy/2: ")));
}

TEST_F(AHost, IsNotReadyWhileTheLogGivesItNothing) {
  const auto host = open();
  settle(*host);
  EXPECT_TRUE(host->ready());
  log.assign(std::string{toy::events_topic}, 0, {});
  settle(*host);
  EXPECT_THAT(owned_by(*host), IsEmpty());
  EXPECT_FALSE(host->ready());
}

TEST_F(AHost, IsReadyWhenNothingOfWhatItIsGivenIsItsShare) {
  auto with = environment();
  with.takes = [](Partition) { return false; };
  const auto host = open(std::move(with));
  EXPECT_TRUE(host->ready());
}

TEST_F(AHost, RunsTheOthersWhenTheSpaceOfOnePartitionCannotBeOpened) {
  broken_disk = Partition{1};
  const auto host = open();
  hears(0, toy::command(toy::count, "milk"));
  settle(*host);
  EXPECT_THAT(owned_by(*host), ElementsAre(0, 2, 3));
  EXPECT_EQ(said(0), 1U);
  ASSERT_EQ(host->alarms().size(), 1U);
  EXPECT_EQ(host->alarms()[0].message, "toy/1: disk full");
  EXPECT_FALSE(host->ready());
  broken_disk.reset();
  log.assign(std::string{toy::events_topic}, 0, {Partition{1}});
  settle(*host);
  EXPECT_THAT(owned_by(*host), ElementsAre(1));
  EXPECT_THAT(host->alarms(), IsEmpty());
}

TEST_F(AHost, CannotBeOpenedForATopicThatDoesNotExist) {
  auto spec = toy::spec();
  spec.own_topic = "nowhere.events.v1";
  const auto host = ProcessorHost::open(spec, log, environment());
  ASSERT_FALSE(host);
  EXPECT_EQ(host.error().code, Error::Code::not_found);
  EXPECT_THAT(opened, IsEmpty());
}

}  // namespace
}  // namespace matbud::processor
