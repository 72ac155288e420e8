#include "matbud/pages/status.h"

#include <algorithm>

#include "matbud/host/lag.h"
#include "matbud/projection/host.h"
#include "status_page.h"

namespace matbud::pages {
namespace {

using Phase = processor::Processor::Phase;

constexpr std::chrono::seconds refresh_interval{5};

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

Status look(host::Installation& installation, host::Pipeline& pipeline, Timestamp now) {
  Status status{now, {}, {}, {}};
  const auto model = ordering::order_overview();
  for (std::uint32_t p = 0; p < installation.partitions(); ++p) {
    // A handle of its own: the worker goes on folding meanwhile.
    const auto space = installation.store().open_space(projection::space_name(*model), Partition{p});
    if (!space) continue;
    for (const auto& [step, count] : ordering::count_orders(state::SpaceTables{**space})) status.orders[step] += count;
  }
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
    const auto refresh = request.query_value("refresh") == "on" ? std::optional{refresh_interval} : std::nullopt;
    return web::Response{
        .status = 200,
        .content_type = "text/html; charset=utf-8",
        .body = status_page(look(installation, pipeline, clock.now()), language, refresh),
        .headers = {{"Vary", "Accept-Language"}, {"Content-Language", std::string{code_of(language)}}}};
  });
  router.add("GET", "/status.css", [](const web::Request&) {
    return web::Response{.status = 200,
                         .content_type = "text/css; charset=utf-8",
                         .body = std::string{status_style()},
                         .headers = {{"Cache-Control", "max-age=3600"}}};
  });
}

}  // namespace matbud::pages
