// Effects: the event is the outbox, the owner's effector performs, a command reports.
#include "matbud/processor/machinery.h"
#include "partition_story.h"

namespace matbud::processor {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

class Effects : public PartitionStory {
 protected:
  [[nodiscard]] std::vector<std::string>& performed(const std::string& name) {
    return process(name).effector.performed;
  }
  [[nodiscard]] std::optional<runtime::v1::PendingEffect> pending(const std::string& name, std::string_view effect) {
    return pending_effect(state::SpaceTables{process(name).space}, effect);
  }
};

TEST_F(Effects, ArePerformedStraightAwayWhenTwiceDoesNoHarm) {
  hears(toy::ask, "mail");
  start("a");
  settle("a");
  EXPECT_THAT(told(), ElementsAre("ask mail"));
  EXPECT_THAT(performed("a"), ElementsAre("mail"));
  process("a").effector.finish("mail");
  settle("a");
  EXPECT_THAT(told(), ElementsAre("ask mail", "report mail"));
  EXPECT_FALSE(pending("a", "mail"));
  const auto report = *log::decode(*log->records(own_commands).back().canonical);
  EXPECT_EQ(report.key, "3024-sandvika");
  EXPECT_EQ(report.subject, "thing/mail");
  EXPECT_EQ(report.id, "mail/a-1/0");
}

TEST_F(Effects, ArePerformedOnlyOnceTheirEventIsInTheChain) {
  appends_take_time();
  hears(toy::ask, "mail");
  start("a");
  catches_up("a");
  for (int i = 0; i < 5; ++i) step("a");
  EXPECT_THAT(performed("a"), IsEmpty());
  settle("a");
  EXPECT_THAT(performed("a"), ElementsAre("mail"));
}

TEST_F(Effects, AreMarkedAsStartedFirstWhenTwiceDoesHarm) {
  hears(toy::ask, "sms", "once");
  start("a");
  settle("a");
  EXPECT_THAT(told(), ElementsAre("ask sms", "effectStarted"));
  EXPECT_EQ(chain().back().event.runtime().effect_started().incarnation(), "a-1");
  EXPECT_THAT(performed("a"), ElementsAre("sms"));
  EXPECT_EQ(pending("a", "sms")->started_by(), "a-1");
  process("a").effector.finish("sms");
  settle("a");
  EXPECT_FALSE(pending("a", "sms"));
  EXPECT_THAT(performed("a"), ElementsAre("sms"));
}

TEST_F(Effects, AreDoubtfulToTheNextLifeOfAnOwnerThatDiedAfterTheStart) {
  hears(toy::ask, "sms", "once");
  start("a");
  settle("a");
  start("a");
  settle("a");
  EXPECT_THAT(performed("a"), ElementsAre("sms?"));
  EXPECT_THAT(told(), ElementsAre("ask sms", "effectStarted")) << "it is not started a second time";
}

TEST_F(Effects, AreNotDoubtfulWhenTheOwnerDiedBeforeTheStart) {
  hears(toy::ask, "sms", "once");
  start("a");
  process("a").effector.busy = true;
  catches_up("a");
  while (told().empty()) step("a");
  start("a");
  settle("a");
  EXPECT_THAT(performed("a"), ElementsAre("sms"));
}

TEST_F(Effects, AreStartedOnceByTwoOwnersAndDoubtfulToTheOther) {
  hears(toy::ask, "sms", "once");
  start("a");
  start("b");
  settle("a", "b");
  const auto texts = told();
  EXPECT_EQ(std::count(texts.begin(), texts.end(), "effectStarted"), 1);
  auto both = performed("a");
  both.insert(both.end(), performed("b").begin(), performed("b").end());
  EXPECT_THAT(both, testing::UnorderedElementsAre("sms", "sms?"));
}

TEST_F(Effects, WaitForTheReportsOfAnEarlierLife) {
  hears(toy::ask, "mail");
  hears(toy::ask, "sms", "once");
  start("a");
  settle("a");
  hears(toy::report, "mail");
  hears(toy::report, "sms");
  start("a");
  settle("a");
  EXPECT_THAT(performed("a"), IsEmpty());
  EXPECT_FALSE(pending("a", "mail"));
}

TEST_F(Effects, WaitForTheReportsOfAnEarlierLifeEvenWhenTheyComeLate) {
  hears(toy::ask, "mail");
  start("a");
  settle("a");
  hears(toy::report, "mail");
  moody->held_back = {own_commands.topic};
  start("a");
  settle("a");
  EXPECT_THAT(performed("a"), IsEmpty());
  moody->held_back = {};
  settle("a");
  EXPECT_THAT(performed("a"), IsEmpty());
  EXPECT_FALSE(pending("a", "mail"));
}

TEST_F(Effects, AreNotHeldUpByInputsThatNeverCease) {
  appends_take_time();
  hears(toy::ask, "mail");
  start("a", toy::Version::chokes, {.decisions_a_batch = 1});
  catches_up("a");
  for (int i = 0; i < 50; ++i) {
    hears(toy::count, "milk");
    hears(toy::count, "milk");
    (void)log->deliver();
    (void)log->deliver();
    step("a");
  }
  EXPECT_FALSE(processor("a").idle());
  EXPECT_THAT(performed("a"), ElementsAre("mail"));
}

TEST_F(Effects, AreOfferedAgainWhileTheEffectorIsBusy) {
  start("a");
  process("a").effector.busy = true;
  hears(toy::ask, "mail");
  settle("a");
  EXPECT_THAT(performed("a"), IsEmpty());
  step("a");
  EXPECT_GT(process("a").effector.offered, 1U);
  process("a").effector.busy = false;
  settle("a");
  EXPECT_THAT(performed("a"), ElementsAre("mail"));
}

TEST_F(Effects, AllGetDoneHoweverManyThereAre) {
  constexpr std::size_t many = 700;
  for (std::size_t i = 0; i < many; ++i) hears(toy::ask, "mail" + std::to_string(i), i % 2 == 0 ? "once" : "");
  start("a");
  process("a").effector.takes_at_most = 10;
  for (std::size_t round = 0; round < many && performed("a").size() < many; ++round) {
    settle("a");
    process("a").effector.finish_all();
  }
  settle("a");
  auto all = performed("a");
  std::sort(all.begin(), all.end());
  EXPECT_EQ(std::unique(all.begin(), all.end()), all.end());
  EXPECT_EQ(all.size(), many);
  EXPECT_EQ(processor("a").counters().effects, many);
}

class ARetry : public Effects, public testing::WithParamInterface<const char*> {};

TEST_P(ARetry, UnderTheSameIdIsPerformedAgain) {
  hears(toy::ask, "mail", GetParam());
  start("a");
  settle("a");
  for (int i = 0; i < 2; ++i) {
    process("a").effector.finish("mail", "again");
    settle("a");
  }
  EXPECT_THAT(performed("a"), ElementsAre("mail", "mail", "mail"));
  process("a").effector.finish("mail");
  settle("a");
  EXPECT_FALSE(pending("a", "mail"));
  EXPECT_EQ(performed("a").size(), 3U);
}

TEST_P(ARetry, IsPerformedAgainThoughItsEffectWasSettledBetween) {
  hears(toy::ask, "mail", GetParam());
  start("a");
  settle("a");
  hears(toy::report, "mail");
  hears(toy::ask, "mail", GetParam());
  settle("a");
  EXPECT_THAT(performed("a"), ElementsAre("mail", "mail"));
}

INSTANTIATE_TEST_SUITE_P(Kinds, ARetry, testing::Values("", "once"),
                         [](const auto& kind) { return *kind.param == 0 ? "WhenTwiceDoesNoHarm" : "AtMostOnce"; });

TEST_F(Effects, StayPendingWithoutAnEffector) {
  hears(toy::ask, "mail");
  state::MemorySpace space;
  Processor processor{toy::spec(), own.partition, *log, space, nullptr, "without", {}};
  while (processor.step(clock.now())) {
  }
  EXPECT_TRUE(processor.idle());
  EXPECT_TRUE(pending_effect(state::SpaceTables{space}, "mail"));
}

}  // namespace
}  // namespace matbud::processor
