// A worker steps while there is work, waits for the log when there is none, and lets others look in between.
#include "matbud/processor/worker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>

#include "matbud/log/simulated.h"

namespace matbud::processor {
namespace {

using std::chrono::milliseconds;

/// A log that is nothing but its bell.
class Bell final : public log::Log {
 public:
  void ring() {
    const std::lock_guard lock{mutex_};
    ++rung_;
    changed_.notify_all();
  }
  /// Waits until somebody waits for the bell, and returns how long it is prepared to.
  milliseconds somebody_waits() {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return waiting_.has_value(); });
    return *waiting_;
  }

  [[nodiscard]] std::uint64_t activity() const override {
    const std::lock_guard lock{mutex_};
    return rung_;
  }
  void wait_for_activity(std::uint64_t seen, milliseconds timeout) override {
    std::unique_lock lock{mutex_};
    waiting_ = timeout;
    changed_.notify_all();
    changed_.wait_for(lock, timeout, [&] { return rung_ != seen; });
    waiting_.reset();
  }
  void wake() override { ring(); }

  [[nodiscard]] Result<void> create_topics(std::span<const log::TopicSpec>) override { return none(); }
  [[nodiscard]] Result<std::vector<log::TopicSpec>> topics() override { return none(); }
  [[nodiscard]] Result<Watermarks> watermarks(const log::TopicPartition&) override { return none(); }
  [[nodiscard]] Result<std::unique_ptr<log::Reader>> open_reader(const log::TopicPartition&, Offset) override {
    return none();
  }
  [[nodiscard]] Result<std::unique_ptr<log::Writer>> open_writer(const log::TopicPartition&) override { return none(); }
  [[nodiscard]] Result<std::unique_ptr<log::Ownership>> join(const std::string&) override { return none(); }

 private:
  static tl::unexpected<Error> none() { return failure(Error::Code::not_found, "a bell holds no records"); }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t rung_ = 0;
  std::optional<milliseconds> waiting_;
};

struct ToyStepper final : Stepper {
  bool step(Timestamp) override {
    stepping = true;
    const bool moved = work != 0;
    if (work > 0) --work;
    if (moved) ++done;
    stepping = false;
    return moved;
  }
  [[nodiscard]] std::optional<Timestamp> next_timer() const override { return timer; }
  [[nodiscard]] std::vector<Error> alarms() const override { return why_stopped; }

  int work = 0;  ///< pieces left; negative: there is always more
  int done = 0;
  bool stepping = false;
  std::optional<Timestamp> timer;
  std::vector<Error> why_stopped;
};

class AWorker : public testing::Test {
 protected:
  void start(std::size_t steppers) {
    std::vector<std::unique_ptr<Stepper>> all;
    for (std::size_t i = 0; i < steppers; ++i) {
      auto one = std::make_unique<ToyStepper>();
      stepper.push_back(one.get());
      all.push_back(std::move(one));
    }
    worker = std::make_unique<Worker>(bell, clock, std::move(all),
                                      [this](const Error& error) { alarms.push_back(error.message); });
  }
  /// Waits until the worker has nothing to do, looks at `what`, and leaves.
  template <class T>
  T when_quiet(const T& what) {
    (void)bell.somebody_waits();
    std::optional<T> seen;
    worker->inspect([&] { seen = what; });
    return *seen;
  }

  Bell bell;
  log::SimulatedClock clock{from_ms(1'790'000'000'000)};
  std::vector<ToyStepper*> stepper;
  std::vector<std::string> alarms;
  std::unique_ptr<Worker> worker;
};

TEST_F(AWorker, StepsUntilNothingMovesAndAgainWhenTheLogRings) {
  start(2);
  stepper[0]->work = 3;
  stepper[1]->work = 5;
  worker->start();
  EXPECT_EQ(when_quiet(stepper[0]->done), 3);
  EXPECT_EQ(when_quiet(stepper[1]->done), 5);
  worker->inspect([&] { stepper[1]->work = 2; });
  bell.ring();
  int done = 0;
  while (done < 7) done = when_quiet(stepper[1]->done);
  EXPECT_EQ(done, 7);
}

TEST_F(AWorker, WaitsNoLongerThanTheNextTimer) {
  start(2);
  worker->start();
  EXPECT_EQ(bell.somebody_waits(), milliseconds{100});
  worker->inspect([&] {
    stepper[0]->timer = clock.now() + milliseconds{70};
    stepper[1]->timer = clock.now() + milliseconds{30};
  });
  bell.ring();
  while (bell.somebody_waits() == milliseconds{100}) {
  }
  EXPECT_EQ(bell.somebody_waits(), milliseconds{30});
}

TEST_F(AWorker, TellsEachAlarmOnceAndStepsTheOthers) {
  start(2);
  stepper[0]->why_stopped = {{Error::Code::corrupt, "the log went back"}};
  stepper[1]->work = 4;
  worker->start();
  EXPECT_EQ(when_quiet(stepper[1]->done), 4);
  EXPECT_THAT(when_quiet(alarms), testing::ElementsAre("the log went back"));
}

TEST_F(AWorker, TellsASecondAlarmOfTheSameStepperAndOneThatComesBack) {
  const Error first{Error::Code::corrupt, "partition 1 went back"};
  const Error second{Error::Code::unavailable, "partition 2: disk full"};
  start(1);
  worker->start();
  const auto has = [&](std::vector<Error> now) {
    (void)bell.somebody_waits();
    worker->inspect([&] {
      stepper[0]->why_stopped = std::move(now);
      stepper[0]->work = 1;
      stepper[0]->done = 0;
    });
    bell.ring();
    while (when_quiet(stepper[0]->done) == 0) {
    }
  };
  has({first});
  has({first, second});
  has({first});
  has({first, second});
  EXPECT_THAT(when_quiet(alarms), testing::ElementsAre(first.message, second.message, second.message));
}

TEST_F(AWorker, LetsOthersLookThoughItNeverRunsOutOfWork) {
  start(1);
  stepper[0]->work = -1;
  worker->start();
  std::atomic<bool> looked_into_a_step{false};
  std::vector<std::thread> people;
  for (int i = 0; i < 3; ++i) {
    people.emplace_back([&] {
      for (int look = 0; look < 200; ++look) {
        worker->inspect([&] {
          if (stepper[0]->stepping) looked_into_a_step = true;
        });
      }
    });
  }
  for (auto& person : people) person.join();
  EXPECT_FALSE(looked_into_a_step);
}

TEST_F(AWorker, StopsFromWorkAndFromWaitingAndCanBeStoppedTwice) {
  for (const int work : {-1, 0}) {
    stepper.clear();
    start(1);
    stepper[0]->work = work;
    worker->start();
    if (work == 0) (void)bell.somebody_waits();
    worker->stop();
    worker->stop();
    const int done = stepper[0]->done;
    int seen = -1;
    worker->inspect([&] { seen = stepper[0]->done; });
    EXPECT_EQ(seen, done);
  }
}

TEST_F(AWorker, StartsAgainAfterAStop) {
  start(1);
  worker->start();
  worker->stop();
  stepper[0]->work = 2;
  worker->start();
  EXPECT_EQ(when_quiet(stepper[0]->done), 2);
}

}  // namespace
}  // namespace matbud::processor
