#include "insertion.h"

#include <algorithm>

namespace matbud::dispatch {
namespace {

/// A stop more in a planned run takes the driver about so much longer.
constexpr std::chrono::minutes allowance_per_stop{10};

bool has_room(const v1::Shift& shift, std::uint32_t boxes, std::uint64_t grams, const v1::Delivery& delivery) {
  if (std::uint64_t{boxes} + delivery.boxes() > shift.capacity_boxes()) return false;
  return shift.capacity_grams() == 0 || grams + delivery.weight_grams() <= shift.capacity_grams();
}

/// Whether the driver has time for one more stop in this run.
bool has_time(const state::Shift& shift, const state::RunSummary& run) {
  if (run.open_ended()) return true;
  const auto to = run.to_ms() + std::chrono::milliseconds{allowance_per_stop}.count();
  if (to > shift.shift().ends_at_ms()) return false;
  return std::none_of(shift.runs().begin(), shift.runs().end(), [&](const auto& other) {
    return other.run_id() != run.run_id() && other.from_ms() < to && other.to_ms() > run.from_ms();
  });
}

const state::RunSummary* open_run(const state::Shift& shift, const orders::v1::DeliveryWindow& window) {
  const auto found = std::find_if(shift.runs().begin(), shift.runs().end(), [&](const auto& run) {
    return !run.started() && run.delivery_day() == window.delivery_day() && run.window_id() == window.window_id();
  });
  return found == shift.runs().end() ? nullptr : &*found;
}

/// When a new same-day run would keep the driver: as much of the rest of the window as they have free.
std::optional<Interval> time_for_run(const state::Shift& shift, const orders::v1::DeliveryWindow& window,
                                     Timestamp now) {
  const auto from = std::max({now, from_ms(window.opens_at_ms()), from_ms(shift.shift().starts_at_ms())});
  const auto to = std::min(from_ms(window.closes_at_ms()), from_ms(shift.shift().ends_at_ms()));
  return free_time(shift, from, to);
}

}  // namespace

std::optional<Place> least_loaded_run(const TableReader& tables, const v1::Delivery& delivery, Timestamp now) {
  const auto& window = delivery.window();
  const auto doorstep = doorstep_of(tables, delivery);
  const auto still_there_after = std::max(to_ms(now), window.opens_at_ms()) + 1;
  std::optional<Place> best;
  table::shifts.scan(tables, under(window.area_id()), matbud::state::sortable(still_there_after),
                     [&](std::string_view, const state::Shift& row) {
                       const auto& shift = row.shift();
                       if (doorstep && !can_do(shift, doorstep->skills())) return true;
                       const auto* run = open_run(row, window);
                       const std::uint32_t load = run == nullptr ? 0 : run->stops();
                       if (best && load >= best->stop_index) return true;
                       if (run != nullptr) {
                         if (!has_room(shift, run->boxes(), run->grams(), delivery) || !has_time(row, *run))
                           return true;
                         best = Place{shift.shift_id(), shift.driver_id(), run->run_id(), load};
                       } else if (has_room(shift, 0, 0, delivery) && time_for_run(row, window, now)) {
                         best = Place{shift.shift_id(), shift.driver_id(),
                                      "same-day/" + shift.shift_id() + "/" + std::to_string(row.runs_made() + 1), 0};
                       }
                       return true;
                     });
  return best;
}

void evolve_inserted(TableWriter& tables, const v1::RunReplanned& event, Timestamp now) {
  auto row = find_shift(tables, event.shift_id());
  if (!row) return;
  const auto& window = event.added().window();
  auto* summary = run_in(row->shift, event.run_id());
  if (summary == nullptr) {
    const auto time = time_for_run(row->shift, window, now);
    if (!time) return;
    summary = row->shift.add_runs();
    summary->set_run_id(event.run_id());
    summary->set_window_id(window.window_id());
    summary->set_delivery_day(window.delivery_day());
    summary->set_from_ms(to_ms(time->from));
    summary->set_to_ms(to_ms(time->to));
    summary->set_open_ended(true);
    row->shift.set_runs_made(row->shift.runs_made() + 1);
    state::Run run;
    run.set_shift_id(event.shift_id());
    run.set_driver_id(event.driver_id());
    *run.mutable_window() = window;
    table::runs.put(tables, event.run_id(), run);
    watch(tables, window);
  } else if (!summary->open_ended()) {
    summary->set_to_ms(summary->to_ms() + std::chrono::milliseconds{allowance_per_stop}.count());
  }
  state::Delivery delivery;
  *delivery.mutable_delivery() = event.added();
  add_stop(tables, *summary, delivery, 0);
  table::shifts.put(tables, row->key, row->shift);
}

}  // namespace matbud::dispatch
