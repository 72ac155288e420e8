#include "matbud/grocer_bridge/channels/channels.h"

#include <algorithm>
#include <mutex>
#include <random>
#include <thread>

#include "matbud/bridge/v1/commands.pb.h"
#include "matbud/processor/effect_work.h"

namespace matbud::grocer_bridge {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t waiting_max = 10'000;
constexpr std::size_t detail_bytes_max = 300;

struct Job {
  Told told;
  std::string kind;
  std::shared_ptr<processor::ReportInbox> inbox;
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
    waiting_.end();
    thread_.join();
  }
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;

  [[nodiscard]] bool enqueue(Job job) { return waiting_.add(std::move(job)); }

 private:
  void work() {
    std::mt19937_64 dice{std::random_device{}()};
    while (const auto job = waiting_.next()) {
      const auto attempt = try_until_done(*job, dice);
      if (!attempt) return;
      job->inbox->put(report_of(job->told.effect_id, *attempt));
      if (on_report_) on_report_();
    }
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
      if (waiting_.ends_before(again_at)) return std::nullopt;
    }
  }

  const std::map<std::string, std::shared_ptr<Teller>>& tellers_;
  const Patience& patience_;
  const std::function<void()>& on_report_;
  processor::WorkQueue<Job> waiting_{waiting_max};
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

  ~Impl() {
    for (const auto& [kind, teller] : tellers_) teller->cancel();
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

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
  std::shared_ptr<processor::ReportInbox> inbox_ = std::make_shared<processor::ReportInbox>();
};

}  // namespace

Channels::Channels(std::map<std::string, std::shared_ptr<Teller>> tellers, Patience patience,
                   std::function<void()> on_report)
    : impl_{std::make_unique<Impl>(std::move(tellers), patience, std::move(on_report))} {}
Channels::~Channels() = default;

std::unique_ptr<processor::Effector> Channels::effector() { return std::make_unique<PartitionEffector<Impl>>(*impl_); }

}  // namespace matbud::grocer_bridge
