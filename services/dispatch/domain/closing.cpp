#include "closing.h"

#include <vector>

#include "matbud/processor/machinery.h"
#include "rows.h"

namespace matbud::dispatch {
namespace {

/// Puts an order on the list of those that are late; not one whose driver is at the door, or of which it was said.
void add_if_late(const Asked& asked, std::string_view order_id, const state::RunSummary* run,
                 const std::string& driver_id, v1::WindowClosed& closed) {
  const auto delivery = table::deliveries.find(asked.tables, order_id);
  if (!delivery || delivery->arrived() || delivery->late()) return;
  auto& late = *closed.add_late();
  late.set_order_id(delivery->delivery().order_id());
  late.set_citizen_id(delivery->delivery().citizen_id());
  if (run == nullptr) return;
  late.set_run_id(run->run_id());
  late.set_driver_id(driver_id);
}

void add_on_the_road(const Asked& asked, v1::WindowClosed& closed) {
  const auto& window = closed.window();
  // A shift that was over before the window opened has none of its runs.
  table::shifts.scan(asked.tables, under(window.area_id()), matbud::state::sortable(window.opens_at_ms()),
                     [&](std::string_view, const state::Shift& row) {
                       for (const auto& run : row.runs()) {
                         if (run.window_id() != window.window_id() || run.delivery_day() != window.delivery_day())
                           continue;
                         table::stops.scan(asked.tables, under(run.run_id()), "",
                                           [&](std::string_view, const state::Stop& stop) {
                                             add_if_late(asked, stop.order_id(), &run, row.shift().driver_id(), closed);
                                             return true;
                                           });
                       }
                       return true;
                     });
}

void add_waiting(const Asked& asked, std::string_view window_key, v1::WindowClosed& closed) {
  const auto prefix = waiting_prefix(window_key);
  asked.tables.scan(table::waiting, prefix, "", [&](std::string_view row, std::string_view) {
    add_if_late(asked, row.substr(prefix.size() + 1), nullptr, {}, closed);
    return true;
  });
}

}  // namespace

Answer decide_closing(const Asked& asked, std::string_view window_key) {
  const auto window = table::windows.find(asked.tables, window_key);
  if (!window) return std::nullopt;
  auto& event = new_event(asked);
  auto& closed = *event.mutable_window_closed();
  *closed.mutable_window() = window->window();
  if (asked.now <= from_ms(window->window().closes_at_ms()) + worth_telling) {
    add_on_the_road(asked, closed);
    add_waiting(asked, window_key, closed);
  }
  return processor::Decision{&event, window_subject(window_key)};
}

void let_old_windows_be(TableWriter& tables, Timestamp now) {
  const auto no_news_before = matbud::state::sortable(to_ms(now - worth_telling));
  std::vector<std::string> old;
  // Timers lie by their moment, so that a day on which nothing is old costs a look at the first.
  tables.scan(processor::timers_by_due, "", "", [&](std::string_view key, std::string_view) {
    if (key.substr(0, no_news_before.size()) >= no_news_before) return false;
    const auto timer = key.substr(no_news_before.size());
    if (timer.starts_with(closing_timer_prefix)) old.emplace_back(timer);
    return true;
  });
  for (const auto& timer : old) processor::cancel_timer(tables, timer);
}

void evolve_closed(TableWriter& tables, const v1::WindowClosed& event) {
  processor::cancel_timer(tables, closing_timer(window_key(event.window())));
  for (const auto& late : event.late()) {
    auto delivery = table::deliveries.find(tables, late.order_id());
    if (!delivery) continue;
    delivery->set_late(true);
    table::deliveries.put(tables, late.order_id(), *delivery);
  }
}

}  // namespace matbud::dispatch
