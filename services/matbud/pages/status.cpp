#include "matbud/pages/status.h"

#include <algorithm>

#include "matbud/dispatch/run_board.h"
#include "matbud/host/lag.h"
#include "matbud/projection/host.h"
#include "matbud/time/zone.h"
#include "status_page.h"

namespace matbud::pages {

// status.css, status.js and the pages' own icon.
extern const std::string_view status_style;
extern const std::string_view status_script;
extern const std::string_view status_icon;

namespace {

using Phase = processor::Processor::Phase;

/// So far ahead orders can stand, with much to spare.
constexpr std::int32_t days_ahead_max = 400;

void add(Status& status, const host::Pipeline::Counted& one, const host::Lag& lag) {
  auto line = std::find_if(status.processors.begin(), status.processors.end(),
                           [&](const ProcessorLine& known) { return known.name == one.processor; });
  if (line == status.processors.end()) {
    line = status.processors.emplace(line);
    line->name = one.processor;
  }
  ++line->partitions;
  if (one.phase == Phase::catching_up) ++line->catching_up;
  if (one.phase == Phase::stopped) ++line->stopped;
  line->lag_records += lag.records;
  line->oldest_waits_for = std::max(line->oldest_waits_for, lag.oldest_waits_for);
  line->parked += one.standing.parked;
  line->pending_effects += one.standing.pending_effects;
}

void add(StepCounts& counts, const StepCounts& more) {
  for (const auto& [step, count] : more) counts[step] += count;
}

StopMark mark_of(const state::TableReader& board, const std::string& order_id) {
  const auto delivery = dispatch::find_delivery(board, order_id);
  if (!delivery) return StopMark::to_do;
  switch (delivery->phase()) {
    case dispatch::board::DELIVERY_PHASE_DELIVERED: return StopMark::delivered;
    case dispatch::board::DELIVERY_PHASE_FAILED:
    case dispatch::board::DELIVERY_PHASE_RETURNED: return StopMark::failed;
    default: return StopMark::to_do;
  }
}

/// An area's runs of a day: by their windows, and as they leave.
void add_runs(Status& status, const state::TableReader& board, const AreaId& area, std::int32_t day) {
  auto runs = dispatch::runs_of(board, area.value(), day);
  const auto place = [](const dispatch::board::BoardRun& run) {
    const auto left = run.started_at_ms();
    return std::pair{run.run().window().opens_at_ms(), left != 0 ? left : run.run().departs_at_ms()};
  };
  std::stable_sort(runs.begin(), runs.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
  for (const auto& one : runs) {
    const auto& window = one.run().window();
    RunLine line{area.value(), from_ms(window.opens_at_ms()), from_ms(window.closes_at_ms()), one.started_at_ms() != 0};
    for (const auto& stop : one.run().stops()) line.stops.push_back(mark_of(board, stop.order_id()));
    status.runs.push_back(std::move(line));
  }
}

Status look(host::Installation& installation, host::Pipeline& pipeline, Timestamp now) {
  Status status{now};
  const auto overview = projection::space_name(*ordering::order_overview());
  const auto board = projection::space_name(*dispatch::run_board());
  const auto day = static_cast<std::int32_t>(time::Zone::oslo().local(now).day.time_since_epoch().count());
  for (std::uint32_t p = 0; p < installation.partitions(); ++p) {
    // Handles of their own: the worker goes on folding meanwhile.
    const auto orders = installation.store().open_space(overview, Partition{p});
    if (!orders) continue;
    const state::SpaceTables tables{**orders};
    const auto runs = installation.store().open_space(board, Partition{p});
    for (const auto& area : ordering::areas_with_orders(tables)) {
      add(status.orders_today, ordering::count_orders_of(tables, area, day, day));
      add(status.orders_later, ordering::count_orders_of(tables, area, day + 1, day + days_ahead_max));
      if (runs) add_runs(status, state::SpaceTables{**runs}, area, day);
    }
  }
  std::stable_sort(status.runs.begin(), status.runs.end(),
                   [](const RunLine& a, const RunLine& b) { return a.area < b.area; });
  for (const auto& one : pipeline.counted()) {
    add(status, one, host::lag_of(installation.log(), one.partition, one.standing, now));
  }
  for (const auto& alarm : pipeline.alarms()) status.alarms.push_back(alarm.message);
  return status;
}

}  // namespace

void add_status(web::Router& router, host::Installation& installation, host::Pipeline& pipeline, const Clock& clock) {
  router.add("GET", "/", [&](const web::Request& request) {
    const auto language = language_for(request);
    return web::Response{.status = 200,
                         .content_type = "text/html; charset=utf-8",
                         .body = status_page(look(installation, pipeline, clock.now()), language),
                         .headers = {{"Vary", "Accept-Language"},
                                     {"Content-Language", std::string{code_of(language)}},
                                     {"Cache-Control", "no-store"}}};
  });
  const auto add_file = [&](const std::string& path, std::string type, std::string_view content) {
    router.add("GET", path, [type = std::move(type), content](const web::Request&) {
      return web::Response{.status = 200,
                           .content_type = type,
                           .body = std::string{content},
                           .headers = {{"Cache-Control", "no-cache"}}};
    });
  };
  add_file("/status.css", "text/css; charset=utf-8", status_style);
  add_file("/status.svg", "image/svg+xml", status_icon);
  add_file("/status.js", "text/javascript; charset=utf-8", status_script);
}

}  // namespace matbud::pages
