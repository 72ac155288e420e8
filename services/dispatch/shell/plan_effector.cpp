#include "matbud/dispatch/plan_effector.h"

#include <stdexcept>
#include <thread>

#include "matbud/dispatch/decider.h"
#include "matbud/processor/effect_work.h"
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
    waiting_.end();
    if (thread_.joinable()) thread_.join();
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  bool perform(Task task) {
    if (solving_ == Solving::at_once) {
      done_.put(solved(task));
      return true;
    }
    if (!waiting_.add(std::move(task))) return false;
    // Most partitions of most installations plan twice a day: no thread before the first plan.
    if (!thread_.joinable()) thread_ = std::thread{[this] { run(); }};
    return true;
  }

  std::optional<processor::EffectReport> poll() { return done_.take(); }

 private:
  [[nodiscard]] processor::EffectReport solved(const Task& task) const {
    v1::DispatchCommand command;
    *command.mutable_propose_plan() = proposal_for(task.request, open_, ask_);
    return {task.effect_id, command.SerializeAsString(), v1::ProposePlan::descriptor()->full_name()};
  }

  void run() {
    while (const auto task = waiting_.next()) {
      done_.put(solved(*task));
      if (on_report_) on_report_();
    }
  }

  const PointOpener open_;
  const Solving solving_;
  const std::function<void()> on_report_;
  const TravelAsker ask_;
  processor::WorkQueue<Task> waiting_{waiting_max};
  processor::ReportInbox done_;
  std::thread thread_;
};

PlanEffector::PlanEffector(PointOpener open, Solving solving, std::function<void()> on_report, TravelAsker ask)
    : impl_{std::make_unique<Impl>(std::move(open), solving, std::move(on_report), std::move(ask))} {}
PlanEffector::~PlanEffector() = default;

bool PlanEffector::perform(const runtime::v1::PendingEffect& effect, bool) { return impl_->perform(task_of(effect)); }
std::optional<processor::EffectReport> PlanEffector::poll() { return impl_->poll(); }

}  // namespace matbud::dispatch
