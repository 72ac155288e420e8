#include "matbud/host/running.h"

#include "matbud/host/health.h"
#include "matbud/host/metrics.h"
#include "matbud/telemetry/logging.h"

namespace matbud::host {

/// In the order in which they need each other; they end in reverse.
class Running::Parts {
 public:
  telemetry::Metrics metrics;
  std::unique_ptr<Installation> installation;
  std::unique_ptr<Pipeline> pipeline;
  std::unique_ptr<web::Server> server;
};

Result<std::unique_ptr<Running>> Running::start(const RunSettings& settings, const Clock& clock,
                                                privacy::Random& random) {
  auto parts = std::make_unique<Parts>();
  auto opening = settings.installation;
  if (opening.kafka) {
    opening.kafka->on_append = append_timer(parts->metrics);
  } else {
    opening.log.on_commit = commit_timer(parts->metrics);
  }
  auto installation = Installation::open(opening, clock, random, false);
  if (!installation) return tl::unexpected{installation.error()};
  parts->installation = std::move(*installation);

  auto wiring = parts->installation->wiring();
  wiring.threads = settings.threads;
  wiring.stands_by = settings.stands_by;
  wiring.on_alarm = [](const Error& alarm) { telemetry::error("stopped", {{"why", alarm.message}}); };
  settings.wire(*parts->installation, wiring, clock);
  auto pipeline = Pipeline::open(parts->installation->log(), clock, std::move(wiring));
  if (!pipeline) return tl::unexpected{pipeline.error()};
  parts->pipeline = std::move(*pipeline);

  watch_pipeline(parts->metrics, *parts->pipeline, parts->installation->log(), clock);
  parts->installation->home().watch(parts->metrics);
  web::Router router;
  add_health(router, *parts->pipeline, parts->metrics);
  if (settings.entrance) settings.entrance->add_to(router);
  const auto gate = settings.entrance ? settings.entrance->gate() : web::closed_gate();
  if (settings.add_pages) settings.add_pages(router, gate, *parts->installation, *parts->pipeline, clock);
  auto server = web::Server::start(std::move(router), settings.http);
  if (!server) return tl::unexpected{server.error()};
  parts->server = std::move(*server);
  parts->pipeline->start();
  return std::unique_ptr<Running>{new Running{std::move(parts)}};
}

Running::Running(std::unique_ptr<Parts> parts) : parts_{std::move(parts)} {}
Running::~Running() { stop(); }

std::string Running::address() const { return parts_->server->address(); }
Installation& Running::installation() { return *parts_->installation; }
Pipeline& Running::pipeline() { return *parts_->pipeline; }

void Running::stop() {
  parts_->server->stop();
  parts_->pipeline->stop();
}

}  // namespace matbud::host
