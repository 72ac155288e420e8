#include "planning.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "matbud/dispatch/decider.h"
#include "matbud/processor/machinery.h"

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

void add_shifts(const Asked& asked, v1::PlanRequested& plan) {
  const auto& window = plan.window();
  table::shifts.scan(asked.tables, under(window.area_id()), matbud::state::sortable(to_ms(asked.now) + 1),
                     [&](std::string_view, const state::Shift& row) {
                       if (const auto time = time_for_window(row, window, asked.now)) {
                         auto& shift = *plan.add_shifts();
                         shift = row.shift();
                         shift.set_starts_at_ms(to_ms(time->from));
                         shift.set_ends_at_ms(to_ms(time->to));
                       }
                       return true;
                     });
}

void add_delivery(const Asked& asked, v1::PlanRequested& plan, const v1::Delivery& delivery) {
  auto& planned = *plan.add_deliveries();
  *planned.mutable_delivery() = delivery;
  planned.set_service_minutes(service_minutes_default);
  // Goods for a citizen whose address nobody may know go to the base of their unit, never to their door.
  const auto& unit = delivery.hand_over().at_unit();
  const auto doorstep = table::doorsteps.find(asked.tables, unit.empty() ? delivery.citizen_id() : unit);
  if (!doorstep) return;
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

Answer decide_plan(const Asked& asked, std::string_view window_key) {
  const auto refused = [&](v1::DispatchRefusal reason) {
    return refuse(asked, reason, "plan", "window " + std::string{window_key}, window_subject(window_key));
  };
  const auto window = table::windows.find(asked.tables, window_key);
  const auto order_ids = waiting_for(asked.tables, window_key);
  if (!window || order_ids.empty()) return refused(v1::DISPATCH_REFUSAL_NOTHING_TO_PLAN);
  auto& event = new_event(asked);
  auto& plan = *event.mutable_plan_requested();
  *plan.mutable_window() = window->window();
  add_shifts(asked, plan);
  if (plan.shifts().empty()) return refused(v1::DISPATCH_REFUSAL_NO_DRIVER);
  plan.set_plan_id(plan_id(window_key, window->plans() + 1));
  plan.set_seed(seed_of(plan.plan_id()));
  for (const auto& order_id : order_ids) {
    if (const auto delivery = table::deliveries.find(asked.tables, order_id))
      add_delivery(asked, plan, delivery->delivery());
  }
  return processor::Decision{&event, window_subject(window_key)};
}

void evolve_plan_requested(TableWriter& tables, const v1::PlanRequested& event, std::string_view area) {
  const auto key = window_key(event.window());
  auto window = table::windows.find(tables, key);
  if (!window) return;
  if (window->open_plan() != 0) processor::settle_effect(tables, plan_id(key, window->open_plan()));
  window->set_plans(parse_plan_id(event.plan_id()).number);
  window->set_open_plan(window->plans());
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

void evolve_nothing_planned(TableWriter& tables, std::string_view window_key) {
  processor::cancel_timer(tables, plan_timer(window_key));
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
