// Timers: folded state, a command when the moment comes, decided once.
#include "partition_story.h"

namespace matbud::processor {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

class Timers : public PartitionStory {
 protected:
  void sets(const std::string& timer, Timestamp due) { hears(toy::set, timer, std::to_string(to_ms(due))); }
  [[nodiscard]] std::size_t sent(const std::string& timer) {
    const auto all = commands();
    return static_cast<std::size_t>(std::count(all.begin(), all.end(), "TimerDue " + timer));
  }
  const Timestamp start_of_day = clock.now();
};

TEST_F(Timers, AreSilentUntilTheirMomentAndThenRingOnce) {
  sets("cut-off", start_of_day + minutes{10});
  start("a");
  settle("a");
  EXPECT_EQ(processor("a").next_timer(), start_of_day + minutes{10});
  clock.advance(minutes{10} - milliseconds{1});
  settle("a");
  EXPECT_EQ(sent("cut-off"), 0U);
  clock.advance(milliseconds{1});
  settle("a");
  EXPECT_THAT(told(), ElementsAre("set cut-off", "rang cut-off"));
  EXPECT_EQ(processor("a").counters().timers, 1U);
  EXPECT_EQ(processor("a").next_timer(), std::nullopt);
  const auto command = *log::decode(*log->records(own_commands).back().canonical);
  EXPECT_EQ(command.key, "3024-sandvika");
  EXPECT_EQ(command.subject, "thing/cut-off");
  EXPECT_EQ(command.type, runtime_command_type);
  EXPECT_EQ(command.time, clock.now());
}

TEST_F(Timers, RingOnceThoughTwoOwnersSendThem) {
  sets("cut-off", start_of_day + minutes{10});
  start("a");
  settle("a");
  start("b");
  settle("b");
  clock.advance(minutes{10});
  step("a");
  step("b");
  settle("a", "b");
  EXPECT_EQ(sent("cut-off"), 2U);
  EXPECT_THAT(told(), ElementsAre("set cut-off", "rang cut-off"));
}

TEST_F(Timers, RingAtTheMomentTheyWereMovedTo) {
  sets("cut-off", start_of_day + minutes{10});
  sets("cut-off", start_of_day + minutes{20});
  start("a");
  settle("a");
  EXPECT_EQ(processor("a").next_timer(), start_of_day + minutes{20});
  clock.advance(minutes{10});
  settle("a");
  EXPECT_EQ(sent("cut-off"), 0U);
  clock.advance(minutes{10});
  settle("a");
  EXPECT_THAT(told(), ElementsAre("set cut-off", "set cut-off", "rang cut-off"));
}

TEST_F(Timers, DoNotRingWhenMovedAfterTheirCommandWasSent) {
  sets("cut-off", start_of_day + minutes{10});
  start("a");
  settle("a");
  clock.advance(minutes{10});
  sets("cut-off", start_of_day + minutes{20});
  settle("a");
  runtime::v1::RuntimeCommand late;
  late.mutable_timer_due()->set_timer_id("cut-off");
  late.mutable_timer_due()->set_due_at_ms(to_ms(start_of_day + minutes{10}));
  hears_runtime(late);
  settle("a");
  EXPECT_THAT(told(), ElementsAre("set cut-off", "set cut-off"));
}

TEST_F(Timers, DoNotRingWhenCancelled) {
  sets("cut-off", start_of_day + minutes{10});
  hears(toy::cancel, "cut-off");
  start("a");
  settle("a");
  EXPECT_EQ(processor("a").next_timer(), std::nullopt);
  clock.advance(minutes{10});
  settle("a");
  EXPECT_EQ(sent("cut-off"), 0U);
}

TEST_F(Timers, AreSentAgainWithMoreAndMorePatienceWithoutAnAnswer) {
  sets("cut-off", start_of_day);
  start("a");
  settle("a");
  EXPECT_THAT(told(), ElementsAre("set cut-off", "rang cut-off"));
  sets("slow", start_of_day + seconds{1});
  settle("a");
  clock.advance(seconds{1});
  moody->held_back = {own_commands.topic};
  settle("a");
  std::size_t times = 1;
  for (const auto patience : {2, 4, 8, 16, 32, 60, 60}) {
    EXPECT_EQ(sent("slow"), times);
    EXPECT_EQ(processor("a").next_timer(), clock.now() + seconds{patience});
    clock.advance(seconds{patience} - milliseconds{1});
    settle("a");
    EXPECT_EQ(sent("slow"), times);
    clock.advance(milliseconds{1});
    settle("a");
    EXPECT_EQ(sent("slow"), ++times);
  }
  moody->held_back = {};
  settle("a");
  EXPECT_EQ(told().back(), "rang slow");
}

TEST_F(Timers, DoNotRingBeforeTheLogsOwnTimeWhateverTheirSendersClockSays) {
  sets("cut-off", start_of_day + minutes{10});
  runtime::v1::RuntimeCommand ahead;
  ahead.mutable_timer_due()->set_timer_id("cut-off");
  ahead.mutable_timer_due()->set_due_at_ms(to_ms(start_of_day + minutes{10}));
  hears_runtime(ahead);
  start("a");
  settle("a");
  EXPECT_THAT(told(), ElementsAre("set cut-off"));
  clock.advance(minutes{10});
  settle("a");
  EXPECT_THAT(told(), ElementsAre("set cut-off", "rang cut-off"));
}

TEST_F(Timers, AreSentByTheNextLifeWhenTheFirstDiedTooSoon) {
  sets("cut-off", start_of_day + minutes{10});
  start("a");
  settle("a");
  kill("a");
  clock.advance(minutes{30});
  start("a");
  settle("a");
  EXPECT_THAT(told(), ElementsAre("set cut-off", "rang cut-off"));
}

TEST_F(Timers, AllRingWhenManyAreDueAtOnce) {
  for (int i = 0; i < 600; ++i) sets("t" + std::to_string(i), start_of_day + minutes{1});
  start("a");
  settle("a");
  clock.advance(minutes{1});
  settle("a");
  EXPECT_EQ(processor("a").counters().timers, 600U);
  EXPECT_EQ(chain().size(), 1200U);
  EXPECT_EQ(processor("a").next_timer(), std::nullopt);
}

TEST_F(Timers, WaitUntilTheQueueOfTheirParkedSubjectIsEmpty) {
  sets("milk", start_of_day + minutes{10});
  hears(toy::choke, "milk");
  start("a");
  settle("a");
  for (int i = 0; i < 5; ++i) {
    clock.advance(minutes{10});
    settle("a");
  }
  EXPECT_EQ(sent("milk"), 0U) << "each would only lengthen the queue";
  hears_redrive("thing/milk", true);
  settle("a");
  EXPECT_EQ(told().back(), "rang milk");
}

TEST_F(Timers, SurviveAnOutageOfTheCommandsTopic) {
  sets("cut-off", start_of_day);
  moody->without_writer = {own_commands.topic};
  start("a");
  settle("a");
  EXPECT_FALSE(processor("a").idle());
  EXPECT_THAT(told(), ElementsAre("set cut-off"));
  moody->without_writer = {};
  settle("a");
  EXPECT_THAT(told(), ElementsAre("set cut-off", "rang cut-off"));
}

TEST_F(Timers, RingOnceThoughTheirCommandLostItsAcknowledgement) {
  appends_take_time();
  sets("cut-off", start_of_day);
  start("a");
  catches_up("a");
  while (sent("cut-off") == 0 && (log->deliver() || step("a"))) {
    const bool decided = !told().empty();
    log->set_faults(decided ? log::SimulatedFaults{.lost_ack = 1000} : log::SimulatedFaults{});
    step("a");
  }
  log->set_faults({});
  settle("a");
  EXPECT_EQ(sent("cut-off"), 2U);
  EXPECT_THAT(told(), ElementsAre("set cut-off", "rang cut-off"));
}

}  // namespace
}  // namespace matbud::processor
