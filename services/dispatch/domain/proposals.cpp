#include "proposals.h"

#include <chrono>

#include "judge.h"
#include "matbud/processor/machinery.h"
#include "planning.h"
#include "rows.h"

namespace matbud::dispatch {
namespace {

/// A solver that gives invalid plans is not asked again at full speed.
constexpr std::chrono::minutes pause_after_invalid{1};

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
  *planned.mutable_unplanned_reasons() = plan.unplanned_reasons();
  for (const auto& run : judge.question().previous()) planned.add_replaced_run_ids(run.run_id());
  planned.set_reason(judge.question().reason());
  if (plan.has_travel()) *planned.mutable_travel() = plan.travel();
  return processor::Decision{&event, window_subject(id.window_key)};
}

Answer decide_arrange(const Asked& asked, const v1::ArrangeRuns& wish) {
  const auto key = window_key(asked.area, wish.window_id(), wish.delivery_day());
  const auto refused = [&](v1::DispatchRefusal reason, std::string_view detail) {
    return refuse(asked, reason, "arrange", detail, window_subject(key));
  };
  if (wish.runs().empty()) return refused(v1::DISPATCH_REFUSAL_INVALID, "runs: missing");
  const auto window = table::windows.find(asked.tables, key);
  if (!window) return refused(v1::DISPATCH_REFUSAL_STALE_PLAN, "there is no such window");
  Judge judge{asked, window->window()};
  if (const auto objection = judge.judge(wish)) return refused(objection->reason, objection->detail);
  auto& event = new_event(asked);
  auto& planned = *event.mutable_runs_planned();
  *planned.mutable_window() = window->window();
  *planned.mutable_runs() = wish.runs();
  for (auto& run : *planned.mutable_runs()) *run.mutable_window() = window->window();
  for (const auto& seen : wish.before()) planned.add_replaced_run_ids(seen.run_id());
  planned.set_reason(v1::REPLAN_REASON_DISPATCHER);
  if (wish.has_travel()) *planned.mutable_travel() = wish.travel();
  return processor::Decision{&event, window_subject(key)};
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
  if (!event.plan_id().empty()) settle_plan(tables, key, parse_plan_id(event.plan_id()).number);
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
