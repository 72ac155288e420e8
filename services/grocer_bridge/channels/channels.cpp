#include "matbud/grocer_bridge/channels/channels.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <random>
#include <thread>

#include "matbud/bridge/v1/commands.pb.h"

namespace matbud::grocer_bridge {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t waiting_max = 10'000;
constexpr std::size_t detail_bytes_max = 300;

/// One partition's reports, filled by lanes and emptied by the processor.
class Inbox {
 public:
  void put(processor::EffectReport report) {
    const std::lock_guard lock{mutex_};
    reports_.push_back(std::move(report));
  }
  [[nodiscard]] std::optional<processor::EffectReport> take() {
    const std::lock_guard lock{mutex_};
    if (reports_.empty()) return std::nullopt;
    auto report = std::move(reports_.front());
    reports_.pop_front();
    return report;
  }

 private:
  std::mutex mutex_;
  std::deque<processor::EffectReport> reports_;
};

struct Job {
  Told told;
  std::string kind;
  std::shared_ptr<Inbox> inbox;
};

processor::EffectReport report_of(const std::string& effect_id, const Attempt& attempt) {
  bridge::v1::BridgeCommand command;
  auto& report = *command.mutable_report_told();
  report.set_effect_id(effect_id);
  report.set_outcome(attempt.outcome == Attempt::Outcome::told ? bridge::v1::TELL_OUTCOME_TOLD
                                                               : bridge::v1::TELL_OUTCOME_FAILED);
  report.set_detail(attempt.detail.substr(0, detail_bytes_max));
  return {effect_id, command.SerializeAsString(), bridge::v1::ReportTold::descriptor()->full_name()};
}

/// What one grocer is told, in order, on a thread of its own.
class Lane {
 public:
  Lane(const std::map<std::string, std::shared_ptr<Teller>>& tellers, const Patience& patience,
       const std::function<void()>& on_report)
      : tellers_{tellers}, patience_{patience}, on_report_{on_report}, thread_{[this] { work(); }} {}

  ~Lane() {
    {
      const std::lock_guard lock{mutex_};
      ending_ = true;
    }
    changed_.notify_one();
    thread_.join();
  }

  [[nodiscard]] bool enqueue(Job job) {
    {
      const std::lock_guard lock{mutex_};
      if (waiting_.size() >= waiting_max) return false;
      waiting_.push_back(std::move(job));
    }
    changed_.notify_one();
    return true;
  }

 private:
  void work() {
    std::mt19937_64 dice{std::random_device{}()};
    while (auto job = next()) {
      const auto attempt = try_until_done(*job, dice);
      if (!attempt) return;
      job->inbox->put(report_of(job->told.effect_id, *attempt));
      if (on_report_) on_report_();
    }
  }

  [[nodiscard]] std::optional<Job> next() {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return ending_ || !waiting_.empty(); });
    if (ending_) return std::nullopt;
    auto job = std::move(waiting_.front());
    waiting_.pop_front();
    return job;
  }

  /// Nothing when the lane ends first.
  [[nodiscard]] std::optional<Attempt> try_until_done(const Job& job, std::mt19937_64& dice) {
    const auto teller = tellers_.find(job.kind);
    if (teller == tellers_.end()) return Attempt{Attempt::Outcome::failed, "no channel for " + job.kind};
    const auto gives_up_at = SteadyClock::now() + patience_.gives_up_after;
    for (unsigned attempts = 1;; ++attempts) {
      auto attempt = teller->second->tell(job.told);
      if (attempt.outcome != Attempt::Outcome::later) return attempt;
      const auto again_at = SteadyClock::now() + wait_before(patience_, attempts, dice());
      if (again_at > gives_up_at) {
        return Attempt{Attempt::Outcome::failed,
                       "given up after " + std::to_string(attempts) + " attempts: " + attempt.detail};
      }
      std::unique_lock lock{mutex_};
      if (changed_.wait_until(lock, again_at, [&] { return ending_; })) return std::nullopt;
    }
  }

  const std::map<std::string, std::shared_ptr<Teller>>& tellers_;
  const Patience& patience_;
  const std::function<void()>& on_report_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> waiting_;
  bool ending_ = false;
  std::thread thread_;  ///< last, so that it starts when all else is there
};

}  // namespace

std::chrono::milliseconds wait_before(const Patience& patience, unsigned attempt, std::uint64_t dice) {
  auto wait = patience.first_wait;
  for (unsigned i = 1; i < attempt && wait < patience.wait_max; ++i) wait *= 2;
  wait = std::min(wait, patience.wait_max);
  const auto half = wait / 2;
  return half + std::chrono::milliseconds{dice % static_cast<std::uint64_t>(half.count() + 1)};
}

class Channels::Impl {
 public:
  Impl(std::map<std::string, std::shared_ptr<Teller>> tellers, Patience patience, std::function<void()> on_report)
      : tellers_{std::move(tellers)}, patience_{patience}, on_report_{std::move(on_report)} {}

  [[nodiscard]] bool enqueue(Job job) {
    const auto& grocer = job.told.telling.grocer().grocer_id();
    const std::lock_guard lock{mutex_};
    auto& lane = lanes_[grocer];
    if (!lane) lane = std::make_unique<Lane>(tellers_, patience_, on_report_);
    return lane->enqueue(std::move(job));
  }

 private:
  const std::map<std::string, std::shared_ptr<Teller>> tellers_;
  const Patience patience_;
  const std::function<void()> on_report_;
  std::mutex mutex_;
  std::map<std::string, std::unique_ptr<Lane>> lanes_;  ///< last: lanes end first
};

namespace {

/// One partition's side of the channels.
template <class Channels>
class PartitionEffector final : public processor::Effector {
 public:
  explicit PartitionEffector(Channels& channels) : channels_{channels} {}

  [[nodiscard]] bool perform(const runtime::v1::PendingEffect& effect, bool) override {
    Job job{{effect.effect_id(), AreaId{effect.key()}, {}}, effect.kind(), inbox_};
    if (!job.told.telling.ParseFromString(effect.request())) {
      inbox_->put(report_of(effect.effect_id(), {Attempt::Outcome::failed, "the request cannot be read"}));
      return true;
    }
    return channels_.enqueue(std::move(job));
  }

  [[nodiscard]] std::optional<processor::EffectReport> poll() override { return inbox_->take(); }

 private:
  Channels& channels_;
  std::shared_ptr<Inbox> inbox_ = std::make_shared<Inbox>();
};

}  // namespace

Channels::Channels(std::map<std::string, std::shared_ptr<Teller>> tellers, Patience patience,
                   std::function<void()> on_report)
    : impl_{std::make_unique<Impl>(std::move(tellers), patience, std::move(on_report))} {}
Channels::~Channels() = default;

std::unique_ptr<processor::Effector> Channels::effector() { return std::make_unique<PartitionEffector<Impl>>(*impl_); }

}  // namespace matbud::grocer_bridge
