#include "judge.h"

#include <algorithm>

#include "matbud/base/plant.h"
#include "matbud/dispatch/decider.h"
#include "matbud/processor/machinery.h"

namespace matbud::dispatch {
namespace {

Judgement stale(std::string detail) { return Objection{v1::DISPATCH_REFUSAL_STALE_PLAN, std::move(detail)}; }
Judgement invalid(std::string detail) { return Objection{v1::DISPATCH_REFUSAL_INVALID_PLAN, std::move(detail)}; }

}  // namespace

Judgement Judge::judge(const v1::ProposePlan& plan) {
  if (auto objection = read_question(plan.plan_id())) return objection;
  for (const auto& run : plan.runs()) {
    if (auto objection = judge(run)) return objection;
  }
  const int reasons = plan.unplanned_reasons_size();
  if (reasons != 0 && reasons != plan.unplanned_order_ids_size())
    return invalid("unplanned_reasons: not one for each of unplanned_order_ids");
  for (const auto& order_id : plan.unplanned_order_ids()) {
    if (!orders_.insert(order_id).second) return invalid("order " + order_id + " stands in the plan twice");
  }
  return judge_completeness();
}

/// Reads what was asked, and whether the runs that were to be replaced stand as they stood then.
Judgement Judge::read_question(const std::string& plan_id) {
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

Judgement Judge::judge(const v1::Run& run) {
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

Judgement Judge::judge_times(const v1::Run& run, const state::Shift& row) {
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

Judgement Judge::judge_load(const v1::Run& run, const v1::Shift& shift) {
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
Judgement Judge::judge_completeness() {
  for (const auto& planned : question_.deliveries()) {
    const auto& order_id = planned.delivery().order_id();
    if (!orders_.contains(order_id)) return invalid("order " + order_id + " is neither planned nor unplanned");
  }
  return std::nullopt;
}

state::Shift* Judge::shift_of(const v1::Run& run) {
  const auto known = shifts_.find(run.shift_id());
  if (known != shifts_.end()) return &known->second;
  auto row = find_shift(asked_.tables, run.shift_id());
  if (!row) return nullptr;
  return &shifts_.emplace(run.shift_id(), std::move(row->shift)).first->second;
}

/// Reads a run that is replaced, and whether it stands as it was seen.
Judgement Judge::read_before(const v1::RunAsSeen& seen) {
  const auto name = "run " + seen.run_id();
  const auto row = table::runs.find(asked_.tables, seen.run_id());
  if (!row || row->started() || row->over() || window_key(row->window()) != window_key(window_))
    return stale(name + " has left, or is no more");
  auto shift = find_shift(asked_.tables, row->shift_id());
  const auto* const summary = shift ? run_in(shift->shift, seen.run_id()) : nullptr;
  if (summary == nullptr) return stale(name + " has left, or is no more");
  if (summary->open_ended()) return invalid(name + " takes orders all day, and is not arranged by hand");
  int at = 0;
  bool unchanged = true;
  table::stops.scan(asked_.tables, under(seen.run_id()), "", [&](std::string_view, const state::Stop& stop) {
    unchanged = at < seen.order_ids_size() && seen.order_ids(at) == stop.order_id();
    ++at;
    return unchanged;
  });
  if (!unchanged || at != seen.order_ids_size()) return stale(name + " has changed since");
  replaced_.insert(seen.run_id());
  return std::nullopt;
}

/// Whose door nobody knows is looked for by a person, cold or not.
Judgement Judge::judge_cold(const v1::Run& run) {
  if (const auto* const shift = shift_of(run); shift != nullptr && shift->shift().cooled()) return std::nullopt;
  const auto ride_max_ms = std::chrono::milliseconds{cold_ride_max}.count();
  for (const auto& stop : run.stops()) {
    if (stop.eta_ms() - run.departs_at_ms() <= ride_max_ms) continue;
    const auto delivery = table::deliveries.find(asked_.tables, stop.order_id());
    if (!delivery || !delivery->delivery().cold()) continue;
    const auto doorstep = doorstep_of(asked_.tables, delivery->delivery());
    if (doorstep && doorstep->has_point())
      return invalid("run " + run.run_id() + ", order " + stop.order_id() + ": cold goods would be under way too long");
  }
  return std::nullopt;
}

Judgement Judge::judge(const v1::ArrangeRuns& wish) {
  for (const auto& seen : wish.before()) {
    if (auto objection = read_before(seen)) return objection;
  }
  for (const auto& run : wish.runs()) {
    if (run.departs_at_ms() == 0) return invalid("run " + run.run_id() + " cannot be driven like that");
    if (auto objection = judge(run)) return objection;
    if (auto objection = judge_cold(run)) return objection;
  }
  for (const auto& seen : wish.before()) {
    for (const auto& order_id : seen.order_ids()) {
      if (!orders_.contains(order_id)) return invalid("order " + order_id + " is in no run any more");
    }
  }
  return std::nullopt;
}

}  // namespace matbud::dispatch
