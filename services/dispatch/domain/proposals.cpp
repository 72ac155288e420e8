#include "proposals.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>

#include "matbud/base/plant.h"
#include "matbud/processor/machinery.h"
#include "planning.h"
#include "rows.h"

namespace matbud::dispatch {
namespace {

/// A solver that gives invalid plans is not asked again at full speed.
constexpr std::chrono::minutes pause_after_invalid{1};

/// What is wrong with a plan.
struct Objection {
  v1::DispatchRefusal reason;
  std::string detail;
};
using Judgement = std::optional<Objection>;

Judgement stale(std::string detail) { return Objection{v1::DISPATCH_REFUSAL_STALE_PLAN, std::move(detail)}; }
Judgement invalid(std::string detail) { return Objection{v1::DISPATCH_REFUSAL_INVALID_PLAN, std::move(detail)}; }

/// Judges the runs of one plan, one after the other.
class Judge {
 public:
  Judge(const Asked& asked, const orders::v1::DeliveryWindow& window) : asked_{asked}, window_{window} {}

  Judgement judge(const v1::ProposePlan& plan) {
    if (auto objection = read_question(plan.plan_id())) return objection;
    for (const auto& run : plan.runs()) {
      if (auto objection = judge(run)) return objection;
    }
    for (const auto& order_id : plan.unplanned_order_ids()) {
      if (!orders_.insert(order_id).second) return invalid("order " + order_id + " stands in the plan twice");
    }
    return judge_completeness();
  }
  /// What the solver was asked; once judge() has read it.
  [[nodiscard]] const v1::PlanRequested& question() const { return question_; }

 private:
  /// Reads what was asked, and whether the runs that were to be replaced stand as they stood then.
  Judgement read_question(const std::string& plan_id) {
    const auto effect = processor::pending_effect(asked_.tables, plan_id);
    if (!effect || !question_.ParseFromString(effect->request())) return stale("nobody asked for this plan");
    std::set<std::string> wanted;
    for (const auto& planned : question_.deliveries()) wanted.insert(planned.delivery().order_id());
    for (const auto& run : question_.previous()) {
      const auto row = table::runs.find(asked_.tables, run.run_id());
      if (!row || row->started() || row->over()) return stale("run " + run.run_id() + " has left, or is no more");
      bool unchanged = true;
      table::stops.scan(asked_.tables, under(run.run_id()), "", [&](std::string_view, const state::Stop& stop) {
        unchanged = wanted.contains(stop.order_id());
        return unchanged;
      });
      if (!unchanged) return stale("run " + run.run_id() + " has got another order since");
      replaced_.insert(run.run_id());
    }
    return std::nullopt;
  }

  Judgement judge(const v1::Run& run) {
    const auto name = "run " + run.run_id();
    if (run.run_id().empty()) return invalid("a run has no run_id");
    if (!runs_.insert(run.run_id()).second || table::runs.contains(asked_.tables, run.run_id()))
      return invalid(name + " exists already");
    if (run.stops().empty()) return invalid(name + " has no stops");
    const auto shift = shift_of(run);
    if (shift == nullptr) return stale("shift " + run.shift_id() + " has ended");
    if (shift->shift().driver_id() != run.driver_id()) return invalid(name + ": the shift has another driver");
    if (shift->shift().area_id() != window_.area_id()) return invalid(name + ": the shift is in another area");
    if (auto objection = judge_times(run, *shift)) return objection;
    if (auto objection = judge_load(run, shift->shift())) return objection;
    // Later runs of this plan must see this one.
    auto& summary = *shift->add_runs();
    summary.set_from_ms(run.departs_at_ms());
    summary.set_to_ms(run.returns_at_ms());
    return std::nullopt;
  }

  Judgement judge_times(const v1::Run& run, const state::Shift& row) {
    const auto name = "run " + run.run_id();
    const auto& shift = row.shift();
    if (run.departs_at_ms() >= run.returns_at_ms()) return invalid(name + " returns before it departs");
    if (run.departs_at_ms() < shift.starts_at_ms() || run.returns_at_ms() > shift.ends_at_ms())
      return invalid(name + " lies outside its shift");
    for (const auto& other : row.runs()) {
      if (replaced_.contains(other.run_id())) continue;
      const bool overlaps = run.departs_at_ms() < other.to_ms() && other.from_ms() < run.returns_at_ms();
      if (overlaps && !planted("driver-booked-twice"))
        return stale(name + " overlaps run " + other.run_id() + " of the same driver");
    }
    const bool late = run.departs_at_ms() >= window_.closes_at_ms();
    auto before = run.departs_at_ms();
    for (const auto& stop : run.stops()) {
      const auto where = name + ", order " + stop.order_id();
      if (stop.eta_ms() < before || stop.eta_ms() > run.returns_at_ms()) return invalid(where + ": out of order");
      if (stop.eta_ms() < window_.opens_at_ms() || (!late && stop.eta_ms() > window_.closes_at_ms()))
        return invalid(where + ": outside the window");
      if (stop.eta_ms() >= shift.break_from_ms() && stop.eta_ms() < shift.break_to_ms())
        return invalid(where + ": in the driver's break");
      before = stop.eta_ms();
    }
    return std::nullopt;
  }

  Judgement judge_load(const v1::Run& run, const v1::Shift& shift) {
    const auto name = "run " + run.run_id();
    std::uint64_t boxes = 0;
    std::uint64_t grams = 0;
    for (const auto& stop : run.stops()) {
      if (!orders_.insert(stop.order_id()).second)
        return invalid("order " + stop.order_id() + " stands in the plan twice");
      const auto delivery = table::deliveries.find(asked_.tables, stop.order_id());
      if (!delivery) return invalid("order " + stop.order_id() + " is not to be delivered");
      if (window_key(delivery->delivery().window()) != window_key(window_))
        return invalid("order " + stop.order_id() + " is for another window");
      if (delivery->delivery().citizen_id() != stop.citizen_id())
        return invalid("order " + stop.order_id() + " is for another citizen");
      const bool moves = delivery->phase() == state::PHASE_ASSIGNED && replaced_.contains(delivery->run_id());
      if (delivery->phase() != state::PHASE_WAITING && !moves)
        return stale("order " + stop.order_id() + " no longer waits");
      const auto doorstep = doorstep_of(asked_.tables, delivery->delivery());
      if (doorstep && !can_do(shift, doorstep->skills()))
        return stale("order " + stop.order_id() + " needs skills that driver " + shift.driver_id() + " lacks");
      boxes += delivery->delivery().boxes();
      grams += delivery->delivery().weight_grams();
    }
    if (boxes > shift.capacity_boxes()) return stale(name + " has more boxes than its vehicle holds");
    if (shift.capacity_grams() != 0 && grams > shift.capacity_grams())
      return stale(name + " weighs more than its vehicle carries");
    return std::nullopt;
  }

  /// A solver that forgot an order would be asked for it for ever.
  Judgement judge_completeness() {
    for (const auto& planned : question_.deliveries()) {
      const auto& order_id = planned.delivery().order_id();
      if (!orders_.contains(order_id)) return invalid("order " + order_id + " is neither planned nor unplanned");
    }
    return std::nullopt;
  }

  /// The shift's row, with the runs of this plan that were judged before.
  state::Shift* shift_of(const v1::Run& run) {
    const auto known = shifts_.find(run.shift_id());
    if (known != shifts_.end()) return &known->second;
    auto row = find_shift(asked_.tables, run.shift_id());
    if (!row) return nullptr;
    return &shifts_.emplace(run.shift_id(), std::move(row->shift)).first->second;
  }

  const Asked& asked_;
  const orders::v1::DeliveryWindow& window_;
  v1::PlanRequested question_;
  std::set<std::string> replaced_;  ///< runs that this plan takes the place of
  std::set<std::string> runs_;
  std::set<std::string> orders_;
  std::map<std::string, state::Shift> shifts_;
};

void plan_run(TableWriter& tables, const v1::Run& run, const orders::v1::DeliveryWindow& window) {
  auto row = find_shift(tables, run.shift_id());
  if (!row) return;
  auto& summary = *row->shift.add_runs();
  summary.set_run_id(run.run_id());
  summary.set_window_id(window.window_id());
  summary.set_delivery_day(window.delivery_day());
  summary.set_from_ms(run.departs_at_ms());
  summary.set_to_ms(run.returns_at_ms());
  const auto key = window_key(window);
  for (const auto& stop : run.stops()) {
    auto delivery = table::deliveries.find(tables, stop.order_id());
    if (!delivery) continue;
    tables.erase(table::waiting, waiting_key(key, false, stop.order_id()));
    tables.erase(table::waiting, waiting_key(key, true, stop.order_id()));
    add_stop(tables, summary, *delivery, stop.eta_ms());
  }
  table::shifts.put(tables, row->key, row->shift);
  state::Run made;
  made.set_shift_id(run.shift_id());
  made.set_driver_id(run.driver_id());
  *made.mutable_window() = window;
  table::runs.put(tables, run.run_id(), made);
}

}  // namespace

Answer decide_proposal(const Asked& asked, const v1::ProposePlan& plan) {
  const auto id = parse_plan_id(plan.plan_id());
  const auto window = table::windows.find(asked.tables, id.window_key);
  const auto refused = [&](v1::DispatchRefusal reason, std::string_view detail) {
    return refuse(asked, reason, "plan", detail, window_subject(id.window_key), {}, plan.plan_id());
  };
  if (!window || id.number == 0 || id.number > window->plans())
    return refused(v1::DISPATCH_REFUSAL_STALE_PLAN, "nobody asked for this plan");
  if (id.number == window->answered_plan()) return std::nullopt;
  if (id.number != window->open_plan())
    return refused(v1::DISPATCH_REFUSAL_STALE_PLAN, "another plan was asked for since");
  Judge judge{asked, window->window()};
  if (const auto objection = judge.judge(plan)) return refused(objection->reason, objection->detail);
  auto& event = new_event(asked);
  auto& planned = *event.mutable_runs_planned();
  planned.set_plan_id(plan.plan_id());
  *planned.mutable_window() = window->window();
  *planned.mutable_runs() = plan.runs();
  for (auto& run : *planned.mutable_runs()) *run.mutable_window() = window->window();
  *planned.mutable_unplanned_order_ids() = plan.unplanned_order_ids();
  for (const auto& run : judge.question().previous()) planned.add_replaced_run_ids(run.run_id());
  planned.set_reason(judge.question().reason());
  if (plan.has_travel()) *planned.mutable_travel() = plan.travel();
  return processor::Decision{&event, window_subject(id.window_key)};
}

void evolve_runs_planned(TableWriter& tables, const v1::RunsPlanned& event, Timestamp now) {
  const auto key = window_key(event.window());
  for (const auto& run_id : event.replaced_run_ids()) dissolve(tables, run_id);
  for (const auto& run : event.runs()) plan_run(tables, run, event.window());
  for (const auto& order_id : event.unplanned_order_ids()) {
    const auto untried = waiting_key(key, false, order_id);
    if (!tables.find(table::waiting, untried)) continue;
    tables.erase(table::waiting, untried);
    tables.put(table::waiting, waiting_key(key, true, order_id), "");
  }
  settle_plan(tables, key, parse_plan_id(event.plan_id()).number);
  if (someone_waits(tables, key, true)) plan_by(tables, event.window(), now);
  // Who fits in no run is tried once more when the window has closed: late is better than never.
  const auto closes = from_ms(event.window().closes_at_ms());
  if (now < closes && someone_waits(tables, key, false)) plan_by(tables, event.window(), closes);
}

void evolve_plan_refused(TableWriter& tables, const v1::DispatchRefused& event, Timestamp now) {
  const auto id = parse_plan_id(event.plan_id());
  const auto window = table::windows.find(tables, id.window_key);
  if (!window || window->open_plan() != id.number) return;
  const bool bad = event.reason() == v1::DISPATCH_REFUSAL_INVALID_PLAN;
  // What was to be planned anew still is.
  v1::PlanRequested question;
  const auto effect = processor::pending_effect(tables, event.plan_id());
  const bool read = effect && question.ParseFromString(effect->request());
  settle_plan(tables, id.window_key, id.number);
  if (read && question.reason() != v1::REPLAN_REASON_UNSPECIFIED)
    return replan_by(tables, window->window(), question.reason(), bad ? now + pause_after_invalid : now);
  if (!someone_waits(tables, id.window_key, false)) return;
  plan_by(tables, window->window(), bad ? now + pause_after_invalid : now);
}

}  // namespace matbud::dispatch
