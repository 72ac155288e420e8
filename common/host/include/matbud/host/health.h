// What a supervisor and a monitoring system ask a process over HTTP.
#pragma once

#include "matbud/host/pipeline.h"
#include "matbud/telemetry/metrics.h"
#include "matbud/web/router.h"

namespace matbud::host {

/// Adds
///   GET /health/live   200 while the process answers
///   GET /health/ready  200 when every partition that the log gives this process is decided, with the partitions; else
///   503 with
///                      the processors that join, those that catch up and those that have stopped
///   GET /metrics       Prometheus's text format
/// Pipeline and metrics must outlive the router. An answer waits for at most one round of steps.
void add_health(web::Router& router, Pipeline& pipeline, telemetry::Metrics& metrics);

}  // namespace matbud::host
