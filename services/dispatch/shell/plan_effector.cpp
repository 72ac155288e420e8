#include "matbud/dispatch/plan_effector.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "matbud/dispatch/decider.h"
#include "proposal.h"

namespace matbud::dispatch {
namespace {

constexpr std::size_t waiting_max = 16;

/// A plan to solve, with the effect it reports to.
struct Task {
  std::string effect_id;
  v1::PlanRequested request;
};

Task task_of(const runtime::v1::PendingEffect& effect) {
  Task task{effect.effect_id(), {}};
  if (effect.kind() != plan_effect_kind || !task.request.ParseFromString(effect.request()))
    throw std::invalid_argument{"effect " + effect.effect_id() + " of kind `" + effect.kind() + "` is no plan"};
  return task;
}

}  // namespace

class PlanEffector::Impl {
 public:
  Impl(PointOpener open, Solving solving, std::function<void()> on_report, TravelAsker ask)
      : open_{std::move(open)}, solving_{solving}, on_report_{std::move(on_report)}, ask_{std::move(ask)} {}

  ~Impl() {
    {
      const std::lock_guard lock{mutex_};
      stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable()) thread_.join();
  }

  bool perform(Task task) {
    if (solving_ == Solving::at_once) {
      done_.push_back(solved(task));
      return true;
    }
    {
      const std::lock_guard lock{mutex_};
      if (waiting_.size() >= waiting_max) return false;
      waiting_.push_back(std::move(task));
    }
    // Most partitions of most installations plan twice a day: no thread before the first plan.
    if (!thread_.joinable()) thread_ = std::thread{[this] { run(); }};
    wake_.notify_one();
    return true;
  }

  std::optional<processor::EffectReport> poll() {
    const std::lock_guard lock{mutex_};
    if (done_.empty()) return std::nullopt;
    auto report = std::move(done_.front());
    done_.pop_front();
    return report;
  }

 private:
  [[nodiscard]] processor::EffectReport solved(const Task& task) const {
    v1::DispatchCommand command;
    *command.mutable_propose_plan() = proposal_for(task.request, open_, ask_);
    return {task.effect_id, command.SerializeAsString(), v1::ProposePlan::descriptor()->full_name()};
  }

  void run() {
    std::unique_lock lock{mutex_};
    for (;;) {
      wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
      if (stopping_) return;
      const auto task = std::move(waiting_.front());
      waiting_.pop_front();
      lock.unlock();
      auto report = solved(task);
      lock.lock();
      done_.push_back(std::move(report));
      if (!on_report_) continue;
      lock.unlock();
      on_report_();
      lock.lock();
    }
  }

  const PointOpener open_;
  const Solving solving_;
  const std::function<void()> on_report_;
  const TravelAsker ask_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Task> waiting_;
  std::deque<processor::EffectReport> done_;
  bool stopping_ = false;
  std::thread thread_;
};

PlanEffector::PlanEffector(PointOpener open, Solving solving, std::function<void()> on_report, TravelAsker ask)
    : impl_{std::make_unique<Impl>(std::move(open), solving, std::move(on_report), std::move(ask))} {}
PlanEffector::~PlanEffector() = default;

bool PlanEffector::perform(const runtime::v1::PendingEffect& effect, bool) { return impl_->perform(task_of(effect)); }
std::optional<processor::EffectReport> PlanEffector::poll() { return impl_->poll(); }

}  // namespace matbud::dispatch
