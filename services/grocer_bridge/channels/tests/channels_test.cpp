// Lanes: what each grocer is told keeps its order, and one that does not answer holds up nobody else.
#include "matbud/grocer_bridge/channels/channels.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <set>

#include "matbud/bridge/v1/commands.pb.h"

namespace matbud::grocer_bridge {
namespace {

using Outcome = Attempt::Outcome;

constexpr Patience impatient{std::chrono::milliseconds{1}, std::chrono::milliseconds{4}, std::chrono::hours{1}};

/// A teller that does as it was told, and remembers.
class Script final : public Teller {
 public:
  Attempt tell(const Told& told) override {
    std::unique_lock lock{mutex_};
    attempts_.push_back(told.telling.grocer().grocer_id() + "/" + told.effect_id);
    const auto outcome = next_.empty() || !next_.contains(told.effect_id) ? Outcome::told : next_[told.effect_id];
    if (outcome == Outcome::later && --laters_ == 0) next_.erase(told.effect_id);
    return {outcome, outcome == Outcome::told ? "" : "503"};
  }
  void will(const std::string& effect_id, Outcome outcome, int times = 1) {
    const std::lock_guard lock{mutex_};
    next_[effect_id] = outcome;
    laters_ = times;
  }
  std::vector<std::string> attempts() {
    const std::lock_guard lock{mutex_};
    return attempts_;
  }

 private:
  std::mutex mutex_;
  std::map<std::string, Outcome> next_;
  int laters_ = 0;
  std::vector<std::string> attempts_;
};

class TheChannels : public ::testing::Test {
 protected:
  void open(Patience patience = impatient) {
    channels_ = std::make_unique<Channels>(std::map<std::string, std::shared_ptr<Teller>>{{"webhook", script_}},
                                           patience, [this] {
                                             const std::lock_guard lock{mutex_};
                                             ++reports_;
                                             changed_.notify_all();
                                           });
    effector_ = channels_->effector();
  }
  void TearDown() override {
    effector_.reset();
    channels_.reset();
  }
  void tell(const std::string& grocer, const std::string& effect_id, const char* kind = "webhook") {
    bridge::v1::Telling telling;
    telling.mutable_grocer()->set_grocer_id(grocer);
    runtime::v1::PendingEffect effect;
    effect.set_effect_id(effect_id);
    effect.set_kind(kind);
    effect.set_request(telling.SerializeAsString());
    ASSERT_TRUE(effector_->perform(effect, false));
  }
  /// The next so many reports, as `id outcome detail`, in the order in which they came.
  std::vector<std::string> reports(int count) {
    std::unique_lock lock{mutex_};
    EXPECT_TRUE(changed_.wait_for(lock, std::chrono::seconds{60}, [&] { return reports_ >= count; }));
    std::vector<std::string> told;
    while (const auto report = effector_->poll()) {
      bridge::v1::BridgeCommand command;
      EXPECT_TRUE(command.ParseFromString(report->command));
      EXPECT_EQ(command.report_told().effect_id(), report->effect_id);
      const bool good = command.report_told().outcome() == bridge::v1::TELL_OUTCOME_TOLD;
      told.push_back(report->effect_id + (good ? " told" : " failed") +
                     (command.report_told().detail().empty() ? "" : " " + command.report_told().detail()));
    }
    return told;
  }

  std::shared_ptr<Script> script_ = std::make_shared<Script>();
  std::mutex mutex_;
  std::condition_variable changed_;
  int reports_ = 0;
  std::unique_ptr<Channels> channels_;
  std::unique_ptr<processor::Effector> effector_;
};

TEST_F(TheChannels, TryAgainUntilItIsToldAndKeepTheOrder) {
  script_->will("e1", Outcome::later, 3);
  open();
  tell("dagros", "e1");
  tell("dagros", "e2");
  EXPECT_EQ(reports(2), (std::vector<std::string>{"e1 told", "e2 told"}));
  EXPECT_EQ(script_->attempts(),
            (std::vector<std::string>{"dagros/e1", "dagros/e1", "dagros/e1", "dagros/e1", "dagros/e2"}));
}

/// A teller whose receiver takes the call and says nothing.
class Hanging final : public Teller {
 public:
  Attempt tell(const Told&) override {
    std::unique_lock lock{mutex_};
    is_called_ = true;
    changed_.notify_all();
    changed_.wait(lock, [&] { return is_cancelled_; });
    return {Outcome::later, "cancelled"};
  }
  void cancel() override {
    const std::lock_guard lock{mutex_};
    is_cancelled_ = true;
    changed_.notify_all();
  }
  void waits_until_it_is_called() {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return is_called_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_called_ = false;
  bool is_cancelled_ = false;
};

TEST_F(TheChannels, EndWhileAReceiverSaysNothing) {
  const auto hanging = std::make_shared<Hanging>();
  channels_ = std::make_unique<Channels>(std::map<std::string, std::shared_ptr<Teller>>{{"webhook", hanging}},
                                         impatient, [this] { ++reports_; });
  effector_ = channels_->effector();
  tell("dagros", "e1");
  hanging->waits_until_it_is_called();
  effector_.reset();
  channels_.reset();
  EXPECT_EQ(reports_, 0) << "the next owner performs it";
}

TEST_F(TheChannels, DoNotLetOneGrocerHoldUpAnother) {
  script_->will("e1", Outcome::later, 1'000'000);
  open();
  tell("dagros", "e1");
  tell("fjordmat", "e2");
  EXPECT_EQ(reports(1), std::vector<std::string>{"e2 told"});
}

TEST_F(TheChannels, ReportWhatWillNeverBeTold) {
  script_->will("e1", Outcome::failed);
  open();
  tell("dagros", "e1");
  EXPECT_EQ(reports(1), std::vector<std::string>{"e1 failed 503"});
  tell("dagros", "e2", "carrier-pigeon");
  EXPECT_EQ(reports(2), std::vector<std::string>{"e2 failed no channel for carrier-pigeon"});
}

TEST_F(TheChannels, GiveUpAfterAWhile) {
  script_->will("e1", Outcome::later, 1'000'000);
  open({std::chrono::milliseconds{1}, std::chrono::milliseconds{1}, std::chrono::milliseconds{0}});
  tell("dagros", "e1");
  const auto told = reports(1);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].find("e1 failed given up after "), 0U) << told[0];
}

TEST(Patience, DoublesTheWaitUpToALimitWithJitter) {
  const Patience patience{std::chrono::milliseconds{1'000}, std::chrono::milliseconds{10'000}, std::chrono::hours{1}};
  const std::int64_t whole[] = {1'000, 2'000, 4'000, 8'000, 10'000, 10'000};
  for (unsigned attempt = 1; attempt <= 6; ++attempt) {
    std::set<std::int64_t> waits;
    for (std::uint64_t dice = 0; dice < 20'000; dice += 37) waits.insert(wait_before(patience, attempt, dice).count());
    EXPECT_GE(*waits.begin(), whole[attempt - 1] / 2) << attempt;
    EXPECT_LE(*waits.rbegin(), whole[attempt - 1]) << attempt;
    EXPECT_GT(waits.size(), 100U) << attempt;
  }
}

}  // namespace
}  // namespace matbud::grocer_bridge
