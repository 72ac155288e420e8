#include "taking_over.h"

#include <algorithm>
#include <string>
#include <vector>

#include "matbud/base/plant.h"
#include "rows.h"

namespace matbud::dispatch {
namespace {

/// Why this shift's driver cannot go on with a run of that area; empty when they can.
std::string objection(const v1::Shift& shift, const state::Run& run, Timestamp now) {
  if (shift.area_id() != run.window().area_id()) return "shift_id: of another area";
  if (from_ms(shift.starts_at_ms()) > now) return "shift_id: has not begun";
  if (from_ms(shift.ends_at_ms()) <= now) return "shift_id: is over";
  return {};
}

/// The first order whose door needs what the shift's driver and car cannot do; empty when there is none.
std::string beyond(const TableReader& tables, const v1::Shift& shift, const std::vector<StopRow>& stops) {
  for (const auto& row : stops) {
    const auto delivery = table::deliveries.find(tables, row.stop.order_id());
    const auto doorstep = delivery ? doorstep_of(tables, delivery->delivery()) : std::nullopt;
    if (doorstep && !can_do(shift, doorstep->skills())) return row.stop.order_id();
  }
  return {};
}

/// Whether a run that has not left would have to be driven while the other one is.
bool is_in_the_way(const state::RunSummary& mine, const state::RunSummary& taken, Timestamp now) {
  const auto taken_to_ms = std::max(taken.to_ms(), to_ms(now));
  return !mine.started() && mine.from_ms() < taken_to_ms && to_ms(now) < mine.to_ms();
}

}  // namespace

Answer decide_take_over(const Asked& asked, const v1::TakeOverRun& command) {
  const auto& run_id = command.run_id();
  const auto refused = [&](v1::DispatchRefusal reason, const std::string& detail) {
    return refuse(asked, reason, "take_over", detail, run_subject(run_id));
  };
  const auto run = table::runs.find(asked.tables, run_id);
  if (!run || run->over()) return refused(v1::DISPATCH_REFUSAL_UNKNOWN_RUN, "run " + run_id);
  if (!run->started()) return refused(v1::DISPATCH_REFUSAL_RUN_NOT_STARTED, "run " + run_id);
  if (run->shift_id() == command.shift_id()) return already(asked, "take_over", "run " + run_id, run_subject(run_id));
  auto from = find_shift(asked.tables, run->shift_id());
  const auto* summary = from ? run_in(from->shift, run_id) : nullptr;
  if (summary == nullptr) return refused(v1::DISPATCH_REFUSAL_UNKNOWN_RUN, "run " + run_id);
  const auto to = find_shift(asked.tables, command.shift_id());
  if (!to) return refused(v1::DISPATCH_REFUSAL_INVALID, "shift_id: no such shift, or it has ended");
  const auto& shift = to->shift.shift();
  if (const auto why = objection(shift, *run, asked.now); !why.empty())
    return refused(v1::DISPATCH_REFUSAL_INVALID, why);
  const auto other = asked.tables.find(table::on_the_road, shift.driver_id());
  if (other && *other != run_id) return refused(v1::DISPATCH_REFUSAL_RUN_NOT_OVER, "run " + std::string{*other});
  const auto stops = stops_of(asked.tables, run_id);
  if (const auto order_id = beyond(asked.tables, shift, stops); !order_id.empty())
    return refused(v1::DISPATCH_REFUSAL_INVALID, "shift_id: lacks the skills for order " + order_id);

  auto& event = new_event(asked);
  auto& taken = *event.mutable_run_taken_over();
  taken.set_run_id(run_id);
  taken.set_from_driver_id(run->driver_id());
  taken.set_driver_id(shift.driver_id());
  taken.set_shift_id(command.shift_id());
  for (const auto& row : stops) taken.add_order_ids(row.stop.order_id());
  for (const auto& mine : to->shift.runs()) {
    if (is_in_the_way(mine, *summary, asked.now)) taken.add_replaced_run_ids(mine.run_id());
  }
  return processor::Decision{&event, run_subject(run_id)};
}

void evolve_taken_over(TableWriter& tables, const v1::RunTakenOver& event, Timestamp now) {
  for (const auto& replaced : event.replaced_run_ids()) {
    auto row = find_shift(tables, event.shift_id());
    const auto* summary = row ? run_in(row->shift, replaced) : nullptr;
    if (summary != nullptr) give_up(tables, *summary, now);
  }
  auto run = table::runs.find(tables, event.run_id());
  auto from = run ? find_shift(tables, run->shift_id()) : std::nullopt;
  auto to = find_shift(tables, event.shift_id());
  const auto* summary = from ? run_in(from->shift, event.run_id()) : nullptr;
  if (summary == nullptr || !to) return;
  *to->shift.add_runs() = *summary;
  table::shifts.put(tables, to->key, to->shift);
  auto& runs = *from->shift.mutable_runs();
  runs.erase(std::find_if(runs.begin(), runs.end(), [&](const auto& one) { return &one == summary; }));
  table::shifts.put(tables, from->key, from->shift);
  run->set_shift_id(event.shift_id());
  if (!planted("run-stays-with-the-ill")) run->set_driver_id(event.driver_id());
  table::runs.put(tables, event.run_id(), *run);
  tables.erase(table::on_the_road, event.from_driver_id());
  tables.put(table::on_the_road, event.driver_id(), event.run_id());
}

}  // namespace matbud::dispatch
