// Step 7 of the protocol: a log that was cut or altered stops the processor; a log that does not answer does not.
#include "partition_story.h"

namespace matbud::processor {
namespace {

using testing::HasSubstr;

class ALogThatWentBack : public PartitionStory {
 protected:
  void SetUp() override {
    for (int i = 0; i < 3; ++i) hears(toy::count, "milk");
    start("a");
    settle("a");
  }
  void expect_stopped(const std::string& why) {
    settle("a");
    ASSERT_EQ(processor("a").phase(), Processor::Phase::stopped);
    EXPECT_EQ(processor("a").alarm()->code, Error::Code::corrupt);
    EXPECT_THAT(processor("a").alarm()->message, HasSubstr(why));
    EXPECT_FALSE(step("a"));
    EXPECT_FALSE(processor("a").idle());
    EXPECT_FALSE(processor("a").next_timer());
  }
  void append_to_own(std::string_view value) {
    log::Envelope record;
    record.prev = log::hash_of(*log->records(own).back().canonical);
    record.value = value;
    (*log->open_writer(own))->append({log::encode(record)});
  }
};

TEST_F(ALogThatWentBack, StopsItWhenItsOwnTopicIsShorterThanItsSpaceKnows) {
  kill("a");
  log->cut(own, Offset{2});
  start("a");
  expect_stopped("audit.events.v1/0 ends at 2 but was read up to 3");
  EXPECT_EQ(log->records(own).size(), 2U) << "nothing was decided";
}

TEST_F(ALogThatWentBack, StopsItWhenTheRecordAtItsHeadIsAnother) {
  kill("a");
  log->cut(own, Offset{2});
  append_to_own("forged");
  start("a");
  expect_stopped("audit.events.v1/0 holds another record at 2");
  EXPECT_EQ(log->records(own).size(), 3U);
}

TEST_F(ALogThatWentBack, StopsItWhenAnInputIsShorter) {
  kill("a");
  log->cut(own_commands, Offset{1});
  start("a");
  expect_stopped("audit.commands.v1/0 ends at 1");
}

TEST_F(ALogThatWentBack, StopsItWhenAnInputWasAltered) {
  kill("a");
  log->cut(own_commands, Offset{2});
  hears(toy::count, "wine");
  start("a");
  expect_stopped("audit.commands.v1/0 holds another record at 2");
}

TEST_F(ALogThatWentBack, StopsItAtItsNextAppendWhenItsOwnTopicIsCutWhileItRuns) {
  log->cut(own, Offset{1});
  hears(toy::count, "milk");
  expect_stopped("audit.events.v1/0");
}

TEST_F(ALogThatWentBack, StopsItWhenAnInputIsCutWhileItRuns) {
  log->cut(own_commands, Offset{1});
  expect_stopped("audit.commands.v1/0");
}

TEST_F(ALogThatWentBack, StopsItWhenAnInputIsCutAndGrowsAnewWhileItRuns) {
  for (int i = 0; i < 3; ++i) hears_of_another(toy::count, "bread");
  settle("a");
  log->cut(others, Offset{1});
  for (int i = 0; i < 4; ++i) hears_of_another(toy::count, "wine");
  expect_stopped("holds another record at 2");
}

TEST_F(ALogThatWentBack, IsNotWhatARecordThatNobodyMayWriteMeans) {
  hears_of_another(toy::count, "bread");
  hears_void_of_another(toy::count, "wine");
  hears_of_another(toy::count, "bread");
  settle("a");
  EXPECT_EQ(processor("a").phase(), Processor::Phase::running);
  EXPECT_EQ(processor("a").counters().voided, 1U);
  EXPECT_EQ(counted("a", "bread"), 2);
}

class AnOutage : public PartitionStory {
 protected:
  void expect_it_waits() {
    for (int i = 0; i < 10; ++i) step("a");
    EXPECT_EQ(processor("a").phase(), Processor::Phase::catching_up);
    EXPECT_FALSE(processor("a").alarm());
    EXPECT_FALSE(processor("a").idle());
  }
  void expect_it_goes_on() {
    moody->cheer_up();
    log->set_faults({});
    settle("a");
    EXPECT_EQ(processor("a").phase(), Processor::Phase::running);
    EXPECT_EQ(counted("a", "milk"), 2);
    EXPECT_TRUE(processor("a").idle());
    expect_every_input_decided_once();
  }
};

TEST_F(AnOutage, IsAskedAgainWhetherTheLogWentBack) {
  hears(toy::count, "milk");
  start("a");
  settle("a");
  hears(toy::count, "milk");
  start("a");
  log->set_faults({.failed_call = 1000});
  expect_it_waits();
  expect_it_goes_on();
}

TEST_F(AnOutage, OfReadersDelaysCatchingUp) {
  for (int i = 0; i < 2; ++i) hears(toy::count, "milk");
  start("a");
  settle("a");
  wipe("a");
  start("a");
  moody->without_readers = {own.topic};
  expect_it_waits();
  expect_it_goes_on();
}

TEST_F(AnOutage, OfWritersDelaysTheFirstDecision) {
  for (int i = 0; i < 2; ++i) hears(toy::count, "milk");
  start("a");
  moody->without_writer = {own.topic};
  expect_it_waits();
  expect_it_goes_on();
}

TEST_F(AnOutage, OfTheCommandsTopicDelaysTheFirstDecision) {
  for (int i = 0; i < 2; ++i) hears(toy::count, "milk");
  start("a");
  moody->without_answer = {own_commands.topic};
  for (int i = 0; i < 10; ++i) step("a");
  EXPECT_EQ(processor("a").phase(), Processor::Phase::catching_up);
  expect_it_goes_on();
}

TEST_F(AnOutage, OfAnInputIsNotIdleness) {
  start("a");
  settle("a");
  for (int i = 0; i < 2; ++i) hears(toy::count, "milk");
  moody->without_readers = {own_commands.topic};
  step("a");
  EXPECT_FALSE(processor("a").idle());
  expect_it_goes_on();
}

TEST_F(AnOutage, KeepsThePositionsOfIrrelevantInputsForLater) {
  start("a");
  settle("a");
  hears(toy::ignore, "rain");
  moody->without_answer = {own.topic};
  for (int i = 0; i < 3; ++i) step("a");
  EXPECT_FALSE(processor("a").idle());
  moody->without_answer = {};
  settle("a");
  EXPECT_TRUE(processor("a").idle());
  start("a");
  settle("a");
  EXPECT_EQ(processor("a").counters().inputs, 0U);
}

}  // namespace
}  // namespace matbud::processor
