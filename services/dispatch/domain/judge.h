// Whether runs can be driven as somebody wants them: a solver that was asked, or a dispatcher by hand.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "deciding.h"
#include "matbud/dispatch/v1/commands.pb.h"
#include "rows.h"

namespace matbud::dispatch {

/// What is wrong with runs.
struct Objection {
  v1::DispatchRefusal reason;
  std::string detail;
};
using Judgement = std::optional<Objection>;

/// Judges the runs of one plan against the state of this moment, one after the other. For one plan only; `asked` and
/// `window` must outlive it.
class Judge {
 public:
  Judge(const Asked& asked, const orders::v1::DeliveryWindow& window) : asked_{asked}, window_{window} {}

  /// A solver's answer: to the question that is open, and complete.
  [[nodiscard]] Judgement judge(const v1::ProposePlan& plan);
  /// What the solver was asked; once judge() has read it.
  [[nodiscard]] const v1::PlanRequested& question() const { return question_; }

  /// A dispatcher's own runs: in the place of runs that stand as the dispatcher saw them, and forgetting nobody.
  [[nodiscard]] Judgement judge(const v1::ArrangeRuns& wish);

 private:
  Judgement read_question(const std::string& plan_id);
  Judgement read_before(const v1::RunAsSeen& seen);
  Judgement judge(const v1::Run& run);
  Judgement judge_times(const v1::Run& run, const state::Shift& row);
  Judgement judge_load(const v1::Run& run, const v1::Shift& shift);
  Judgement judge_cold(const v1::Run& run);
  Judgement judge_completeness();
  /// The shift's row, with the runs of this plan that were judged before.
  state::Shift* shift_of(const v1::Run& run);

  const Asked& asked_;
  const orders::v1::DeliveryWindow& window_;
  v1::PlanRequested question_;
  std::set<std::string> replaced_;  ///< runs that this plan takes the place of
  std::set<std::string> runs_;
  std::set<std::string> orders_;
  std::map<std::string, state::Shift> shifts_;
};

}  // namespace matbud::dispatch
