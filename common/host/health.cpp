#include "matbud/host/health.h"

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "matbud/web/this_machine.h"

namespace matbud::host {
namespace {

web::Response json(int status, const nlohmann::json& body) {
  return {.status = status, .content_type = "application/json", .body = body.dump() + "\n", .headers = {}};
}

web::Response readiness(Pipeline& pipeline) {
  using Phase = processor::Processor::Phase;
  auto catching_up = nlohmann::json::array();
  auto stopped = nlohmann::json::array();
  std::map<std::string, std::set<std::uint32_t>> owned;
  for (const auto& one : pipeline.counted()) {
    const auto name = one.processor + "/" + std::to_string(one.partition.value());
    owned[one.processor].insert(one.partition.value());
    if (one.phase == Phase::catching_up) catching_up.push_back(name);
    if (one.phase == Phase::stopped) stopped.push_back(name);
  }
  const auto joining = pipeline.joining();
  const auto alarms = pipeline.standing_alarms().size();
  const bool ready = joining.empty() && catching_up.empty() && stopped.empty() && alarms == 0;
  return json(ready ? 200 : 503, {{"ready", ready},
                                  {"owned", owned},
                                  {"joining", joining},
                                  {"catching_up", catching_up},
                                  {"stopped", stopped},
                                  {"alarms", alarms}});
}

}  // namespace

void add_health(web::Router& router, Pipeline& pipeline, telemetry::Metrics& metrics) {
  const auto add = [&](std::string_view path, web::Handler handler) {
    router.add("GET", path, web::only_for_this_machine(std::move(handler)));
  };
  add("/health/live", [](const web::Request&) { return json(200, {{"live", true}}); });
  add("/health/ready", [&](const web::Request&) { return readiness(pipeline); });
  add("/metrics", [&](const web::Request&) {
    return web::Response{.status = 200,
                         .content_type = std::string{telemetry::exposition_content_type},
                         .body = metrics.exposition(),
                         .headers = {}};
  });
}

}  // namespace matbud::host
