// The numbers of a process, for Prometheus: what they mean is in common/host/README.md.
#pragma once

#include <chrono>
#include <functional>

#include "matbud/host/pipeline.h"
#include "matbud/log/embedded/embedded_log.h"
#include "matbud/telemetry/metrics.h"

namespace matbud::host {

/// Keeps the numbers of every processor current at each exposition. All must outlive `metrics`' last exposition.
void watch_pipeline(telemetry::Metrics& metrics, Pipeline& pipeline, log::Log& log, const Clock& clock);

/// The same for what the embedded log has done.
void watch_log(telemetry::Metrics& metrics, const log::EmbeddedLog& log);

/// For KafkaSettings::on_append: counts how long each append took. Must not outlive `metrics`.
[[nodiscard]] std::function<void(std::chrono::microseconds)> append_timer(telemetry::Metrics& metrics);

/// For EmbeddedSettings::on_commit: counts how long each commit took. Must not outlive `metrics`.
[[nodiscard]] std::function<void(std::chrono::nanoseconds)> commit_timer(telemetry::Metrics& metrics);

}  // namespace matbud::host
