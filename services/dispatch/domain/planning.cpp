#include "planning.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "matbud/dispatch/decider.h"
#include "matbud/processor/machinery.h"
#include "work.h"

namespace matbud::dispatch {
namespace {

constexpr std::uint32_t service_minutes_default = 5;

std::vector<std::string> waiting_for(const TableReader& tables, std::string_view key) {
  std::vector<std::string> order_ids;
  const auto prefix = waiting_prefix(key);
  tables.scan(table::waiting, prefix, "", [&](std::string_view row, std::string_view) {
    order_ids.emplace_back(row.substr(prefix.size() + 1));
    return order_ids.size() < plan_deliveries_max;
  });
  return order_ids;
}

/// Shifts of the area that have not ended.
std::vector<state::Shift> shifts_from_now(const Asked& asked, const std::string& area_id) {
  std::vector<state::Shift> shifts;
  table::shifts.scan(asked.tables, under(area_id), matbud::state::sortable(to_ms(asked.now) + 1),
                     [&](std::string_view, const state::Shift& row) {
                       shifts.push_back(row);
                       return true;
                     });
  return shifts;
}

/// Whether a new plan may take this run's place: it is one of the window's planned runs and has not left.
bool is_replaceable(const state::RunSummary& run, const orders::v1::DeliveryWindow& window) {
  return !run.started() && !run.open_ended() && run.delivery_day() == window.delivery_day() &&
         run.window_id() == window.window_id();
}

/// Takes the runs that are planned anew off their shifts and into the request.
void add_previous(const Asked& asked, v1::PlanRequested& plan, std::vector<state::Shift>& shifts) {
  for (auto& row : shifts) {
    auto& runs = *row.mutable_runs();
    for (const auto& summary : runs) {
      if (!is_replaceable(summary, plan.window())) continue;
      auto& run = *plan.add_previous();
      run.set_run_id(summary.run_id());
      run.set_driver_id(row.shift().driver_id());
      run.set_shift_id(row.shift().shift_id());
      run.set_departs_at_ms(summary.from_ms());
      run.set_returns_at_ms(summary.to_ms());
      table::stops.scan(asked.tables, under(summary.run_id()), "", [&](std::string_view, const state::Stop& stop) {
        auto& at = *run.add_stops();
        at.set_order_id(stop.order_id());
        at.set_citizen_id(stop.citizen_id());
        at.set_eta_ms(stop.eta_ms());
        return true;
      });
    }
    runs.erase(std::remove_if(runs.begin(), runs.end(),
                              [&](const auto& summary) { return is_replaceable(summary, plan.window()); }),
               runs.end());
  }
}

void add_shifts(const Asked& asked, v1::PlanRequested& plan, const std::vector<state::Shift>& shifts) {
  for (const auto& row : shifts) {
    const auto time = time_for_window(row, plan.window(), asked.now);
    if (!time) continue;
    auto& shift = *plan.add_shifts();
    shift = row.shift();
    shift.set_starts_at_ms(to_ms(time->from));
    shift.set_ends_at_ms(to_ms(time->to));
    const auto minutes = worked_minutes(asked.tables, shift.driver_id(), plan.window().delivery_day());
    if (minutes == 0) continue;
    auto& work = *plan.add_work();
    work.set_driver_id(shift.driver_id());
    work.set_minutes(minutes);
  }
}

constexpr int closed_roads_max = 20;
constexpr std::uint32_t closed_radius_max = 20'000;

/// What cannot be about closed roads; empty when it can.
std::string objection(const v1::RequestPlan& command) {
  if (command.closed_roads_size() > closed_roads_max) return "closed_roads: too many";
  for (int i = 0; i < command.closed_roads_size(); ++i) {
    const auto radius = command.closed_roads(i).radius_metres();
    if (radius == 0 || radius > closed_radius_max)
      return "closed_roads[" + std::to_string(i) + "].radius_metres: not 1 to 20000";
  }
  if (!v1::ReplanReason_IsValid(command.reason())) return "reason: not one of those known";
  if (command.closed_roads_size() > 0 && command.reason() == v1::REPLAN_REASON_UNSPECIFIED)
    return "reason: missing, with closed_roads";
  return {};
}

void add_delivery(const Asked& asked, v1::PlanRequested& plan, const v1::Delivery& delivery) {
  auto& planned = *plan.add_deliveries();
  *planned.mutable_delivery() = delivery;
  planned.set_service_minutes(service_minutes_default);
  const auto doorstep = doorstep_of(asked.tables, delivery);
  if (!doorstep) return;
  *planned.mutable_skills() = doorstep->skills();
  if (doorstep->has_point()) *planned.mutable_point() = doorstep->point();
  if (doorstep->service_minutes() > 0) planned.set_service_minutes(doorstep->service_minutes());
}

/// FNV-1a: any fixed mapping of the plan's name to a seed will do.
std::uint64_t seed_of(std::string_view name) {
  std::uint64_t seed = 14695981039346656037ULL;
  for (const char byte : name) seed = (seed ^ static_cast<std::uint8_t>(byte)) * 1099511628211ULL;
  return seed;
}

}  // namespace

std::string plan_id(std::string_view window_key, std::uint32_t number) {
  return std::string{window_key}.append("/").append(std::to_string(number));
}

PlanId parse_plan_id(std::string_view plan_id) {
  const auto slash = plan_id.rfind('/');
  if (slash == std::string_view::npos) return {};
  const auto digits = plan_id.substr(slash + 1);
  PlanId parsed{std::string{plan_id.substr(0, slash)}, 0};
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), parsed.number);
  if (error != std::errc{} || end != digits.data() + digits.size()) parsed.number = 0;
  return parsed;
}

std::optional<Interval> time_for_window(const state::Shift& shift, const orders::v1::DeliveryWindow& window,
                                        Timestamp now) {
  const auto opens = from_ms(window.opens_at_ms());
  const auto closes = from_ms(window.closes_at_ms());
  const bool late = now >= closes;
  const auto from = std::max({from_ms(shift.shift().starts_at_ms()), now, opens - plan_lead});
  const auto time = free_time(shift, from, from_ms(shift.shift().ends_at_ms()));
  if (!time || (!late && (time->from >= closes || time->to <= opens))) return std::nullopt;
  return time;
}

namespace {

/// Why the window is planned anew: as was noted, or as the question that is still open says; a newer question takes its
/// place and must not forget it.
v1::ReplanReason reason_of(const TableReader& tables, std::string_view key, const state::Window& window) {
  if (window.replan() != v1::REPLAN_REASON_UNSPECIFIED || window.open_plan() == 0) return window.replan();
  const auto effect = processor::pending_effect(tables, plan_id(key, window.open_plan()));
  v1::PlanRequested open;
  return effect && open.ParseFromString(effect->request()) ? open.reason() : v1::REPLAN_REASON_UNSPECIFIED;
}

/// What a solver is asked about the window; `command` is the dispatcher's, or null.
Answer asked_of_solver(const Asked& asked, std::string_view window_key, const v1::RequestPlan* command) {
  const auto refused = [&](v1::DispatchRefusal reason) {
    return refuse(asked, reason, "plan", "window " + std::string{window_key}, window_subject(window_key));
  };
  const auto window = table::windows.find(asked.tables, window_key);
  if (!window) return refused(v1::DISPATCH_REFUSAL_NOTHING_TO_PLAN);
  auto& event = new_event(asked);
  auto& plan = *event.mutable_plan_requested();
  *plan.mutable_window() = window->window();
  *plan.mutable_closed_roads() = window->closed_roads();
  auto reason = reason_of(asked.tables, window_key, *window);
  if (command != nullptr) {
    plan.mutable_closed_roads()->MergeFrom(command->closed_roads());
    while (plan.closed_roads_size() > closed_roads_max)
      plan.mutable_closed_roads()->erase(plan.mutable_closed_roads()->begin());
    if (command->reason() != v1::REPLAN_REASON_UNSPECIFIED) reason = command->reason();
  }
  auto shifts = shifts_from_now(asked, window->window().area_id());
  if (reason != v1::REPLAN_REASON_UNSPECIFIED) add_previous(asked, plan, shifts);
  auto order_ids = waiting_for(asked.tables, window_key);
  if (order_ids.empty() && plan.previous().empty()) return refused(v1::DISPATCH_REFUSAL_NOTHING_TO_PLAN);
  add_shifts(asked, plan, shifts);
  if (plan.shifts().empty()) {
    auto nobody = refused(v1::DISPATCH_REFUSAL_NO_DRIVER);
    auto& waiting = *static_cast<v1::DispatchEvent&>(*nobody->event).mutable_dispatch_refused();
    for (const auto& order_id : order_ids) waiting.add_waiting_order_ids(order_id);
    return nobody;
  }
  // A driver who has left may have had the only runs: nothing is replaced then, and the reason holds all the same.
  if (!plan.previous().empty() || reason == v1::REPLAN_REASON_DRIVER_GONE) plan.set_reason(reason);
  plan.set_plan_id(plan_id(window_key, window->plans() + 1));
  plan.set_seed(seed_of(plan.plan_id()));
  if (auto settings = table::plan_settings.find(asked.tables, window->window().area_id()))
    plan.mutable_settings()->Swap(&*settings);
  const auto add = [&](const std::string& order_id) {
    if (const auto delivery = table::deliveries.find(asked.tables, order_id))
      add_delivery(asked, plan, delivery->delivery());
  };
  for (const auto& run : plan.previous()) {
    for (const auto& stop : run.stops()) add(stop.order_id());
  }
  for (const auto& order_id : order_ids) {
    if (static_cast<std::size_t>(plan.deliveries_size()) < plan_deliveries_max) add(order_id);
  }
  return processor::Decision{&event, window_subject(window_key)};
}

}  // namespace

Answer decide_plan(const Asked& asked, std::string_view window_key) {
  return asked_of_solver(asked, window_key, nullptr);
}

Answer decide_plan(const Asked& asked, const v1::RequestPlan& command) {
  const auto key = window_key(asked.area, command.window_id(), command.delivery_day());
  if (const auto why = objection(command); !why.empty())
    return refuse(asked, v1::DISPATCH_REFUSAL_INVALID, "plan", why, window_subject(key));
  return asked_of_solver(asked, key, &command);
}

Answer decide_plan_settings(const Asked& asked, const v1::PutPlanSettings& command) {
  constexpr std::uint32_t fairness_max = 100'000;
  const auto& wanted = command.settings();
  const auto subject = "area/" + std::string{asked.area};
  const auto refused = [&](std::string_view detail) {
    return refuse(asked, v1::DISPATCH_REFUSAL_INVALID, "plan_settings", detail, subject);
  };
  if (wanted.area_id() != asked.area) return refused("area_id: not the area the command was sent to");
  if (!v1::PlanObjective_IsValid(wanted.objective())) return refused("objective: not one of those known");
  if (wanted.fairness_metres() > fairness_max) return refused("fairness_metres: more than 100000");
  const auto known = table::plan_settings.find(asked.tables, wanted.area_id());
  if (known && known->SerializeAsString() == wanted.SerializeAsString())
    return already(asked, "plan_settings", "area " + wanted.area_id(), subject);
  auto& event = new_event(asked);
  *event.mutable_plan_settings_put()->mutable_settings() = wanted;
  return processor::Decision{&event, subject};
}

void evolve_plan_requested(TableWriter& tables, const v1::PlanRequested& event, std::string_view area) {
  const auto key = window_key(event.window());
  auto window = table::windows.find(tables, key);
  if (!window) return;
  if (window->open_plan() != 0) processor::settle_effect(tables, plan_id(key, window->open_plan()));
  window->set_plans(parse_plan_id(event.plan_id()).number);
  window->set_open_plan(window->plans());
  window->clear_replan();
  *window->mutable_closed_roads() = event.closed_roads();
  table::windows.put(tables, key, *window);
  processor::cancel_timer(tables, plan_timer(key));
  runtime::v1::PendingEffect effect;
  effect.set_effect_id(event.plan_id());
  effect.set_kind(std::string{plan_effect_kind});
  effect.set_request(event.SerializeAsString());
  effect.set_key(std::string{area});
  effect.set_subject(window_subject(key));
  processor::request_effect(tables, effect);
}

void evolve_nobody_drives(TableWriter& tables, std::string_view window_key) {
  processor::cancel_timer(tables, plan_timer(window_key));
}

void evolve_nothing_planned(TableWriter& tables, std::string_view window_key) {
  processor::cancel_timer(tables, plan_timer(window_key));
  auto window = table::windows.find(tables, window_key);
  if (!window || window->replan() == v1::REPLAN_REASON_UNSPECIFIED) return;
  window->clear_replan();
  table::windows.put(tables, window_key, *window);
}

void settle_plan(TableWriter& tables, std::string_view window_key, std::uint32_t plan) {
  auto window = table::windows.find(tables, window_key);
  if (!window || window->open_plan() != plan) return;
  window->set_open_plan(0);
  window->set_answered_plan(plan);
  table::windows.put(tables, window_key, *window);
  processor::settle_effect(tables, plan_id(window_key, plan));
}

}  // namespace matbud::dispatch
