#include "rows.h"

#include <algorithm>
#include <vector>

#include "matbud/dispatch/decider.h"
#include "matbud/processor/machinery.h"

namespace matbud::dispatch {

using matbud::state::sortable;

std::string under(std::string_view id) { return std::string{id}.append(1, '\0'); }

std::string window_key(std::string_view area_id, std::string_view window_id, std::int32_t delivery_day) {
  return std::string{area_id}.append("/").append(window_id).append("/").append(std::to_string(delivery_day));
}
std::string window_key(const orders::v1::DeliveryWindow& window) {
  return window_key(window.area_id(), window.window_id(), window.delivery_day());
}
std::string waiting_prefix(std::string_view window) { return under(window); }
std::string waiting_key(std::string_view window, bool tried, std::string_view order_id) {
  return under(window).append(1, tried ? '1' : '0').append(order_id);
}
std::string shift_key(std::string_view area_id, std::int64_t ends_at_ms, std::string_view shift_id) {
  return under(area_id).append(sortable(ends_at_ms)).append(shift_id);
}
std::string stop_key(std::string_view run_id, std::uint32_t index) { return under(run_id).append(sortable(index)); }
std::string driver_shift_key(std::string_view driver_id, std::int64_t ends_at_ms, std::string_view shift_id) {
  return under(driver_id).append(sortable(ends_at_ms)).append(shift_id);
}

std::string order_subject(std::string_view order_id) { return std::string{"order/"}.append(order_id); }
std::string run_subject(std::string_view run_id) { return std::string{"run/"}.append(run_id); }
std::string shift_subject(std::string_view shift_id) { return std::string{"shift/"}.append(shift_id); }
std::string window_subject(std::string_view window_key) { return std::string{"window/"}.append(window_key); }
std::string plan_timer(std::string_view window_key) { return std::string{"plan/"}.append(window_key); }
std::string closing_timer(std::string_view window_key) { return std::string{closing_timer_prefix}.append(window_key); }

std::optional<ShiftRow> find_shift(const TableReader& tables, std::string_view shift_id) {
  const auto place = table::shift_places.find(tables, shift_id);
  if (!place || place->ended()) return std::nullopt;
  auto key = shift_key(place->area_id(), place->ends_at_ms(), shift_id);
  auto shift = table::shifts.find(tables, key);
  if (!shift) return std::nullopt;
  return ShiftRow{std::move(key), std::move(*shift)};
}

std::vector<StopRow> stops_of(const TableReader& tables, std::string_view run_id) {
  std::vector<StopRow> stops;
  table::stops.scan(tables, under(run_id), "", [&](std::string_view key, const state::Stop& stop) {
    stops.push_back({std::string{key}, stop});
    return true;
  });
  return stops;
}

state::RunSummary* run_in(state::Shift& shift, std::string_view run_id) {
  auto& runs = *shift.mutable_runs();
  const auto found = std::find_if(runs.begin(), runs.end(), [&](const auto& run) { return run.run_id() == run_id; });
  return found == runs.end() ? nullptr : &*found;
}

std::optional<Interval> free_time(const state::Shift& shift, Timestamp from, Timestamp to) {
  std::vector<Interval> busy;
  for (const auto& run : shift.runs()) busy.push_back({from_ms(run.from_ms()), from_ms(run.to_ms())});
  std::sort(busy.begin(), busy.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
  busy.push_back({to, to});
  std::optional<Interval> longest;
  for (const auto& run : busy) {
    const Interval free{from, std::min(run.from, to)};
    if (free.to - free.from >= run_length_min && (!longest || free.to - free.from > longest->to - longest->from))
      longest = free;
    from = std::max(from, run.to);
  }
  return longest;
}

void plan_by(TableWriter& tables, const orders::v1::DeliveryWindow& window, Timestamp when) {
  const auto key = window_key(window);
  const auto timer = plan_timer(key);
  const auto meant = processor::timer_due_at(tables, timer);
  if (meant && *meant <= when) return;
  processor::set_timer(tables, timer, when, window.area_id(), window_subject(key));
}

void dissolve(TableWriter& tables, std::string_view run_id) {
  auto run = table::runs.find(tables, run_id);
  if (!run || run->started() || run->over()) return;
  for (const auto& row : stops_of(tables, run_id)) {
    table::stops.erase(tables, row.key);
    if (auto delivery = table::deliveries.find(tables, row.stop.order_id())) put_back(tables, *delivery);
  }
  run->set_over(true);
  table::runs.put(tables, run_id, *run);
  auto row = find_shift(tables, run->shift_id());
  if (!row) return;
  auto& runs = *row->shift.mutable_runs();
  const auto found = std::find_if(runs.begin(), runs.end(), [&](const auto& one) { return one.run_id() == run_id; });
  if (found == runs.end()) return;
  runs.erase(found);
  table::shifts.put(tables, row->key, row->shift);
}

void give_up(TableWriter& tables, const state::RunSummary& summary, Timestamp now) {
  const auto run = table::runs.find(tables, summary.run_id());
  dissolve(tables, summary.run_id());
  if (!run) return;
  const auto when = std::max(now, from_ms(run->window().opens_at_ms()) - plan_lead);
  if (summary.open_ended()) {
    plan_by(tables, run->window(), when);
  } else {
    replan_by(tables, run->window(), v1::REPLAN_REASON_DRIVER_GONE, when);
  }
}

void replan_by(TableWriter& tables, const orders::v1::DeliveryWindow& window, v1::ReplanReason reason, Timestamp when) {
  const auto key = window_key(window);
  if (auto row = table::windows.find(tables, key)) {
    row->set_replan(reason);
    table::windows.put(tables, key, *row);
  }
  plan_by(tables, window, when);
}

std::optional<v1::DropPoint> doorstep_of(const TableReader& tables, const v1::Delivery& delivery) {
  const auto& unit = delivery.hand_over().at_unit();
  return table::doorsteps.find(tables, unit.empty() ? delivery.citizen_id() : unit);
}

bool can_do(const v1::Shift& shift, const google::protobuf::RepeatedPtrField<std::string>& skills) {
  return std::all_of(skills.begin(), skills.end(), [&](const std::string& skill) {
    return std::find(shift.skills().begin(), shift.skills().end(), skill) != shift.skills().end();
  });
}

bool someone_waits(const TableReader& tables, std::string_view window_key, bool untried) {
  bool found = false;
  auto prefix = waiting_prefix(window_key);
  if (untried) prefix += '0';
  tables.scan(table::waiting, prefix, "", [&](std::string_view, std::string_view) {
    found = true;
    return false;
  });
  return found;
}

void count(state::RunSummary& run, const v1::Delivery& delivery, int sign) {
  const auto plus = [&](auto number, auto more) { return sign > 0 ? number + more : number - std::min(number, more); };
  run.set_boxes(plus(run.boxes(), delivery.boxes()));
  run.set_grams(plus(run.grams(), std::uint64_t{delivery.weight_grams()}));
  run.set_stops_packed(plus(run.stops_packed(), delivery.packed() ? 1U : 0U));
}

void add_stop(TableWriter& tables, state::RunSummary& run, state::Delivery& delivery, std::int64_t eta_ms) {
  const auto& what = delivery.delivery();
  state::Stop stop;
  stop.set_order_id(what.order_id());
  stop.set_citizen_id(what.citizen_id());
  stop.set_eta_ms(eta_ms);
  const auto index = run.next_index();
  table::stops.put(tables, stop_key(run.run_id(), index), stop);
  run.set_next_index(index + 1);
  run.set_stops(run.stops() + 1);
  count(run, what, +1);
  delivery.set_phase(state::PHASE_ASSIGNED);
  delivery.set_run_id(run.run_id());
  delivery.set_stop_index(index);
  table::deliveries.put(tables, what.order_id(), delivery);
}

void put_back(TableWriter& tables, state::Delivery& delivery) {
  const auto& what = delivery.delivery();
  delivery.set_phase(state::PHASE_WAITING);
  delivery.clear_run_id();
  delivery.clear_stop_index();
  table::deliveries.put(tables, what.order_id(), delivery);
  const auto key = window_key(what.window());
  tables.put(table::waiting, waiting_key(key, false, what.order_id()), "");
  if (!delivery.late()) watch(tables, what.window());
}

void watch(TableWriter& tables, const orders::v1::DeliveryWindow& window) {
  const auto key = window_key(window);
  if (!table::windows.contains(tables, key)) {
    state::Window row;
    *row.mutable_window() = window;
    table::windows.put(tables, key, row);
  }
  const auto timer = closing_timer(key);
  if (processor::timer_due_at(tables, timer)) return;
  processor::set_timer(tables, timer, from_ms(window.closes_at_ms()) + closing_grace, window.area_id(),
                       window_subject(key));
}

}  // namespace matbud::dispatch
