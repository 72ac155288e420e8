#include "shifts.h"

#include <algorithm>
#include <vector>

#include "matbud/dispatch/decider.h"
#include "rows.h"

namespace matbud::dispatch {
namespace {

constexpr int skills_max = 20;

/// What cannot be about a shift; empty when it can.
std::string objection(const v1::Shift& shift, const Asked& asked) {
  if (shift.shift_id().empty()) return "shift_id: missing";
  if (shift.driver_id().empty()) return "driver_id: missing";
  if (shift.area_id() != asked.area) return "area_id: not the area the command was sent to";
  if (shift.ends_at_ms() <= shift.starts_at_ms()) return "ends_at_ms: not after starts_at_ms";
  if (shift.starts_at_ms() < 0) return "starts_at_ms: negative";
  if (from_ms(shift.ends_at_ms()) <= asked.now) return "ends_at_ms: already past";
  if (shift.capacity_boxes() == 0) return "capacity_boxes: a vehicle without room";
  const bool rests = shift.break_from_ms() != 0 || shift.break_to_ms() != 0;
  if (rests && (shift.break_from_ms() < shift.starts_at_ms() || shift.break_from_ms() >= shift.break_to_ms()))
    return "break_from_ms: before the shift, or not before break_to_ms";
  if (rests && shift.break_to_ms() > shift.ends_at_ms()) return "break_to_ms: after the shift";
  if (shift.skills_size() > skills_max) return "skills: too many";
  constexpr std::int32_t degree_e7 = 10'000'000;
  if (std::abs(std::int64_t{shift.depot_latitude_e7()}) > 90LL * degree_e7) return "depot_latitude_e7: beyond a pole";
  if (std::abs(std::int64_t{shift.depot_longitude_e7()}) > 180LL * degree_e7) return "depot_longitude_e7: beyond 180°";
  return {};
}

std::string overlapping_shift(const Asked& asked, const v1::Shift& shift) {
  std::string overlapping;
  const auto prefix = under(shift.driver_id());
  asked.tables.scan(table::driver_shifts, prefix, matbud::state::sortable(shift.starts_at_ms() + 1),
                    [&](std::string_view key, std::string_view starts) {
                      if (starts >= matbud::state::sortable(shift.ends_at_ms())) return true;
                      overlapping = key.substr(prefix.size() + 8);
                      return false;
                    });
  return overlapping;
}

/// The windows of an area that orders wait for.
std::vector<std::string> windows_with_waiting(const TableReader& tables, const std::string& area_id) {
  std::vector<std::string> windows;
  const auto prefix = area_id + "/";
  std::string from;
  for (bool more = true; more;) {
    more = false;
    tables.scan(table::waiting, prefix, from, [&](std::string_view key, std::string_view) {
      windows.emplace_back(key.substr(0, key.find('\0')));
      // On to the next window, past all the orders of this one.
      from = windows.back().substr(prefix.size()) + '\1';
      more = true;
      return false;
    });
  }
  return windows;
}

}  // namespace

Answer decide_start_shift(const Asked& asked, const v1::StartShift& command) {
  const auto& shift = command.shift();
  const auto refused = [&](v1::DispatchRefusal reason, const std::string& detail) {
    return refuse(asked, reason, "shift", detail, shift_subject(shift.shift_id()));
  };
  if (const auto why = objection(shift, asked); !why.empty()) return refused(v1::DISPATCH_REFUSAL_INVALID, why);
  if (table::shift_places.contains(asked.tables, shift.shift_id())) {
    const auto row = find_shift(asked.tables, shift.shift_id());
    if (row && row->shift.shift().SerializeAsString() == shift.SerializeAsString())
      return refused(v1::DISPATCH_REFUSAL_ALREADY, "shift " + shift.shift_id());
    return refused(v1::DISPATCH_REFUSAL_INVALID, "shift_id: taken by another shift, or ended");
  }
  if (const auto other = overlapping_shift(asked, shift); !other.empty())
    return refused(v1::DISPATCH_REFUSAL_OVERLAPPING_SHIFT, "shift " + other);
  auto& event = new_event(asked);
  *event.mutable_driver_on_shift()->mutable_shift() = shift;
  return processor::Decision{&event, shift_subject(shift.shift_id())};
}

Answer decide_end_shift(const Asked& asked, const v1::EndShift& command) {
  const auto place = table::shift_places.find(asked.tables, command.shift_id());
  if (place && place->ended())
    return already(asked, "shift", "shift " + command.shift_id(), shift_subject(command.shift_id()));
  const auto row = find_shift(asked.tables, command.shift_id());
  if (!row) {
    return refuse(asked, v1::DISPATCH_REFUSAL_INVALID, "shift", "shift_id: no such shift",
                  shift_subject(command.shift_id()));
  }
  if (!command.driver_id().empty() && command.driver_id() != row->shift.shift().driver_id()) {
    return refuse(asked, v1::DISPATCH_REFUSAL_OTHER_DRIVER, "shift", "shift " + command.shift_id(),
                  shift_subject(command.shift_id()));
  }
  for (const auto& run : row->shift.runs()) {
    if (!run.started()) continue;
    return refuse(asked, v1::DISPATCH_REFUSAL_RUN_NOT_OVER, "shift", "run " + run.run_id(),
                  shift_subject(command.shift_id()));
  }
  auto& event = new_event(asked);
  event.mutable_driver_off_shift()->set_shift_id(command.shift_id());
  event.mutable_driver_off_shift()->set_driver_id(row->shift.shift().driver_id());
  return processor::Decision{&event, shift_subject(command.shift_id())};
}

void evolve_on_shift(TableWriter& tables, const v1::Shift& shift, Timestamp now) {
  state::ShiftPlace place;
  place.set_area_id(shift.area_id());
  place.set_ends_at_ms(shift.ends_at_ms());
  table::shift_places.put(tables, shift.shift_id(), place);
  state::Shift row;
  *row.mutable_shift() = shift;
  table::shifts.put(tables, shift_key(shift.area_id(), shift.ends_at_ms(), shift.shift_id()), row);
  tables.put(table::driver_shifts, driver_shift_key(shift.driver_id(), shift.ends_at_ms(), shift.shift_id()),
             matbud::state::sortable(shift.starts_at_ms()));
  for (const auto& key : windows_with_waiting(tables, shift.area_id())) {
    const auto window = table::windows.find(tables, key);
    if (!window) continue;
    const auto opens = from_ms(window->window().opens_at_ms());
    if (from_ms(shift.ends_at_ms()) <= opens) continue;
    plan_by(tables, window->window(), std::max(now, opens - plan_lead));
  }
}

void evolve_off_shift(TableWriter& tables, const v1::DriverOffShift& event, Timestamp now) {
  auto row = find_shift(tables, event.shift_id());
  if (!row) return;
  for (const auto& summary : row->shift.runs()) give_up(tables, summary, now);
  const auto& shift = row->shift.shift();
  tables.erase(table::driver_shifts, driver_shift_key(shift.driver_id(), shift.ends_at_ms(), shift.shift_id()));
  table::shifts.erase(tables, row->key);
  auto place = table::shift_places.find(tables, event.shift_id());
  place->set_ended(true);
  table::shift_places.put(tables, event.shift_id(), *place);
}

}  // namespace matbud::dispatch
